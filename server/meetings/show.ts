import { type ActionRow, actionEvents, listActions } from '#db/queries/meeting-actions.ts';
import {
  type FrozenProject,
  findMeeting,
  findOpening,
  frozenAlerts,
  frozenProjects,
  type ItemRow,
  listItems,
  type MeetingRow,
} from '#db/queries/meetings.ts';
import type { Db } from '#db/schema.ts';
import { goodTitle, meetingTitle, missingTitle } from '#shared/agenda.ts';
import type { Alert } from '#shared/alert.ts';
import type { Overview, Project } from '#shared/api.ts';
import type {
  AgendaItem,
  DecisionTaken,
  Meeting,
  MeetingAction,
  MeetingLine,
  PackProject,
  PackVoucher,
  Statement,
} from '#shared/meeting.ts';
import { type Charged, may } from '#shared/rights.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { inSlices } from '../slices.ts';
import { type GoodPart, type MissingPart, projectsIn } from './freeze.ts';
import {
  chargesOf,
  isNamed,
  mayHold,
  movesFor,
  type Reader,
  seesAction,
  seesMeeting,
  seesWhole,
} from './reader.ts';
import { showAction } from './show-action.ts';
import type { Warning } from './warnings.ts';

/** Meetings as lists name them, each with the counts of what its reader sees of it. */
export async function showLines(db: Db, rows: readonly MeetingRow[], reader: Reader): Promise<MeetingLine[]> {
  const ids = rows.map(({ id }) => id);
  const items = await listItems(db, ids);
  const actions = await listActions(db, { meetings: ids });
  return rows.map((row) => {
    const own = items.filter((one) => one.meeting_id === row.id && seenParts(reader, row, one));
    const decided = actions.filter((one) => one.meetingId === row.id && seesAction(reader, one));
    return lineOf(row, own, decided, reader);
  });
}

function lineOf(
  row: MeetingRow,
  items: readonly ItemRow[],
  actions: readonly ActionRow[],
  { language }: Reader,
): MeetingLine {
  const { previousId: _, node, ...rest } = row;
  return {
    ...rest,
    node,
    title: meetingTitle(row, language),
    state: row.closedAt === null ? 'open' : 'closed',
    asOf: node,
    counts: {
      items: items.filter(({ included }) => included === 1).length,
      decided: items.filter(({ decision }) => decision !== null).length,
      actions: actions.length,
      openActions: actions.filter(({ state }) => state !== 'closed').length,
    },
  };
}

/** The frozen pack with what people added to it, as somebody sees it. */
export async function showMeeting(
  db: Db,
  cache: PlanCache,
  planSeq: number,
  row: MeetingRow,
  reader: Reader,
): Promise<Meeting> {
  const { language } = reader;
  const items = (await listItems(db, [row.id])).flatMap((one) => {
    const seen = seenParts(reader, row, one);
    return seen ? [{ row: one, seen }] : [];
  });
  const actions = (await listActions(db, { meetings: [row.id] })).filter((one) => seesAction(reader, one));
  const charges = await chargesOf(db, cache, planSeq, [
    ...items.map((one) => one.row.project_id),
    ...actions.map(({ projectId }) => projectId),
  ]);
  const shown = await showActions(db, actions, reader, charges);
  const packs = await packedProjects(db, row, reader);
  const { warnings, overview } = await findOpening(db, row.id, language);
  const isWhole = seesWhole(reader, row.department?.code ?? null);
  const hold = row.closedAt === null && mayHold(reader, row.department?.code ?? null);
  const before = row.previousId === null ? undefined : await findMeeting(db, row.previousId);
  const sorted = items.toSorted((a, b) => b.row.included - a.row.included || a.row.position - b.row.position);
  const line = lineOf(
    row,
    items.map((one) => one.row),
    actions,
    reader,
  );
  return {
    ...line,
    warnings: (JSON.parse(warnings) as Warning[])
      .filter(({ department }) => (department === null ? true : reader.sight.isIn(department)))
      .map((one) => one[language]),
    overview: isWhole ? (JSON.parse(overview) as Overview) : null,
    items: sorted.map((one) => ({
      ...itemOf(one.row, one.seen, reader, isWhole),
      project: packs.get(one.row.project_id ?? '') ?? null,
      projectCode: projectCodeOf(one.row, packs),
      mayState: row.closedAt === null && mayState(reader, one.row, charges),
      notes: mayHold(reader, row.department?.code ?? null) ? one.row.notes : '',
      actions: shown.filter(({ itemId }) => itemId === one.row.id),
    })),
    may: { hold },
    previous:
      before && seesMeeting(reader, before)
        ? { id: before.id, title: meetingTitle(before, language), node: before.node }
        : null,
  };
}

/** Whether somebody sees an item, or something of it. */
export function seesItem(reader: Reader, meeting: MeetingRow, item: ItemRow): boolean {
  return seenParts(reader, meeting, item) !== undefined;
}

/** What of an item somebody sees: the item itself, or some of its parts; undefined where nothing. */
interface SeenParts {
  missing: MissingPart[];
  good: GoodPart[];
  /** Whether that is all of it. */
  all: boolean;
}

