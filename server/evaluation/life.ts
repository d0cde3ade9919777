import type { NewAlertEvent } from '#db/queries/open-alerts.ts';
import type { SilenceRow } from '#db/queries/silences.ts';
import type { EventDetail, Severity } from '#shared/alert.ts';
import type { Day } from '#shared/calendar.ts';
import type { Facts } from '#shared/evaluate/finding.ts';
import { isFlapping } from '#shared/flapping.ts';
import { type Handled, untouched } from '#shared/handling.ts';
import {
  type Charge,
  concluded,
  endsAccepted,
  handlingCheckDays,
  inherited,
  passing,
  type Step,
} from '#shared/lapse.ts';
import { silenceDays, silencedBy } from '#shared/silence.ts';
import { type Mutable, mutedBy, type OpenAlert, type Transition } from '#shared/transitions.ts';

/** An alert as reconciling left it, before its handling has caught up. */
export interface Standing extends Mutable {
  subject: string;
  severity: Severity;
  /** It began to fire in this evaluation. */
  begins: boolean;
  predecessor: string | null;
  wasMuted: string | null;
}

/** A project's alerts, or a ledger's, with what their handling depends on. */
export interface Living {
  projectCode: string | null;
  charge: Charge;
  /** The alerts that were open before: one that is muted by none of them is muted by a silence. */
  before: readonly OpenAlert[];
  standing: readonly Standing[];
  handlings: ReadonlyMap<string, Handled>;
  silences: readonly SilenceRow[];
  /** On which days things came and went, by the id of what began to fire. */
  flips: ReadonlyMap<string, readonly Day[]>;
}

/** What a day made of the handling of some alerts, to be written and told. */
export interface Life {
  handlings: { alert: string; handled: Handled }[];
  events: NewAlertEvent[];
  mutings: { alert: string; by: string | null }[];
  /** Alerts that speak again, and those that were escalated. */
  told: { id: string; transition: 'opened' | 'escalated' }[];
  /** The days on which time alone changes any of this. */
  checkDays: Day[];
}

/** What a day does to alerts beside their figures: handling, 督办, flapping, silences. Pure. */
export function lifeOf(living: Living, today: Day): Life {
  const life: Life = { handlings: [], events: [], mutings: [], told: [], checkDays: [] };
  const muted = mute(living, today, life);
  for (const alert of living.standing)
    if (alert.condition === 'firing') handle(living, { ...alert, muted: muted.has(alert.id) }, today, life);
  for (const silence of living.silences) {
    const { project } = silence.matchers;
    if (project === undefined || project === living.projectCode) life.checkDays.push(...silenceDays(silence));
  }
  return life;
}

function handle(
  { handlings, charge, flips }: Living,
  alert: Standing & { muted: boolean },
  today: Day,
  life: Life,
) {
  const kept = handlings.get(alert.id);
  const before = alert.predecessor === null ? undefined : handlings.get(alert.predecessor);
  const first =
    alert.begins && before
      ? inherited(before, alert.facts.inRow ?? 2, today)
      : { handled: kept ?? untouched, steps: [] };
  const { handled, steps } = passing(alert, first.handled, today, charge);
  const flaps = alert.begins && isFlapping([...(flips.get(alert.id) ?? []), today], today);
  const after: Handled = flaps ? { ...handled, flappingSince: today } : handled;
  life.checkDays.push(...handlingCheckDays(after));
  if (JSON.stringify(after) === JSON.stringify(kept ?? untouched)) return;
  life.handlings.push({ alert: alert.id, handled: after });
  const handling = JSON.stringify(after);
  for (const step of [...first.steps, ...steps]) {
    const { what, detail } = eventOf(step);
    life.events.push({ ...eventFor(alert), what, handling, detail: JSON.stringify(detail) });
    if (alert.begins) continue;
    if (what === 'lapsed' || what === 'acceptance_ended')
      life.told.push({ id: alert.id, transition: 'opened' });
    if (what === 'supervise' || what === 'list') life.told.push({ id: alert.id, transition: 'escalated' });
  }
  if (flaps) life.events.push({ ...eventFor(alert), what: 'flapping', handling });
}

function eventOf(step: Step): { what: string; detail: EventDetail } {
  const { what, ...detail } = step;
  return { what, detail };
}

function eventFor({ id, severity, facts }: { id: string; severity: Severity; facts: Facts }) {
  return { alert: id, severity, facts: JSON.stringify(facts), note: null };
}

/** A silence goes before another alert: somebody meant it. What ends is told again where it still fires. */
function mute({ standing, silences, projectCode, before }: Living, today: Day, life: Life): Set<string> {
  const inhibited = mutedBy(standing);
  const muted = new Set<string>();
  for (const alert of standing) {
    const silence = silencedBy(silences, { ...alert, projectCode }, today);
    const by = silence?.id ?? inhibited.get(alert.id) ?? null;
    if (by !== null) muted.add(alert.id);
    const was = alert.wasMuted;
    if (by === was) continue;
    life.mutings.push({ alert: alert.id, by });
    if (silence) {
      const detail = JSON.stringify({ silence: silence.id, until: silence.ends });
      const { author, reason } = silence;
      life.events.push({ ...eventFor(alert), what: 'muted', by: author, note: reason, detail });
      continue;
    }
    const wasSilence = was !== null && !before.some(({ id }) => id === was);
    if (!wasSilence) continue;
    const over = silences.find(({ id }) => id === was);
    const detail = JSON.stringify({ why: over?.endedOn ? 'ended' : 'expired' });
    life.events.push({ ...eventFor(alert), what: 'unmuted', by: over?.endedBy ?? 'system', detail });
    if (by === null && alert.condition === 'firing') life.told.push({ id: alert.id, transition: 'opened' });
  }
  return muted;
}

/** An alert that ends with its period while it is being accepted is over because it was accepted. */
export function endAccepted(
  transitions: readonly Transition[],
  handlings: ReadonlyMap<string, Handled>,
  today: Day,
): Transition[] {
  return transitions.map((one) =>
    one.do === 'resolve' &&
    one.because === 'period_closed' &&
    endsAccepted(handlings.get(one.alert.id) ?? untouched, today)
      ? { ...one, because: 'accepted' }
      : one,
  );
}

/** What the end of an alert makes of its handling, and what its last event says of the promise. */
export function endOf(
  { alert, because }: Extract<Transition, { do: 'resolve' }>,
  handlings: ReadonlyMap<string, Handled>,
  today: Day,
): { handled: Handled; event: Pick<NewAlertEvent, 'handling' | 'detail'> } | undefined {
  const before = handlings.get(alert.id);
  const handled = before && concluded(before, because, today);
  if (!handled || handled === before) return undefined;
  const { promise, promisedOn } = handled;
  return {
    handled,
    event: { handling: JSON.stringify(handled), detail: JSON.stringify({ promise, promisedOn }) },
  };
}
