import { type ExpressionBuilder, type RawBuilder, sql } from 'kysely';
import type { Day, Instant } from '#shared/calendar.ts';
import type { Expenditure, ExpenditureKind, FundSource } from '#shared/expenditure.ts';
import { type Fen, toYuan } from '#shared/money.ts';
import type { DailySpending } from '#shared/plan.ts';
import type { Db, Tables } from '../schema.ts';
import { type Given, type Ids, idsOf, jsonOf, rowsOf, rowsOfJson, sumInteger } from '../sql.ts';
import { keptStatement, type Question } from '../together.ts';
import type { Seen } from './reach.ts';

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

const plainColumns = [
  ...(['id', 'year', 'series', 'voucher_no', 'line', 'project_id', 'posted_on', 'paid_on'] as const),
  ...(['amount_fen', 'counted', 'kind', 'fund_source', 'payee', 'purpose', 'source', 'reverses'] as const),
  'recorded_by',
] as const;

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
    group by project_id, fund_source, paid_on, import_id`.execute(db);
}

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

/** The ledger's lines as they stood at an instant, those since replaced among them. */
function ledgerAt(db: Db, knownAt: Instant) {
  return db
    .selectFrom(ledger(db).as('e'))
    .select(lineColumns)
    .where('recorded_at', '<=', knownAt)
    .unionAll(
      db
        .selectFrom('expenditure_superseded')
        .select(lineColumns)
        .where('recorded_at', '<=', knownAt)
        .where('superseded_at', '>', knownAt),
    );
}

/** The kept totals of big files that were published. */
function publishedTotals(db: Db) {
  return db
    .selectFrom('spent_imported')
    .where('import_id', 'in', (eb) =>
      eb.selectFrom('import_run as i').select('i.id').where('i.published_at', 'is not', null),
    );
}

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
    .selectFrom(ledgerAt(db, knownAt).as('e'))
    .select(['project_id as project', 'paid_on as day', 'fund_source as fund'])
    .select((eb) => sumInteger(eb.ref('amount_fen')).as('amount'))
    .where('project_id', 'in', idsOf(db, projects))
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
    let query = db
      .selectFrom(ledgerAt(db, knownAt).as('e'))
      .select(['paid_on as day', 'fund_source as fund'])
      .select((eb) => sumInteger(eb.ref('amount_fen')).as('amount'))
      .where('year', '=', year)
      .where('counted', '=', 1)
      .groupBy(['paid_on', 'fund_source'])
      .orderBy('paid_on');
    if (seen) query = query.where('project_id', 'in', idsOf(db, seen.projects));
    return await query.execute();
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

const lineColumns = [...plainColumns, 'recorded_at'] as const;

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

type LedgerRow = Omit<Expenditure, 'amount' | 'counted' | 'corrected'> & {
  year: number;
  projectId: string;
  amount: Fen;
  counted: number;
};

function shownLine({ year: _, projectId: __, amount, counted, ...row }: LedgerRow): Expenditure {
  return { ...row, amount: toYuan(amount), counted: counted === 1, corrected: false };
}

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
  const { knownAt } = filter;
  let query = (knownAt ? db.selectFrom(ledgerAt(db, knownAt).as('e')) : db.selectFrom(ledger(db).as('e')))
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
    .where('e.year', '=', filter.year)
    .where('e.paid_on', '<=', filter.asOf)
    .orderBy('e.id', 'desc')
    .limit(filter.limit);
  if (filter.project) query = query.where('project.code', '=', filter.project);
  if (filter.before !== undefined) query = query.where('e.id', '<', filter.before);
  if (filter.seen) query = query.where('project.id', 'in', idsOf(db, filter.seen.projects));
  const rows = await query.execute();
  return rows.map(({ corrected, ...row }) => ({ ...shownLine(row), corrected: Boolean(corrected) }));
}

/** How many lines the ledger of a year holds, and their counted sum in 分; up to a day, and as known at an instant. */
export async function ledgerTotals(
  db: Db,
  year: number,
  { asOf, knownAt, seen }: { asOf: Day; knownAt?: Instant | undefined; seen?: Seen | undefined },
): Promise<{ vouchers: number; spent: Fen }> {
  const lines = knownAt ? ledgerAt(db, knownAt).as('e') : ledger(db).as('e');
  let query = db
    .selectFrom(lines)
    .select((eb) => [
      sumInteger(sql`1`).as('vouchers'),
      sumInteger(sql`${eb.ref('amount_fen')} * ${eb.ref('counted')}`).as('spent'),
    ])
    .where('year', '=', year)
    .where('paid_on', '<=', asOf);
  if (seen) query = query.where('project_id', 'in', idsOf(db, seen.projects));
  return await query.executeTakeFirstOrThrow();
}
