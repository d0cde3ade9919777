import { expect, test } from 'vitest';
import type { ProjectChange } from '#shared/plan-changes.ts';
import { changeRows } from '../../client/ui/change-rows.ts';

const printed = (name: string, target: string, more = {}) => ({
  ...{ level1: '产出指标', level2: '数量指标', name, printed: target, basis: '请示' },
  ...more,
});

test('a change is told in the order of the document, amounts in 万元, and what is empty on both sides not at all', () => {
  const change: ProjectChange = {
    ...{ change: 'changed', code: 'A001', name: '新名' },
    renamed: { before: '旧名', after: '新名' },
    budget: { before: '80000.00', after: '50000.00' },
    other: { before: null, after: '0.00' },
    nodes: [{ day: '2023-10-31', before: '60000.00', after: null }],
    goals: { before: ['好用'], after: ['好用', '省钱'] },
    indicators: [
      { change: 'changed', before: printed('设备数量', '≥1个'), after: printed('设备数量', '≥2个') },
      { change: 'gone', before: printed('完成率', '≥98%'), after: null, maybe: '安装完成率' },
    ],
  };
  expect(changeRows(change, 'zh')).toEqual([
    { what: { text: 'name' }, before: '旧名', after: '新名', isNumber: false },
    { what: { text: 'budget' }, before: '8.00', after: '5.00', isNumber: true },
    { what: { name: '10月底' }, before: '6.00', after: null, isNumber: true },
    { what: { text: 'goals' }, before: '好用', after: '好用\n省钱', isNumber: false },
    { what: { name: '设备数量' }, before: '≥1个', after: '≥2个', isNumber: false },
    { what: { name: '完成率' }, before: '≥98%', after: null, isNumber: false, maybe: '安装完成率' },
  ]);
});

test('an indicator that moved or is called otherwise says so on both sides', () => {
  const before = printed('设备数量', '≥1个');
  const after = printed('终端数量', '≥1个', { level2: '质量指标' });
  const [row] = changeRows(
    {
      change: 'changed',
      code: 'A',
      name: 'A',
      nodes: [],
      indicators: [{ change: 'changed', before, after }],
    },
    'zh',
  );
  expect(row).toMatchObject({
    what: { name: '终端数量' },
    before: '产出指标 / 数量指标 设备数量 ≥1个',
    after: '产出指标 / 质量指标 终端数量 ≥1个',
  });
});
