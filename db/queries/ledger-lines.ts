import { type Expression, sql } from 'kysely';
import type { Day, Instant } from '#shared/calendar.ts';
import type { Expenditure } from '#shared/expenditure.ts';
import { type Fen, toYuan } from '#shared/money.ts';
import type { Db } from '../schema.ts';
import { idsOf } from '../sql.ts';
import { ledger, lineColumns, storedColumns } from './expenditures.ts';
import { linesOf } from './imported-pages.ts';
import type { Seen } from './reach.ts';

export interface ExpenditureFilter {
  year: number;
  project?: string | undefined;
  asOf: Day;
  knownAt?: Instant | undefined;
  /** Lines with a smaller id follow: the newest come first. */
  before?: number | undefined;
  limit: number;
  seen?: Seen | undefined;
}

/** The ledger's lines, the newest first. */
export async function listExpenditures(db: Db, filter: ExpenditureFilter): Promise<Expenditure[]> {
  const { knownAt, year, project, seen } = filter;
  const projects = project
    ? sql<string>`(select p.id from project as p where p.code = ${project} and p.year = ${year})`
    : seen && idsOf(db, seen.projects);
  const lines = knownAt ? linesAt(db, knownAt, projects) : linesNow(db, projects);
  let query = db
    .selectFrom(lines.as('e'))
    .innerJoin('project', 'project.id', 'e.project_id')
    .select(['e.id', 'project.code as projectCode', 'project.name as projectName'])
    .select(['e.recorded_at as recordedAt', 'e.recorded_by as recordedBy'])
    .select(storedColumns)
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('expenditure_superseded as old')
            .select('old.id')
            .whereRef('old.year', '=', 'e.year')
            .whereRef('old.series', '=', 'e.series')
            .whereRef('old.voucher_no', '=', 'e.voucher_no')
            .whereRef('old.line', '=', 'e.line')
            .whereRef('old.superseded_at', '<=', 'e.recorded_at'),
        )
        .as('corrected'),
    )
    .where('e.year', '=', year)
    .where('e.paid_on', '<=', filter.asOf)
    .orderBy('e.id', 'desc')
    .limit(filter.limit);
  if (filter.before !== undefined) query = query.where('e.id', '<', filter.before);
  if (seen) query = query.where('project.id', 'in', idsOf(db, seen.projects));
  const rows = await query.execute();
  return rows.map(({ corrected, ...row }) => ({ ...shownLine(row), corrected: Boolean(corrected) }));
}

/** How many lines of a project there are up to a day, as known at an instant. */
export async function countLines(
  db: Db,
  { projectId, asOf, knownAt }: { projectId: string; asOf: Day; knownAt: Instant },
): Promise<number> {
  const lines = linesAt(db, knownAt, idsOf(db, [projectId]));
  const { count } = await db
    .selectFrom(lines.as('e'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('e.paid_on', '<=', asOf)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The ledger's lines; of all projects, or of some. */
export function linesNow(db: Db, projects?: Expression<string>) {
  const lines = db.selectFrom(ledger(db).as('e')).select(lineColumns);
  return projects ? lines.where('id', 'in', linesOf(db, projects)) : lines;
}

/** The same as they stood at an instant, those since replaced among them. */
export function linesAt(db: Db, knownAt: Instant, projects?: Expression<string>) {
  const replaced = db
    .selectFrom('expenditure_superseded')
    .select(lineColumns)
    .where('recorded_at', '<=', knownAt)
    .where('superseded_at', '>', knownAt);
  return linesNow(db, projects)
    .where('recorded_at', '<=', knownAt)
    .unionAll(projects ? replaced.where('project_id', 'in', projects) : replaced);
}

type LedgerRow = Omit<Expenditure, 'amount' | 'counted' | 'corrected'> & {
  year: number;
  projectId: string;
  amount: Fen;
  counted: number;
};

/** A line as the API shows it, corrected or not being said elsewhere. */
export function shownLine({ year: _, projectId: __, amount, counted, ...row }: LedgerRow): Expenditure {
  return { ...row, amount: toYuan(amount), counted: counted === 1, corrected: false };
}
