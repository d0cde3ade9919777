import { describe, expect, test } from 'vitest';
import { planLines } from '#server/intake/documents/plan-text.ts';
import { phrases } from '#server/intake/documents/prose-phrases.ts';
import { readPlan } from '#server/intake/documents/read-plan.ts';
import { readProse } from '#server/intake/documents/read-prose.ts';
import { aPlan } from '../../support/plans.ts';

const brief = (text: string) => phrases(text).map(({ name, printed }) => `${name}|${printed}`);

// biome-ignore format: one case a line
test.for([
  ['业务处理及时率达到100%，群众满意度达到99%。',     ['业务处理及时率|达到100%', '群众满意度|达到99%']],
  ['办结率≥98%；满意度≥95%',                        ['办结率|≥98%', '满意度|≥95%']],
  ['1.办结率达到98%；2.满意度不低于95%',            ['办结率|达到98%', '满意度|不低于95%']],
  ['办结率、满意度均达到98%',                         ['办结率|达到98%', '满意度|达到98%']],
  ['办结率、满意度达到98%',                           ['办结率|', '满意度|达到98%']],
  ['服务1,200人次',                                   ['服务|1,200人次']],
  ['满意度在95%以上',                                 ['满意度|95%以上']],
  ['满意度达到90%-95%',                               ['满意度|达到90%-95%']],
  ['“2+2+3”体系覆盖率达到90%',                        ['“2+2+3”体系覆盖率|达到90%']],
  ['24小时自助厅使用率达到98%',                       ['24小时自助厅使用率|达到98%']],
  ['2023年12月底前完成系统验收',                      ['完成系统验收|2023年12月底前']],
  ['满意度由90%提高到95%',                            ['满意度由90%提高到95%|']],
  ['99%',                                             ['99%|']],
  ['服务水平明显提升',                                ['服务水平明显提升|']],
] as const)('%s promises %j', ([text, expected]) => {
  expect(brief(text)).toEqual(expected);
});

describe('the prose part', () => {
  const read = (text: string) =>
    readProse(planLines(text), [], 2023).map(({ subject, name, printed, line }) => [
      subject,
      name,
      printed,
      line,
    ]);

  test.for([
    '(一) 甲费用',
    '（一）甲费用',
    '一、甲费用',
    '1. 甲费用',
    '1、甲费用',
    '（1）甲费用',
    '①甲费用：',
  ])('may have a heading such as %s', (heading) => {
    expect(read(`${heading}\n绩效指标：满意度达到99%。`)).toEqual([['甲费用', '满意度', '达到99%', 2]]);
  });

  test.for([
    '绩效指标：',
    '绩效指标:',
    '绩效指标 ',
    '主要绩效指标：',
    '绩效指标为：',
    '绩效目标：服务更好。绩效指标：',
    '绩效指标',
  ])('may begin its indicators with “%s”', (begin) => {
    expect(read(`（一）甲费用\n${begin}满意度达到99%。`)).toEqual([['甲费用', '满意度', '达到99%', 2]]);
  });

  test('may list them on lines of their own, with blank lines between, and runs over lines', () => {
    const text = [
      '（一）甲费用',
      '绩效指标：',
      '1. 办结率达到98%；',
      '',
      '2. 群众满意度达到',
      '99%，投诉不超过3次。',
      '',
      '保障措施有3项。',
      '（二）乙费用',
      '绩效指标：',
      '①覆盖率达到90%',
      '②完好率达到95%',
    ];
    expect(read(text.join('\n'))).toEqual([
      ['甲费用', '办结率', '达到98%', 3],
      ['甲费用', '群众满意度', '达到99%', 5],
      ['甲费用', '投诉', '不超过3次', 6],
      ['乙费用', '覆盖率', '达到90%', 11],
      ['乙费用', '完好率', '达到95%', 12],
    ]);
  });

  test('contradicts its table, and both are kept', () => {
    const prose = '1、示例项目1\n绩效指标：设备数量2个；设备合格率98%。\n';
    const plan = readPlan(aPlan().replace('单位：万元', `${prose}单位：万元`));
    expect(plan.ok && plan.reading.departmentIndicators).toMatchObject([
      { printed: '2个', linkedTo: '设备数量', conflict: true },
      { name: '设备合格率', printed: '98%' },
    ]);
    expect(plan.ok && plan.reading.notes.filter(({ code }) => code === 'prose_conflict')).toHaveLength(1);
  });
});
