import { expect, test } from 'vitest';
import type { ProjectWhole } from '#shared/api.ts';
import { type AdjustDraft, adjustDraft, adjustmentOf, inWan } from '../../client/views/project/adjust.ts';
import { wan } from '../support/builders.ts';

const project: Pick<ProjectWhole, 'budget' | 'other' | 'spent' | 'year' | 'nodes' | 'versions'> = {
  year: 2023,
  budget: '150000.00',
  other: '10000.00',
  spent: '60000.00',
  nodes: ['3.75', '7.50', '11.25', '15.00'].map((text, at) => ({
    ...{
      day: ['2023-03-31', '2023-06-30', '2023-10-31', '2023-12-31'][at] ?? '',
      cumulative: `${Number(text) * 10_000}.00`,
    },
    ...{
      spent: null,
      spentNow: '0.00',
      shortfall: null,
      rate: null,
      state: 'future',
      judgedFrom: '2023-12-31',
    },
  })),
  versions: [
    {
      ...{ number: 1, effectiveOn: '2023-01-01', reason: '年初预算', author: 'admin' },
      ...{ recordedAt: '', inForce: true, changes: null },
    },
  ],
};
const start = { ...adjustDraft(project, '2023-09-01'), reason: '年中调剂' };
const drafted = (more: Partial<AdjustDraft>) => adjustmentOf(project, { ...start, ...more });

test('begins with the budget as it is, on the day, or on that of a version to come', () => {
  expect(start).toMatchObject({ budget: '15.00', other: '1.00', effectiveOn: '2023-09-01' });
  const [version] = project.versions;
  const later = { ...project, versions: version ? [{ ...version, effectiveOn: '2023-11-01' }] : [] };
  expect(adjustDraft(later, '2023-09-01').effectiveOn).toBe('2023-11-01');
});

test('shows the nodes that the server would store, and sends none while they move in proportion', () => {
  const { nodes, funds, body } = drafted({ budget: '10' });
  expect(nodes.map(({ cumulative, is }) => [cumulative, is])).toEqual([
    [wan('3.75'), 'past'],
    [wan('7.50'), 'past'],
    [wan('8.75'), 'toCome'],
    [wan('10.00'), 'toCome'],
  ]);
  expect(funds).toEqual({ fiscal: wan('9'), other: wan('1') });
  expect(body).toEqual({
    ...{ budget: '100000.00', fiscal: '90000.00', other: '10000.00' },
    ...{ effectiveOn: '2023-09-01', reason: '年中调剂', revises: 1 },
  });
});

test('sends the nodes to come once one was typed over', () => {
  const { body } = drafted({ budget: '10', nodes: { '2023-10-31': '9', '2023-12-31': '10' } });
  expect(body).toMatchObject({
    nodes: [
      { day: '2023-10-31', cumulative: '90000.00' },
      { day: '2023-12-31', cumulative: '100000.00' },
    ],
  });
});

// biome-ignore format: one case a line
test.for([
  [{ budget: '10', nodes: { '2023-10-31': '7.4', '2023-12-31': '10' } },  { nodesWrong: { is: 'fall', at: 2 } },  'below the past'],
  [{ budget: '10', nodes: { '2023-10-31': '8', '2023-12-31': '9.99' } },  { nodesWrong: { is: 'below', at: 3 } }, 'an end below the budget'],
  [{ budget: '10', nodes: { '2023-10-31': 'x', '2023-12-31': '10' } },    { nodesWrong: { is: 'fall', at: 2 } },  'no amount'],
  [{ budget: '5.99' },             { wrong: { budget: 'belowSpent' } },        'a cut below what was spent'],
  [{ budget: '一万' },             { wrong: { budget: 'notMoney' } },          'no amount'],
  [{ budget: '10', other: '11' },  { wrong: { other: 'sources' } },            'a source above the budget'],
  [{ effectiveOn: '2024-01-01' },  { wrong: { effectiveOn: 'notDay' } },       'another year'],
  [{ effectiveOn: '2023-02-30' },  { wrong: { effectiveOn: 'notDay' } },       'no day'],
] as const)('%j is wrong: %j (%s)', ([more, wrong]) => {
  const adjustment = drafted(more);
  expect(adjustment).toMatchObject(wrong);
  expect(adjustment).not.toHaveProperty('body');
});

test('a budget below what was spent may rise while it stays below: it is no cut', () => {
  const over = { ...project, spent: '200000.00' };
  expect(adjustmentOf(over, { ...start, budget: '18' })).toHaveProperty('body');
});

test('is not sent without a reason', () => {
  expect(drafted({ budget: '10', reason: ' ' })).not.toHaveProperty('body');
});

test('says that a node already past is held to a new budget below it', () => {
  expect(drafted({ budget: '7' }).nodes.map(({ is }) => is)).toEqual(['past', 'capped', 'toCome', 'toCome']);
});

// biome-ignore format: one case a line
test.for([
  [15_000_000, '15.00'], [12_500_000, '12.50'], [5_833_333, '5.833333'], [100, '0.0001'], [0, '0.00'],
] as const)('%i 分 is typed as %s', ([fen, text]) => {
  expect(inWan(fen)).toBe(text);
});
