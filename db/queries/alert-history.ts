import { sql } from 'kysely';
import type { AlertEvent, Condition, Severity } from '#shared/alert.ts';
import type { Day, Instant } from '#shared/calendar.ts';
import type { Facts } from '#shared/evaluate/finding.ts';
import { type Handled, untouched } from '#shared/handling.ts';
import type { Db } from '../schema.ts';
import type { AlertRow } from './alert-rows.ts';

/** A past moment: how alerts stood at the end of a day, as known then or at an instant. */
export interface PastMoment {
  day: Day;
  knownAt?: Instant | undefined;
}

/** The condition and severity of alerts at a past moment, as SQL: what their events and days say. */
export function stood({ day, knownAt }: PastMoment) {
  const known = knownAt ? sql`and e.at <= ${knownAt}` : sql``;
  const event = (what: string) =>
    sql`(select ${sql.ref(`e.${what}`)} from alert_event e where e.alert_id = alert.id and e.day <= ${day}
      ${known} and ${sql.ref(`e.${what}`)} is not null order by e.id desc limit 1)`;
  const resolved = knownAt ? sql`and alert.resolved_at <= ${knownAt}` : sql``;
  const begun = knownAt ? sql`and alert.opened_at <= ${knownAt}` : sql``;
  return {
    exists: sql<boolean>`exists (select 1 from alert_event e where e.alert_id = alert.id and e.day <= ${day} ${known})`,
    condition: sql<Condition>`case when alert.resolved_on <= ${day} ${resolved} then 'resolved'
      when alert.condition <> 'pending' and alert.since <= ${day} ${begun} then 'firing' else 'pending' end`,
    severity: sql<Severity>`${event('severity')}`,
    handling: event('handling'),
  };
}

/** The stories of alerts, each from its first sign on, by the alert's id; up to a past moment where one is given. */
export async function alertStories(db: Db, ids: readonly string[], past?: PastMoment) {
  let query = db
    .selectFrom('alert_event')
    .select(['alert_id as alert', 'at', 'day', 'by', 'what', 'note', 'detail'])
    .where('alert_id', 'in', [...ids, '']);
  if (past) query = query.where('day', '<=', past.day);
  if (past?.knownAt) query = query.where('at', '<=', past.knownAt);
  const stories = new Map<string, AlertEvent[]>();
  for (const { alert, note, detail, ...event } of await query.orderBy('id').execute()) {
    const story = stories.get(alert) ?? [];
    stories.set(alert, story);
    const said = detail === null ? undefined : (JSON.parse(detail) as AlertEvent['detail']);
    story.push({ ...event, ...(note && { note }), ...(said && { detail: said }) });
  }
  return stories;
}

/** The alerts as they stood at a past moment: severity, figures and handling of the last event by then. */
export async function asTheyStood(db: Db, rows: AlertRow[], past: PastMoment): Promise<AlertRow[]> {
  const { day, knownAt } = past;
  let query = db
    .selectFrom('alert_event')
    .select(['alert_id as alert', 'severity', 'facts', 'handling', 'what', 'detail'])
    .where('alert_id', 'in', [...rows.map(({ id }) => id), ''])
    .where('day', '<=', day);
  if (knownAt) query = query.where('at', '<=', knownAt);
  const events = await query.orderBy('id').execute();
  const last = new Map(events.map((event) => [event.alert, event]));
  const handlings = new Map(
    events.flatMap(({ alert, handling }) => (handling === null ? [] : [[alert, handling] as const])),
  );
  const mutings = new Map(
    events.flatMap(({ alert, what, detail }) =>
      what === 'muted' || what === 'unmuted' ? [[alert, what === 'muted' ? detail : null] as const] : [],
    ),
  );
  return rows.flatMap((row): AlertRow[] => {
    const event = last.get(row.id);
    if (!event) return [];
    const kept = handlings.get(row.id);
    const handled = kept === undefined ? untouched : (JSON.parse(kept) as Handled);
    const muting = mutings.get(row.id) ?? null;
    const then: AlertRow = {
      ...row,
      severity: event.severity,
      facts: JSON.parse(event.facts) as Facts,
      handled,
      handling: handled.state,
      mutedBy: muting === null ? null : ((JSON.parse(muting) as { silence?: string }).silence ?? null),
    };
    const isOver =
      row.resolvedOn !== null && row.resolvedOn <= day && (!knownAt || (row.resolvedAt ?? '') <= knownAt);
    if (isOver) return [then];
    const begun = row.condition !== 'pending' && row.since <= day && (!knownAt || row.openedAt <= knownAt);
    const condition = begun ? 'firing' : 'pending';
    return [{ ...then, condition, resolvedAt: null, resolvedOn: null, resolvedBecause: null }];
  });
}
