import { type RawBuilder, sql } from 'kysely';
import type { Day, Instant } from '#shared/calendar.ts';
import type { Expenditure, ExpenditureKind, FundSource } from '#shared/expenditure.ts';
import { type Fen, toYuan } from '#shared/money.ts';
import type { DailySpending } from '#shared/plan.ts';
import type { Db } from '../schema.ts';
import { idsOf, type Question, rowsOf, sumInteger } from '../sql.ts';

/** What makes a voucher line itself. */
export interface VoucherLine {
  year: number;
  series: string;
  voucherNo: string;
  line: number;
}

/** A voucher line as it is stored: checked, its project known by id. */
export interface NewExpenditure extends VoucherLine {
  projectId: string;
  postedOn: Day;
  paidOn: Day;
  amount: Fen;
  counted: boolean;
  kind: ExpenditureKind;
  fundSource: FundSource;
  payee: string | null;
  purpose: string | null;
  source: string | null;
  reverses: string | null;
}

/** Those of the lines that the ledger holds already, with their content. */
export async function findVoucherLines(db: Db, lines: readonly VoucherLine[]): Promise<NewExpenditure[]> {
  if (lines.length === 0) return [];
  const columns = { year: 'bigint', series: 'text', voucherNo: 'text', line: 'bigint' } as const;
  const wanted = rowsOf<VoucherLine>(db, columns, lines);
  const rows = await db
    .selectFrom('expenditure as e')
    .innerJoin(sql<VoucherLine>`${wanted}`.as('w'), (join) =>
      join
        .onRef('e.year', '=', 'w.year')
        .onRef('e.series', '=', 'w.series')
        .onRef('e.voucher_no', '=', 'w.voucherNo')
        .onRef('e.line', '=', 'w.line'),
    )
    .select(storedColumns)
    .execute();
  return rows.map((row) => ({ ...row, counted: row.counted === 1 }));
}

/** Every line of the vouchers named, in the years named, and every line that takes money of them back. */
export async function findVouchersAndRefunds(db: Db, years: readonly number[], numbers: readonly string[]) {
  if (numbers.length === 0) return [];
  const rows = await db
    .selectFrom('expenditure as e')
    .select(storedColumns)
    .where('e.year', 'in', years)
    .where((eb) => eb.or([eb('e.voucher_no', 'in', numbers), eb('e.reverses', 'in', numbers)]))
    .orderBy('e.id')
    .execute();
  return rows.map((row) => ({ ...row, counted: row.counted === 1 }));
}

const storedColumns = [
  'e.year',
  'e.series',
  'e.voucher_no as voucherNo',
  'e.line',
  'e.project_id as projectId',
  'e.posted_on as postedOn',
  'e.paid_on as paidOn',
  'e.amount_fen as amount',
  'e.counted',
  'e.kind',
  'e.fund_source as fundSource',
  'e.payee',
  'e.purpose',
  'e.source',
  'e.reverses',
] as const;

/** Adds lines to the ledger and to the kept totals. The lines must be new: a known one breaks a unique key. */
export async function appendExpenditures(
  db: Db,
  lines: readonly NewExpenditure[],
  moment: { at: Instant; by: string },
): Promise<void> {
  if (lines.length === 0) return;
  await insertLines(db, lines, moment, sql``).execute(db);
  await addToTotals(db, lines);
}

/**
 * The same where every line is new; otherwise nothing is stored and the answer is false. Either all of
 * the statement or none of it takes effect, without a look at the ledger first.
 */
export async function appendIfNew(
  db: Db,
  lines: readonly NewExpenditure[],
  moment: { at: Instant; by: string },
): Promise<boolean> {
  const columns = { year: 'bigint', series: 'text', voucherNo: 'text', line: 'bigint' } as const;
  const noneHeld = sql`and not exists (select 1 from ${rowsOf<VoucherLine>(db, columns, lines)} as w
    inner join expenditure as e on e.year = w.year and e.series = w.series and e.voucher_no = w."voucherNo"
    and e.line = w.line)`;
  const { numAffectedRows = 0n } = await insertLines(db, lines, moment, noneHeld).execute(db);
  if (numAffectedRows === 0n) return false;
  await addToTotals(db, lines);
  return true;
}

function insertLines(
  db: Db,
  lines: readonly NewExpenditure[],
  { at, by }: { at: Instant; by: string },
  condition: RawBuilder<unknown>,
) {
  const columns = {
    year: 'bigint',
    series: 'text',
    voucherNo: 'text',
    line: 'bigint',
    projectId: 'text',
    postedOn: 'text',
    paidOn: 'text',
    amount: 'bigint',
    counted: 'bigint',
    kind: 'text',
    fundSource: 'text',
    payee: 'text',
    purpose: 'text',
    source: 'text',
    reverses: 'text',
  } as const;
  const rows = lines.map((line) => ({ ...line, counted: line.counted ? 1 : 0 }));
  return sql`insert into expenditure (year, series, voucher_no, line, project_id, posted_on, paid_on, amount_fen,
      counted, kind, fund_source, payee, purpose, source, reverses, recorded_at, recorded_by)
    select r.year, r.series, r."voucherNo", r.line, r."projectId", r."postedOn", r."paidOn", r.amount,
      r.counted, r.kind, r."fundSource", r.payee, r.purpose, r.source, r.reverses, ${at}, ${by}
    from ${rowsOf(db, columns, rows)} as r where true ${condition}`;
}

