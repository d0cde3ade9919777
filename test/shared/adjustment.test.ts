import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adjustedFunds, carriedNodes, movedNodes, nodesProblem } from '#shared/adjustment.ts';
import { addDays, type Day, later } from '#shared/calendar.ts';
import type { PlanNode } from '#shared/plan.ts';
import { plannedBy } from '#shared/plan.ts';
import { type PlanVersion, planAsOf } from '#shared/plan-versions.ts';
import { aPlan, wan } from '../support/builders.ts';

const nodesOf = (amounts: Record<Day, string>): PlanNode[] =>
  Object.entries(amounts).map(([day, text]) => ({ day, cumulative: wan(text) }));

const quarters = (...amounts: string[]) => {
  const days = ['2023-03-31', '2023-06-30', '2023-10-31', '2023-12-31'];
  return nodesOf(Object.fromEntries(days.map((day, at) => [day, amounts[at] ?? '0'])));
};
const fifteen = { year: 2023, nodes: quarters('3.75', '7.50', '11.25', '15.00') };

describe('without nodes of its own, an adjustment', () => {
  // biome-ignore format: one case a line
  test.for([
    // budget   from          nodes after                                  because
    ['10.00', '2023-09-01', ['3.75', '7.50', '8.75', '10.00'],        'two thirds of what was to come is cut'],
    ['18.00', '2023-09-01', ['3.75', '7.50', '12.75', '18.00'],       'a rise is shared out in the same way'],
    ['10.00', '2023-01-01', ['2.50', '5.00', '7.50', '10.00'],        'on the first day all nodes are to come'],
    ['10.00', '2023-06-30', ['3.75', '5.833333', '7.916667', '10.00'], 'a node on the day itself is to come; 分 are rounded half up'],
    ['10.00', '2023-07-01', ['3.75', '7.50', '8.75', '10.00'],        'and the day after it is past'],
    ['5.00',  '2023-09-01', ['3.75', '5.00', '5.00', '5.00'],         'a node already past is never above the new budget'],
    ['0',     '2023-09-01', ['0', '0', '0', '0'],                     'nor above none'],
    ['10.00', '2023-12-31', ['3.75', '7.50', '10.00', '10.00'],       'the last node carries what is left'],
  ] as const)('to %s on %s leaves %j: %s', ([budget, from, amounts]) => {
    expect(movedNodes(fifteen, wan(budget), from)).toEqual(quarters(...amounts));
  });

  test('of a plan with nothing left to come lets a rise come at the last node', () => {
    const flat = { year: 2023, nodes: quarters('5.00', '5.00', '5.00', '5.00') };
    expect(movedNodes(flat, wan('6.00'), '2023-09-01')).toEqual(quarters('5.00', '5.00', '5.00', '6.00'));
    expect(movedNodes(flat, wan('4.00'), '2023-09-01')).toEqual(quarters('4.00', '4.00', '4.00', '4.00'));
  });

  test('after the last node lets a rise come at the end of the year, and needs no node for a cut', () => {
    const early = { year: 2023, nodes: nodesOf({ '2023-03-31': '2.00', '2023-06-30': '4.00' }) };
    expect(movedNodes(early, wan('5.00'), '2023-08-01')).toEqual(
      nodesOf({ '2023-03-31': '2.00', '2023-06-30': '4.00', '2023-12-31': '5.00' }),
    );
    expect(movedNodes(early, wan('3.00'), '2023-08-01')).toEqual(
      nodesOf({ '2023-03-31': '2.00', '2023-06-30': '3.00' }),
    );
  });
});

test('a plan that brings its own nodes keeps those already past as they were, at most at the new budget', () => {
  const own = quarters('1.00', '2.00', '8.00', '10.00');
  expect(carriedNodes(fifteen.nodes, own, wan('10.00'), '2023-07-01')).toEqual(
    quarters('3.75', '7.50', '8.00', '10.00'),
  );
  expect(carriedNodes(fifteen.nodes, own, wan('7.00'), '2023-07-01').slice(0, 2)).toEqual(
    quarters('3.75', '7.00').slice(0, 2),
  );
});

