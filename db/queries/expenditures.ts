import { type ExpressionBuilder, type RawBuilder, sql } from 'kysely';
import type { Day, Instant } from '#shared/calendar.ts';
import type { ExpenditureKind, FundSource } from '#shared/expenditure.ts';
import type { Fen } from '#shared/money.ts';
import type { Db, Tables } from '../schema.ts';
import { type Given, jsonOf, rowsOf, rowsOfJson } from '../sql.ts';
import { keptStatement } from '../together.ts';

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

/**
 * The ledger as readers have it: rows of a big file are not seen before their file is published, and became
 * known when it was. `own` is the file whose own rows are to be seen already, by what imports it.
 */
export function ledger(db: Db, own?: number) {
  const published = (eb: ExpressionBuilder<Tables, 'expenditure'>) =>
    eb.selectFrom('import_run as i').select('i.id').where('i.published_at', 'is not', null);
  return db
    .selectFrom('expenditure')
    .select([...plainColumns, 'import_id'])
    .select((eb) =>
      eb.fn
        .coalesce(
          eb
            .selectFrom('import_run as i')
            .select('i.published_at')
            .whereRef('i.id', '=', 'expenditure.import_id'),
          'recorded_at',
        )
        .$castTo<string>()
        .as('recorded_at'),
    )
    .where((eb) =>
      eb.or([
        eb('import_id', 'is', null),
        eb('import_id', 'in', published(eb)),
        ...(own === undefined ? [] : [eb('import_id', '=', own)]),
      ]),
    );
}

/** The columns that a line has wherever it stands. */
export const plainColumns = [
  ...(['id', 'year', 'series', 'voucher_no', 'line', 'project_id', 'posted_on', 'paid_on'] as const),
  ...(['amount_fen', 'counted', 'kind', 'fund_source', 'payee', 'purpose', 'source', 'reverses'] as const),
  'recorded_by',
] as const;

/** Those, and when the line became known. */
export const lineColumns = [...plainColumns, 'recorded_at'] as const;

/** Those of the lines that the ledger holds already, with their content. */
export async function findVoucherLines(
  db: Db,
  lines: readonly VoucherLine[],
  own?: number,
): Promise<NewExpenditure[]> {
  if (lines.length === 0) return [];
  const columns = { year: 'bigint', series: 'text', voucherNo: 'text', line: 'bigint' } as const;
  const wanted = rowsOf<VoucherLine>(db, columns, lines);
  const rows = await db
    .selectFrom(ledger(db, own).as('e'))
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
export async function findVouchersAndRefunds(
  db: Db,
  years: readonly number[],
  numbers: readonly string[],
  own?: number,
) {
  if (numbers.length === 0) return [];
  const rows = await db
    .selectFrom(ledger(db, own).as('e'))
    .select(storedColumns)
    .where('e.year', 'in', years)
    .where((eb) => eb.or([eb('e.voucher_no', 'in', numbers), eb('e.reverses', 'in', numbers)]))
    .orderBy('e.id')
    .execute();
  return rows.map((row) => ({ ...row, counted: row.counted === 1 }));
}

/** The columns of a line as `NewExpenditure` names them, of a ledger that is called `e`. */
export const storedColumns = [
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
  const { numAffectedRows = 0n } = await insertAllNew(db, { lines: jsonOfLines(lines), ...moment });
  if (numAffectedRows === 0n) return false;
  await addToTotals(db, lines);
  return true;
}

/** The statement that adds lines, if a condition holds. */
export function insertLines(
  db: Db,
  lines: readonly NewExpenditure[],
  moment: { at: Instant; by: string },
  condition: RawBuilder<unknown>,
) {
  return insertion(rowsOfJson(db, lineTypes, jsonOfLines(lines)), moment, condition);
}

const insertAllNew = keptStatement<{ lines: string; at: Instant; by: string }>((db, place) => {
  const rows = rowsOfJson(db, lineTypes, place('lines'));
  const noneHeld = sql`and not exists (select 1 from ${rows} as w
    inner join expenditure as e on e.year = w.year and e.series = w.series and e.voucher_no = w."voucherNo"
    and e.line = w.line)`;
  return insertion(rows, { at: place('at'), by: place('by') }, noneHeld);
});

const lineTypes = {
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

function jsonOfLines(lines: readonly NewExpenditure[]): string {
  return jsonOf(
    lineTypes,
    lines.map((line) => ({ ...line, counted: line.counted ? 1 : 0 })),
  );
}

function insertion(
  rows: RawBuilder<unknown>,
  { at, by }: { at: Instant | Given; by: string | Given },
  condition: RawBuilder<unknown>,
) {
  return sql`insert into expenditure (year, series, voucher_no, line, project_id, posted_on, paid_on, amount_fen,
      counted, kind, fund_source, payee, purpose, source, reverses, recorded_at, recorded_by)
    select r.year, r.series, r."voucherNo", r.line, r."projectId", r."postedOn", r."paidOn", r.amount,
      r.counted, r.kind, r."fundSource", r.payee, r.purpose, r.source, r.reverses, ${at}, ${by}
    from ${rows} as r where true ${condition}`;
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
  await addSums(db, { sums: jsonOf(sumColumns, [...sums.values()]) });
}

const sumColumns = { project: 'text', fund: 'text', day: 'text', amount: 'bigint' } as const;

const addSums = keptStatement<{ sums: string }>(
  (db, place) => sql`insert into spent_daily (project_id, fund_source, paid_on, amount_fen)
    select r.project, r.fund, r.day, r.amount from ${rowsOfJson(db, sumColumns, place('sums'))} as r where true
    on conflict (project_id, paid_on, fund_source)
    do update set amount_fen = spent_daily.amount_fen + excluded.amount_fen`,
);
