import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Day, earlier, monthEnd } from '#shared/calendar.ts';
import { businessDay } from '#shared/evaluate/duties.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import type { Facts, Finding } from '#shared/evaluate/finding.ts';
import type { Measured, Snapshot } from '#shared/evaluate/snapshot.ts';
import type { FundSource } from '#shared/expenditure.ts';
import { explain } from '#shared/explain.ts';
import { figuresOf } from '#shared/figures.ts';
import { type DailySpending, type ProjectPlan, reportingDays } from '#shared/plan.ts';
import { defaultProfile, type RuleProfile } from '#shared/profile.ts';
import { alertTransitions } from '#shared/transitions.ts';
import { anIndicator, aPlan, on, openAfter, typedValue } from '../../support/builders.ts';

/** Every rule takes part, also what is off by default. */
const profile: RuleProfile = { ...defaultProfile, pace: { ...defaultProfile.pace, enabled: true } };

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
    added: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 2 }),
    addedOn: day(),
  })
  .map(({ months, last, steps, inForceOn, chosen, ...more }) => {
    let cumulative = 0;
    const ends = [...months.filter((month) => month < last), last].sort((a, b) => a - b);
    const nodes = ends.map((month, at) => {
      cumulative += steps[at] ?? 0;
      return { day: monthEnd(2023, month), cumulative };
    });
    const added = more.added
      .map((month) => ({ day: monthEnd(2023, month), on: more.addedOn }))
      .toSorted((a, b) => (a.day < b.day ? -1 : 1));
    return {
      ...aPlan({ inForceOn, indicators: chosen }),
      added,
      nodes,
      budget: cumulative,
      fiscal: cumulative,
    };
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

/** What few projects have. */
const rarely = <Given>(given: fc.Arbitrary<Given>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: given });

const snapshot: fc.Arbitrary<Snapshot> = plan.chain((one) =>
  fc.record({
    plan: fc.constant(one),
    spending: fc.array(payment, { maxLength: 12 }).map(inOrder),
    measurements: one.indicators.length > 0 ? fc.array(measured(one), { maxLength: 15 }) : fc.constant([]),
    coveredTo: fc.option(day()),
    finished: rarely(day(60)),
    // A year is closed when it is over.
    closed: rarely(fc.integer({ min: 365, max: 455 }).map((count) => addDays('2023-01-01', count))),
    ownForecast: rarely(fc.record({ on: day(), amount: fc.integer({ min: 0, max: 12_000_000 }) })),
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
        const were = shortfalls(evaluate(before, profile, on(now)).findings);
        for (const is of shortfalls(evaluate(after, profile, on(now)).findings)) {
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
      expect(evaluate(other, profile, on(now)).findings).toEqual(evaluate(one, profile, on(now)).findings);
      expect(figuresOf(other, profile, on(now))).toEqual(figuresOf(one, profile, on(now)));
    }),
  );
});

test('evaluating twice says the same, and reconciling twice does nothing', () => {
  fc.assert(
    fc.property(snapshot, today, (one, now) => {
      const findings = evaluate(one, profile, on(now));
      expect(evaluate(one, profile, on(now)).findings).toEqual(findings.findings);
      const open = openAfter([], alertTransitions([], findings));
      expect(alertTransitions(open, findings)).toEqual([]);
    }),
  );
});