async function addToTotals(db: Db, lines: readonly NewExpenditure[]) {
  const sums = new Map<string, { project: string; fund: string; day: Day; amount: Fen }>();
  for (const { projectId, fundSource, paidOn, amount, counted } of lines) {
    if (!counted) continue;
    const key = `${projectId} ${paidOn} ${fundSource}`;
    const sum = sums.get(key) ?? { project: projectId, fund: fundSource, day: paidOn, amount: 0 };
    sums.set(key, { ...sum, amount: sum.amount + amount });
  }
  if (sums.size === 0) return;
  const columns = { project: 'text', fund: 'text', day: 'text', amount: 'bigint' } as const;
  await sql`insert into spent_daily (project_id, fund_source, paid_on, amount_fen)
    select r.project, r.fund, r.day, r.amount from ${rowsOf(db, columns, [...sums.values()])} as r where true
    on conflict (project_id, paid_on, fund_source)
    do update set amount_fen = spent_daily.amount_fen + excluded.amount_fen`.execute(db);
}

export type SpendingRow = DailySpending & { project: string };

const spendingColumns = ['project', 'day', 'fund', 'amount'] as const;

/** Spending of the projects by day and source, in the order of days; from the kept totals. */
export function spendingQuestion(db: Db, projects: readonly string[]): Question<SpendingRow> {
  const query = db
    .selectFrom('spent_daily')
    .select(['project_id as project', 'paid_on as day', 'fund_source as fund', 'amount_fen as amount'])
    .where('project_id', 'in', idsOf(db, projects))
    .orderBy('paid_on');
  return { query, columns: spendingColumns };
}

/** The same as was known at an instant; from the ledger itself. */
export function spendingKnownAtQuestion(
  db: Db,
  projects: readonly string[],
  knownAt: Instant,
): Question<SpendingRow> {
  const query = db
    .selectFrom('expenditure')
    .select(['project_id as project', 'paid_on as day', 'fund_source as fund'])
    .select((eb) => sumInteger(eb.ref('amount_fen')).as('amount'))
    .where('project_id', 'in', idsOf(db, projects))
    .where('counted', '=', 1)
    .where('recorded_at', '<=', knownAt)
    .groupBy(['project_id', 'paid_on', 'fund_source'])
    .orderBy('paid_on');
  return { query, columns: spendingColumns };
}

/** What a year's projects spent together, by day; from the kept totals, or from the ledger as known at an instant. */
export async function departmentSpending(db: Db, year: number, knownAt?: Instant): Promise<DailySpending[]> {
  if (knownAt) {
    return await db
      .selectFrom('expenditure')
      .select(['paid_on as day', 'fund_source as fund'])
      .select((eb) => sumInteger(eb.ref('amount_fen')).as('amount'))
      .where('year', '=', year)
      .where('counted', '=', 1)
      .where('recorded_at', '<=', knownAt)
      .groupBy(['paid_on', 'fund_source'])
      .orderBy('paid_on')
      .execute();
  }
  return await db
    .selectFrom('spent_daily')
    .innerJoin('project', 'project.id', 'spent_daily.project_id')
    .select(['paid_on as day', 'fund_source as fund'])
    .select((eb) => sumInteger(eb.ref('amount_fen')).as('amount'))
    .where('project.year', '=', year)
    .groupBy(['paid_on', 'fund_source'])
    .orderBy('paid_on')
    .execute();
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

export interface ExpenditureFilter {
  year: number;
  project?: string | undefined;
  asOf: Day;
  knownAt?: Instant | undefined;
  /** Lines with a smaller id follow: the newest come first. */
  before?: number | undefined;
  limit: number;
}

/** The ledger's lines, the newest first. */
export async function listExpenditures(db: Db, filter: ExpenditureFilter): Promise<Expenditure[]> {
  let query = db
    .selectFrom('expenditure as e')
    .innerJoin('project', 'project.id', 'e.project_id')
    .select(['e.id', 'project.code as projectCode', 'project.name as projectName'])
    .select(['e.recorded_at as recordedAt', 'e.recorded_by as recordedBy'])
    .select(storedColumns)
    .where('e.year', '=', filter.year)
    .where('e.paid_on', '<=', filter.asOf)
    .orderBy('e.id', 'desc')
    .limit(filter.limit);
  if (filter.project) query = query.where('project.code', '=', filter.project);
  if (filter.knownAt) query = query.where('e.recorded_at', '<=', filter.knownAt);
  if (filter.before !== undefined) query = query.where('e.id', '<', filter.before);
  const rows = await query.execute();
  return rows.map(({ year: _, projectId: __, amount, counted, ...row }) => ({
    ...row,
    amount: toYuan(amount),
    counted: counted === 1,
  }));
}

/** How many lines the ledger of a year holds, and their counted sum in 分; up to a day, and as known at an instant. */
export async function ledgerTotals(
  db: Db,
  year: number,
  { asOf, knownAt }: { asOf: Day; knownAt?: Instant | undefined },
): Promise<{ vouchers: number; spent: Fen }> {
  let query = db
    .selectFrom('expenditure')
    .select((eb) => [
      sumInteger(sql`1`).as('vouchers'),
      sumInteger(sql`${eb.ref('amount_fen')} * ${eb.ref('counted')}`).as('spent'),
    ])
    .where('year', '=', year)
    .where('paid_on', '<=', asOf);
  if (knownAt) query = query.where('recorded_at', '<=', knownAt);
  return await query.executeTakeFirstOrThrow();
}
