import { sql } from 'kysely';
import type { AlertKind, Condition, ResolvedBecause, Severity } from '#shared/alert.ts';
import type { Day, Instant } from '#shared/calendar.ts';
import type { Facts } from '#shared/evaluate/finding.ts';
import type { OpenAlert } from '#shared/transitions.ts';
import type { Db } from '../schema.ts';
import { type Ids, idsOf, rowsOf } from '../sql.ts';
import type { Part, Question } from '../together.ts';

/** Where an alert belongs: a project, or a department's ledger. */
export interface Scope {
  year: number;
  projectId: string | null;
  departmentId: string;
  /** The code that stands in the key: the project's, or the department's. */
  code: string;
}

/** When something happens to an alert, and by whom: `recordedAt`, its `seq`, and the business day. */
export interface Moment {
  at: Instant;
  seq: number;
  day: Day;
  by: string;
}

/** An alert that is not resolved, with the scope it belongs to. */
export type OpenAlertOf = OpenAlert & {
  year: number;
  projectId: string | null;
  key: string;
  episode: number;
  since: Day;
  openedAt: Instant;
  openedSeq: number;
  predecessor: string | null;
};

export type OpenRow = Omit<OpenAlertOf, 'facts' | 'condition'> & { facts: string; condition: Condition };

const openColumns = [
  'id',
  'year',
  'projectId',
  'kind',
  'subject',
  'period',
  'severity',
  'condition',
  'facts',
  'mutedBy',
  'key',
  'episode',
  'since',
  'openedAt',
  'openedSeq',
  'predecessor',
] as const;

function openAlerts(db: Db) {
  return db
    .selectFrom('alert')
    .select(['id', 'year', 'project_id as projectId', 'kind', 'subject', 'period', 'severity', 'condition'])
    .select(['facts', 'muted_by as mutedBy', 'key', 'episode', 'since', 'opened_at as openedAt'])
    .select(['opened_seq as openedSeq', 'predecessor_id as predecessor'])
    .where('resolved_at', 'is', null);
}

/** The alerts of the projects that are not resolved, as `openFrom` understands them. */
export function openAlertsQuestion(db: Db, projects: Ids): Question<OpenRow> {
  return { query: openAlerts(db).where('project_id', 'in', idsOf(db, projects)), columns: openColumns };
}

export function openFrom({ facts, condition, ...row }: OpenRow): OpenAlertOf {
  return {
    ...row,
    condition: condition === 'pending' ? 'pending' : 'firing',
    facts: JSON.parse(facts) as Facts,
  };
}

/** The alerts of a department's year about one subject of its own, such as its ledger, that are not resolved. */
export async function openDepartmentAlerts(
  db: Db,
  departmentId: string,
  year: number,
  subject: string,
): Promise<OpenAlertOf[]> {
  const ofDepartment = openAlerts(db).where('project_id', 'is', null).where('subject', '=', subject);
  const query = ofDepartment.where('year', '=', year);
  const rows = await query.where('department_id', '=', departmentId).execute();
  return rows.map(openFrom);
}

/** The last episodes of the keys given, by the key; one that never was is absent. */
export async function lastEpisodes(db: Db, keys: readonly string[]): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom('alert')
    .select('key')
    .select((eb) => eb.fn.max('episode').as('episode'))
    .where('key', 'in', idsOf(db, keys))
    .groupBy('key')
    .execute();
  return new Map(rows.map(({ key, episode }) => [key, episode]));
}

/** An alert that begins. */
export interface NewAlert {
  id: string;
  key: string;
  episode: number;
  year: number;
  projectId: string | null;
  departmentId: string;
  kind: AlertKind;
  subject: string;
  period: string;
  severity: Severity;
  condition: Condition;
  since: Day;
  at: Instant;
  seq: number;
  predecessor: string | null;
  facts: string;
}

/** Opens alerts: each the next episode of its key. */
export const openedPart: Part<NewAlert> = {
  columns: {
    id: 'text',
    key: 'text',
    episode: 'bigint',
    year: 'bigint',
    projectId: 'text',
    departmentId: 'text',
    kind: 'text',
    subject: 'text',
    period: 'text',
    severity: 'text',
    condition: 'text',
    since: 'text',
    at: 'text',
    seq: 'bigint',
    predecessor: 'text',
    facts: 'text',
  },
  write: (
    rows,
  ) => sql`insert into alert (id, key, episode, year, project_id, department_id, kind, subject, period,
      severity, condition, handling, since, opened_at, opened_seq, predecessor_id, facts)
    select r.id, r.key, r.episode, r.year, r."projectId", r."departmentId", r.kind, r.subject, r.period,
      r.severity, r.condition, 'open', r.since, r.at, r.seq, r.predecessor, r.facts
    from ${rows} as r`,
};

