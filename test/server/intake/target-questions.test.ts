import { expect, test } from 'vitest';
import { answerQuestion } from '#server/intake/documents/change-reading.ts';
import { readPlan } from '#server/intake/documents/read-plan.ts';
import { toldIn } from '#shared/language.ts';
import { aPlan } from '../../support/plans.ts';

function ask(target: string, name = '设备数量') {
  const plan = readPlan(aPlan({ target }).replaceAll('设备数量', name));
  if (!plan.ok) throw new Error(plan.message.zh);
  return plan;
}

// biome-ignore format: one case a line
test.for([
  ['2280次',          '检查次数',   ['≥280次', '=2280次']],
  ['292%',            '合格率',     ['≥92%', '=292%']],
  ['二100百分比',     '使用效率',   ['=100%']],
  ['88100',           '合格率',     ['=88%', '=100%']],
  ['85%|80%|70%|70%', '满意度',     ['≥85%', '≥80%', '≥70%']],
  ['≥95%',            '故障率',     ['≤95%']],
  ['12月前',          '完成时间',   ['12月底', '11月底']],
  ['12月',            '服务期限',   ['12月底', '12个月']],
  ['43.2',            '工程资金',   ['≥43.2万元', '≥43.2元']],
  ['180',             '服务周期',   ['≥180天']],
  ['0.97',            '在线率',     ['≥0.97%']],
  ['-0%',             '结余率',     ['≤0%']],
  ['95%-90%',         '出租率',     ['90%-95%']],
  ['每月1次',         '检查次数',   ['≥12次', '≥1次/月']],
  ['每季度不少于2次', '培训次数',   ['≥8次', '≥2次/季度']],
  ['优/良/中/差',     '评定等级',   ['优', '良及以上']],
  ['1:18',            '师生比',     ['1:18']],
  ['',                '设备数量',   []],
] as const)('%s of %s blocks, and what may have been meant is to choose from', ([target, name, expected]) => {
  const { reading, questions } = ask(target, name);
  const [question] = questions;
  expect(question).toMatchObject({ id: 'target/11', blocks: true });
  const choices = (question?.choices ?? []).map((one) => toldIn(one, 'zh'));
  expect(choices).toEqual(expect.arrayContaining([...expected]));
  for (const choice of choices) {
    const answered = answerQuestion(reading, questions, question?.id ?? '', choice, 2023);
    expect(answered.ok && answered.reading.projects[0]?.indicators[0]?.target.confidence).toBe('high');
  }
});
