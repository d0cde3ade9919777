import { sql } from 'kysely';
import type { AlertKind, Condition, Handling, Severity } from '#shared/alert.ts';
import type { Day } from '#shared/calendar.ts';
import type { Cause } from '#shared/handling.ts';
import type { Order } from '#shared/table-query.ts';
import type { Db } from '../schema.ts';
import { idsOf } from '../sql.ts';
import { asTheyStood, type PastMoment, stood } from './alert-history.ts';
import { type AlertRow, alertFrom, alertsById, shownAlerts } from './alert-rows.ts';
import {
  type AlertOrder,
  handledKinds,
  isInLedger,
  isMine,
  isOverdue,
  type Mine,
  orderValue,
  standing,
} from './inbox.ts';
import { holds, isAfter, type Place } from './ordered.ts';
import type { Seen } from './reach.ts';

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
  /** Only those that somebody is to act on. */
  mine?: Mine | undefined;
  unacknowledged?: boolean | undefined;
  /** Only those whose promise was missed or whose promised day lies before this one. */
  overdueOn?: Day | undefined;
  rectifying?: boolean | undefined;
  /** Letters to be found, and the codes of projects that they mean as well. */
  q?: string | undefined;
  named?: readonly string[] | undefined;
  before?: { seq: number; id: string } | undefined;
  limit: number;
  seen?: Seen | undefined;
}

export type AlertWhere = Omit<AlertQuery, 'before' | 'limit'>;
type AlertFilter = AlertWhere;

/** Alerts in an order that a reader asks for; a page goes on after a place. */
export interface OrderedAlerts extends AlertWhere {
  order: Order<AlertOrder>;
  after?: Place | undefined;
  limit: number;
}

/** The alerts in an order, among equals the newest first; and where a full page ended, for the next to go on. */
export async function orderedAlerts(
  db: Db,
  { order, after, limit, ...filter }: OrderedAlerts,
): Promise<{ alerts: AlertRow[]; last: Place | undefined }> {
  const value = orderValue(db, order.by, filter.past);
  // The newest first; one commit may open many at once, and their ids decide between them.
  const tie = sql<string>`(cast(1000000000000000 + alert.opened_seq as text) || alert.id)`;
  let query = alertsWhere(db, filter)
    .select('alert.id')
    .select(value.as('value'))
    .select(tie.as('tie'))
    .orderBy(value, order.down ? 'desc' : 'asc')
    .orderBy(tie, 'desc')
    .limit(limit);
  if (after) query = query.where(isAfter(value, tie, order.down, after));
  const found = await query.execute();
  const rows = new Map(
    (
      await alertsById(
        db,
        found.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  );
  const alerts = found.flatMap(({ id }) => rows.get(id) ?? []);
  const end = found.length === limit ? found.at(-1) : undefined;
  return {
    alerts: filter.past === undefined ? alerts : await asTheyStood(db, alerts, filter.past),
    last: end && { value: end.value, id: end.tie },
  };
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

/** All of them, read page by page: a paper that leaves some out is wrong without saying so. */
export async function everyAlert(db: Db, filter: Omit<AlertQuery, 'before' | 'limit'>): Promise<AlertRow[]> {
  const all: AlertRow[] = [];
  for (;;) {
    const last = all.at(-1);
    const before = last && { seq: last.openedSeq, id: last.id };
    const page = await listAlerts(db, { ...filter, before, limit: alertsAtOnce });
    all.push(...page);
    if (page.length < alertsAtOnce) return all;
  }
}

const alertsAtOnce = 1_000;

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

/** How many firing alerts that somebody has to handle have each cause (偏差原因), the most first; null: nobody said yet. */
export async function countCauses(
  db: Db,
  year: number,
  past?: PastMoment,
  seen?: Seen,
): Promise<{ cause: Cause | null; count: number }[]> {
  const query = alertsWhere(db, { year, past, conditions: ['firing'], kinds: handledKinds, seen });
  const said = query.select(standing(db, past).cause.as('cause'));
  const rows = await db
    .selectFrom(said.as('said'))
    .select('cause')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .groupBy('cause')
    .execute();
  const counts = rows.map(({ cause, count }) => ({ cause: cause || null, count: Number(count) }));
  return counts.sort((a, b) => b.count - a.count || ((a.cause ?? '') < (b.cause ?? '') ? -1 : 1));
}

/** How many alerts each project of a year has open, by project id; of some projects or states of handling where they are named. */
export async function openAlertsByProject(
  db: Db,
  year: number,
  past?: PastMoment,
  { handlings, projects }: { handlings?: readonly Handling[]; projects?: readonly string[] } = {},
): Promise<Map<string, number>> {
  let query = alertsWhere(db, { year, past, conditions: ['firing'], handlings });
  if (projects) query = query.where('alert.project_id', 'in', idsOf(db, projects));
  const rows = await query
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

/** Alerts of the projects that somebody sees, and of departments' own affairs where they see those. */
function isSeen(db: Db, { projects, departments }: Seen) {
  const own = sql`(select d.id from department as d where d.code in ${idsOf(db, departments)})`;
  return sql<boolean>`(alert.project_id in ${idsOf(db, projects)}
    or (alert.project_id is null and alert.department_id in ${own}))`;
}

function alertsWhere(db: Db, filter: AlertFilter) {
  const { past, mine, overdueOn, q, named } = filter;
  let query = db
    .selectFrom('alert')
    .leftJoin('project', 'project.id', 'alert.project_id')
    // Nobody reads it unless it is asked for: both databases leave out a join that only could add nothing.
    .leftJoin('alert_handling as h', 'h.alert_id', 'alert.id')
    .where('alert.year', '=', filter.year);
  const then = standing(db, past);
  if (past) query = query.where(stood(past).exists);
  query = query.where(then.condition, 'in', filter.conditions);
  if (filter.severities) query = query.where(then.severity, 'in', filter.severities);
  if (filter.handlings) query = query.where(then.handling, 'in', filter.handlings);
  if (filter.kinds) query = query.where('alert.kind', 'in', filter.kinds);
  if (filter.project) query = query.where('project.code', '=', filter.project);
  if (filter.seen) query = query.where(isSeen(db, filter.seen));
  if (filter.muted !== undefined) query = query.where('alert.muted_by', filter.muted ? 'is not' : 'is', null);
  if (mine) query = query.where(isMine(db, then, mine));
  if (filter.unacknowledged) {
    query = query.where('alert.kind', 'in', handledKinds);
    query = query.where(then.condition, '=', 'firing').where(then.handling, '=', 'open');
  }
  if (overdueOn) query = query.where(isOverdue(then, overdueOn));
  if (filter.rectifying) query = query.where(isInLedger(then));
  if (q) {
    const texts = ['project.name', 'project.code', 'alert.subject'].map((name) => sql.ref(name));
    const found = holds(q, [...texts, then.owner, then.measure]);
    query = query.where(
      named && named.length > 0 ? sql<boolean>`(${found} or project.code in (${sql.join(named)}))` : found,
    );
  }
  return query;
}
