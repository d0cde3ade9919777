import { sql } from 'kysely';
import type { Handling } from '#shared/alert.ts';
import type { Day } from '#shared/calendar.ts';
import { type Handled, untouched } from '#shared/handling.ts';
import type { Db } from '../schema.ts';
import { type Ids, idsOf, rowsOf } from '../sql.ts';
import type { Part, Question } from '../together.ts';
import type { Seen } from './reach.ts';

/** The handling of one alert as a row has it; every column is null where nobody has touched it yet. */
export type HandlingRow = { [Name in keyof Omit<Handled, 'state'>]: Handled[Name] | null } & {
  alert: string;
  state: Handling;
};

const columns = [
  'alert',
  'state',
  'owner',
  'cause',
  'measure',
  'promisedOn',
  'promise',
  'acknowledgedOn',
  'acknowledgedBy',
  'acknowledgedSeverity',
  'acknowledgedGap',
  'result',
  'submittedBy',
  'acceptedUntil',
  'acceptedBy',
  'level',
  'waitingSince',
  'flappingSince',
] as const;

function handlings(db: Db) {
  return db
    .selectFrom('alert')
    .innerJoin('alert_handling as h', 'h.alert_id', 'alert.id')
    .select(['alert.id as alert', 'alert.handling as state', 'h.owner', 'h.cause', 'h.measure'])
    .select(['h.promised_on as promisedOn', 'h.promise', 'h.acknowledged_on as acknowledgedOn'])
    .select(['h.acknowledged_by as acknowledgedBy', 'h.acknowledged_severity as acknowledgedSeverity'])
    .select(['h.acknowledged_gap as acknowledgedGap', 'h.result', 'h.submitted_by as submittedBy'])
    .select(['h.accepted_until as acceptedUntil', 'h.accepted_by as acceptedBy', 'h.level'])
    .select(['h.waiting_since as waitingSince', 'h.flapping_since as flappingSince']);
}

/** How the open alerts of the projects are being handled, as `handlingsFrom` understands them. */
export function openHandlingsQuestion(db: Db, projects: Ids): Question<HandlingRow> {
  const query = handlings(db).where('resolved_at', 'is', null);
  return { query: query.where('project_id', 'in', idsOf(db, projects)), columns };
}

/** How alerts are being handled, by the alert's id; one that nobody has touched is absent. */
export async function handlingsOf(db: Db, alerts: readonly string[]): Promise<Map<string, Handled>> {
  if (alerts.length === 0) return new Map();
  return handlingsFrom(
    (await handlings(db).where('alert.id', 'in', idsOf(db, alerts)).execute()) as HandlingRow[],
  );
}

export function handlingsFrom(rows: readonly HandlingRow[]): Map<string, Handled> {
  return new Map(rows.map(({ alert, ...row }) => [alert, handledFrom(row)]));
}

/** A handling from its columns; untouched where there is no row. */
export function handledFrom(row: Omit<HandlingRow, 'alert'>): Handled {
  if (row.level === null) return { ...untouched, state: row.state };
  return { ...row, level: row.level };
}

/** How an alert is handled from now on. */
export interface KeptHandling {
  alert: string;
  handled: Handled;
}

export type HandledRow = Handled & { alert: string };

const handledColumns = {
  alert: 'text',
  state: 'text',
  owner: 'text',
  cause: 'text',
  measure: 'text',
  promisedOn: 'text',
  promise: 'text',
  acknowledgedOn: 'text',
  acknowledgedBy: 'text',
  acknowledgedSeverity: 'text',
  acknowledgedGap: 'text',
  result: 'text',
  submittedBy: 'text',
  acceptedUntil: 'text',
  acceptedBy: 'text',
  level: 'bigint',
  waitingSince: 'text',
  flappingSince: 'text',
} as const;

