import { type Request, type Response, Router } from 'express';
import type { Unit } from '#db/gate.ts';
import { type ActionRow, deleteAction, findAction, listActions } from '#db/queries/meeting-actions.ts';
import { isMinuted } from '#db/queries/meetings.ts';
import type { Db } from '#db/schema.ts';
import { said } from '#shared/language.ts';
import {
  ActionChange,
  ActionFilter,
  type ActionMove,
  type ActionState,
  actionStates,
  CloseAction,
  ReturnAction,
  SubmitAction,
} from '#shared/meeting.ts';
import { actionAfter, editAction, moveAction } from '../meetings/actions.ts';
import {
  chargedOfMeeting,
  chargesOf,
  isNamed,
  type Reader,
  readerOf,
  seesAction,
} from '../meetings/reader.ts';
import { showActions } from '../meetings/show.ts';
import { planSeq } from '../year-figures.ts';
import { HttpError, notFound } from './errors.ts';
import { writeOnce } from './idempotent.ts';
import { type Meetings, tell } from './meetings.ts';
import { cursorId, parseBody, parseQuery } from './parse.ts';
import { refuseUnless, requireMay } from './person.ts';

/** /api/v1/meeting-actions: what meetings had somebody promise (议定事项), from the decision to the verified end. */
export function meetingActionRoutes({ db, cache }: Meetings): Router {
  const router = Router();
  router.get('/', requireMay('read'), async (req, res) => {
    const { year, limit, cursor, state, mine } = parseQuery(ActionFilter, req.query);
    const reader = await readerOf(db.read, await db.today(), req, res);
    const rows = (await listActions(db.read, { year, states: statesOf(state) })).filter(
      (row) => seesAction(reader, row) && (mine !== 'true' || isNamed(reader, row.who)),
    );
    const start = cursorId(cursor) ?? 0;
    const page = rows.slice(start, start + limit);
    const charges = await chargesOf(
      db.read,
      cache,
      await planSeq(db),
      page.map(({ projectId }) => projectId),
    );
    const items = await showActions(db.read, page, reader, charges);
    const nextCursor = start + limit < rows.length ? String(start + limit) : null;
    res.json({ items, nextCursor, total: rows.length });
  });

  const write = async (
    req: Request,
    res: Response,
    work: (trx: Db, unit: Unit, asked: { action: ActionRow; reader: Reader }) => Promise<void>,
  ) => {
    await writeOnce(db, req, res, async (trx, unit) => {
      const reader = await readerOf(trx, unit.today, req, res);
      const action = await seenAction(trx, String(req.params.id), reader);
      await work(trx, unit, { action, reader });
      tell(unit);
      return { status: 200, body: await actionAfter(trx, unit, cache, action.id, reader) };
    });
  };
  const move = async (req: Request, res: Response, name: ActionMove, words: string) => {
    await write(req, res, async (trx, unit, asked) => {
      const { action } = asked;
      await moveAction(trx, unit, cache, asked, name, words);
      unit.record({
        action: name,
        subject: action.id,
        projects: action.projectCode === null ? [] : [action.projectCode],
        before: { state: action.state, result: action.result, answer: action.answer },
        after: { move: name, words },
      });
    });
  };

  router.patch('/:id', requireMay('hold_meeting'), async (req, res) => {
    const change = parseBody(ActionChange, req.body);
    await write(req, res, async (trx, unit, { action, reader }) => {
      await refuseSettled(trx, action, reader);
      await editAction(trx, unit, reader, action, change);
      const { what, who, by } = action;
      unit.record({ subject: action.id, before: { what, who, by }, after: change });
    });
  });
  router.delete('/:id', requireMay('hold_meeting'), async (req, res) => {
    await writeOnce(db, req, res, async (trx, unit) => {
      const reader = await readerOf(trx, unit.today, req, res);
      const action = await seenAction(trx, String(req.params.id), reader);
      await refuseSettled(trx, action, reader);
      await deleteAction(trx, action.id);
      const { what, who, by } = action;
      unit.record({ subject: action.id, before: { what, who, by } });
      tell(unit);
      return { status: 200, body: { deleted: action.id } };
    });
  });
  router.post('/:id/submit', requireMay('read'), async (req, res) => {
    await move(req, res, 'submit', parseBody(SubmitAction, req.body).result);
  });
  router.post('/:id/return', requireMay('return'), async (req, res) => {
    await move(req, res, 'return', parseBody(ReturnAction, req.body).reason);
  });
  router.post('/:id/close', requireMay('close'), async (req, res) => {
    await move(req, res, 'close', parseBody(CloseAction, req.body).note);
  });
  return router;
}

function statesOf(state: string | undefined): ActionState[] | undefined {
  if (state === undefined) return undefined;
  const wanted = state.split(',').map((one) => one.trim());
  const unknown = wanted.find((one) => !actionStates.some((known) => known === one));
  if (unknown === undefined) return wanted as ActionState[];
  const list = actionStates.join(', ');
  throw new HttpError(
    400,
    'state',
    said(`state 没有“${unknown}”；可用 ${list}。`, `There is no state “${unknown}”; use ${list}.`),
  );
}

async function seenAction(db: Db, id: string, reader: Reader): Promise<ActionRow> {
  const action = await findAction(db, id);
  if (!action || !seesAction(reader, action)) throw notFound();
  return action;
}

/**
 * What was decided is changed by who holds the meeting, while it is open, nobody has acted on it, and no minutes of a
 * later meeting tell of it.
 */
async function refuseSettled(trx: Db, action: ActionRow, { person, staff }: Reader): Promise<void> {
  refuseUnless(person, 'hold_meeting', chargedOfMeeting(action.department), staff);
  if (action.meetingClosed)
    throw new HttpError(409, 'meeting_closed', said('这次调度会已经结束。', 'This meeting is closed.'));
  if (action.state !== 'open')
    throw new HttpError(
      409,
      action.state,
      said('已有人报送办理结果，不能再改。', 'Somebody has acted on it: it cannot be changed any more.'),
    );
  if (await isMinuted(trx, action.meetingId))
    throw new HttpError(
      409,
      'minuted',
      said(
        '后一次调度会已经结束，纪要中已载明这项议定事项，不能再改。',
        'A later meeting is closed, and its minutes tell of this action: it cannot be changed any more.',
      ),
    );
}
