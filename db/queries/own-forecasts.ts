import type { Day, Instant } from '#shared/calendar.ts';
import type { Fen } from '#shared/money.ts';
import type { Db } from '../schema.ts';
import { type Ids, idsOf } from '../sql.ts';
import type { Question } from '../together.ts';

/** What an owner said on a day about the year; null where it was taken back. */
export interface ForecastRow {
  project: string;
  on: Day;
  amount: Fen | null;
}

/** What was said of the year by the owners of some projects, in the order of its days; as known now or at an instant. */
export function forecastsQuestion(db: Db, projects: Ids, knownAt?: Instant): Question<ForecastRow> {
  const query = db
    .selectFrom('own_forecast')
    .select(['project_id as project', 'said_on as on', 'amount_fen as amount'])
    .where('project_id', 'in', idsOf(db, projects))
    .orderBy('said_on')
    .orderBy('id');
  return {
    query: knownAt ? query.where('recorded_at', '<=', knownAt) : query,
    columns: ['project', 'on', 'amount'],
  };
}

/** Of each project everything that was said, in order. */
export function forecastsFrom(rows: readonly ForecastRow[]): Map<string, ForecastRow[]> {
  const said = new Map<string, ForecastRow[]>();
  for (const row of rows) {
    const before = said.get(row.project);
    if (before) before.push(row);
    else said.set(row.project, [row]);
  }
  return said;
}

/** What stands on a day of all that was said; null where nothing was, or the last was taken back. */
export function forecastOn(
  said: readonly ForecastRow[] | undefined,
  day: Day,
): { on: Day; amount: Fen } | null {
  const last = said?.findLast(({ on }) => on <= day);
  return last && last.amount !== null ? { on: last.on, amount: last.amount } : null;
}

export interface Forecasted {
  on: Day;
  amount: Fen | null;
  at: Instant;
  by: string;
}

/** The last thing said of a project's year by a day, with who said it when; as known at an instant where one is given. */
export async function findOwnForecast(
  db: Db,
  projectId: string,
  day: Day,
  knownAt?: Instant,
): Promise<Forecasted | undefined> {
  let query = db
    .selectFrom('own_forecast')
    .select(['said_on as on', 'amount_fen as amount', 'recorded_at as at', 'recorded_by as by'])
    .where('project_id', '=', projectId)
    .where('said_on', '<=', day);
  if (knownAt) query = query.where('recorded_at', '<=', knownAt);
  return await query.orderBy('said_on', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst();
}

export async function appendOwnForecast(
  db: Db,
  projectId: string,
  { on, amount, at, by }: Forecasted,
): Promise<void> {
  const row = { project_id: projectId, said_on: on, amount_fen: amount, recorded_at: at, recorded_by: by };
  await db.insertInto('own_forecast').values(row).execute();
}
