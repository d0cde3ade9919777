import { type RawBuilder, sql } from 'kysely';
import type { AlertKind, Condition, Severity } from '#shared/alert.ts';
import type { LightState } from '#shared/api.ts';
import type { Day } from '#shared/calendar.ts';
import type { Cause } from '#shared/handling.ts';
import type { Fen } from '#shared/money.ts';
import type { Db } from '../schema.ts';
import { idsOf, listsOf, pickedFrom } from '../sql.ts';
import { handledKinds } from './inbox.ts';

/** What is kept of a project of a year, without its words. */
export interface YearRecord {
  id: string;
  code: string;
  /** Null where it was never judged. */
  nextCheckOn: Day | null;
  /** Null while it is not in the plan, or where it was never judged. */
  figures: RecordFigures | null;
  /** What was spent on each day on which its totals say something, in the order of days. */
  spending: [day: Day, amount: Fen][];
  alerts: OpenRecord[];
}

/** What is counted of an alert that is open, or about to be. */
export interface OpenRecord {
  condition: Condition;
  severity: Severity;
  /** Whether it is of a kind that somebody has to acknowledge. */
  isHandled: boolean;
  /** Null where nobody said yet. */
  cause: Cause | null;
}

export interface RecordFigures {
  budget: Fen;
  planned: Fen;
  spent: Fen;
  forecast: Fen;
  spentAtNode: Fen | null;
  of: number;
  done: number;
  met: number;
  missed: number;
  plan: LightState;
  elapsed: LightState;
  results: LightState;
  yearEnd: LightState;
}

/** Where each of them lies in what is kept as JSON. */
const paths: Record<keyof RecordFigures, readonly string[]> = {
  budget: ['budget'],
  planned: ['planned'],
  spent: ['spent'],
  forecast: ['forecast'],
  spentAtNode: ['spentAtNode'],
  of: ['reported', 'of'],
  done: ['reported', 'done'],
  met: ['results', 'met'],
  missed: ['results', 'missed'],
  plan: ['lights', 'plan', 'state'],
  elapsed: ['lights', 'elapsed', 'state'],
  results: ['lights', 'results', 'state'],
  yearEnd: ['lights', 'yearEnd', 'state'],
};
const names = Object.keys(paths) as (keyof RecordFigures)[];

/** Some of the projects of a year: those that follow a code in the database's order, or those of the codes named. */
export type RecordsAsked = { after: string; limit: number } | { codes: readonly string[] };

/** The records of some projects of a year in the order of their codes, all of one moment. */
export async function yearRecords(db: Db, year: number, asked: RecordsAsked): Promise<YearRecord[]> {
  const some =
    'codes' in asked
      ? sql`project.code in ${idsOf(db, asked.codes)} order by project.code`
      : sql`project.code > ${asked.after} order by project.code limit ${asked.limit}`;
  const picked = pickedFrom(
    db,
    sql`standing.figures`,
    names.map((name) => paths[name]),
  );
  const pairs = listsOf(db, [sql`t.paid_on`, sql`t.amount_fen`]);
  const { rows } = await sql<StoredRecord>`select project.id, project.code,
      standing.next_check_on as "nextCheckOn", ${picked} as figures,
      (select ${pairs} from spent_daily as t where t.project_id = project.id) as daily,
      (select ${pairs} from spent_imported as t where t.project_id = project.id and t.import_id in ${published})
        as imported,
      (select ${openLists(db)} from ${openAlerts} where a.project_id = project.id and a.resolved_at is null) as open
    from project left join standing on standing.id = project.id
    where project.year = ${year} and ${some}`.execute(db);
  return rows.map(({ figures, daily, imported, open, ...row }) => ({
    ...row,
    figures: figuresFrom(figures),
    spending: byDay([...pairsFrom(daily), ...pairsFrom(imported)]),
    alerts: openFrom(open),
  }));
}

/** The open alerts of a year that belong to no project, by the code of the department whose they are. */
export async function departmentAlerts(db: Db, year: number): Promise<Map<string, OpenRecord[]>> {
  const { rows } = await sql<{ code: string; open: string | null }>`select d.code, ${openLists(db)} as open
    from ${openAlerts} inner join department as d on d.id = a.department_id
    where a.project_id is null and a.resolved_at is null and a.year = ${year} group by d.code`.execute(db);
  return new Map(rows.map(({ code, open }) => [code, openFrom(open)]));
}

/** What was last found of the projects named, as JSON, by id. */
export async function keptFigures(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('standing')
    .select(['id', 'figures'])
    .where('id', 'in', idsOf(db, ids))
    .execute();
  return new Map(rows.map(({ id, figures }) => [id, figures]));
}

interface StoredRecord {
  id: string;
  code: string;
  nextCheckOn: Day | null;
  figures: string | null;
  daily: string | null;
  imported: string | null;
  open: string | null;
}

const openAlerts = sql`alert as a left join alert_handling as h on h.alert_id = a.id`;

function openLists(db: Db) {
  return listsOf(db, [sql`a.condition`, sql`a.severity`, sql`a.kind`, sql`h.cause`]);
}

function openFrom(lists: string | null): OpenRecord[] {
  const open =
    lists === null ? [] : (JSON.parse(lists) as [Condition, Severity, AlertKind, Cause | '' | null][]);
  return open.map(([condition, severity, kind, cause]) => ({
    condition,
    severity,
    isHandled: handledKinds.includes(kind),
    cause: cause || null,
  }));
}

const published: RawBuilder<unknown> = sql`(select i.id from import_run as i where i.published_at is not null)`;

function figuresFrom(picked: string | null): RecordFigures | null {
  const values = picked === null ? [] : (JSON.parse(picked) as unknown[]);
  // Kept as null, nothing is found in it.
  if ((values[0] ?? null) === null) return null;
  return Object.fromEntries(names.map((name, at) => [name, values[at]])) as unknown as RecordFigures;
}

function pairsFrom(list: string | null): [Day, Fen][] {
  return list === null ? [] : (JSON.parse(list) as [Day, Fen][]);
}

/** One amount a day, whatever the sources, in the order of days. */
function byDay(pairs: readonly [Day, Fen][]): [Day, Fen][] {
  const sums = new Map<Day, Fen>();
  for (const [day, amount] of pairs) sums.set(day, (sums.get(day) ?? 0) + amount);
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}
