import type { Condition, ResolvedBecause, Severity } from './alert.ts';
import { addDays, type Day } from './calendar.ts';
import {
  dueLevel,
  type Escalating,
  type EscalationLevel,
  escalationDays,
  levels,
  type Recipient,
  recipientsOf,
} from './escalation.ts';
import type { Facts } from './evaluate/finding.ts';
import { compare, type Fraction, minus, over, parseFraction } from './fraction.ts';
import { type Handled, handledBy, untouched } from './handling.ts';

/** Why an acknowledgement lapsed. */
export type LapseReason = 'promise_missed' | 'severity_rose' | 'gap_grew';

/** What happened to the handling of an alert without anybody's doing. */
export type Step =
  | { what: 'lapsed'; why: LapseReason; promisedOn: Day | null }
  | { what: 'acceptance_ended'; until: Day | null }
  | { what: 'inherited'; promise: Handled['promise']; promisedOn: Day | null; nodes: number }
  | { what: EscalationLevel; to: Recipient[] };

/** An alert as its handling looks at it. */
export interface Living extends Escalating {
  condition: Condition;
  /** Whether its notifications are stopped: then nobody is told of a level, and none is reached. */
  muted: boolean;
}

/** Whose the alert's project is. */
export interface Charge {
  owner: string | null;
  section: string | null;
}

const ranks: Record<Severity, number> = { notice: 0, watch: 1, warning: 2, critical: 3 };
const growth = over(5, 100);

/**
 * What a day does to the handling of an alert that fires: an acceptance ends, an acknowledgement lapses, a
 * 督办 level is reached. Pure and settled: asked again on the same day, nothing more happens.
 */
export function passing(alert: Living, before: Handled, today: Day, charge: Charge) {
  const steps: Step[] = [];
  let handled = before;
  if (alert.condition !== 'firing' || handledBy(alert.kind) === 'nobody') return { handled, steps };
  if (handled.state === 'accepted' && (handled.acceptedUntil ?? '') < today) {
    steps.push({ what: 'acceptance_ended', until: handled.acceptedUntil });
    handled = { ...handled, state: 'open', acceptedUntil: null, acceptedBy: null, waitingSince: null };
  }
  const why = lapseOf(alert, handled, today);
  if (why) {
    const { promisedOn } = handled;
    steps.push({ what: 'lapsed', why, promisedOn });
    const promise = why === 'promise_missed' ? 'missed' : handled.promise;
    handled = { ...handled, state: 'open', promise, waitingSince: null };
  }
  const waits = handled.state === 'open' && ranks[alert.severity] >= ranks.warning;
  if (waits && handled.waitingSince === null) handled = { ...handled, waitingSince: today };
  const level = alert.muted ? handled.level : dueLevel(alert, handled, today);
  for (const name of levels.slice(handled.level, level))
    steps.push({ what: name, to: recipientsOf(name, alert, chargeOf(handled, charge)) });
  if (level > handled.level) handled = { ...handled, level };
  return { handled, steps };
}

/** Why an acknowledgement no longer holds: its promise is missed, or it is worse than what was acknowledged. */
function lapseOf(alert: Living, handled: Handled, today: Day): LapseReason | undefined {
  if (!isInHand(handled)) return undefined;
  if (handled.promisedOn !== null && handled.promisedOn < today) return 'promise_missed';
  const { acknowledgedSeverity, acknowledgedGap } = handled;
  if (acknowledgedSeverity && ranks[alert.severity] > ranks[acknowledgedSeverity]) return 'severity_rose';
  const [was, is] = [acknowledgedGap ? fractionOf(acknowledgedGap) : undefined, gapOf(alert.facts)];
  return was && is && compare(minus(is, was), growth) > 0 ? 'gap_grew' : undefined;
}

function isInHand({ state }: Handled): boolean {
  return state === 'acknowledged' || state === 'rectifying' || state === 'submitted' || state === 'returned';
}

function chargeOf({ owner }: Handled, charge: Charge): Charge {
  return owner ? { ...charge, owner } : charge;
}

/** The days on which time alone changes the handling. */
export function handlingCheckDays(handled: Handled): Day[] {
  const ends = [
    ...(isInHand(handled) && handled.promisedOn ? [handled.promisedOn] : []),
    ...(handled.state === 'accepted' && handled.acceptedUntil ? [handled.acceptedUntil] : []),
  ];
  return [...ends.map((day) => addDays(day, 1)), ...escalationDays(handled)];
}

/**
 * The handling with which the alert of the next node or period begins. It is the same thing going on: owner,
 * cause and measure are the same, an acceptance runs on, the promise is told as kept or missed, and
 * a new one is asked for. `nodes`: at how many nodes or periods running it is wrong by now.
 */
export function inherited(before: Handled, nodes: number, today: Day): { handled: Handled; steps: Step[] } {
  const runsOn = before.state === 'accepted' && (before.acceptedUntil ?? '') >= today;
  const promise = isInHand(before) && before.promisedOn ? 'missed' : before.promise;
  const { owner, cause, measure, promisedOn, acceptedUntil, acceptedBy } = before;
  const handled: Handled = {
    ...untouched,
    ...{ owner, cause, measure, promise },
    ...(runsOn && { state: 'accepted', acceptedUntil, acceptedBy }),
  };
  return { handled, steps: [{ what: 'inherited', promise, promisedOn, nodes }] };
}

/** The handling once the alert is over: a promise that was still good is kept where the thing recovered. */
export function concluded(handled: Handled, because: ResolvedBecause, today: Day): Handled {
  if (!isInHand(handled) || handled.promisedOn === null) return handled;
  if (because === 'period_closed') return { ...handled, promise: 'missed' };
  if (because !== 'recovered' && because !== 'completed') return handled;
  return { ...handled, promise: today <= handled.promisedOn ? 'kept' : 'missed' };
}

/** Whether an alert that ends with its period was being accepted: then that is why it is over. */
export function endsAccepted({ state, acceptedUntil }: Handled, today: Day): boolean {
  return state === 'accepted' && (acceptedUntil ?? '') >= today;
}

/** How large a gap is, as an exact share; undefined where the kind has none. */
export function gapOf(facts: Facts): Fraction | undefined {
  if (facts.kind === 'SPEND_BEHIND') return over(facts.cum - facts.spent, facts.cum);
  if (facts.kind === 'OVER_BUDGET')
    return facts.budget > 0 ? over(facts.spent - facts.budget, facts.budget) : undefined;
  return 'gapRate' in facts && typeof facts.gapRate === 'string' ? parseFraction(facts.gapRate) : undefined;
}

/** A gap as it is kept with the acknowledgement. */
export function gapText(facts: Facts): string | null {
  const gap = gapOf(facts);
  return gap ? `${gap.n}/${gap.d}` : null;
}

function fractionOf(text: string): Fraction {
  const [n = '0', d = '1'] = text.split('/');
  return over(BigInt(n), BigInt(d));
}
