import { expect, test } from 'vitest';
import { byDeviation, deviates, gravestFirst, type WeighedProject } from '#shared/agenda.ts';
import type { Condition, Severity } from '#shared/alert.ts';
import type { LightState } from '#shared/api.ts';
import type { ProjectFigures } from '#shared/figures.ts';
import { remindingOf } from '#shared/meeting.ts';

interface Told {
  code: string;
  plan?: LightState;
  results?: LightState;
  yearEnd?: LightState;
  short?: number;
  over?: boolean;
  alerts?: [severity: Severity, condition?: Condition, kind?: 'SPEND_BEHIND' | 'DATA_OVERDUE'][];
}

function project({
  code,
  plan = 'green',
  results = 'green',
  yearEnd = 'green',
  short = 0,
  over,
  alerts = [],
}: Told) {
  const light = (state: LightState) => ({ state, rate: null, text: { zh: '', en: '' } });
  const figures = {
    code,
    budget: 100,
    planned: 100 + (over ? 0 : short),
    spent: over ? 101 : 100,
    lights: { plan: light(plan), elapsed: light('grey'), results: light(results), yearEnd: light(yearEnd) },
  } as ProjectFigures;
  return {
    figures,
    alerts: alerts.map(([severity, condition = 'firing', kind = 'SPEND_BEHIND']) => ({
      key: code,
      kind,
      severity,
      condition,
    })),
  } satisfies WeighedProject;
}

test('projects are taken by budget, lights, the gravest alert, the amount short, and their code, whatever order they came in', () => {
  const told: Told[] = [
    { code: 'over', over: true },
    { code: 'plan red', plan: 'red' },
    { code: 'plan yellow, results red', plan: 'yellow', results: 'red' },
    { code: 'plan yellow, year-end red', plan: 'yellow', yearEnd: 'red' },
    { code: 'plan yellow, critical', plan: 'yellow', alerts: [['critical']] },
    { code: 'plan yellow, warning, 3 short', plan: 'yellow', short: 3, alerts: [['warning']] },
    { code: 'plan yellow, warning, 2 short, a', plan: 'yellow', short: 2, alerts: [['warning']] },
    {
      code: 'plan yellow, warning, 2 short, b',
      plan: 'yellow',
      short: 2,
      alerts: [['warning'], ['critical', 'pending']],
    },
    { code: 'plan yellow, 9 short', plan: 'yellow', short: 9 },
    { code: 'results yellow', results: 'yellow' },
  ];
  const wanted = told.map(({ code }) => code);
  for (const mixed of [told, told.toReversed(), [...told.slice(4), ...told.slice(0, 4)]])
    expect(
      mixed
        .map(project)
        .toSorted(byDeviation)
        .map(({ figures }) => figures.code),
    ).toEqual(wanted);
});

// biome-ignore format: one case a line
test.for([
  [{ plan: 'green' }, false, 'all is as planned'],
  [{ plan: 'blue', results: 'grey' }, false, 'being ahead or not due is no deviation'],
  [{ results: 'missing' }, false, 'what nobody reported is an item of its own'],
  [{ yearEnd: 'yellow' }, true, 'the year-end forecast is short'],
  [{ alerts: [['warning']] }, true, 'a warning fires'],
  [{ alerts: [['watch']] }, false, 'a watch is none by itself'],
  [{ alerts: [['critical', 'pending']] }, false, 'what waits for late posting is none yet'],
  [{ alerts: [['warning', 'firing', 'DATA_OVERDUE']] }, false, 'values that are overdue belong to what is missing'],
  [{ over: true }, true, 'more is spent than the budget'],
] as const)('%o deviates: %s, for %s', ([told, expected]) => {
  expect(deviates(project({ code: 'a', ...(told as Partial<Told>) }))).toBe(expected);
});

test('of equally grave alerts the one that fires leads, then the kind, then the key', () => {
  const alert = (
    key: string,
    severity: Severity,
    kind: 'SPEND_BEHIND' | 'INDICATOR_MISSED',
    condition: Condition = 'firing',
  ) => ({
    ...{ key, severity, kind, condition },
  });
  const sorted = [
    alert('a', 'critical', 'INDICATOR_MISSED'),
    alert('b', 'warning', 'SPEND_BEHIND'),
    alert('c', 'warning', 'INDICATOR_MISSED'),
    alert('d', 'warning', 'INDICATOR_MISSED'),
    alert('e', 'warning', 'SPEND_BEHIND', 'pending'),
  ];
  expect(sorted.toReversed().toSorted(gravestFirst)).toEqual(sorted);
});

// biome-ignore format: one case a line
test.for([
  ['open',      '2023-07-23', { daysLeft: 8,    dueWithin: null, overdue: false }],
  ['open',      '2023-07-24', { daysLeft: 7,    dueWithin: 7,    overdue: false }],
  ['returned',  '2023-07-28', { daysLeft: 3,    dueWithin: 3,    overdue: false }],
  ['open',      '2023-07-31', { daysLeft: 0,    dueWithin: 1,    overdue: false }],
  ['open',      '2023-08-01', { daysLeft: -1,   dueWithin: null, overdue: true }],
  ['submitted', '2023-08-01', { daysLeft: null, dueWithin: null, overdue: false }],
  ['closed',    '2023-08-01', { daysLeft: null, dueWithin: null, overdue: false }],
] as const)('an action for 31 July that is %s says on %s: %o', ([state, today, said]) => {
  expect(remindingOf(state, '2023-07-31', today)).toEqual(said);
});