/** Keeps how alerts are being handled. */
export const handledPart: Part<HandledRow> = {
  columns: handledColumns,
  write: (
    rows,
  ) => sql`insert into alert_handling (alert_id, owner, cause, measure, promised_on, promise, acknowledged_on,
      acknowledged_by, acknowledged_severity, acknowledged_gap, result, submitted_by, accepted_until,
      accepted_by, level, waiting_since, flapping_since)
    select r.alert, r.owner, r.cause, r.measure, r."promisedOn", r.promise, r."acknowledgedOn",
      r."acknowledgedBy", r."acknowledgedSeverity", r."acknowledgedGap", r.result, r."submittedBy",
      r."acceptedUntil", r."acceptedBy", r.level, r."waitingSince", r."flappingSince"
    from ${rows} as r where true
    on conflict (alert_id) do update set owner = excluded.owner, cause = excluded.cause,
      measure = excluded.measure, promised_on = excluded.promised_on, promise = excluded.promise,
      acknowledged_on = excluded.acknowledged_on, acknowledged_by = excluded.acknowledged_by,
      acknowledged_severity = excluded.acknowledged_severity, acknowledged_gap = excluded.acknowledged_gap,
      result = excluded.result, submitted_by = excluded.submitted_by,
      accepted_until = excluded.accepted_until, accepted_by = excluded.accepted_by, level = excluded.level,
      waiting_since = excluded.waiting_since, flapping_since = excluded.flapping_since`,
};

/** Keeps the state of the handling with the alerts themselves. */
export const handlingStatePart: Part<HandledRow> = {
  columns: handledColumns,
  write: (rows) => sql`update alert set handling = r.state from ${rows} as r where alert.id = r.alert`,
};

/** How alerts are handled as the parts above take it. */
export function handledRows(kept: readonly KeptHandling[]): HandledRow[] {
  return kept.map(({ alert, handled }) => ({ alert, ...handled }));
}

/** Keeps how alerts are being handled, and their state with the alerts themselves. */
export async function keepHandlings(db: Db, kept: readonly KeptHandling[]): Promise<void> {
  if (kept.length === 0) return;
  for (const { columns: types, write } of [handledPart, handlingStatePart])
    await write(rowsOf(db, types, handledRows(kept))).execute(db);
}

/** The measures last promised, the newest first: what the acknowledge form offers. */
export async function lastMeasures(db: Db, year: number, most: number, seen?: Seen): Promise<string[]> {
  let query = db
    .selectFrom('alert_handling as h')
    .innerJoin('alert', 'alert.id', 'h.alert_id')
    .select('h.measure')
    .select((eb) => eb.fn.max('h.acknowledged_on').as('last'))
    .where('alert.year', '=', year)
    .where('h.measure', 'is not', null)
    .where('h.acknowledged_on', 'is not', null)
    .groupBy('h.measure')
    .orderBy('last', 'desc')
    .limit(most);
  if (seen) query = query.where('alert.project_id', 'in', idsOf(db, seen.projects));
  const rows = await query.execute();
  return rows.flatMap(({ measure }) => measure ?? []);
}

/**
 * The days from `since` on, on which the things that alerts are about ended, or began again, in earlier episodes
 * of their keys. By the alert's id; the alerts themselves need not be stored yet.
 */
export async function flipDays(
  db: Db,
  alerts: readonly { id: string; key: string; episode: number }[],
  since: Day,
): Promise<Map<string, Day[]>> {
  const again = alerts.filter(({ episode }) => episode > 1);
  if (again.length === 0) return new Map();
  const keys = again.map(({ key }) => key);
  const rows = await db
    .selectFrom('alert as earlier')
    .innerJoin('alert_event as e', 'e.alert_id', 'earlier.id')
    .select(['earlier.key', 'e.day'])
    .where('earlier.key', 'in', idsOf(db, keys))
    .where('e.day', '>=', since)
    .where((eb) =>
      eb.or([
        eb('e.what', '=', 'resolved'),
        eb.and([eb('e.what', '=', 'opened'), eb('earlier.episode', '>', 1)]),
      ]),
    )
    .execute();
  const days = new Map<string, Day[]>();
  for (const { key, day } of rows) days.set(key, [...(days.get(key) ?? []), day]);
  return new Map(again.map(({ id, key }) => [id, days.get(key) ?? []]));
}