test('of one kind, subject and period there is one finding', () => {
  fc.assert(
    fc.property(snapshot, today, (one, now) => {
      const keys = evaluate(one, profile, on(now)).findings.map(
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
      // On the last day of the year the year's decisions are seen until today.
      const until = asOf === '2023-12-31' ? days.today : asOf;
      const seen = (decided?: Day | null) => (decided && decided <= until ? decided : null);
      const known = {
        ...one,
        spending: one.spending.filter((paid) => paid.day <= asOf),
        measurements: one.measurements.filter((value) => businessDay(value) <= asOf),
        finished: seen(one.finished),
        closed: seen(one.closed),
        ownForecast: one.ownForecast && one.ownForecast.on <= asOf ? one.ownForecast : null,
      };
      expect(evaluate(one, profile, days).findings).toEqual(evaluate(known, profile, days).findings);
      expect(figuresOf(one, profile, days)).toEqual(figuresOf(known, profile, days));
    }),
  );
});

test('until the day to look again, time alone changes no finding and no figure', () => {
  fc.assert(
    fc.property(snapshot, today, (one, now) => {
      const { findings, nextCheckOn } = evaluate(one, profile, on(now));
      const figures = figuresOf(one, profile, on(now));
      expect(nextCheckOn > now).toBe(true);
      // Nothing of 2023 is due more than a quarter after it.
      const end = earlier(nextCheckOn, '2024-06-30');
      for (let then: Day = addDays(now, 1); then < end; then = addDays(then, 1)) {
        expect(evaluate(one, profile, on(then)).findings, then).toEqual(findings);
        expect(figuresOf(one, profile, on(then)), then).toEqual(figures);
      }
    }),
    { numRuns: 100 },
  );
});

test('looking only on the days to look again leaves the same alerts as looking every day', () => {
  fc.assert(
    fc.property(snapshot, (one) => {
      const [seen, skimmed] = [new Map<string, number>(), new Map<string, number>()];
      let [daily, sparing] = [openAfter([], []), openAfter([], [])];
      let next: Day = '2023-01-01';
      for (let now: Day = '2023-01-01'; now <= '2024-02-15'; now = addDays(now, 1)) {
        const findings = evaluate(one, profile, on(now));
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

test('a payment never lowers the forecast, and takes no more than it brings', () => {
  fc.assert(
    fc.property(
      snapshot,
      today,
      day(),
      fc.integer({ min: 1, max: 3_000_000 }),
      fund,
      (one, now, paidOn, amount, source) => {
        const after = { ...one, spending: inOrder([...one.spending, { day: paidOn, fund: source, amount }]) };
        const before = figuresOf(one, profile, on(now));
        const then = figuresOf(after, profile, on(now));
        expect(then.forecast).toBeGreaterThanOrEqual(before.forecast);
        expect(then.spent - before.spent).toBeLessThanOrEqual(amount);
      },
    ),
  );
});

test('a history lived day by day or in bigger steps ends with the same alerts, but for what is only held open', () => {
  const steps = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(snapshot, steps, (one, sizes) => {
      const looks: Day[] = [];
      let at: Day = '2023-01-01';
      for (const size of sizes) {
        at = addDays(at, size);
        looks.push(at);
      }
      const live = (days: readonly Day[]) =>
        days.reduce(
          (open, now) => openAfter(open, alertTransitions(open, evaluate(one, profile, on(now)))),
          openAfter([], []),
        );
      const everyDay = Array.from({ length: 500 }, (_, index) => addDays('2023-01-01', index)).filter(
        (now) => now <= at,
      );
      const held = evaluate(one, profile, on(at)).findings.filter(({ strength }) => strength === 'holds');
      const isHeld = (alert: { kind: string; subject: string; period: string }) =>
        held.some(
          ({ kind, subject, period }) =>
            kind === alert.kind && subject === alert.subject && period === alert.period,
        );
      const brief = (days: readonly Day[]) =>
        live(days)
          .filter((alert) => !isHeld(alert))
          .map(({ kind, subject, period, condition, severity }) =>
            [kind, subject, period, condition, severity].join(' '),
          )
          .toSorted();
      expect(brief(looks)).toEqual(brief(everyDay));
    }),
    { numRuns: 40 },
  );
});

test('what only holds opens nothing, and every finding is one that can be said', () => {
  fc.assert(
    fc.property(snapshot, today, (one, now) => {
      const findings = evaluate(one, profile, on(now));
      const held = findings.findings.filter(({ strength }) => strength === 'holds');
      expect(alertTransitions([], { ...findings, findings: held })).toEqual([]);
      for (const { facts } of findings.findings)
        for (const language of ['zh', 'en'] as const) {
          const { text } = explain(facts, language, now, 'firing', 2023);
          expect(text).not.toMatch(/undefined|NaN|null|Infinity/);
          if (now > '2023-12-31') expect(text).not.toContain('再支出');
        }
    }),
  );
});
