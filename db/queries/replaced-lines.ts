import { sql } from 'kysely';
import type { Instant } from '#shared/calendar.ts';
import type { Db } from '../schema.ts';
import { sumInteger } from '../sql.ts';
import {
  findVoucherLines,
  insertLines,
  ledger,
  lineColumns,
  type NewExpenditure,
  storedColumns,
  type VoucherLine,
} from './expenditures.ts';
import { linesOf } from './imported-pages.ts';
import { shownLine } from './ledger-lines.ts';

/**
 * Puts a line in the place of the one that the ledger holds under its number. The old one leaves the ledger
 * whole and is kept with the instant from which it no longer stood.
 */
export async function replaceExpenditure(
  db: Db,
  line: NewExpenditure,
  moment: { at: Instant; by: string },
): Promise<void> {
  const { year, series, voucherNo } = line;
  const isOld = sql`year = ${year} and series = ${series} and voucher_no = ${voucherNo} and line = ${line.line}`;
  const columns = sql.join(lineColumns.map((name) => sql.ref(name)));
  const [old] = await findVoucherLines(db, [line]);
  if (!old) throw new Error('there is no line to replace');
  await sql`insert into expenditure_superseded (${columns}, superseded_at)
    select ${columns}, ${moment.at} from (${ledger(db)}) as e where ${isOld}`.execute(db);
  await sql`delete from expenditure where ${isOld}`.execute(db);
  await insertLines(db, [line], moment, sql``).execute(db);
  await rebuildTotal(db, old);
  await rebuildTotal(db, line);
}

/** Adds what a day's cell of the kept totals holds up again from the ledger. */
export async function rebuildTotal(
  db: Db,
  { projectId, fundSource, paidOn }: Pick<NewExpenditure, 'projectId' | 'fundSource' | 'paidOn'>,
) {
  const cell = sql`project_id = ${projectId} and fund_source = ${fundSource} and paid_on = ${paidOn}`;
  const published = sql`(select i.id from import_run as i where i.published_at is not null)`;
  await sql`delete from spent_daily where ${cell}`.execute(db);
  await sql`delete from spent_imported where ${cell} and import_id in ${published}`.execute(db);
  const sum = sumInteger(sql.ref('amount_fen'));
  await sql`insert into spent_daily (project_id, fund_source, paid_on, amount_fen)
    select project_id, fund_source, paid_on, ${sum} from expenditure
    where ${cell} and counted = 1 and import_id is null
    group by project_id, fund_source, paid_on`.execute(db);
  await sql`insert into spent_imported (project_id, fund_source, paid_on, import_id, amount_fen)
    select project_id, fund_source, paid_on, import_id, ${sum} from expenditure
    where ${cell} and counted = 1 and import_id in ${published}
    and id in ${linesOf(db, sql`(select ${projectId})`)}
    group by project_id, fund_source, paid_on, import_id`.execute(db);
}

/** A line by its id, whether it stands or was replaced; undefined where there is none. */
export async function findLineOf(db: Db, id: number): Promise<VoucherLine | undefined> {
  const superseded = db
    .selectFrom('expenditure_superseded')
    .select(['year', 'series', 'voucher_no as voucherNo', 'line'])
    .where('id', '=', id);
  const standing = db
    .selectFrom(ledger(db).as('e'))
    .select(['year', 'series', 'voucher_no as voucherNo', 'line'])
    .where('id', '=', id);
  return (await standing.executeTakeFirst()) ?? (await superseded.executeTakeFirst());
}

/** A line as it stands and as it stood, the newest first, and the lines that take back of its voucher. */
export async function lineHistory(db: Db, { year, series, voucherNo, line }: VoucherLine) {
  const shown = (from: ReturnType<typeof everyLine>) =>
    db
      .selectFrom(from.as('e'))
      .innerJoin('project', 'project.id', 'e.project_id')
      .select(['e.id', 'project.code as projectCode', 'project.name as projectName'])
      .select(['e.recorded_at as recordedAt', 'e.recorded_by as recordedBy'])
      .select(['e.superseded_at as supersededAt'])
      .select(storedColumns)
      .where('e.series', '=', series)
      .orderBy('e.id', 'desc');
  const own = await shown(everyLine(db))
    .where('e.year', '=', year)
    .where('e.voucher_no', '=', voucherNo)
    .where('e.line', '=', line)
    .execute();
  const taking = await shown(everyLine(db))
    .where('e.reverses', '=', voucherNo)
    .where('e.superseded_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb.and([eb('e.year', '=', year), eb('e.counted', '=', 1)]),
        eb.and([eb('e.year', '=', year + 1), eb('e.counted', '=', 0)]),
      ]),
    )
    .execute();
  const versions = own.map(({ supersededAt, ...row }, at) => ({
    ...shownLine(row),
    corrected: at < own.length - 1,
    supersededAt,
  }));
  return { versions, takenBack: taking.map(({ supersededAt: _, ...row }) => shownLine(row)) };
}

/** Every line that stands or stood, and until when. */
function everyLine(db: Db) {
  return db
    .selectFrom(ledger(db).as('e'))
    .select(lineColumns)
    .select(sql<string | null>`cast(null as text)`.as('superseded_at'))
    .unionAll(
      db
        .selectFrom('expenditure_superseded')
        .select(lineColumns)
        .select(sql<string | null>`superseded_at`.as('superseded_at')),
    );
}
