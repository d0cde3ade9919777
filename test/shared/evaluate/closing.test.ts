import { describe, expect, test } from 'vitest';
import type { AlertKind } from '#shared/alert.ts';
import type { Day } from '#shared/calendar.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import { figuresOf } from '#shared/figures.ts';
import type { ProjectPlan } from '#shared/plan.ts';
import { defaultProfile } from '#shared/profile.ts';
import {
  anIndicator,
  aPlan,
  aSnapshot,
  aValue,
  on,
  type Paid,
  type SnapshotWords,
} from '../../support/builders.ts';

const kindsOn = (day: Day, words: SnapshotWords) =>
  evaluate(aSnapshot(words), defaultProfile, on(day)).findings.map(({ kind }) => kind);
const whyOn = (day: Day, words: SnapshotWords, kind: AlertKind, period: string) =>
  evaluate(aSnapshot(words), defaultProfile, on(day)).whyOver({ kind, subject: 'spending', period });

describe('a project that is finished', () => {
  // A job bought for 1.75 of 5.00 万元 by June.
  const paid: Paid[] = [['2023-06-01', '1.75']];
  const finished = { paid, finished: '2023-07-20' };

  test('has no shortfall from that day on: it is a saving, not a delay', () => {
    expect(kindsOn('2023-07-19', finished)).toEqual(['SPEND_BEHIND', 'FORECAST_SHORT']);
    expect(kindsOn('2023-07-20', finished)).toEqual([]);
    expect(kindsOn('2023-12-15', finished)).toEqual([]);
  });

  // biome-ignore format: one case a line
  test.for([
    ['SPEND_BEHIND',     '2023-06-30'],
    ['LUMP_APPROACHING', '2023-12-31'],
    ['FORECAST_SHORT',   '2023'],
    ['SPEND_AHEAD',      '2023-10-31'],
    ['PACE_BEHIND',      '2023-06-30'],
    ['YEAR_END_RUSH',    '2023'],
  ] as const)('ends %s as completed', ([kind, period]) => {
    expect(whyOn('2023-07-20', finished, kind, period)).toBe('completed');
  });

  test('is still over its budget where it is', () => {
    const over = { paid: [['2023-06-01', '5.01']], finished: '2023-07-20' } as const;
    expect(new Set(kindsOn('2023-07-20', over))).toEqual(new Set(['OVER_BUDGET']));
  });

  test('still owes its results', () => {
    const indicators = [anIndicator('故障率', '≤5%')];
    expect(kindsOn('2023-07-20', { ...finished, indicators })).toEqual(['DATA_OVERDUE']);
  });

  test('has what it spent for its budget in three lights, and says what is left', () => {
    const { budget, forecast, lights } = figuresOf(aSnapshot(finished), defaultProfile, on('2023-11-30'));
    expect([budget, forecast]).toEqual([5_000_000, 1_750_000]);
    expect([lights.plan.state, lights.plan.rate]).toEqual(['green', '1.0000']);
    expect([lights.yearEnd.state, lights.yearEnd.rate]).toEqual(['green', '1.0000']);
    expect(lights.yearEnd.text.zh).toBe('项目已完结，支出1.75万元，结余3.25万元');
    // All of it executed with eleven months gone: 109 % of the pace of time.
    expect([lights.elapsed.state, lights.elapsed.rate]).toEqual(['green', '1.0909']);
  });

  test('after the year is seen from the day it was approved, as of a past day not', () => {
    const late = { paid, finished: '2024-01-15' };
    expect(kindsOn('2024-01-14', late)).toContain('SPEND_BEHIND');
    expect(kindsOn('2024-01-15', late)).toEqual([]);
    const asOf = evaluate(aSnapshot(late), defaultProfile, { asOf: '2023-11-30', today: '2024-01-15' });
    expect(asOf.findings.map(({ kind }) => kind)).toContain('SPEND_BEHIND');
  });
});

describe('a year that is closed', () => {
  test('is not judged from that day on, and ends what still fires', () => {
    const words = { closedOn: '2024-02-20' };
    expect(kindsOn('2024-02-19', words)).toEqual(['SPEND_BEHIND', 'FORECAST_SHORT']);
    expect(kindsOn('2024-02-20', words)).toEqual([]);
    expect(whyOn('2024-02-20', words, 'SPEND_BEHIND', '2023-12-31')).toBe('period_closed');
  });
});

test('closing freezes the figures as they were on that day', () => {
  const deadline = anIndicator('项目完成时间', '12月底前');
  const words = { indicators: [deadline], closedOn: '2024-01-05' };
  const figures = (day: Day) => figuresOf(aSnapshot(words), defaultProfile, on(day));
  expect(figures('2024-03-01')).toEqual(figures('2024-01-05'));
  expect(figures('2024-01-05').lights.plan.text.zh).toContain('12月底待确认');
});

