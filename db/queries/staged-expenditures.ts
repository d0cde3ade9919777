import { sql } from 'kysely';
import type { Day, Instant } from '#shared/calendar.ts';
import type { FundSource } from '#shared/expenditure.ts';
import type { Fen } from '#shared/money.ts';
import type { Db } from '../schema.ts';
import { isOnlyServer, rowsOf, rowsOfJson } from '../sql.ts';
import { insertLines, type NewExpenditure, type VoucherLine } from './expenditures.ts';
import { removePages } from './imported-pages.ts';

/** A payment of a big file as it is sent to the database, in the order of its values. */
export interface StagedPayment {
  row: number;
  voucherNo: string;
  projectId: string;
  paidOn: Day;
  amount: Fen;
  payee: string | null;
  purpose: string | null;
  line: number | null;
  series: string | null;
  fundSource: FundSource | null;
}

/**
 * A payment as the values of a row of JSON: what every payment has, and in a file that says them the line, the
 * series and the source. Null stands for what the file does not say.
 */
export type PaymentValues = [
  row: number,
  voucherNo: string,
  projectId: string,
  paidOn: Day,
  amount: Fen,
  payee: string | null,
  purpose: string | null,
  line?: number | null,
  series?: string | null,
  fundSource?: FundSource | null,
];

/** Payments to be put into the ledger, as JSON of `PaymentValues[]`. */
export interface StagedPart {
  json: string;
  /** Whether the payments say more than what every payment has. */
  isLong: boolean;
}

function stagedRows(db: Db, { json, isLong }: StagedPart) {
  const short = {
    row: 'bigint',
    voucherNo: 'text',
    projectId: 'text',
    paidOn: 'text',
    amount: 'bigint',
    payee: 'text',
    purpose: 'text',
  } as const;
  const long = { ...short, line: 'bigint', series: 'text', fundSource: 'text' } as const;
  const rows = isLong
    ? rowsOfJson<StagedPayment>(db, long, json)
    : rowsOfJson<Omit<StagedPayment, 'line' | 'series' | 'fundSource'>>(db, short, json);
  const key = isLong
    ? { line: sql`coalesce(r.line, 1)`, series: sql`coalesce(r.series, 'treasury')` }
    : { line: sql`1`, series: sql`'treasury'` };
  const fund = isLong ? sql`coalesce(r."fundSource", 'fiscal')` : sql`'fiscal'`;
  return { rows, fund, year: sql`cast(substr(r."paidOn", 1, 4) as integer)`, ...key };
}

/** A server that did not say for so long that it is alive has ended. */
const silentFor = 30_000;

/**
 * Begins to put rows of an import into the ledger, unseen. One import at a time does: false while another one
 * does, or rows of one that was given up have not been removed yet. One whose server fell silent is given up.
 */
export async function claimStaging(db: Db, id: number, at: Instant): Promise<boolean> {
  const others = await db
    .selectFrom('import_run')
    .select(['id', 'state', 'alive_at'])
    .where('first_row', 'is not', null)
    .where('published_at', 'is', null)
    .where('id', '<>', id)
    .execute();
  for (const other of others) {
    if (other.state !== 'running' || Date.parse(at) - Date.parse(other.alive_at) < silentFor) continue;
    await giveUp(db, other.id, at);
  }
  if (others.length > 0) return false;
  await sql`update import_run set alive_at = ${at},
    first_row = (select coalesce(max(e.id), 0) + 1 from expenditure as e) where id = ${id}`.execute(db);
  return true;
}

async function giveUp(db: Db, id: number, at: Instant): Promise<void> {
  await db.updateTable('import_run').set({ state: 'failed', finished_at: at }).where('id', '=', id).execute();
}