/** New figures of an open alert; one that was pending and fires now begins with them. */
export interface AlertUpdate {
  id: string;
  severity: Severity;
  condition: Condition;
  facts: string;
  begins: number;
  predecessor: string | null;
  day: Day;
  at: Instant;
  seq: number;
}

export const updatedPart: Part<AlertUpdate> = {
  columns: {
    id: 'text',
    severity: 'text',
    condition: 'text',
    facts: 'text',
    begins: 'bigint',
    predecessor: 'text',
    day: 'text',
    at: 'text',
    seq: 'bigint',
  },
  write: (rows) => sql`update alert set severity = r.severity, condition = r.condition, facts = r.facts,
      since = case when r.begins = 1 then r.day else since end,
      opened_at = case when r.begins = 1 then r.at else opened_at end,
      opened_seq = case when r.begins = 1 then r.seq else opened_seq end,
      predecessor_id = coalesce(r.predecessor, predecessor_id)
    from ${rows} as r where alert.id = r.id and alert.resolved_at is null`,
};

/** The end of an alert, with its last words. */
export interface AlertEnd {
  id: string;
  facts: string;
  at: Instant;
  day: Day;
  because: ResolvedBecause;
}

export const resolvedPart: Part<AlertEnd> = {
  columns: { id: 'text', facts: 'text', at: 'text', day: 'text', because: 'text' },
  write: (rows) => sql`update alert set condition = 'resolved', facts = r.facts, resolved_at = r.at,
      resolved_on = r.day, resolved_because = r.because
    from ${rows} as r where alert.id = r.id and alert.resolved_at is null`,
};

/** Takes away alerts that were pending and never fired, first of all their stories. */
export const droppedStoriesPart: Part<{ id: string }> = {
  columns: { id: 'text' },
  write: (rows) => sql`delete from alert_event where alert_id in (select r.id from ${rows} as r)`,
};
export const droppedPart: Part<{ id: string }> = {
  columns: { id: 'text' },
  write: (rows) =>
    sql`delete from alert where id in (select r.id from ${rows} as r) and condition = 'pending'`,
};

/** What mutes an alert from now on; nothing does where `by` is null. */
export interface Muting {
  alert: string;
  by: string | null;
}

export const mutedPart: Part<Muting> = {
  columns: { alert: 'text', by: 'text' },
  write: (rows) => sql`update alert set muted_by = r."by" from ${rows} as r where alert.id = r.alert`,
};

/** An event of an alert's story, as it is stored. */
export interface NewAlertEvent {
  alert: string;
  what: string;
  severity: Severity;
  facts: string;
  note: string | null;
  /** The handling that this event left, where it changed it, and what it says beside the note. JSON. */
  handling?: string | null;
  detail?: string | null;
  /** Where it is somebody else's doing than the moment's. */
  by?: string | null;
}

/** An event with its moment. */
export interface AlertEventRow extends NewAlertEvent {
  at: Instant;
  day: Day;
}

/** Adds to the stories of alerts. */
export const eventPart: Part<AlertEventRow> = {
  columns: {
    alert: 'text',
    at: 'text',
    day: 'text',
    by: 'text',
    what: 'text',
    severity: 'text',
    facts: 'text',
    note: 'text',
    handling: 'text',
    detail: 'text',
  },
  write: (
    rows,
  ) => sql`insert into alert_event (alert_id, at, day, "by", what, severity, facts, note, handling, detail)
    select r.alert, r.at, r.day, r."by", r.what, r.severity, r.facts, r.note, r.handling, r.detail
    from ${rows} as r`,
};

/** What happened to alerts at one moment. */
export function eventRows(events: readonly NewAlertEvent[], { at, day, by }: Moment): AlertEventRow[] {
  return events.map((event) => ({ ...event, by: event.by ?? by, at, day }));
}

/** Adds to the stories of alerts what happened to them at one moment. */
export async function appendAlertEvents(
  db: Db,
  events: readonly NewAlertEvent[],
  moment: Moment,
): Promise<void> {
  if (events.length === 0) return;
  await eventPart.write(rowsOf(db, eventPart.columns, eventRows(events, moment))).execute(db);
}
