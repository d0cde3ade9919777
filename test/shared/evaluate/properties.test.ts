import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Day, earlier, monthEnd } from '#shared/calendar.ts';
import { businessDay } from '#shared/evaluate/duties.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import type { Facts, Finding } from '#shared/evaluate/finding.ts';
import type { Measured, Snapshot } from '#shared/evaluate/snapshot.ts';
import type { FundSource } from '#shared/expenditure.ts';
import { figuresOf } from '#shared/figures.ts';
import { type DailySpending, type ProjectPlan, reportingDays } from '#shared/plan.ts';
import { defaultProfile } from '#shared/profile.ts';
import { alertTransitions } from '#shared/transitions.ts';
import { anIndicator, aPlan, on, openAfter, typedValue } from '../../support/builders.ts';

const indicators = [
  anIndicator('办件数量', '≥12件'),
  anIndicator('安装完成率', '≥98%'),
  anIndicator('故障率', '≤5%'),
  anIndicator('建设成本', '5万元'),
  anIndicator('项目完成时间', '12月底前'),
  anIndicator('时效', '6月份完成宣传片制作;9月份完成文本'),
  anIndicator('办事效率', '有效提升', { level1: '效益指标' }),
  anIndicator('满意度', '≥90%'),
  anIndicator('停机率', '接近于0'),
];

/** Days of the fiscal year; with `more`, so many after it as well. */
const day = (more = 0) =>
  fc.integer({ min: 0, max: 364 + more }).map((count) => addDays('2023-01-01', count));

const fund = fc.constantFrom<FundSource>('fiscal', 'carryover', 'other');

/** Steps of 0 to 3 万元 at some month-ends, the last of them in December three times in four. */
const plan: fc.Arbitrary<ProjectPlan> = fc
  .record({
    months: fc.uniqueArray(fc.integer({ min: 1, max: 11 }), { maxLength: 4 }),
    last: fc.constantFrom(12, 12, 12, 9),
    steps: fc.array(fc.integer({ min: 0, max: 3_000_000 }), { minLength: 5, maxLength: 5 }),
    inForceOn: fc.oneof(fc.constant('2023-01-01'), day()),
    chosen: fc.subarray(indicators),
  })
  .map(({ months, last, steps, inForceOn, chosen }) => {
    let cumulative = 0;
    const ends = [...months.filter((month) => month < last), last].sort((a, b) => a - b);
    const nodes = ends.map((month, at) => {
      cumulative += steps[at] ?? 0;
      return { day: monthEnd(2023, month), cumulative };
    });
    return { ...aPlan({ inForceOn, indicators: chosen }), nodes, budget: cumulative, fiscal: cumulative };
  });

const payment: fc.Arbitrary<DailySpending> = fc.record({
  day: day(),
  fund,
  amount: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 3_000_000 }) },
    fc.integer({ min: -500_000, max: -1 }),
  ),
});

const typed: Record<string, readonly string[]> = {
  时效: ['已完成', '未完成'],
  项目完成时间: ['已完成', '未完成', '2023-11-30'],
};

function measured(of: ProjectPlan): fc.Arbitrary<Measured> {
  return fc
    .record({
      indicator: fc.constantFrom(...of.indicators),
      period: fc.constantFrom(...reportingDays(of)),
      measuredOn: day(60),
      state: fc.constantFrom('approved', 'approved', 'provisional', 'returned'),
      percent: fc.integer({ min: 2, max: 100 }),
      at: fc.nat(2),
      survey: fc.option(fc.record({ sample: fc.constant(100), favourable: fc.nat(100) }), { nil: undefined }),
    })
    .map(({ indicator, period, measuredOn, state, percent, at, survey }) => {
      const printed = typed[indicator.name]?.[at] ?? typed[indicator.name]?.[0] ?? String(percent);
      const value = typedValue(indicator, printed);
      return {
        id: 1,
        indicatorId: indicator.id,
        period,
        printed,
        value,
        measuredOn,
        state,
        ...(survey && { survey }),
      };
    });
}

/** By day in order, as the ledger gives them. */
const inOrder = (spending: readonly DailySpending[]) =>
  [...spending].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));

const snapshot: fc.Arbitrary<Snapshot> = plan.chain((one) =>
  fc.record({
    plan: fc.constant(one),
    spending: fc.array(payment, { maxLength: 12 }).map(inOrder),
    measurements: one.indicators.length > 0 ? fc.array(measured(one), { maxLength: 15 }) : fc.constant([]),
    coveredTo: fc.option(day()),
  }),
);

const today = day(90);

const shortfalls = (findings: readonly Finding[]) =>
  findings.flatMap(({ facts, ...finding }) =>
    facts.kind === 'SPEND_BEHIND' ? [{ ...finding, short: shortOf(facts) }] : [],
  );
