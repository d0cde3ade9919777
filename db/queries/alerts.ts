import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { AlertEvent, AlertKind, Condition, Handling, ResolvedBecause, Severity } from '#shared/alert.ts';
import type { Day, Instant } from '#shared/calendar.ts';
import type { Facts, Finding } from '#shared/evaluate/finding.ts';
import type { Inherited, OpenAlert, Transition } from '#shared/transitions.ts';
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

export type OpenRow = Omit<OpenAlertOf, 'facts' | 'condition' | 'handling'> & {
  facts: string;
  condition: Condition;
  handling: Handling;
};

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
  'handling',
] as const;

function openAlerts(db: Db) {
  return db
    .selectFrom('alert')
    .select(['id', 'year', 'project_id as projectId', 'kind', 'subject', 'period', 'severity', 'condition'])
    .select(['facts', 'muted_by as mutedBy', 'handling'])
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
  { finding, inherited }: { finding: Finding; inherited: Inherited | null },
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
      handling: inherited?.handling ?? 'open',
      since: moment.day,
      opened_at: moment.at,
      opened_seq: moment.seq,
      predecessor_id: inherited?.from ?? null,
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
  const rows = updates.map(({ alert, finding, inherited }) => ({
    id: alert.id,
    severity: finding.severity,
    condition: finding.condition,
    facts: JSON.stringify(finding.facts),
    begins: alert.condition === 'pending' && finding.condition === 'firing' ? 1 : 0,
    predecessor: inherited?.from ?? null,
    handling: inherited?.handling ?? null,
  }));
  const columns = {
    id: 'text',
    severity: 'text',
    condition: 'text',
    facts: 'text',
    begins: 'bigint',
    predecessor: 'text',
    handling: 'text',
  } as const;
  await sql`update alert set severity = r.severity, condition = r.condition, facts = r.facts,
      since = case when r.begins = 1 then ${moment.day} else since end,
      opened_at = case when r.begins = 1 then ${moment.at} else opened_at end,
      opened_seq = case when r.begins = 1 then cast(${moment.seq} as bigint) else opened_seq end,
      predecessor_id = coalesce(r.predecessor, predecessor_id), handling = coalesce(r.handling, alert.handling)
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
  const columns = { alert: 'text', what: 'text', severity: 'text', facts: 'text', note: 'text' } as const;
  await sql`insert into alert_event (alert_id, at, day, "by", what, severity, facts, note)
    select r.alert, ${at}, ${day}, ${by}, r.what, r.severity, r.facts, r.note
    from ${rowsOf<NewAlertEvent>(db, columns, events)} as r`.execute(db);
}

export interface AlertRow {
  id: string;
  key: string;
  kind: AlertKind;
  year: number;
  projectCode: string | null;
  projectName: string | null;
  owner: string | null;
  section: string | null;
  subject: string;
  period: string;
  severity: Severity;
  condition: Condition;
  handling: 'open';
  episode: number;
  since: Day;
  openedAt: Instant;
  openedSeq: number;
  resolvedAt: Instant | null;
  resolvedOn: Day | null;
  resolvedBecause: ResolvedBecause | null;
  mutedBy: string | null;
  predecessor: string | null;
  facts: Facts;
}

const alertColumns = [
  'alert.id',
  'alert.key',
  'alert.kind',
  'alert.year',
  'project.code as projectCode',
  'project.name as projectName',
  'project.owner',
  'project.section',
  'alert.subject',
  'alert.period',
  'alert.severity',
  'alert.condition',
  'alert.handling',
  'alert.episode',
  'alert.since',
  'alert.opened_at as openedAt',
  'alert.opened_seq as openedSeq',
  'alert.resolved_at as resolvedAt',
  'alert.resolved_on as resolvedOn',
  'alert.resolved_because as resolvedBecause',
  'alert.muted_by as mutedBy',
  'alert.predecessor_id as predecessor',
  'alert.facts',
] as const;

export interface AlertQuery {
  year: number;
  asOf?: Day | undefined;
  conditions: readonly Condition[];
  severities?: readonly Severity[] | undefined;
  handlings?: readonly string[] | undefined;
  kinds?: readonly string[] | undefined;
  project?: string | undefined;
  before?: { seq: number; id: string } | undefined;
  limit: number;
}

function alertsWhere(db: Db, filter: Omit<AlertQuery, 'before' | 'limit'>) {
  let query = db
    .selectFrom('alert')
    .leftJoin('project', 'project.id', 'alert.project_id')
    .where('alert.year', '=', filter.year);
  const { asOf } = filter;
  if (asOf === undefined) query = query.where('alert.condition', 'in', filter.conditions);
  else {
    // As of a past day: begun by then; open where it was resolved later or not at all.
    query = query.where('alert.since', '<=', asOf).where((eb) => {
      const open = eb.or([eb('alert.resolved_on', 'is', null), eb('alert.resolved_on', '>', asOf)]);
      const past = eb('alert.resolved_on', '<=', asOf);
      const wanted = [];
      if (filter.conditions.includes('firing'))
        wanted.push(eb.and([open, eb('alert.condition', '<>', 'pending')]));
      if (filter.conditions.includes('pending')) wanted.push(eb('alert.condition', '=', 'pending'));
      if (filter.conditions.includes('resolved')) wanted.push(past);
      return eb.or(wanted);
    });
  }
  if (filter.severities) query = query.where('alert.severity', 'in', filter.severities);
  if (filter.handlings) query = query.where('alert.handling', 'in', filter.handlings as never);
  if (filter.kinds) query = query.where('alert.kind', 'in', filter.kinds as never);
  if (filter.project) query = query.where('project.code', '=', filter.project);
  return query;
}

/** Alerts of a year, the newest first; as they stood at the end of a day where one is given. */
export async function listAlerts(db: Db, filter: AlertQuery): Promise<AlertRow[]> {
  let query = alertsWhere(db, filter)
    .select(alertColumns)
    .orderBy('alert.opened_seq', 'desc')
    .orderBy('alert.id')
    .limit(filter.limit);
  const { before } = filter;
  if (before) {
    query = query.where((eb) =>
      eb.or([
        eb('alert.opened_seq', '<', before.seq),
        eb.and([eb('alert.opened_seq', '=', before.seq), eb('alert.id', '>', before.id)]),
      ]),
    );
  }
  const rows = (await query.execute()).map(
    ({ facts, ...row }) => ({ ...row, facts: JSON.parse(facts) as Facts }) as AlertRow,
  );
  return filter.asOf === undefined ? rows : await asTheyStood(db, rows, filter.asOf);
}

export async function countAlerts(db: Db, filter: Omit<AlertQuery, 'before' | 'limit'>): Promise<number> {
  const { total } = await alertsWhere(db, filter)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

/** The open alerts of a year by severity; the pending ones by themselves. */
export async function countOpenAlerts(db: Db, year: number, asOf?: Day) {
  const rows = await alertsWhere(db, { year, asOf, conditions: ['pending', 'firing'] })
    .select(['alert.severity', 'alert.condition'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .groupBy(['alert.severity', 'alert.condition'])
    .execute();
  const counts = { pending: 0, notice: 0, watch: 0, warning: 0, critical: 0 };
  for (const { severity, condition, count } of rows) {
    counts[condition === 'pending' ? 'pending' : severity] += Number(count);
  }
  return counts;
}

/** How many alerts each project of a year has open, by project id. */
export async function openAlertsByProject(db: Db, year: number, asOf?: Day): Promise<Map<string, number>> {
  const rows = await alertsWhere(db, { year, asOf, conditions: ['firing'] })
    .select('alert.project_id as project')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('alert.project_id', 'is not', null)
    .groupBy('alert.project_id')
    .execute();
  return new Map(rows.map(({ project, count }) => [project ?? '', Number(count)]));
}

export async function findAlert(db: Db, id: string): Promise<AlertRow | undefined> {
  const [row] = await alertsById(db, [id]);
  return row;
}

export async function alertsById(db: Db, ids: readonly string[]): Promise<AlertRow[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('alert')
    .leftJoin('project', 'project.id', 'alert.project_id')
    .select(alertColumns)
    .where('alert.id', 'in', ids)
    .execute();
  return rows.map(({ facts, ...row }) => ({ ...row, facts: JSON.parse(facts) as Facts }) as AlertRow);
}

/** The stories of alerts, each from its first sign on, by the alert's id. */
export async function alertStories(db: Db, ids: readonly string[]) {
  const rows = await db
    .selectFrom('alert_event')
    .select(['alert_id as alert', 'at', 'day', 'by', 'what', 'note'])
    .where('alert_id', 'in', [...ids, ''])
    .orderBy('id')
    .execute();
  const stories = new Map<string, AlertEvent[]>();
  for (const { alert, note, ...event } of rows) {
    const story = stories.get(alert) ?? [];
    stories.set(alert, story);
    story.push({ ...event, ...(note && { note }) });
  }
  return stories;
}

/** The alerts as they stood at the end of a day: the severity and figures of the last event by then. */
async function asTheyStood(db: Db, rows: AlertRow[], asOf: Day): Promise<AlertRow[]> {
  const events = await db
    .selectFrom('alert_event')
    .select(['alert_id as alert', 'severity', 'facts'])
    .where('alert_id', 'in', [...rows.map(({ id }) => id), ''])
    .where('day', '<=', asOf)
    .orderBy('id')
    .execute();
  const last = new Map(events.map((event) => [event.alert, event]));
  return rows.map((row) => {
    const event = last.get(row.id);
    const stood = event ? { ...row, severity: event.severity, facts: JSON.parse(event.facts) as Facts } : row;
    if (!row.resolvedOn || row.resolvedOn <= asOf) return stood;
    return { ...stood, condition: 'firing', resolvedAt: null, resolvedOn: null, resolvedBecause: null };
  });
}
