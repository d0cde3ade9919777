import { expect, test } from 'vitest';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import { indicatorStandings } from '#shared/evaluate/results.ts';
import { figuresOf } from '#shared/figures.ts';
import { showIndicator } from '#shared/indicator-view.ts';
import { defaultProfile } from '#shared/profile.ts';
import { anIndicator, aSnapshot, aValue } from '../../support/builders.ts';

/** A review of the half-year, frozen as of its node and opened in November with that day's eyes. */
const review = { asOf: '2023-06-30', today: '2023-11-20' };

const failures = anIndicator('故障率', '≤5%');
const september = anIndicator('项目完成时间', '9月底前');
const indicators = [failures, september];

test('as of the half-year, money is held against the half-year, with its grace over', () => {
  const { findings } = evaluate(
    aSnapshot({
      paid: [
        ['2023-06-01', '2.00'],
        ['2023-10-01', '0.50'],
      ],
    }),
    defaultProfile,
    review,
  );
  expect(findings).toMatchObject([
    {
      kind: 'SPEND_BEHIND',
      period: '2023-06-30',
      condition: 'firing',
      severity: 'critical',
      facts: { spent: 2_000_000, atNode: 2_000_000 },
    },
    // 2.00 ÷ 2.50 of what is still to come: 4.00 of 5.00, exactly 80 %.
    { kind: 'FORECAST_SHORT', severity: 'watch', facts: { forecast: 4_000_000, spent: 2_000_000 } },
  ]);
  expect(evaluate(aSnapshot({ paid: [['2023-06-01', '2.50']] }), defaultProfile, review).findings).toEqual(
    [],
  );
});

test('as of the half-year, October owes nothing yet and September is to come', () => {
  const values = [aValue(failures, '2023-06-30', '5%')];
  const snapshot = aSnapshot({ paid: [['2023-06-01', '2.50']], indicators, values });
  expect(evaluate(snapshot, defaultProfile, review).findings).toEqual([]);
  const standings = indicatorStandings(snapshot, defaultProfile, review);
  expect(standings.map(({ milestones }) => milestones)).toEqual([
    [],
    [{ date: '2023-09-30', is: 'to_come' }],
  ]);
  const shown = standings.map((one) => showIndicator(snapshot.plan, one, review, 'zh'));
  expect(shown.map(({ state, text }) => `${state} ${text}`)).toEqual([
    'met 6月底填报5%，目标≤5%，达标',
    'not_due 还有92天',
  ]);
});

test('a value that reaches what was due by then is not said to reach the whole target', () => {
  const installed = anIndicator('安装率', '≥98%');
  const said = (typed: string) => {
    const snapshot = aSnapshot({
      paid: [['2023-06-01', '2.50']],
      indicators: [installed],
      values: [aValue(installed, '2023-06-30', typed)],
    });
    const [standing] = indicatorStandings(snapshot, defaultProfile, review);
    if (!standing) throw new Error('no standing');
    return (['zh', 'en'] as const).map(
      (language) => showIndicator(snapshot.plan, standing, review, language).text,
    );
  };
  expect(said('60%')).toEqual([
    '6月底填报60%，目标≥98%，已达序时49%',
    '60% for 2023-06-30, target ≥98%: 49% due by then, met',
  ]);
  expect(said('98%')[0]).toBe('6月底填报98%，目标≥98%，达标');
  expect(said('40%')[0]).toBe('6月底填报40%，目标≥98%，低于序时49%');
});

test('as of the half-year, what was due and never reported is missing', () => {
  const { findings } = evaluate(
    aSnapshot({ paid: [['2023-06-01', '2.50']], indicators }),
    defaultProfile,
    review,
  );
  expect(findings.map(({ kind, period }) => `${kind} ${period}`)).toEqual(['DATA_OVERDUE 2023-06-30']);
});

test('as of the half-year, the figures are those of the half-year', () => {
  const { planned, spent, forecast, reported, lights } = figuresOf(
    aSnapshot({
      paid: [
        ['2023-06-01', '2.00'],
        ['2023-10-01', '3.00'],
      ],
      indicators,
    }),
    defaultProfile,
    review,
  );
  // k = 2.00 ÷ 2.50: 2.00 + 0.8 × 2.50.
  expect({ planned, spent, forecast }).toEqual({ planned: 2_500_000, spent: 2_000_000, forecast: 4_000_000 });
  expect(reported).toEqual({ of: 1, done: 0 });
  expect([lights.plan.state, lights.plan.rate]).toEqual(['red', '0.8000']);
  expect(lights.elapsed.rate).toBe('0.8000');
});
