import { type Expression, sql } from 'kysely';
import type { Day, Instant } from '#shared/calendar.ts';
import type { Expenditure, ExpenditureKind, FundSource } from '#shared/expenditure.ts';
import { type Fen, parseYuan, toYuan } from '#shared/money.ts';
import type { Order } from '#shared/table-query.ts';
import type { Db } from '../schema.ts';
import { idsOf, sumInteger } from '../sql.ts';
import { ledger, lineColumns, storedColumns } from './expenditures.ts';
import { linesOf } from './imported-pages.ts';
import { holds, isAfter, type Place } from './ordered.ts';
import type { Seen } from './reach.ts';

export interface LineFilter {
  year: number;
  project?: string | undefined;
  asOf: Day;
  knownAt?: Instant | undefined;
  seen?: Seen | undefined;
  payments?: readonly ExpenditureKind[] | undefined;
  funds?: readonly FundSource[] | undefined;
  paidFrom?: Day | undefined;
  paidTo?: Day | undefined;
  /** Letters to be found, and the codes of projects that they mean as well. */
  q?: string | undefined;
  named?: readonly string[] | undefined;
  /** In whose payees the letters may be looked for: the ids of projects, or of all where undefined. */
  payeesOf?: readonly string[] | undefined;
}

export interface ExpenditureFilter extends LineFilter {
  /** Lines with a smaller id follow: the newest come first. */
  before?: number | undefined;
  /** Another order, and the place after which the page begins. */
  order?: Order<LineOrder> | undefined;
  after?: Place | undefined;
  limit: number;
}

export type LineOrder = 'voucherNo' | 'paidOn' | 'project' | 'amount';
const orderColumns = {
  voucherNo: 'e.voucher_no',
  paidOn: 'e.paid_on',
  project: 'project.code',
  amount: 'e.amount_fen',
} as const;

/** The ledger's lines, the newest first or in the order asked for. */
export async function listExpenditures(db: Db, filter: ExpenditureFilter): Promise<Expenditure[]> {
  const { order, after, before } = filter;
  let query = linesWhere(db, filter)
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
    .limit(filter.limit);
  if (order) {
    query = query.orderBy(orderColumns[order.by], order.down ? 'desc' : 'asc');
    const value = sql.ref(orderColumns[order.by]);
    if (after) query = query.where(isAfter(value, sql.ref('e.id'), order.down, after));
  }
  query = query.orderBy('e.id', 'desc');
  if (before !== undefined) query = query.where('e.id', '<', before);
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

/** The place of a line in an order. */
export function linePlace({ by }: Order<LineOrder>, line: Expenditure): Place {
  const values = {
    voucherNo: line.voucherNo,
    paidOn: line.paidOn,
    project: line.projectCode,
    amount: parseYuan(line.amount) ?? 0,
  };
  return { value: values[by], id: line.id };
}

/** How many lines a filter leaves, what counts of them as spent, and how many do not count. */
export async function sumExpenditures(db: Db, filter: LineFilter) {
  const counts = sql`case when e.counted = 1 then e.amount_fen else 0 end`;
  const { count, sum, counted } = await linesWhere(db, filter)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .select(sumInteger(counts).as('sum'))
    .select(sumInteger(sql`e.counted`).as('counted'))
    .executeTakeFirstOrThrow();
  return { count: Number(count), sum: Number(sum), uncounted: Number(count) - Number(counted) };
}

function linesWhere(db: Db, filter: LineFilter) {
  const { knownAt, year, project, seen, q, named = [], payeesOf } = filter;
  const projects = project
    ? sql<string>`(select p.id from project as p where p.code = ${project} and p.year = ${year})`
    : seen && idsOf(db, seen.projects);
  const lines = knownAt ? linesAt(db, knownAt, projects) : linesNow(db, projects);
  let query = db
    .selectFrom(lines.as('e'))
    .innerJoin('project', 'project.id', 'e.project_id')
    .where('e.year', '=', year)
    .where('e.paid_on', '<=', filter.asOf);
  if (seen) query = query.where('project.id', 'in', idsOf(db, seen.projects));
  if (filter.payments) query = query.where('e.kind', 'in', filter.payments);
  if (filter.funds) query = query.where('e.fund_source', 'in', filter.funds);
  if (filter.paidFrom) query = query.where('e.paid_on', '>=', filter.paidFrom);
  if (filter.paidTo) query = query.where('e.paid_on', '<=', filter.paidTo);
  if (q) {
    const texts = ['e.voucher_no', 'e.purpose', 'project.name', 'project.code'].map((name) => sql.ref(name));
    const payee = holds(q, [sql.ref('e.payee')]);
    const theirs = payeesOf ? sql`(${payee} and project.id in ${idsOf(db, payeesOf)})` : payee;
    const meant = named.length > 0 ? sql`or project.code in (${sql.join(named)})` : sql``;
    query = query.where(sql<boolean>`(${holds(q, texts)} or ${theirs} ${meant})`);
  }
  return query;
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
