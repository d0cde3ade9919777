import { describe, expect, test } from 'vitest';
import {
  indicatorChanges,
  type PrintedIndicator,
  type ProjectText,
  pairIndicators,
  planChanges,
} from '#shared/plan-changes.ts';
import { aPlan, wan } from '../support/builders.ts';

const indicator = (
  name: string,
  printed: string,
  more: Partial<PrintedIndicator> & { id?: string } = {},
) => ({
  level1: '产出指标',
  level2: '数量指标',
  name,
  printed,
  basis: '请示',
  ...more,
});

function project(more: Partial<ProjectText> = {}): ProjectText {
  const { nodes, budget, fiscal, other } = aPlan();
  const indicators = [indicator('设备数量', '≥1个', { id: 'i1' })];
  const words = { code: 'A001', name: '光纤租赁', purpose: '买设备', goals: ['好用'] };
  return { ...words, nodes, budget, fiscal, other, indicators, ...more };
}

describe('what a new plan changes', () => {
  test('is nothing where only spaces and widths of characters differ', () => {
    const again = project({ purpose: '买 设备', indicators: [indicator('设备 数量', '≥1个')] });
    expect(planChanges([project()], [again])).toEqual([]);
  });

  test('is named figure by figure: budget, source and each node that differs', () => {
    const nodes = project().nodes.map((node, at) => (at < 2 ? node : { ...node, cumulative: wan('3') }));
    const cut = project({ budget: wan('3'), fiscal: wan('3'), nodes });
    expect(planChanges([project()], [cut])).toEqual([
      {
        change: 'changed',
        code: 'A001',
        name: '光纤租赁',
        budget: { before: '50000.00', after: '30000.00' },
        fiscal: { before: '50000.00', after: '30000.00' },
        nodes: [
          { day: '2023-10-31', before: '37500.00', after: '30000.00' },
          { day: '2023-12-31', before: '50000.00', after: '30000.00' },
        ],
        indicators: [],
      },
    ]);
  });

  test('a node that comes or goes has a side that is empty', () => {
    const third = { day: '2023-09-30', cumulative: wan('3.75') };
    const [march, june, , december] = project().nodes as [never, never, never, never];
    const [change] = planChanges([project()], [project({ nodes: [march, june, third, december] })]);
    expect(change?.nodes).toEqual([
      { day: '2023-09-30', before: null, after: '37500.00' },
      { day: '2023-10-31', before: '37500.00', after: null },
    ]);
  });

  test('names projects that come, go and are called otherwise, the gone ones last', () => {
    const before = [project(), project({ code: 'A002', name: '旧项目' })];
    const after = [project({ name: '光纤和短信' }), project({ code: 'A003', name: '新项目' })];
    expect(planChanges(before, after)).toMatchObject([
      { change: 'changed', code: 'A001', renamed: { before: '光纤租赁', after: '光纤和短信' } },
      { change: 'new', code: 'A003', name: '新项目', budget: { before: null, after: '50000.00' } },
      { change: 'gone', code: 'A002', name: '旧项目', budget: { before: '50000.00', after: null } },
    ]);
  });

  test('says where purpose and goals read otherwise', () => {
    const [change] = planChanges([project()], [project({ purpose: '租线路', goals: ['好用', '省钱'] })]);
    expect(change).toMatchObject({
      purpose: { before: '买设备', after: '租线路' },
      goals: { before: ['好用'], after: ['好用', '省钱'] },
    });
  });
});

describe('of indicators', () => {
  test('one is the same by its name; another target is a change', () => {
    const before = [indicator('设备数量', '≥1个', { id: 'i1' })];
    expect(indicatorChanges(before, [indicator('设备数量', '≥2个')])).toMatchObject([
      { change: 'changed', id: 'i1', before: { printed: '≥1个' }, after: { printed: '≥2个' } },
    ]);
  });

  test('one that is gone is guessed to be a new one of a like name, and never one that stays', () => {
    const before = [
      indicator('购置设备数量', '≥1个', { id: 'i1' }),
      indicator('群众满意度', '≥90%', { id: 'i2', level2: '满意度指标' }),
    ];
    const after = [
      indicator('采购设备数量', '≥1个'),
      indicator('完成时限', '12月底', { level2: '时效指标' }),
    ];
    expect(indicatorChanges(before, after)).toMatchObject([
      { change: 'new', after: { name: '采购设备数量' } },
      { change: 'new', after: { name: '完成时限' } },
      { change: 'gone', id: 'i1', maybe: '采购设备数量' },
      { change: 'gone', id: 'i2', before: { name: '群众满意度' } },
    ]);
    const [, , , gone] = indicatorChanges(before, after);
    expect(gone).not.toHaveProperty('maybe');
  });

  test('two of one name keep their places, whatever their order', () => {
    const first = indicator('完成率', '≥98%', { id: 'i1', level2: '质量指标' });
    const second = indicator('完成率', '≥90%', { id: 'i2', level2: '数量指标' });
    const pairs = pairIndicators(
      [first, second],
      [
        indicator('完成率', '≥95%', { level2: '数量指标' }),
        indicator('完成率', '≥98%', { level2: '质量指标' }),
        indicator('完成率', '≥98%', { level2: '质量指标' }),
      ],
    );
    expect(pairs.map((one) => one?.id)).toEqual(['i2', 'i1', undefined]);
  });

  test('one that a person says was renamed goes on under its new name', () => {
    const before = [indicator('设备数量', '≥1个', { id: 'i1' })];
    const after = [indicator('终端台数', '≥1个')];
    expect(pairIndicators(before, after)).toEqual([undefined]);
    expect(pairIndicators(before, after, new Map([['i1', '终端台数']])).map((one) => one?.id)).toEqual([
      'i1',
    ]);
  });
});