/** Gives up what runs on no server any more; at the start of the only one that can be, that is everything. */
export async function giveUpImports(db: Db, at: Instant, isStart: boolean): Promise<void> {
  const silent = new Date(Date.parse(at) - silentFor).toISOString();
  await db
    .updateTable('import_run')
    .set({ state: 'failed', finished_at: at })
    .where('state', '=', 'running')
    .where('alive_at', '<=', isStart && isOnlyServer(db) ? at : silent)
    .execute();
}

/** Says that an import is alive; false where it was cancelled or given up. */
export async function keepAlive(db: Db, id: number, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('import_run')
    .set({ alive_at: at })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

interface Moment {
  at: Instant;
  by: string;
}

/** Puts payments into the ledger, unseen; lines that it holds already stay as they are. Answers how many were put in. */
export async function stagePayments(
  db: Db,
  id: number,
  part: StagedPart,
  { at, by }: Moment,
): Promise<number> {
  const { rows, year, series, line, fund } = stagedRows(db, part);
  const { numAffectedRows = 0n } =
    await sql`insert into expenditure (year, series, voucher_no, line, project_id,
      posted_on, paid_on, amount_fen, counted, kind, fund_source, payee, purpose, recorded_at, recorded_by,
      import_id, import_row)
    select ${year}, ${series}, r."voucherNo", ${line}, r."projectId", r."paidOn", r."paidOn", r.amount, 1, 'payment',
      ${fund}, r.payee, r.purpose, ${at}, ${by}, ${sql.lit(id)}, r."row"
    from ${rows} as r where true
    on conflict (year, series, voucher_no, line) do nothing`.execute(db);
  return Number(numAffectedRows);
}

/** Puts lines of another kind into the ledger, unseen. They must be new. */
export async function stageLines(
  db: Db,
  id: number,
  lines: readonly (NewExpenditure & { row: number })[],
  moment: Moment,
): Promise<void> {
  if (lines.length === 0) return;
  await insertLines(db, lines, moment, sql``).execute(db);
  const placed = rowsOf<VoucherLine & { row: number }>(
    db,
    { year: 'bigint', series: 'text', voucherNo: 'text', line: 'bigint', row: 'bigint' },
    lines,
  );
  await sql`update expenditure set import_id = ${sql.lit(id)}, import_row = w."row" from ${placed} as w
    where expenditure.year = w.year and expenditure.series = w.series
    and expenditure.voucher_no = w."voucherNo" and expenditure.line = w.line`.execute(db);
}

/** The rows in the file of those payments that the ledger did not take, for it holds their line. */
export async function notStaged(db: Db, id: number, { json }: StagedPart): Promise<number[]> {
  // As columns also where every row has the same: PostgreSQL takes a constant to be rare and begins with the ledger.
  const { rows, year, series, line } = stagedRows(db, { json, isLong: true });
  const { rows: held } = await sql<{ row: number }>`select r."row" from ${rows} as r
    inner join expenditure as e on e.year = ${year} and e.series = ${series} and e.voucher_no = r."voucherNo"
      and e.line = ${line}
    where e.import_id is null or e.import_id <> ${sql.lit(id)} or e.import_row <> r."row"`.execute(db);
  return held.map(({ row }) => row);
}

/** A cell of the kept totals. */
export interface StagedTotal {
  project: string;
  day: Day;
  fund: string;
  amount: Fen;
}

/** Keeps totals of an import, to count with it. Said twice of a cell, both count. */
export async function stageTotals(db: Db, id: number, json: string): Promise<void> {
  const columns = { project: 'text', day: 'text', fund: 'text', amount: 'bigint' } as const;
  await sql`insert into spent_imported (project_id, paid_on, fund_source, import_id, amount_fen)
    select r.project, r.day, r.fund, ${sql.lit(id)}, r.amount
    from ${rowsOfJson<StagedTotal>(db, columns, json)} as r where true
    on conflict (project_id, paid_on, fund_source, import_id)
    do update set amount_fen = spent_imported.amount_fen + excluded.amount_fen`.execute(db);
}

/** The import that is putting rows into the ledger, unseen; undefined where none is. */
async function findStaging(db: Db): Promise<number | undefined> {
  const run = await db
    .selectFrom('import_run')
    .select('id')
    .where('first_row', 'is not', null)
    .where('published_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return run?.id;
}

/**
 * Makes room for lines that somebody sent while a big file is on its way: an unseen row under the same number
 * leaves the ledger, and so does one that takes money back of the same voucher or of this one. Both are looked at again when
 * the file is published.
 */
export async function displaceStaged(db: Db, lines: readonly NewExpenditure[]): Promise<void> {
  const id = await findStaging(db);
  if (id === undefined || lines.length === 0) return;
  const columns = {
    year: 'bigint',
    series: 'text',
    voucherNo: 'text',
    line: 'bigint',
    reverses: 'text',
  } as const;
  const wanted = rowsOf<VoucherLine & { reverses: string | null }>(db, columns, lines);
  // By the indexes of the ledger: a look at every unseen row would take as long as the file is big.
  const candidates = sql`(select e.id from expenditure as e inner join ${wanted} as w on e.year = w.year
      and e.series = w.series and e.voucher_no = w."voucherNo" and e.line = w.line where e.import_id = ${sql.lit(id)}
    union select e.id from expenditure as e inner join ${wanted} as w on e.year in (w.year - 1, w.year, w.year + 1)
      and e.series = w.series and e.reverses in (w.reverses, w."voucherNo") where e.import_id = ${sql.lit(id)})`;
  const { rows } = await sql<
    { id: number; row: number } & Record<string, unknown>
  >`select e.id, e.import_row as "row",
      e.year, e.series, e.voucher_no as "voucherNo", e.line, e.project_id as "projectId", e.posted_on as "postedOn",
      e.paid_on as "paidOn", e.amount_fen as amount, e.counted, e.kind, e.fund_source as "fundSource", e.payee,
      e.purpose, e.source, e.reverses
    from expenditure as e where e.id in ${candidates}`.execute(db);
  if (rows.length === 0) return;
  await db
    .insertInto('import_displaced')
    .values(
      rows.map(({ id: _, row, ...line }) => ({ import_id: id, import_row: row, line: JSON.stringify(line) })),
    )
    .execute();
  await db
    .deleteFrom('expenditure')
    .where(
      'id',
      'in',
      rows.map((row) => row.id),
    )
    .execute();
}

/** The rows of an import that were displaced, with their row in the file. */
export async function displacedOf(db: Db, id: number): Promise<(NewExpenditure & { row: number })[]> {
  const rows = await db
    .selectFrom('import_displaced')
    .select(['import_row', 'line'])
    .where('import_id', '=', id)
    .orderBy('import_row')
    .execute();
  return rows.map(({ import_row: row, line }) => {
    const stored = JSON.parse(line) as Omit<NewExpenditure, 'counted'> & { counted: number };
    return { ...stored, counted: stored.counted === 1, row };
  });
}

/** Removes some rows of imports that were given up; false once there are no more. */
export async function removeStaged(db: Db, limit: number): Promise<boolean> {
  const run = await db
    .selectFrom('import_run')
    .select(['id', 'first_row'])
    .where('first_row', 'is not', null)
    .where('published_at', 'is', null)
    .where('state', '<>', 'running')
    .limit(1)
    .executeTakeFirst();
  if (!run) return false;
  const { numAffectedRows = 0n } = await sql`delete from expenditure where id in (select id from expenditure
    where id >= ${run.first_row} and import_id = ${sql.lit(run.id)} order by id limit ${sql.lit(limit)})`.execute(
    db,
  );
  if (numAffectedRows > 0n || (await removePages(db, run, limit))) return true;
  await db.deleteFrom('spent_imported').where('import_id', '=', run.id).execute();
  await db.deleteFrom('import_displaced').where('import_id', '=', run.id).execute();
  await db.updateTable('import_run').set({ first_row: null }).where('id', '=', run.id).execute();
  return true;
}