const shortOf = ({ cum, spent }: Extract<Facts, { kind: 'SPEND_BEHIND' }>) => cum - spent;
const ranks = { notice: 0, watch: 1, warning: 2, critical: 3 };

test('another payment never raises a shortfall, nor brings a new one', () => {
  fc.assert(
    fc.property(
      snapshot,
      today,
      day(),
      fc.integer({ min: 1, max: 3_000_000 }),
      fund,
      (before, now, paidOn, amount, source) => {
        const after = {
          ...before,
          spending: inOrder([...before.spending, { day: paidOn, fund: source, amount }]),
        };
        const were = shortfalls(evaluate(before, defaultProfile, on(now)).findings);
        for (const is of shortfalls(evaluate(after, defaultProfile, on(now)).findings)) {
          const was = were.find(({ period }) => period === is.period);
          expect(is.short).toBeLessThanOrEqual(was?.short ?? -1);
          expect(ranks[is.severity]).toBeLessThanOrEqual(ranks[was?.severity ?? 'notice']);
        }
      },
    ),
  );
});

test('the order in which vouchers came changes nothing', () => {
  const shuffled = snapshot.chain((one) =>
    fc
      .shuffledSubarray([...one.spending], { minLength: one.spending.length })
      .map((spending) => ({ one, other: { ...one, spending: inOrder(spending) } })),
  );
  fc.assert(
    fc.property(shuffled, today, ({ one, other }, now) => {
      expect(evaluate(other, defaultProfile, on(now)).findings).toEqual(
        evaluate(one, defaultProfile, on(now)).findings,
      );
      expect(figuresOf(other, defaultProfile, on(now))).toEqual(figuresOf(one, defaultProfile, on(now)));
    }),
  );
});

test('evaluating twice says the same, and reconciling twice does nothing', () => {
  fc.assert(
    fc.property(snapshot, today, (one, now) => {
      const findings = evaluate(one, defaultProfile, on(now));
      expect(evaluate(one, defaultProfile, on(now)).findings).toEqual(findings.findings);
      const open = openAfter([], alertTransitions([], findings));
      expect(alertTransitions(open, findings)).toEqual([]);
    }),
  );
});

test('of one kind, subject and period there is one finding', () => {
  fc.assert(
    fc.property(snapshot, today, (one, now) => {
      const keys = evaluate(one, defaultProfile, on(now)).findings.map(
        ({ kind, subject, period }) => `${kind} ${subject} ${period}`,
      );
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});

test('as of a day nothing is seen whose business day is after it', () => {
  fc.assert(
    fc.property(snapshot, day(), today, (one, asOf, later) => {
      const days = { asOf, today: later < asOf ? asOf : later };
      const known = {
        ...one,
        spending: one.spending.filter((paid) => paid.day <= asOf),
        measurements: one.measurements.filter((value) => businessDay(value) <= asOf),
      };
      expect(evaluate(one, defaultProfile, days).findings).toEqual(
        evaluate(known, defaultProfile, days).findings,
      );
      expect(figuresOf(one, defaultProfile, days)).toEqual(figuresOf(known, defaultProfile, days));
    }),
  );
});

test('until the day to look again, time alone changes no finding and no figure', () => {
  fc.assert(
    fc.property(snapshot, today, (one, now) => {
      const { findings, nextCheckOn } = evaluate(one, defaultProfile, on(now));
      const figures = figuresOf(one, defaultProfile, on(now));
      expect(nextCheckOn > now).toBe(true);
      // Nothing of 2023 is due more than a quarter after it.
      const end = earlier(nextCheckOn, '2024-06-30');
      for (let then: Day = addDays(now, 1); then < end; then = addDays(then, 1)) {
        expect(evaluate(one, defaultProfile, on(then)).findings, then).toEqual(findings);
        expect(figuresOf(one, defaultProfile, on(then)), then).toEqual(figures);
      }
    }),
    { numRuns: 200 },
  );
});

test('looking only on the days to look again leaves the same alerts as looking every day', () => {
  fc.assert(
    fc.property(snapshot, (one) => {
      const [seen, skimmed] = [new Map<string, number>(), new Map<string, number>()];
      let [daily, sparing] = [openAfter([], []), openAfter([], [])];
      let next: Day = '2023-01-01';
      for (let now: Day = '2023-01-01'; now <= '2024-02-15'; now = addDays(now, 1)) {
        const findings = evaluate(one, defaultProfile, on(now));
        daily = openAfter(daily, alertTransitions(daily, findings), seen);
        if (now < next) continue;
        sparing = openAfter(sparing, alertTransitions(sparing, findings), skimmed);
        next = findings.nextCheckOn;
      }
      expect(sparing).toEqual(daily);
      expect(skimmed).toEqual(seen);
    }),
    { numRuns: 25 },
  );
});