describe('after 31 December', () => {
  test('what was paid in the year and is posted late still counts, and today goes on', () => {
    const posted = { paid: [['2023-12-28', '5.00']] } as const;
    expect(kindsOn('2024-01-09', {})).toContain('SPEND_BEHIND');
    // All of it in December, against a quarter planned: that is remarked on.
    expect(kindsOn('2024-01-09', posted)).toEqual(['YEAR_END_RUSH']);
    expect(kindsOn('2024-01-09', { paid: [['2024-01-05', '5.00']] })).toContain('SPEND_BEHIND');
  });
});

describe('a plan that is invalid', () => {
  const faults = (plan: ProjectPlan) => {
    const [finding] = evaluate(aSnapshot({ plan }), defaultProfile, on('2023-01-02')).findings.filter(
      ({ kind }) => kind === 'PLAN_INVALID',
    );
    return finding?.facts.kind === 'PLAN_INVALID' ? finding.facts.reasons : [];
  };
  // biome-ignore format: one case a line
  test.for([
    [aPlan(),                                                                        [],                          'sound'],
    [aPlan({ indicators: [] }),                                                      ['no_indicators'],           'no indicator'],
    [aPlan({ nodes: {}, budget: '5.00' }),                                           ['no_nodes'],                'no node'],
    [aPlan({ nodes: { '2023-06-30': '3.00', '2023-09-30': '2.00', '2023-12-31': '5.00' } }), ['nodes_fall'],      'a node falls'],
    [aPlan({ nodes: { '2023-06-30': '5.00', '2023-12-31': '5.00' } }),               [],                          'a node that stays does not'],
    [aPlan({ budget: '4.00' }),                                                      ['nodes_exceed_budget'],     'above the budget'],
    [aPlan({ budget: '5.000001' }),                                                  ['nodes_end_below_budget'],  'a 分 below it at the end'],
    [aPlan({ nodes: {}, indicators: [] }),                                           ['no_indicators', 'no_nodes'], 'several'],
  ] as const)('%o: %o (%s)', ([plan, reasons]) => {
    expect(faults(plan)).toEqual(reasons);
  });

  test('is a warning of its version, and a revision ends it', () => {
    const snapshot = aSnapshot({ indicators: [], version: 3 });
    const { findings, whyOver } = evaluate(snapshot, defaultProfile, on('2023-01-02'));
    expect(findings).toMatchObject([
      { kind: 'PLAN_INVALID', subject: 'plan', period: '3', severity: 'warning' },
    ]);
    expect(whyOver({ kind: 'PLAN_INVALID', subject: 'plan', period: '2' })).toBe('plan_revised');
  });
});

describe('an adjusted plan', () => {
  const behind = {
    kind: 'SPEND_BEHIND',
    node: '2023-06-30',
    cum: 5_000_000,
    atNode: 2_500_000,
    spent: 2_500_000,
    toClear: 1,
    warning: 10,
    critical: 20,
    yearOver: false,
  } as const;
  const alert = { kind: 'SPEND_BEHIND', subject: 'spending', period: '2023-06-30', facts: behind } as const;

  test('ends a shortfall that it no longer asks for', () => {
    const paid: Paid[] = [['2023-06-01', '2.50']];
    expect(evaluate(aSnapshot({ paid }), defaultProfile, on('2023-07-20')).whyOver(alert)).toBe(
      'plan_revised',
    );
    const why = (all: Paid[]) =>
      evaluate(aSnapshot({ paid: all }), defaultProfile, on('2023-07-20')).whyOver(alert);
    expect(why([...paid, ['2023-07-10', '2.50']])).toBe('recovered');
    // What is now known to have been paid by the node's day was never missing.
    expect(why([['2023-06-01', '5.00']])).toBe('data_corrected');
  });

  test('ends what was over the old budget, where no money came back', () => {
    const facts = { kind: 'OVER_BUDGET', of: 'total', budget: 4_000_000, spent: 4_500_000 } as const;
    const over = { kind: 'OVER_BUDGET', subject: 'total', period: '2023', facts } as const;
    const why = (...paid: Paid[]) =>
      evaluate(aSnapshot({ paid }), defaultProfile, on('2023-06-02')).whyOver(over);
    expect(why(['2023-06-01', '4.50'])).toBe('plan_revised');
    expect(why(['2023-06-01', '4.50'], ['2023-06-02', '-0.50'])).toBe('recovered');
    // An error undone takes its own day: as the ledger now stands, it never was above.
    expect(why(['2023-06-01', '4.50'], ['2023-06-01', '-0.50'])).toBe('data_corrected');
  });
});

test('every finding names the version of the rules that raised it', () => {
  const indicators = [anIndicator('故障率', '≤5%')];
  const values = indicators.map((one) => aValue(one, '2023-03-31', '8%'));
  const { findings } = evaluate(
    aSnapshot({ indicators, values }),
    { ...defaultProfile, version: 7 },
    on('2023-04-11'),
  );
  expect(findings.length).toBeGreaterThan(1);
  expect(findings.every(({ facts }) => facts.profile === 7)).toBe(true);
});