// biome-ignore format: one case a line
test.for([
  [['1', '2', '3', '4'], '4', undefined,            'ends at the budget'],
  [['4', '4', '4', '4'], '4', undefined,            'all of it at once'],
  [['1', '3', '2', '4'], '4', { is: 'fall', at: 2 }, 'falls'],
  [['1', '5', '5', '5'], '4', { is: 'above', at: 1 }, 'is above the budget'],
  [['1', '2', '3', '3'], '4', { is: 'below', at: 3 }, 'ends below it'],
] as const)('of nodes %j for %s it is found: %j (%s)', ([amounts, budget, problem]) => {
  expect(nodesProblem(quarters(...amounts), wan(budget))).toEqual(problem);
});

test('nodes that are none or not in order of day are no plan', () => {
  expect(nodesProblem([], 0)).toEqual({ is: 'none', at: 0 });
  expect(nodesProblem(nodesOf({ '2023-06-30': '1', '2023-03-31': '2' }), wan('2'))).toEqual({
    is: 'order',
    at: 1,
  });
});

// biome-ignore format: one case a line
test.for([
  ['10', {},                          ['8', '2'],  'other funds stay and fiscal funds take the change'],
  ['10', { other: '3' },              ['7', '3'],  'the rest is fiscal'],
  ['10', { fiscal: '6' },             ['6', '4'],  'the rest is other'],
  ['10', { fiscal: '6', other: '4' }, ['6', '4'],  'both said'],
  ['10', { other: '10' },             ['0', '10'], 'all of it other'],
  ['10', { fiscal: '10' },            ['10', '0'], 'all of it fiscal'],
  ['10', { fiscal: '6', other: '3' }, undefined,   'they do not add up'],
  ['1',  {},                          undefined,   'other funds alone are more than the budget'],
  ['1',  { fiscal: '2' },             undefined,   'one source is more than the budget'],
] as const)('a budget of %s with %j comes from %j: %s', ([budget, said, sources]) => {
  const { fiscal, other }: { fiscal?: string; other?: string } = said;
  const funds = adjustedFunds({ other: wan('2') }, wan(budget), {
    fiscal: fiscal === undefined ? undefined : wan(fiscal),
    other: other === undefined ? undefined : wan(other),
  });
  expect(funds).toEqual(sources && { fiscal: wan(sources[0]), other: wan(sources[1]) });
});

test('of any chain of adjustments, what is planned never exceeds the budget of the day, nodes never fall, and the last is the budget', () => {
  const yearDay = fc.nat(364).map((count) => addDays('2023-01-01', count));
  const chain = fc.array(fc.record({ budget: fc.nat(30_000_000), wait: fc.nat(120) }), { maxLength: 6 });
  const steps = fc.array(fc.nat(5_000_000), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(steps, chain, yearDay, (each, adjustments, day) => {
      const nodes = quarters('0', '0', '0', '0').map((node, at) => ({
        ...node,
        cumulative: each.slice(0, at + 1).reduce((sum, step) => sum + step, 0),
      }));
      const budget = nodes.at(-1)?.cumulative ?? 0;
      const { originalBudget: _, ...first } = { ...aPlan(), nodes, budget };
      const versions: PlanVersion[] = [
        { plan: first, effectiveOn: '2023-01-01', recordedAt: '', ended: false },
      ];
      for (const { budget: next, wait } of adjustments) {
        const before = versions.at(-1) ?? { plan: first, effectiveOn: '2023-01-01' };
        const effectiveOn = addDays(before.effectiveOn, wait);
        if (effectiveOn > '2023-12-31') break;
        const moved = movedNodes(before.plan, next, effectiveOn);
        expect(nodesProblem(moved, next)).toBeUndefined();
        const plan = { ...first, version: versions.length + 1, budget: next, nodes: moved };
        versions.push({ plan, effectiveOn, recordedAt: '', ended: false });
      }
      const history = { projectId: 'project', code: 'P1', year: 2023, versions };
      for (const on of [day, later(day, versions.at(-1)?.effectiveOn ?? day)]) {
        const plan = planAsOf(history, on);
        expect(plannedBy(plan?.nodes ?? [], on)).toBeLessThanOrEqual(plan?.budget ?? -1);
      }
    }),
    { numRuns: 300 },
  );
});
