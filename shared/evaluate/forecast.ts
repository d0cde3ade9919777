import { lastDayOf } from '../calendar.ts';
import { type Fen, percentOf } from '../money.ts';
import { plannedBy, spentBy } from '../plan.ts';
import type { RuleProfile } from '../profile.ts';
import type { Finding } from './finding.ts';
import { type Days, planToMeet, type Snapshot } from './snapshot.ts';
import { type JudgedNode, judgedNodes, nodeInForce } from './spending.ts';

/** The year-end forecast of a project, in 分, with what it was reckoned from. */
export interface Forecast {
  amount: Fen;
  /** N: the last node past its grace, if any. */
  node: JudgedNode | undefined;
  /** The owner's own figure stands for the reckoned one. */
  own: boolean;
  /** Once the last node's grace is over nothing more can come: the forecast is what was spent. */
  final: boolean;
}

/**
 * The year-end forecast: spent + k × what the plan still has to come, with k = spent ÷ cum(N) held within
 * [0.5, 1] and N the last node past its grace; 1 where there is none. Once the last node's grace is over, what
 * was spent; of a finished project too. What the owner expects wins until the next node.
 */
export function forecastFor(snapshot: Snapshot, profile: RuleProfile, days: Days): Forecast {
  const { asOf, today } = days;
  const { spending, ownForecast } = snapshot;
  const plan = planToMeet(snapshot, days);
  const spent = spentBy(spending, asOf);
  const nodes = judgedNodes(plan, profile);
  const last = nodes.at(-1);
  const node = nodeInForce({ ...snapshot, plan }, profile, days);
  if (last && last.day <= asOf && last.judgedFrom <= today && last.day >= lastDayOf(plan.year))
    return { amount: spent, node, own: false, final: true };
  const own = ownForecast && ownForecast.on <= asOf ? ownForecast : undefined;
  const isNewer = own && !plan.nodes.some(({ day }) => day > own.on && day <= asOf);
  if (own && isNewer) return { amount: own.amount, node, own: true, final: false };
  const cum = node?.cumulative ?? 0;
  return { amount: reckon(spent, cum, plan.budget, profile), node, own: false, final: false };
}

/** spent + k × max(0, budget − max(cum, spent)), rounded to the 分. */
function reckon(spent: Fen, cum: Fen, budget: Fen, { forecast: { leastPace } }: RuleProfile): Fen {
  const rest = Math.max(0, budget - Math.max(cum, spent));
  if (cum === 0 || spent >= cum) return spent + rest;
  if (spent * 100 <= cum * leastPace) return spent + Math.round((rest * leastPace) / 100);
  return spent + Number((2n * BigInt(rest) * BigInt(spent) + BigInt(cum)) / (2n * BigInt(cum)));
}

/** `FORECAST_SHORT`: the year is expected to end below the lines of the budget. */
export function forecastFindings(snapshot: Snapshot, profile: RuleProfile, days: Days): Finding[] {
  const { plan, spending } = snapshot;
  const { watch, warning } = profile.forecast;
  if (plan.budget === 0 || plannedBy(plan.nodes, days.asOf) === 0) return [];
  const { amount, node, own, final } = forecastFor(snapshot, profile, days);
  if (awaitsLedger(snapshot, profile, days) || amount * 100 >= plan.budget * watch) return [];
  const spent = spentBy(spending, days.asOf);
  const cum = node?.cumulative ?? 0;
  const leastPace = BigInt(profile.forecast.leastPace) * 10n;
  const pace = cum === 0 ? 1_000n : (BigInt(Math.max(0, spent)) * 1_000n) / BigInt(cum);
  const held = pace > 1_000n ? 1_000n : pace < leastPace ? leastPace : pace;
  return [
    {
      kind: 'FORECAST_SHORT',
      subject: 'forecast',
      period: String(plan.year),
      strength: 'fires',
      condition: 'firing',
      severity: amount * 100 < plan.budget * warning ? 'warning' : 'watch',
      facts: {
        kind: 'FORECAST_SHORT',
        budget: plan.budget,
        forecast: amount,
        spent,
        node: node?.day ?? null,
        cum,
        pace: percentOf(Number(held), 1_000),
        own,
        final,
        toClear: own || final ? null : whatClears(spent, cum, plan.budget, profile),
        watch,
        warning,
      },
    },
  ];
}

/** Of a plan that began in the middle of the year: what had passed is judged once the ledger is confirmed. */
export function awaitsLedger(snapshot: Snapshot, profile: RuleProfile, days: Days): boolean {
  const isPast = ({ day, judgedFrom }: JudgedNode) => day <= days.asOf && judgedFrom <= days.today;
  return (
    nodeInForce(snapshot, profile, days) === undefined && judgedNodes(snapshot.plan, profile).some(isPast)
  );
}

/** The least payment that brings the forecast to the line: it only grows with what is spent. */
function whatClears(spent: Fen, cum: Fen, budget: Fen, profile: RuleProfile): Fen {
  const enough = (paid: Fen) =>
    reckon(spent + paid, cum, budget, profile) * 100 >= budget * profile.forecast.watch;
  let [short, clears] = [0, Math.max(0, budget - spent)];
  while (clears - short > 1) {
    const middle = Math.floor((short + clears) / 2);
    if (enough(middle)) clears = middle;
    else short = middle;
  }
  return clears;
}
