import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { AlertEvent, AlertKind, Condition, Handling, ResolvedBecause, Severity } from '#shared/alert.ts';
import type { Day, Instant } from '#shared/calendar.ts';
import type { Facts, Finding } from '#shared/evaluate/finding.ts';
import { type Handled, untouched } from '#shared/handling.ts';
import type { OpenAlert, Transition } from '#shared/transitions.ts';
import type { Db } from '../schema.ts';
import { idsOf, type Question, rowsOf, textIn } from '../sql.ts';
import { handledFrom } from './handling.ts';
import type { Seen } from './reach.ts';

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

export interface AlertRow {
  id: string;
  key: string;
  kind: AlertKind;
  year: number;
  projectCode: string | null;
  projectName: string | null;
  owner: string | null;
  section: string | null;
  /** The code of its department. */
  department: string;
  subject: string;
  period: string;
  severity: Severity;
  condition: Condition;
  handling: Handling;
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
  handled: Handled;
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
  'department.code as department',
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

const handlingColumns = [
  'h.owner as takenBy',
  'h.cause',
  'h.measure',
  'h.promised_on as promisedOn',
  'h.promise',
  'h.acknowledged_on as acknowledgedOn',
  'h.acknowledged_by as acknowledgedBy',
  'h.acknowledged_severity as acknowledgedSeverity',
  'h.acknowledged_gap as acknowledgedGap',
  'h.result',
  'h.submitted_by as submittedBy',
  'h.accepted_until as acceptedUntil',
  'h.accepted_by as acceptedBy',
  'h.level',
  'h.waiting_since as waitingSince',
  'h.flapping_since as flappingSince',
] as const;

/** Alerts with their project and how they are being handled. */
function shownAlerts(db: Db) {
  return db
    .selectFrom('alert')
    .innerJoin('department', 'department.id', 'alert.department_id')
    .leftJoin('project', 'project.id', 'alert.project_id')
    .leftJoin('alert_handling as h', 'h.alert_id', 'alert.id')
    .select(alertColumns)
    .select(handlingColumns);
}

type Shown = Awaited<ReturnType<ReturnType<typeof shownAlerts>['execute']>>[number];

function alertFrom({
  facts,
  takenBy,
  cause,
  measure,
  promisedOn,
  promise,
  acknowledgedOn,
  acknowledgedBy,
  acknowledgedSeverity,
  acknowledgedGap,
  result,
  submittedBy,
  acceptedUntil,
  acceptedBy,
  level,
  waitingSince,
  flappingSince,
  ...row
}: Shown): AlertRow {
  const handled = handledFrom({
    state: row.handling,
    owner: takenBy,
    ...{ cause, measure, promisedOn, promise, acknowledgedOn, acknowledgedBy, acknowledgedSeverity },
    ...{
      acknowledgedGap,
      result,
      submittedBy,
      acceptedUntil,
      acceptedBy,
      waitingSince,
      flappingSince,
    },
    level: level as Handled['level'] | null,
  });
  return { ...row, facts: JSON.parse(facts) as Facts, handled };
}

/** A past moment: how alerts stood at the end of a day, as known then or at an instant. */
export interface PastMoment {
  day: Day;
  knownAt?: Instant | undefined;
}

export interface AlertQuery {
  year: number;
  /** Where it is about the past; the present otherwise. */
  past?: PastMoment | undefined;
  conditions: readonly Condition[];
  severities?: readonly Severity[] | undefined;
  handlings?: readonly Handling[] | undefined;
  kinds?: readonly AlertKind[] | undefined;
  project?: string | undefined;
  /** Only those whose notifications are muted, or only those that are not. */
  muted?: boolean | undefined;
  before?: { seq: number; id: string } | undefined;
  limit: number;
  seen?: Seen | undefined;
}

type AlertFilter = Omit<AlertQuery, 'before' | 'limit'>;

/** The condition and severity of alerts at a past moment, as SQL: what their events and days say. */
function stood({ day, knownAt }: PastMoment) {
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

function alertsWhere(db: Db, filter: AlertFilter) {
  let query = db
    .selectFrom('alert')
    .leftJoin('project', 'project.id', 'alert.project_id')
    .where('alert.year', '=', filter.year);
  const { past } = filter;
  if (past === undefined) {
    query = query.where('alert.condition', 'in', filter.conditions);
    if (filter.severities) query = query.where('alert.severity', 'in', filter.severities);
    if (filter.handlings) query = query.where('alert.handling', 'in', filter.handlings);
  } else {
    const then = stood(past);
    query = query.where(then.exists).where(then.condition, 'in', filter.conditions);
    if (filter.severities) query = query.where(then.severity, 'in', filter.severities);
    if (filter.handlings)
      query = query.where(textIn<Handling>(db, then.handling, 'state', 'open'), 'in', filter.handlings);
  }
  if (filter.kinds) query = query.where('alert.kind', 'in', filter.kinds);
  if (filter.project) query = query.where('project.code', '=', filter.project);
  if (filter.seen) query = query.where(isSeen(db, filter.seen));
  if (filter.muted !== undefined) query = query.where('alert.muted_by', filter.muted ? 'is not' : 'is', null);
  return query;
}

/** Alerts of the projects that somebody sees, and of departments' own affairs where they see those. */
function isSeen(db: Db, { projects, departments }: Seen) {
  const own = sql`(select d.id from department as d where d.code in ${idsOf(db, departments)})`;
  return sql<boolean>`(alert.project_id in ${idsOf(db, projects)}
    or (alert.project_id is null and alert.department_id in ${own}))`;
}

/** Alerts of a year, the newest first; as they stood at a past moment where one is given. */
export async function listAlerts(db: Db, filter: AlertQuery): Promise<AlertRow[]> {
  let ids = alertsWhere(db, filter)
    .select('alert.id')
    .orderBy('alert.opened_seq', 'desc')
    .orderBy('alert.id')
    .limit(filter.limit);
  const { before, past } = filter;
  if (before) {
    ids = ids.where((eb) =>
      eb.or([
        eb('alert.opened_seq', '<', before.seq),
        eb.and([eb('alert.opened_seq', '=', before.seq), eb('alert.id', '>', before.id)]),
      ]),
    );
  }
  const rows = await shownAlerts(db)
    .where('alert.id', 'in', ids)
    .orderBy('alert.opened_seq', 'desc')
    .orderBy('alert.id')
    .execute();
  const alerts = rows.map(alertFrom);
  return past === undefined ? alerts : await asTheyStood(db, alerts, past);
}

export async function countAlerts(db: Db, filter: AlertFilter): Promise<number> {
  const { total } = await alertsWhere(db, filter)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

/** The open alerts of a year by severity; the pending ones by themselves. */
export async function countOpenAlerts(db: Db, year: number, past?: PastMoment, seen?: Seen) {
  const query = alertsWhere(db, { year, past, conditions: ['pending', 'firing'], seen });
  const counts = { pending: 0, notice: 0, watch: 0, warning: 0, critical: 0 };
  const add = (severity: Severity, condition: Condition, count: number) => {
    counts[condition === 'pending' ? 'pending' : severity] += count;
  };
  if (past) {
    const { severity, condition } = stood(past);
    const rows = await query.select([severity.as('severity'), condition.as('condition')]).execute();
    for (const row of rows) add(row.severity, row.condition, 1);
    return counts;
  }
  const rows = await query
    .select(['alert.severity', 'alert.condition'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .groupBy(['alert.severity', 'alert.condition'])
    .execute();
  for (const { severity, condition, count } of rows) add(severity, condition, Number(count));
  return counts;
}

/** How many alerts each project of a year has open, by project id. */
export async function openAlertsByProject(
  db: Db,
  year: number,
  past?: PastMoment,
): Promise<Map<string, number>> {
  const rows = await alertsWhere(db, { year, past, conditions: ['firing'] })
    .select('alert.project_id as project')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('alert.project_id', 'is not', null)
    .groupBy('alert.project_id')
    .execute();
  return new Map(rows.map(({ project, count }) => [project ?? '', Number(count)]));
}

/** One alert; as it stood at a past moment where one is given, undefined where it had not begun by then. */
export async function findAlert(db: Db, id: string, past?: PastMoment): Promise<AlertRow | undefined> {
  const rows = await alertsById(db, [id]);
  const [row] = past ? await asTheyStood(db, rows, past) : rows;
  return row;
}

/** The project, or the department whose ledger it is, that an alert belongs to. */
export async function findAlertScope(db: Db, id: string) {
  return await db
    .selectFrom('alert')
    .select(['project_id as projectId', 'department_id as departmentId', 'year'])
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function alertsById(db: Db, ids: readonly string[]): Promise<AlertRow[]> {
  if (ids.length === 0) return [];
  const rows = await shownAlerts(db).where('alert.id', 'in', ids).execute();
  return rows.map(alertFrom);
}

/** The open alerts of a year that fire or wait, for whoever asks which of them a silence would hide. */
export async function openAlertsOf(db: Db, year: number): Promise<AlertRow[]> {
  const query = shownAlerts(db).where('alert.year', '=', year).where('resolved_at', 'is', null);
  return (await query.orderBy('alert.opened_seq', 'desc').execute()).map(alertFrom);
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
async function asTheyStood(db: Db, rows: AlertRow[], past: PastMoment): Promise<AlertRow[]> {
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
