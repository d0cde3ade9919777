import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Condition, Severity } from '#shared/alert.ts';
import type { Day, Instant } from '#shared/calendar.ts';
import type { Facts, Finding } from '#shared/evaluate/finding.ts';
import type { OpenAlert, Transition } from '#shared/transitions.ts';
import type { Db } from '../schema.ts';
import { idsOf, type Question, rowsOf } from '../sql.ts';

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
export type OpenAlertOf = OpenAlert & { year: number; projectId: string | null };

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
] as const;

function openAlerts(db: Db) {
  return db
    .selectFrom('alert')
    .select(['id', 'year', 'project_id as projectId', 'kind', 'subject', 'period', 'severity', 'condition'])
    .select(['facts', 'muted_by as mutedBy'])
    .where('resolved_at', 'is', null);
}

/** The alerts of the projects that are not resolved, as `openFrom` understands them. */
export function openAlertsQuestion(db: Db, projects: readonly string[]): Question<OpenRow> {
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

/** Opens an alert: the next episode of its key. Answers its id and episode, and the event that this makes. */
export async function openAlert(
  db: Db,
  scope: Scope,
  { finding, predecessor }: { finding: Finding; predecessor: string | null },
  moment: Moment,
): Promise<{ id: string; episode: number; event: NewAlertEvent }> {
  const { kind, subject, period, severity, condition } = finding;
  const key = [scope.year, scope.code, kind, subject, period].join('|');
  const last = await db
    .selectFrom('alert')
    .select('episode')
    .where('key', '=', key)
    .orderBy('episode', 'desc')
    .limit(1)
    .executeTakeFirst();
  const id = randomUUID();
  const episode = (last?.episode ?? 0) + 1;
  const facts = JSON.stringify(finding.facts);
  await db
    .insertInto('alert')
    .values({
      id,
      key,
      episode,
      year: scope.year,
      project_id: scope.projectId,
      department_id: scope.departmentId,
      kind,
      subject,
      period,
      severity,
      condition,
      handling: 'open',
      since: moment.day,
      opened_at: moment.at,
      opened_seq: moment.seq,
      predecessor_id: predecessor,
      facts,
    })
    .execute();
  const what = condition === 'pending' ? 'pending' : 'opened';
  return { id, episode, event: { alert: id, what, severity, facts, note: null } };
}

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

/**
 * Keeps the figures of open alerts; one that was pending and fires now begins on this day. Answers the
 * events that this makes: who writes several things of alerts stores their events together.
 */
export async function updateAlerts(
  db: Db,
  updates: readonly Extract<Transition, { do: 'update' }>[],
  moment: Moment,
): Promise<NewAlertEvent[]> {
  if (updates.length === 0) return [];
  const rows = updates.map(({ alert, finding, predecessor }) => ({
    id: alert.id,
    severity: finding.severity,
    condition: finding.condition,
    facts: JSON.stringify(finding.facts),
    begins: alert.condition === 'pending' && finding.condition === 'firing' ? 1 : 0,
    predecessor,
  }));
  const columns = {
    id: 'text',
    severity: 'text',
    condition: 'text',
    facts: 'text',
    begins: 'bigint',
    predecessor: 'text',
  } as const;
  await sql`update alert set severity = r.severity, condition = r.condition, facts = r.facts,
      since = case when r.begins = 1 then ${moment.day} else since end,
      opened_at = case when r.begins = 1 then ${moment.at} else opened_at end,
      opened_seq = case when r.begins = 1 then cast(${moment.seq} as bigint) else opened_seq end,
      predecessor_id = coalesce(r.predecessor, predecessor_id)
    from ${rowsOf(db, columns, rows)} as r where alert.id = r.id and alert.resolved_at is null`.execute(db);
  return updates.map(({ alert, say }, at) => ({
    alert: alert.id,
    what: say ?? 'changed',
    severity: rows[at]?.severity ?? alert.severity,
    facts: rows[at]?.facts ?? '{}',
    note: null,
  }));
}

/** Ends an alert with its last words; answers the event that this makes. */
export async function resolveAlert(
  db: Db,
  { alert, because, facts: lastWords }: Extract<Transition, { do: 'resolve' }>,
  moment: Moment,
): Promise<NewAlertEvent> {
  const facts = JSON.stringify(lastWords);
  await db
    .updateTable('alert')
    .set({
      condition: 'resolved',
      facts,
      resolved_at: moment.at,
      resolved_on: moment.day,
      resolved_because: because,
    })
    .where('id', '=', alert.id)
    .where('resolved_at', 'is', null)
    .execute();
  return { alert: alert.id, what: 'resolved', severity: alert.severity, facts, note: because };
}

/** Takes away an alert that was pending and never fired. */
export async function dropAlert(db: Db, id: string): Promise<void> {
  await db.deleteFrom('alert_event').where('alert_id', '=', id).execute();
  await db.deleteFrom('alert').where('id', '=', id).where('condition', '=', 'pending').execute();
}

export async function setMuted(db: Db, id: string, by: string | null): Promise<void> {
  await db.updateTable('alert').set({ muted_by: by }).where('id', '=', id).execute();
}

/** Adds to the stories of alerts what happened to them at one moment. */
export async function appendAlertEvents(
  db: Db,
  events: readonly NewAlertEvent[],
  { at, day, by }: Moment,
): Promise<void> {
  if (events.length === 0) return;
  const columns = {
    alert: 'text',
    what: 'text',
    severity: 'text',
    facts: 'text',
    note: 'text',
    handling: 'text',
    detail: 'text',
    by: 'text',
  } as const;
  await sql`insert into alert_event (alert_id, at, day, "by", what, severity, facts, note, handling, detail)
    select r.alert, ${at}, ${day}, coalesce(r."by", ${by}), r.what, r.severity, r.facts, r.note, r.handling, r.detail
    from ${rowsOf<NewAlertEvent>(db, columns, events)} as r`.execute(db);
}
