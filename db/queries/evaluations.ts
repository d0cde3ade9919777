import { sql } from 'kysely';
import type { EvaluationRun } from '#shared/api.ts';
import type { Day, Instant } from '#shared/calendar.ts';
import type { Order } from '#shared/table-query.ts';
import type { Db } from '../schema.ts';
import { holds, isAfter, type Place } from './ordered.ts';

/** Claims a tick of a job for this caller; false where that tick, or a later one, is taken. */
export async function claimTick(db: Db, job: string, tick: Date): Promise<boolean> {
  const last_tick = tick.toISOString();
  const claim = db.updateTable('job').set({ last_tick }).where('name', '=', job);
  const { numUpdatedRows } = await claim.where('last_tick', '<', last_tick).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The last day that was evaluated for everything; null in a database that never was. */
export async function lastEvaluatedDay(db: Db): Promise<Day | null> {
  const job = await db
    .selectFrom('job')
    .select('last_day')
    .where('name', '=', 'evaluation')
    .executeTakeFirstOrThrow();
  return job.last_day;
}

/** Keeps the day as evaluated. A server that is behind does not take back what another one has reached. */
export async function keepEvaluatedDay(db: Db, day: Day): Promise<void> {
  const keep = db.updateTable('job').set({ last_day: day }).where('name', '=', 'evaluation');
  await keep.where((eb) => eb.or([eb('last_day', 'is', null), eb('last_day', '<', day)])).execute();
}

export interface FinishedRun {
  trigger: EvaluationRun['trigger'];
  forDay: Day;
  startedAt: Instant;
  finishedAt: Instant;
  ok: boolean;
  opened: number;
  changed: number;
  resolved: number;
  ms: number;
  error: string | null;
}

export async function appendEvaluation(db: Db, run: FinishedRun): Promise<number> {
  const { forDay, startedAt, finishedAt, ok, ...rest } = run;
  const row = { ...rest, for_day: forDay, started_at: startedAt, finished_at: finishedAt, ok: ok ? 1 : 0 };
  const { id } = await db.insertInto('evaluation').values(row).returning('id').executeTakeFirstOrThrow();
  return id;
}

export interface RunWhere {
  ok?: boolean | undefined;
  triggers?: readonly EvaluationRun['trigger'][] | undefined;
  /** Only those that changed something. */
  news?: boolean | undefined;
  /** Letters of the day of judging or of what went wrong. */
  q?: string | undefined;
}

export type RunOrder = 'forDay' | 'opened' | 'changed' | 'resolved' | 'ms';
const orderColumns = {
  forDay: 'for_day',
  opened: 'opened',
  changed: 'changed',
  resolved: 'resolved',
  ms: 'ms',
} as const;

/** How many runs a filter leaves. */
export async function countEvaluations(db: Db, where: RunWhere): Promise<number> {
  const { count } = await runsWhere(db, where)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

function runsWhere(db: Db, { ok, triggers, news, q }: RunWhere) {
  let query = db.selectFrom('evaluation');
  if (ok !== undefined) query = query.where('ok', '=', ok ? 1 : 0);
  if (triggers) query = query.where('trigger', 'in', triggers);
  if (q) query = query.where(holds(q, [sql.ref('for_day'), sql`coalesce(error, '')`]));
  if (news) query = query.where(sql<boolean>`opened + changed + resolved > 0`);
  return query;
}

/** Past runs, the newest first or in the order asked for. */
export async function listEvaluations(
  db: Db,
  {
    before,
    limit,
    order,
    after,
    ...where
  }: RunWhere & {
    before?: number | undefined;
    limit: number;
    order?: Order<RunOrder> | undefined;
    after?: Place | undefined;
  },
): Promise<EvaluationRun[]> {
  let query = runsWhere(db, where)
    .select(['id', 'trigger', 'for_day as forDay', 'started_at as startedAt', 'finished_at as finishedAt'])
    .select(['ok', 'opened', 'changed', 'resolved', 'ms', 'error'])
    .limit(limit);
  if (order) {
    query = query.orderBy(orderColumns[order.by], order.down ? 'desc' : 'asc');
    if (after)
      query = query.where(isAfter(sql.ref(orderColumns[order.by]), sql.ref('id'), order.down, after));
  }
  query = query.orderBy('id', 'desc');
  if (before !== undefined) query = query.where('id', '<', before);
  const rows = await query.execute();
  return rows.map((row) => ({ ...row, ok: row.ok === 1 }));
}
