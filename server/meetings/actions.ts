import { randomUUID } from 'node:crypto';
import type { Unit } from '#db/gate.ts';
import {
  type ActionRow,
  appendActionEvent,
  changeAction,
  findAction,
  insertAction,
} from '#db/queries/meeting-actions.ts';
import type { ItemRow, MeetingRow } from '#db/queries/meetings.ts';
import type { Db } from '#db/schema.ts';
import { said } from '#shared/language.ts';
import type { ActionEvent, ActionInput, ActionMove, MeetingAction } from '#shared/meeting.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { HttpError } from '../http/errors.ts';
import { chargedOfAction, chargesOf, mayMove, movesIn, type Reader } from './reader.ts';
import { showActions } from './show.ts';

/** Has an item's meeting decide an action; of a project where the item is about one. */
export async function addAction(
  trx: Db,
  unit: Unit,
  cache: PlanCache,
  { meeting, item, reader }: { meeting: MeetingRow; item: ItemRow; reader: Reader },
  given: ActionInput,
): Promise<MeetingAction> {
  refusePast(given.by, unit);
  const id = randomUUID();
  await insertAction(trx, {
    ...{ id, meeting_id: meeting.id, item_id: item.id, project_id: item.project_id },
    ...{ what: given.what, who: given.who, due_on: given.by, state: 'open' },
    ...{ result: null, answer: null, submitted_by: null, created_at: unit.at },
  });
  await tellStory(trx, unit, id, reader, 'decided', null);
  return await actionAfter(trx, unit, cache, id, reader);
}

/** Changes what was decided, which its open meeting may. */
export async function editAction(
  trx: Db,
  unit: Unit,
  reader: Reader,
  action: ActionRow,
  change: Partial<ActionInput>,
): Promise<void> {
  if (change.by !== undefined && change.by !== action.by) refusePast(change.by, unit);
  const { by, ...words } = change;
  const changed = { ...words, ...(by !== undefined && { due_on: by }) };
  if (Object.keys(changed).length === 0) return;
  await changeAction(trx, action.id, changed);
  await tellStory(trx, unit, action.id, reader, 'changed', `${action.what}（${action.who}，${action.by}）`);
}

/** The words that a move carries: what was done, what is asked again, what was verified. */
const eventOf: Record<ActionMove, ActionEvent> = { submit: 'submitted', return: 'returned', close: 'closed' };

/** Makes a move: a 409 where it does not fit the state, a 403 where it is not theirs. */
export async function moveAction(
  trx: Db,
  unit: Unit,
  cache: PlanCache,
  { action, reader }: { action: ActionRow; reader: Reader },
  move: ActionMove,
  words: string,
): Promise<void> {
  const charges = await chargesOf(trx, cache, unit.planSeq, [action.projectId]);
  const right = mayMove(reader, action, chargedOfAction(action, charges), move);
  if (!right.may) throw new HttpError(403, 'not_yours', right.why);
  if (!movesIn(action).includes(move)) throw new HttpError(409, action.state, refusals[action.state]);
  await changeAction(
    trx,
    action.id,
    move === 'submit'
      ? { state: 'submitted', result: words, submitted_by: reader.person.username }
      : { state: move === 'return' ? 'returned' : 'closed', answer: words },
  );
  await tellStory(trx, unit, action.id, reader, eventOf[move], words, right.alone === true);
}

const refusals = {
  open: said('还没有报办理结果。', 'No result has been submitted yet.'),
  returned: said('已退回，等待重新办理。', 'It was returned and waits for another result.'),
  submitted: said('办理结果已报，等待核实。', 'A result has been submitted and waits to be verified.'),
  closed: said('这项议定事项已经办结。', 'This action is closed already.'),
};

/** An action as it stands within a write. */
export async function actionAfter(
  trx: Db,
  unit: Unit,
  cache: PlanCache,
  id: string,
  reader: Reader,
): Promise<MeetingAction> {
  const row = await findAction(trx, id);
  if (!row) throw new Error('the action that was just written is gone');
  const charges = await chargesOf(trx, cache, unit.planSeq, [row.projectId]);
  const [shown] = await showActions(trx, [row], reader, charges);
  return shown as MeetingAction;
}

function refusePast(by: string, { today }: Unit): void {
  if (by >= today) return;
  const message = said(`完成日不能早于今天（${today}）。`, `It falls due on ${today} or later.`);
  throw new HttpError(422, 'by', message, [{ pointer: '/by', code: 'by', message }]);
}

async function tellStory(
  trx: Db,
  unit: Unit,
  action: string,
  { person }: Reader,
  what: ActionEvent,
  note: string | null,
  alone = false,
): Promise<void> {
  const event = { action, at: unit.at, day: unit.today, by: person.name, what, note, alone: Number(alone) };
  await appendActionEvent(trx, event);
}
