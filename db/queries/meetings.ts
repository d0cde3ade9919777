import { sql } from 'kysely';
import type { Day, Instant } from '#shared/calendar.ts';
import type { Language } from '#shared/language.ts';
import type { Db, Tables } from '../schema.ts';
import { type ColumnsOf, idsOf, rowsOf } from '../sql.ts';

/** A meeting without what was frozen with it. */
export interface MeetingRow {
  id: string;
  year: number;
  department: { code: string; name: string } | null;
  node: Day;
  title: string | null;
  heldOn: Day | null;
  place: string;
  chair: string;
  recorder: string;
  attendees: string;
  openedAt: Instant;
  openedBy: string;
  closedAt: Instant | null;
  closedBy: string | null;
  today: Day;
  knownAt: Instant;
  seq: number;
  previousId: string | null;
}

/** The meetings of a year, or of all, the newest first. */
export async function listMeetings(db: Db, year?: number): Promise<MeetingRow[]> {
  let query = meetings(db).orderBy('m.opened_at', 'desc').orderBy('m.id');
  if (year !== undefined) query = query.where('m.year', '=', year);
  return (await query.execute()).map(meetingFrom);
}

export async function findMeeting(db: Db, id: string): Promise<MeetingRow | undefined> {
  const row = await meetings(db).where('m.id', '=', id).executeTakeFirst();
  return row && meetingFrom(row);
}