function seenParts(
  reader: Reader,
  { department }: Pick<MeetingRow, 'department'>,
  row: ItemRow,
): SeenParts | undefined {
  const { sight } = reader;
  const isWhole = seesWhole(reader, department?.code ?? null);
  const none = { missing: [], good: [], all: true };
  if (row.kind === 'project' || row.kind === 'action') {
    if (row.project_id !== null) return sight.knows(row.project_id) ? none : undefined;
    return isWhole || isOwnAction(reader, row) ? none : undefined;
  }
  const parts = JSON.parse(row.parts ?? '[]') as (MissingPart | GoodPart)[];
  const seen = isWhole
    ? parts
    : parts.filter(({ projectId }) => projectId !== null && sight.knows(projectId));
  if (seen.length === 0) return undefined;
  const all = seen.length === parts.length;
  return row.kind === 'missing'
    ? { missing: seen as MissingPart[], good: [], all }
    : { missing: [], good: seen as GoodPart[], all };
}

function isOwnAction(reader: Reader, { action_zh }: ItemRow): boolean {
  return action_zh !== null && isNamed(reader, (JSON.parse(action_zh) as MeetingAction).who);
}

function itemOf(row: ItemRow, { missing, good, all }: SeenParts, { language }: Reader, isWhole: boolean) {
  const zh = language === 'zh';
  const parse = <Value>(text: string | null) => (text === null ? null : (JSON.parse(text) as Value));
  const frozen = zh ? row.title_zh : row.title_en;
  const action = parse<MeetingAction>(zh ? row.action_zh : row.action_en);
  // Who sees but a part is told of that part alone.
  const ofPart =
    row.kind === 'missing' ? missingTitle(missing, language) : goodTitle(projectsIn(good), language);
  const item: Omit<AgendaItem, 'project' | 'projectCode' | 'mayState' | 'notes' | 'actions'> = {
    id: row.id,
    kind: row.kind,
    included: row.included === 1,
    title: all || isWhole ? frozen : ofPart,
    action,
    missing: missing.map(({ projectId: _, ...one }) => one),
    good: good.map((one) => one[language]),
    statement: parse<Statement>(row.statement),
    // What was decided of all of it may name what they do not see.
    decision: all || isWhole ? parse<DecisionTaken>(row.decision) : null,
  };
  return item;
}

function projectCodeOf(row: ItemRow, packs: ReadonlyMap<string, PackProject>): string | null {
  const action = row.action_zh === null ? null : (JSON.parse(row.action_zh) as MeetingAction);
  return packs.get(row.project_id ?? '')?.project.code ?? action?.projectCode ?? null;
}

/** The owner's work, or that of whoever is named where it is of no project. */
export function mayState(
  reader: Reader,
  row: Pick<ItemRow, 'kind' | 'project_id' | 'action_zh'>,
  charges: ReadonlyMap<string, Charged>,
): boolean {
  const { person, staff } = reader;
  const charged = row.project_id === null ? undefined : charges.get(row.project_id);
  if (charged) return may(person, 'acknowledge', charged, staff).may;
  const action = row.action_zh === null ? undefined : (JSON.parse(row.action_zh) as MeetingAction);
  return action !== undefined && isNamed(reader, action.who);
}

/** Actions with their stories and what their reader may do. */
export async function showActions(
  db: Db,
  rows: readonly ActionRow[],
  reader: Reader,
  charges: ReadonlyMap<string, Charged>,
): Promise<MeetingAction[]> {
  const { language, today } = reader;
  const stories = await actionEvents(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) =>
    showAction(row, stories.get(row.id) ?? [], { language, today, moves: movesFor(reader, row, charges) }),
  );
}

/** The projects that have an item, each whole, by project id. */
async function packedProjects(
  db: Db,
  { id, year }: MeetingRow,
  { sight, language }: Reader,
): Promise<Map<string, PackProject>> {
  const rows = (await frozenProjects(db, id, language, true)).filter(({ projectId }) =>
    sight.knows(projectId),
  );
  const alerts = new Map<string, Alert[]>();
  for (const { projectId, alert } of await frozenAlerts(db, id, language)) {
    if (projectId === null || !sight.knows(projectId)) continue;
    const own = alerts.get(projectId) ?? [];
    alerts.set(projectId, own);
    own.push(JSON.parse(alert) as Alert);
  }
  const shown = await inSlices(rows, 10, (some) =>
    some.map((row) => {
      const pack = packOf(row, alerts.get(row.projectId) ?? []);
      const vouchers = pack.vouchers.map((one) => ({
        ...one,
        payee: sight.payee(one.payee, year, row.code),
      }));
      return [row.projectId, { ...pack, vouchers }] as const;
    }),
  );
  return new Map(shown.flat());
}

function packOf({ project, pack, vouchers, voucherCount }: FrozenProject, alerts: Alert[]): PackProject {
  const rest = JSON.parse(pack ?? '{}') as Pick<
    PackProject,
    'goals' | 'nodes' | 'actual' | 'forecast' | 'indicators'
  >;
  return {
    project: JSON.parse(project) as Project,
    ...rest,
    alerts,
    vouchers: JSON.parse(vouchers ?? '[]') as PackVoucher[],
    voucherCount,
  };
}
