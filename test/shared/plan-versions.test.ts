import { expect, test } from 'vitest';
import type { Day } from '#shared/calendar.ts';
import { nextVersionOn, type PlanHistory, type PlanVersion, planAsOf } from '#shared/plan-versions.ts';
import { aPlan, wan } from '../support/builders.ts';

function version(
  number: number,
  effectiveOn: Day,
  recordedAt: string,
  more: { budget?: string; ended?: boolean } = {},
): PlanVersion {
  const { originalBudget: _, ...plan } = aPlan({ version: number, budget: more.budget ?? '5.00' });
  return { plan, effectiveOn, recordedAt, ended: more.ended ?? false };
}
const history = (...versions: PlanVersion[]): PlanHistory => ({
  projectId: 'project',
  code: 'P1',
  year: 2023,
  versions,
});

const adjusted = history(
  version(1, '2023-01-01', '2023-02-10T01:00:00.000Z', { budget: '15.00' }),
  version(2, '2023-09-01', '2023-08-20T01:00:00.000Z', { budget: '10.00' }),
  version(3, '2023-09-01', '2023-09-10T01:00:00.000Z', { budget: '11.00' }),
);

// biome-ignore format: one case a line
test.for([
  // day          known at                      version  because
  ['2023-08-31', undefined,                         1, 'the day before it counts'],
  ['2023-09-01', undefined,                         3, 'of two that begin on a day the later one counts'],
  ['2023-09-01', '2023-09-10T00:59:59.999Z',        2, 'the third was not known'],
  ['2023-12-31', '2023-08-20T00:59:59.999Z',        1, 'nor was the second, also not for days after its own'],
  ['2023-09-01', '2023-08-20T01:00:00.000Z',        2, 'an instant knows what was recorded at it'],
  ['2023-01-05', '2023-12-01T00:00:00.000Z',        1, 'the first counts from 1 January whenever it was read'],
  ['2022-11-20', undefined,                         1, 'before the year it is the one that will count'],
  ['2023-01-05', '2023-02-01T00:00:00.000Z', undefined, 'before it was read nothing was known'],
] as const)('on %s, as known at %s, version %s counts: %s', ([day, knownAt, number]) => {
  expect(planAsOf(adjusted, day, knownAt)?.version).toBe(number);
});

test('the original budget is the one that the year began with, whichever version counts', () => {
  expect(planAsOf(adjusted, '2023-05-01')).toMatchObject({ budget: wan('15'), originalBudget: wan('15') });
  expect(planAsOf(adjusted, '2023-10-01')).toMatchObject({ budget: wan('11'), originalBudget: wan('15') });
  const approved = history(
    version(1, '2023-01-01', 'a', { budget: '5.00' }),
    version(2, '2023-01-01', 'b', { budget: '4.00' }),
  );
  expect(planAsOf(approved, '2023-05-01')).toMatchObject({ budget: wan('4'), originalBudget: wan('4') });
});

test('a project that a revision brings in is in the plan from its day on, and began the year with nothing', () => {
  const added = history(version(2, '2023-07-01', 'b'));
  expect(planAsOf(added, '2023-06-30')).toBeUndefined();
  expect(planAsOf(added, '2023-07-01')).toMatchObject({ budget: wan('5'), originalBudget: 0 });
});

test('a project that a revision ends is in the plan to the day before', () => {
  const ended = history(version(1, '2023-01-01', 'a'), version(2, '2023-07-01', 'b', { ended: true }));
  expect(planAsOf(ended, '2023-06-30')?.version).toBe(1);
  expect(planAsOf(ended, '2023-07-01')).toBeUndefined();
});

test('the next day on which another version begins is a day to look again', () => {
  expect(nextVersionOn(adjusted, '2023-08-31')).toBe('2023-09-01');
  expect(nextVersionOn(adjusted, '2023-09-01')).toBeUndefined();
});