/** Whether a meeting that was opened after another, of the same scope or of the whole house, is closed: its minutes tell of the other. */
export async function isMinuted(db: Db, id: string): Promise<boolean> {
  const later = await db
    .selectFrom('meeting as m')
    .innerJoin('meeting as later', 'later.year', 'm.year')
    .select('later.id')
    .where('m.id', '=', id)
    .whereRef('later.opened_at', '>', 'm.opened_at')
    .where('later.closed_at', 'is not', null)
    .where(({ eb, or, ref }) =>
      or([
        eb('later.department_id', 'is', null),
        eb('m.department_id', 'is', null),
        eb('later.department_id', '=', ref('m.department_id')),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}

function meetings(db: Db) {
  return db
    .selectFrom('meeting as m')
    .leftJoin('department as d', 'd.id', 'm.department_id')
    .select(['m.id', 'm.year', 'm.node', 'm.title', 'm.held_on as heldOn', 'm.place', 'm.chair'])
    .select(['m.recorder', 'm.attendees', 'm.opened_at as openedAt', 'm.opened_by as openedBy'])
    .select(['m.closed_at as closedAt', 'm.closed_by as closedBy', 'm.today', 'm.known_at as knownAt'])
    .select(['m.seq', 'm.previous_id as previousId', 'd.code as departmentCode', 'd.name as departmentName']);
}

type Found = Awaited<ReturnType<ReturnType<typeof meetings>['execute']>>[number];

function meetingFrom({ departmentCode, departmentName, ...row }: Found): MeetingRow {
  const department = departmentCode === null ? null : { code: departmentCode, name: departmentName ?? '' };
  return { ...row, department };
}

/** What was said at the opening, in one language: the warnings in both, and the overview as JSON. */
export async function findOpening(db: Db, id: string, language: Language) {
  return await db
    .selectFrom('meeting')
    .select(['warnings', language === 'zh' ? 'overview_zh as overview' : 'overview_en as overview'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

type ProjectRow = Tables['meeting_project'];
type AlertRow = Tables['meeting_alert'];
export type ItemRow = Tables['meeting_item'];

/** A project as it stood: its row in one language, and all the rest where it has an item. */
export interface FrozenProject {
  projectId: string;
  code: string;
  name: string;
  project: string;
  pack: string | null;
  vouchers: string | null;
  voucherCount: number;
}

/** The projects of a meeting in the order of their deviation; only those with an item where `packed`. */
export async function frozenProjects(
  db: Db,
  meeting: string,
  language: Language,
  packed = false,
): Promise<FrozenProject[]> {
  const zh = language === 'zh';
  let query = db
    .selectFrom('meeting_project')
    .select(['project_id as projectId', 'code', 'name', 'vouchers', 'voucher_count as voucherCount'])
    .select(zh ? 'project_zh as project' : 'project_en as project')
    .select(zh ? 'pack_zh as pack' : 'pack_en as pack')
    .where('meeting_id', '=', meeting)
    .orderBy('position');
  if (packed) query = query.where('pack_zh', 'is not', null);
  return await query.execute();
}

/** The alerts of a meeting, the gravest first, as JSON in one language. */
export async function frozenAlerts(db: Db, meeting: string, language: Language) {
  return await db
    .selectFrom('meeting_alert')
    .select(['alert_id as id', 'project_id as projectId', 'department', 'predecessor'])
    .select(language === 'zh' ? 'zh as alert' : 'en as alert')
    .where('meeting_id', '=', meeting)
    .orderBy('position')
    .execute();
}

/** The agendas of some meetings, in order. */
export async function listItems(db: Db, meetings: readonly string[]): Promise<ItemRow[]> {
  return await db
    .selectFrom('meeting_item')
    .selectAll()
    .where('meeting_id', 'in', idsOf(db, meetings))
    .orderBy('position')
    .orderBy('id')
    .execute();
}

export async function findItem(db: Db, meeting: string, id: string): Promise<ItemRow | undefined> {
  return await db
    .selectFrom('meeting_item')
    .selectAll()
    .where('meeting_id', '=', meeting)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Keeps a meeting with everything that is frozen with it; rows go some at a time, for a big department has thousands. */
export async function insertMeeting(
  db: Db,
  meeting: Tables['meeting'],
  frozen: { projects: readonly ProjectRow[]; alerts: readonly AlertRow[]; items: readonly ItemRow[] },
): Promise<void> {
  await db.insertInto('meeting').values(meeting).execute();
  await insertAll(db, 'meeting_project', projectColumns, frozen.projects);
  await insertAll(db, 'meeting_alert', alertColumns, frozen.alerts);
  await insertAll(db, 'meeting_item', itemColumns, frozen.items);
}

/** So many rows in a statement: one that carries a pack is some ten thousand characters. */
const rowsAtOnce = 25;

async function insertAll<Row extends object>(
  db: Db,
  table: string,
  columns: ColumnsOf<Row>,
  rows: readonly Row[],
): Promise<void> {
  const names = sql.join(Object.keys(columns).map((name) => sql.ref(name)));
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const some = rowsOf(db, columns, rows.slice(at, at + rowsAtOnce));
    await sql`insert into ${sql.table(table)} (${names}) select ${names} from ${some} as r`.execute(db);
  }
}

const projectColumns: ColumnsOf<ProjectRow> = {
  meeting_id: 'text',
  project_id: 'text',
  position: 'bigint',
  code: 'text',
  name: 'text',
  project_zh: 'text',
  project_en: 'text',
  pack_zh: 'text',
  pack_en: 'text',
  vouchers: 'text',
  voucher_count: 'bigint',
};
const alertColumns: ColumnsOf<AlertRow> = {
  meeting_id: 'text',
  alert_id: 'text',
  position: 'bigint',
  project_id: 'text',
  department: 'text',
  predecessor: 'text',
  zh: 'text',
  en: 'text',
};
const itemColumns: ColumnsOf<ItemRow> = {
  id: 'text',
  meeting_id: 'text',
  position: 'bigint',
  kind: 'text',
  included: 'bigint',
  title_zh: 'text',
  title_en: 'text',
  project_id: 'text',
  action_id: 'text',
  action_zh: 'text',
  action_en: 'text',
  parts: 'text',
  statement: 'text',
  notes: 'text',
  decision: 'text',
};

/** What of a meeting may be changed while it is open. */
export type MeetingWords = Partial<
  Pick<Tables['meeting'], 'title' | 'held_on' | 'place' | 'chair' | 'recorder' | 'attendees'>
>;

export async function changeMeeting(db: Db, id: string, words: MeetingWords): Promise<void> {
  if (Object.keys(words).length === 0) return;
  await db.updateTable('meeting').set(words).where('id', '=', id).execute();
}

/** Closes a meeting; false where it is closed already. */
export async function closeMeeting(
  db: Db,
  id: string,
  { at, by }: { at: Instant; by: string },
): Promise<boolean> {
  const close = db.updateTable('meeting').set({ closed_at: at, closed_by: by }).where('id', '=', id);
  const { numUpdatedRows } = await close.where('closed_at', 'is', null).executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function changeItem(
  db: Db,
  id: string,
  change: Partial<Pick<ItemRow, 'position' | 'included' | 'statement' | 'notes' | 'decision'>>,
): Promise<void> {
  await db.updateTable('meeting_item').set(change).where('id', '=', id).execute();
}
