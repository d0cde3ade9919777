import type { Day, Instant } from '#shared/calendar.ts';
import type { ActionEvent, ActionState } from '#shared/meeting.ts';
import type { Db, Tables } from '../schema.ts';
import { idsOf } from '../sql.ts';

/** An action as it stands, with the meeting that decided it and its project as that meeting showed it. */
export interface ActionRow {
  id: string;
  meetingId: string;
  itemId: string;
  year: number;
  node: Day;
  meetingTitle: string | null;
  /** The code of the meeting's department; null of the whole house. */
  department: string | null;
  /** Whether its meeting is still open: then what was decided may be changed. */
  meetingClosed: boolean;
  projectId: string | null;
  projectCode: string | null;
  projectName: string | null;
  what: string;
  who: string;
  by: Day;
  state: ActionState;
  result: string | null;
  answer: string | null;
  submittedBy: string | null;
  createdAt: Instant;
}

export interface ActionEventRow {
  action: string;
  at: Instant;
  day: Day;
  by: string;
  what: ActionEvent;
  note: string | null;
  alone: number;
}

interface ActionsWhere {
  id?: string;
  meetings?: readonly string[];
  year?: number | undefined;
  states?: readonly ActionState[] | undefined;
  /** Decided by a meeting that was opened before. */
  before?: Instant;
}

/** Actions in the order in which they fall due. */
export async function listActions(db: Db, where: ActionsWhere): Promise<ActionRow[]> {
  let query = db
    .selectFrom('meeting_action as a')
    .innerJoin('meeting as m', 'm.id', 'a.meeting_id')
    .leftJoin('department as d', 'd.id', 'm.department_id')
    .leftJoin('meeting_project as p', (join) =>
      join.onRef('p.meeting_id', '=', 'a.meeting_id').onRef('p.project_id', '=', 'a.project_id'),
    )
    .leftJoin('project as now', 'now.id', 'a.project_id')
    .select(['a.id', 'a.meeting_id as meetingId', 'a.item_id as itemId', 'm.year', 'm.node'])
    .select(['m.title as meetingTitle', 'm.closed_at as closedAt', 'd.code as department'])
    .select(['a.project_id as projectId', 'a.what', 'a.who', 'a.due_on as by', 'a.state', 'a.result'])
    .select(['a.answer', 'a.submitted_by as submittedBy', 'a.created_at as createdAt'])
    .select((eb) => [
      eb.fn.coalesce('p.code', 'now.code').as('projectCode'),
      eb.fn.coalesce('p.name', 'now.name').as('projectName'),
    ])
    .orderBy('a.due_on')
    .orderBy('a.created_at')
    .orderBy('a.id');
  if (where.id !== undefined) query = query.where('a.id', '=', where.id);
  if (where.meetings) query = query.where('a.meeting_id', 'in', idsOf(db, where.meetings));
  if (where.year !== undefined) query = query.where('m.year', '=', where.year);
  if (where.states) query = query.where('a.state', 'in', where.states);
  if (where.before !== undefined) query = query.where('m.opened_at', '<', where.before);
  const rows = await query.execute();
  return rows.map(({ closedAt, ...row }) => ({ ...row, meetingClosed: closedAt !== null }));
}

export async function findAction(db: Db, id: string): Promise<ActionRow | undefined> {
  const [row] = await listActions(db, { id });
  return row;
}

/** What happened to some actions, each from its decision on; up to an instant where one is given. */
export async function actionEvents(db: Db, actions: readonly string[], upTo?: Instant) {
  let query = db
    .selectFrom('meeting_action_event')
    .select(['action_id as action', 'at', 'day', 'by', 'what', 'note', 'alone'])
    .where('action_id', 'in', idsOf(db, actions))
    .orderBy('id');
  if (upTo !== undefined) query = query.where('at', '<=', upTo);
  const events = new Map<string, ActionEventRow[]>();
  for (const event of await query.execute()) {
    const story = events.get(event.action) ?? [];
    events.set(event.action, story);
    story.push(event);
  }
  return events;
}

export async function insertAction(db: Db, action: Tables['meeting_action']): Promise<void> {
  await db.insertInto('meeting_action').values(action).execute();
}

export async function changeAction(
  db: Db,
  id: string,
  change: Partial<
    Pick<Tables['meeting_action'], 'what' | 'who' | 'due_on' | 'state' | 'result' | 'answer' | 'submitted_by'>
  >,
): Promise<void> {
  await db.updateTable('meeting_action').set(change).where('id', '=', id).execute();
}

/** Takes an action back with its story: its meeting is still open and nobody has acted on it. */
export async function deleteAction(db: Db, id: string): Promise<void> {
  await db.deleteFrom('meeting_action_event').where('action_id', '=', id).execute();
  await db.deleteFrom('meeting_action').where('id', '=', id).execute();
}

export async function appendActionEvent(db: Db, event: ActionEventRow): Promise<void> {
  const { action, ...row } = event;
  await db
    .insertInto('meeting_action_event')
    .values({ action_id: action, ...row })
    .execute();
}

/** The actions that are still owed and whose day is one of these. */
export async function actionsDueOn(db: Db, days: readonly Day[]): Promise<{ id: string; by: Day }[]> {
  return await db
    .selectFrom('meeting_action')
    .select(['id', 'due_on as by'])
    .where('state', 'in', ['open', 'returned'])
    .where('due_on', 'in', days)
    .orderBy('due_on')
    .orderBy('id')
    .execute();
}
