import type { AlertChange, Unit } from '#db/gate.ts';
import {
  alertsById,
  appendAlertEvents,
  dropAlert,
  type Moment,
  type NewAlertEvent,
  openAlert,
  resolveAlert,
  type Scope,
  setMuted,
  updateAlerts,
} from '#db/queries/alerts.ts';
import { flipDays, keepHandlings } from '#db/queries/handling.ts';
import type { SilenceRow } from '#db/queries/silences.ts';
import type { Db } from '#db/schema.ts';
import type { EventDetail } from '#shared/alert.ts';
import { isRemark } from '#shared/alert-kinds.ts';
import type { Day } from '#shared/calendar.ts';
import { flipsSince } from '#shared/flapping.ts';
import type { Handled } from '#shared/handling.ts';
import type { Charge } from '#shared/lapse.ts';
import type { OpenAlert, Transition } from '#shared/transitions.ts';
import { endOf, type Life, lifeOf, type Standing } from './life.ts';

/** How many alerts an evaluation opened, changed and resolved. */
export interface Counts {
  opened: number;
  changed: number;
  resolved: number;
}

export const noCounts: Counts = { opened: 0, changed: 0, resolved: 0 };

export function addCounts(a: Counts, b: Counts): Counts {
  return { opened: a.opened + b.opened, changed: a.changed + b.changed, resolved: a.resolved + b.resolved };
}

/** What belongs to a department is 财务's, whoever owns the projects. */
export const nobody: Charge = { owner: null, section: null };

/** What a scope's alerts became in one evaluation, before it is written. */
export interface Reconciled {
  scope: Scope;
  open: readonly OpenAlert[];
  transitions: Transition[];
  charge: Charge;
}

/** What the handling of alerts depends on beside themselves. */
export interface Around {
  handlings: ReadonlyMap<string, Handled>;
  silences: readonly SilenceRow[];
  today: Day;
}

/**
 * Writes what became of the alerts of some scopes and of their handling, and announces it: the figures of all
 * that only changed at once, the few that open or end one by one. Answers, scope by scope, the days on which
 * time alone changes how alerts are handled.
 */
export async function writeTransitions(
  db: Db,
  unit: Unit,
  scopes: readonly Reconciled[],
  { handlings, silences, today }: Around,
): Promise<{ counts: Counts; checkDays: Day[][] }> {
  const moment: Moment = { at: unit.at, seq: unit.seq, day: today, by: 'system' };
  const told: { id: string; transition: AlertChange['transition'] }[] = [];
  const events: NewAlertEvent[] = [];
  const updates: Extract<Transition, { do: 'update' }>[] = [];
  const ended: Life['handlings'] = [];
  const lives: Standing[][] = [];
  const tell = (id: string, transition: AlertChange['transition'] | null) => {
    if (transition) told.push({ id, transition });
  };
  for (const { scope, open, transitions } of scopes) {
    const standing = new Map(open.map((alert): [string, Standing] => [alert.id, asItStood(alert)]));
    for (const transition of transitions) {
      if (transition.do === 'open') {
        const { finding, predecessor } = transition;
        const { kind, subject, severity, condition, facts } = finding;
        const { id, episode, event } = await openAlert(db, scope, transition, moment);
        const begins = condition === 'firing';
        const begun = { id, kind, subject, severity, condition, facts, begins, predecessor, wasMuted: null };
        standing.set(id, begun);
        events.push(event);
        tell(id, begins && !(isRemark(kind) && episode > 1) ? 'opened' : null);
        continue;
      }
      const { alert } = transition;
      if (transition.do === 'update') {
        const { severity, condition, facts } = transition.finding;
        const begins = alert.condition === 'pending' && condition === 'firing';
        const { predecessor } = transition;
        standing.set(alert.id, { ...asItStood(alert), severity, condition, facts, begins, predecessor });
        updates.push(transition);
        tell(alert.id, transition.say);
        continue;
      }
      standing.delete(alert.id);
      if (transition.do === 'drop') await dropAlert(db, alert.id);
      else {
        const end = endOf(transition, handlings, today);
        if (end) ended.push({ alert: alert.id, handled: end.handled });
        const event = { ...(await resolveAlert(db, transition, moment)), ...end?.event };
        events.push(withRules(event, transition.facts.endedBy));
        tell(alert.id, 'resolved');
      }
    }
    lives.push([...standing.values()]);
  }
  const beginning = lives.flat().flatMap(({ id, begins }) => (begins ? [id] : []));
  const flips = await flipDays(db, beginning, flipsSince(today));
  const after = scopes.map(({ scope, open, charge }, at) => {
    const projectCode = scope.projectId === null ? null : scope.code;
    const standing = lives[at] ?? [];
    return lifeOf({ projectCode, charge, before: open, standing, handlings, silences, flips }, today);
  });
  events.push(...(await updateAlerts(db, updates, moment)), ...after.flatMap((life) => life.events));
  await appendAlertEvents(db, events, moment);
  await keepHandlings(db, [...ended, ...after.flatMap((life) => life.handlings)]);
  for (const { alert, by } of after.flatMap(({ mutings }) => mutings)) await setMuted(db, alert, by);
  const count = (...says: string[]) => told.filter(({ transition }) => says.includes(transition)).length;
  const counts = {
    opened: count('opened'),
    changed: count('escalated', 'changed'),
    resolved: count('resolved'),
  };
  const known = new Set(told.map(({ id }) => id));
  const again = new Map(
    after.flatMap((life) => life.told.map((one) => [one.id, one] as const)).filter(([id]) => !known.has(id)),
  );
  const changed = scopes.filter(
    ({ transitions }, at) =>
      transitions.length > 0 || (after[at]?.events.length ?? 0) > 0 || (after[at]?.mutings.length ?? 0) > 0,
  );
  if (changed.length > 0) await announce(db, unit, changed, [...told, ...again.values()], today);
  return { counts, checkDays: after.map((life) => life.checkDays) };
}

/** What ended because the rules were changed says by which version. */
function withRules(event: NewAlertEvent, rules: number | undefined): NewAlertEvent {
  if (rules === undefined) return event;
  const detail = JSON.parse(event.detail ?? '{}') as EventDetail;
  return { ...event, detail: JSON.stringify({ ...detail, rules }) };
}

function asItStood({ mutedBy, ...alert }: OpenAlert): Standing {
  return { ...alert, begins: false, predecessor: null, wasMuted: mutedBy };
}

async function announce(
  db: Db,
  unit: Unit,
  changed: readonly Reconciled[],
  told: readonly { id: string; transition: AlertChange['transition'] }[],
  today: Day,
) {
  const rows = await alertsById(
    db,
    told.map(({ id }) => id),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const alerts = told.flatMap(({ id, transition }) => {
    const alert = byId.get(id);
    return alert ? [{ transition, asOf: today, alert }] : [];
  });
  const ofDepartment = changed.some(({ scope }) => scope.projectId === null);
  const projects = changed.map(({ scope }) => scope.code);
  unit.announce({ topics: ['alerts', 'overview'], ...(!ofDepartment && { projects }), alerts });
}
