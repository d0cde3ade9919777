import { sql } from 'kysely';
import type { Day, Instant } from '#shared/calendar.ts';
import type { FundSource } from '#shared/expenditure.ts';
import type { Fen } from '#shared/money.ts';
import type { DailySpending } from '#shared/plan.ts';
import type { Db } from '../schema.ts';
import { type Ids, idsOf, sumInteger } from '../sql.ts';
import type { Question } from '../together.ts';
import { ledger } from './expenditures.ts';
import { linesAt, linesNow } from './ledger-lines.ts';
import type { Seen } from './reach.ts';

export type SpendingRow = DailySpending & { project: string };

const spendingColumns = ['project', 'day', 'fund', 'amount'] as const;

/** Spending of the projects by day and source, in the order of days; from the kept totals. */
export function spendingQuestion(db: Db, projects: Ids): Question<SpendingRow> {
  const query = db
    .selectFrom('spent_daily')
    .select(['project_id as project', 'paid_on as day', 'fund_source as fund', 'amount_fen as amount'])
    .where('project_id', 'in', idsOf(db, projects))
    .unionAll(
      publishedTotals(db)
        .select(['project_id as project', 'paid_on as day', 'fund_source as fund', 'amount_fen as amount'])
        .where('project_id', 'in', idsOf(db, projects)),
    )
    .orderBy('day');
  return { query, columns: spendingColumns };
}

/** The same as was known at an instant; from the ledger itself. */
export function spendingKnownAtQuestion(db: Db, projects: Ids, knownAt: Instant): Question<SpendingRow> {
  const query = db
    .selectFrom(linesAt(db, knownAt, idsOf(db, projects)).as('e'))
    .select(['project_id as project', 'paid_on as day', 'fund_source as fund'])
    .select((eb) => sumInteger(eb.ref('amount_fen')).as('amount'))
    .where('counted', '=', 1)
    .groupBy(['project_id', 'paid_on', 'fund_source'])
    .orderBy('paid_on');
  return { query, columns: spendingColumns };
}

/** A cell of the kept totals that is not what the ledger adds up to. */
export interface DifferingTotal {
  projectId: string;
  code: string;
  year: number;
  fundSource: FundSource;
  paidOn: Day;
  kept: Fen;
  ledger: Fen;
}

/** Holds every kept total of published lines against the ledger; none differs where all is well. */
export async function differingTotals(db: Db): Promise<DifferingTotal[]> {
  const published = publishedTotals(db).select(['project_id', 'fund_source', 'paid_on', 'amount_fen']);
  const [kept, inLedger] = [sumInteger(sql.ref('s.kept')), sumInteger(sql.ref('s.ledger'))];
  const { rows } = await sql<DifferingTotal>`select p.id as "projectId", p.code, p.year,
      s.fund_source as "fundSource", s.paid_on as "paidOn", ${kept} as kept, ${inLedger} as ledger
    from (
      select project_id, fund_source, paid_on, amount_fen as kept, 0 as ledger from spent_daily
      union all select project_id, fund_source, paid_on, amount_fen, 0 from (${published}) as i
      union all select project_id, fund_source, paid_on, 0, amount_fen from (${ledger(db)}) as e where counted = 1
    ) as s inner join project as p on p.id = s.project_id
    group by p.id, p.code, p.year, s.fund_source, s.paid_on
    having sum(s.kept) <> sum(s.ledger)
    order by p.year, p.code, s.paid_on, s.fund_source`.execute(db);
  return rows;
}

/** What a year's projects spent together, by day; from the kept totals, or from the ledger as known at an instant. */
export async function departmentSpending(
  db: Db,
  year: number,
  knownAt?: Instant,
  seen?: Seen,
): Promise<DailySpending[]> {
  if (knownAt) {
    return await db
      .selectFrom(linesAt(db, knownAt, seen && idsOf(db, seen.projects)).as('e'))
      .select(['paid_on as day', 'fund_source as fund'])
      .select((eb) => sumInteger(eb.ref('amount_fen')).as('amount'))
      .where('year', '=', year)
      .where('counted', '=', 1)
      .groupBy(['paid_on', 'fund_source'])
      .orderBy('paid_on')
      .execute();
  }
  const totals = db
    .selectFrom('spent_daily')
    .select(['project_id', 'paid_on', 'fund_source', 'amount_fen'])
    .unionAll(publishedTotals(db).select(['project_id', 'paid_on', 'fund_source', 'amount_fen']));
  let query = db
    .selectFrom(totals.as('spent'))
    .innerJoin('project', 'project.id', 'spent.project_id')
    .select(['paid_on as day', 'fund_source as fund'])
    .select((eb) => sumInteger(eb.ref('amount_fen')).as('amount'))
    .where('project.year', '=', year)
    .groupBy(['paid_on', 'fund_source'])
    .orderBy('paid_on');
  if (seen) query = query.where('project.id', 'in', idsOf(db, seen.projects));
  return await query.execute();
}

/** Spending as judging takes it, by project. */
export function spendingFrom(rows: readonly SpendingRow[]): Map<string, DailySpending[]> {
  const byId = new Map<string, DailySpending[]>();
  for (const { project, ...spending } of rows) {
    const list = byId.get(project) ?? [];
    byId.set(project, list);
    list.push(spending);
  }
  return byId;
}

/** How many lines the ledger of a year holds, and their counted sum in 分; up to a day, and as known at an instant. */
export async function ledgerTotals(
  db: Db,
  year: number,
  { asOf, knownAt, seen }: { asOf: Day; knownAt?: Instant | undefined; seen?: Seen | undefined },
): Promise<{ vouchers: number; spent: Fen }> {
  const projects = seen && idsOf(db, seen.projects);
  const lines = (knownAt ? linesAt(db, knownAt, projects) : linesNow(db, projects)).as('e');
  const query = db
    .selectFrom(lines)
    .select((eb) => [
      sumInteger(sql`1`).as('vouchers'),
      sumInteger(sql`${eb.ref('amount_fen')} * ${eb.ref('counted')}`).as('spent'),
    ])
    .where('year', '=', year)
    .where('paid_on', '<=', asOf);
  return await query.executeTakeFirstOrThrow();
}

/** The kept totals of big files that were published. */
function publishedTotals(db: Db) {
  return db
    .selectFrom('spent_imported')
    .where('import_id', 'in', (eb) =>
      eb.selectFrom('import_run as i').select('i.id').where('i.published_at', 'is not', null),
    );
}
