import { type Request, type Response, Router } from 'express';
import type { Unit } from '#db/gate.ts';
import {
  changeItem,
  changeMeeting,
  closeMeeting,
  findItem,
  type ItemRow,
  listItems,
  type MeetingRow,
  type MeetingWords,
} from '#db/queries/meetings.ts';
import type { Db } from '#db/schema.ts';
import { said } from '#shared/language.ts';
import {
  ActionInput,
  DecisionInput,
  type DecisionTaken,
  MeetingChange,
  NotesInput,
  type Statement,
  StatementInput,
} from '#shared/meeting.ts';
import { addAction } from '../meetings/actions.ts';
import { chargedOfMeeting, chargesOf, type Reader, readerOf } from '../meetings/reader.ts';
import { mayState, seesItem } from '../meetings/show.ts';
import { HttpError, notFound } from './errors.ts';
import { writeOnce } from './idempotent.ts';
import { bad, type Meetings, meetingAfter, seenMeeting, tell } from './meetings.ts';
import { parseBody } from './parse.ts';
import { refuseUnless, requireMay } from './person.ts';

/** An open meeting that somebody writes to. */
interface Writing {
  trx: Db;
  unit: Unit;
  meeting: MeetingRow;
  reader: Reader;
}

/** /api/v1/meetings/{id}/…: what people add to a meeting while it is open; what was frozen stays as it is. */
export function holdingRoutes({ db, cache }: Meetings): Router {
  const router = Router();

  const write = async (
    req: Request,
    res: Response,
    work: (writing: Writing) => Promise<{ status?: number; body?: unknown }>,
  ) => {
    await writeOnce(db, req, res, async (trx, unit) => {
      const reader = await readerOf(trx, unit.today, req, res);
      const meeting = await seenMeeting(trx, String(req.params.id), reader);
      const { status = 200, body } = await work({ trx, unit, meeting, reader });
      tell(unit);
      return { status, body: body ?? (await meetingAfter(trx, cache, unit, meeting.id, req, res)) };
    });
  };
  const holds = ({ reader: { person, staff }, meeting }: Writing) => {
    refuseUnless(person, 'hold_meeting', chargedOfMeeting(meeting.department?.code ?? null), staff);
    refuseClosed(meeting);
  };
  const itemOf = async ({ trx, meeting, reader }: Writing, req: Request): Promise<ItemRow> => {
    const item = await findItem(trx, meeting.id, String(req.params.item));
    if (!item || !seesItem(reader, meeting, item)) throw notFound();
    return item;
  };

  router.patch('/:id', requireMay('hold_meeting'), async (req, res) => {
    const change = parseBody(MeetingChange, req.body);
    await write(req, res, async (writing) => {
      holds(writing);
      const { trx, unit, meeting } = writing;
      const { order, included, heldOn, ...words } = change;
      const changed: MeetingWords = { ...words, ...(heldOn !== undefined && { held_on: heldOn }) };
      await changeMeeting(trx, meeting.id, changed);
      await arrange(trx, meeting.id, order, included);
      unit.record({ subject: meeting.id, before: wordsOf(meeting, change), after: change });
      return {};
    });
  });

  router.post('/:id/close', requireMay('hold_meeting'), async (req, res) => {
    await write(req, res, async (writing) => {
      holds(writing);
      const { trx, unit, meeting, reader } = writing;
      await closeMeeting(trx, meeting.id, { at: unit.at, by: reader.person.name });
      unit.record({ subject: meeting.id, before: { state: 'open' }, after: { state: 'closed' } });
      return {};
    });
  });

  router.put('/:id/items/:item/statement', requireMay('acknowledge'), async (req, res) => {
    const given = parseBody(StatementInput, req.body);
    await write(req, res, async (writing) => {
      const { trx, unit, meeting, reader } = writing;
      const item = await itemOf(writing, req);
      const charges = await chargesOf(trx, cache, unit.planSeq, [item.project_id]);
      const charged = charges.get(item.project_id ?? '');
      if (charged) refuseUnless(reader.person, 'acknowledge', charged, reader.staff);
      else if (!mayState(reader, item, charges)) throw notOfAProject();
      refuseClosed(meeting);
      if (given.promisedOn !== null && given.promisedOn < unit.today)
        throw bad(
          '/promisedOn',
          'promise',
          said(`承诺日不能早于今天（${unit.today}）。`, `A promised day is ${unit.today} or later.`),
        );
      const statement: Statement = { ...given, by: reader.person.name, at: unit.at };
      await changeItem(trx, item.id, { statement: JSON.stringify(statement) });
      unit.record({
        action: 'acknowledge',
        ...deed(meeting, item),
        before: parsed(item.statement),
        after: statement,
      });
      return {};
    });
  });

  router.put('/:id/items/:item/decision', requireMay('hold_meeting'), async (req, res) => {
    const given = parseBody(DecisionInput, req.body);
    if (given.decision === 'other' && !given.text)
      throw bad('/text', 'text', said('“其他”须写明内容。', 'Say in words what “other” is.'));
    await write(req, res, async (writing) => {
      holds(writing);
      const { trx, unit, meeting, reader } = writing;
      const item = await itemOf(writing, req);
      const decision: DecisionTaken = { ...given, by: reader.person.name, at: unit.at };
      await changeItem(trx, item.id, { decision: JSON.stringify(decision) });
      unit.record({ ...deed(meeting, item), before: parsed(item.decision), after: decision });
      return {};
    });
  });

  router.put('/:id/items/:item/notes', requireMay('hold_meeting'), async (req, res) => {
    const { notes } = parseBody(NotesInput, req.body);
    await write(req, res, async (writing) => {
      holds(writing);
      const { trx, unit, meeting } = writing;
      const item = await itemOf(writing, req);
      await changeItem(trx, item.id, { notes });
      // What a speaker wants to remember is nobody else's: that it changed is enough.
      unit.record({ ...deed(meeting, item), after: { notes: notes.length } });
      return {};
    });
  });

  router.post('/:id/items/:item/actions', requireMay('hold_meeting'), async (req, res) => {
    const given = parseBody(ActionInput, req.body);
    await write(req, res, async (writing) => {
      holds(writing);
      const { trx, unit, meeting, reader } = writing;
      const item = await itemOf(writing, req);
      const action = await addAction(trx, unit, cache, { meeting, item, reader }, given);
      unit.record({ ...deed(meeting, item), after: given });
      return { status: 201, body: action };
    });
  });
  return router;
}

/** After rights: that a meeting is closed is for who may write to it. */
function refuseClosed({ closedAt }: MeetingRow): void {
  if (closedAt === null) return;
  throw new HttpError(409, 'meeting_closed', said('这次调度会已经结束。', 'This meeting is closed.'));
}

function deed(meeting: MeetingRow, item: ItemRow) {
  return { subject: `${meeting.id} ${item.title_zh}` };
}

function parsed(text: string | null): unknown {
  return text === null ? null : (JSON.parse(text) as unknown);
}

function notOfAProject(): HttpError {
  return new HttpError(
    403,
    'not_yours',
    said('这一项不属于某个项目，由会议记录。', 'This item is of no single project: the meeting notes it.'),
  );
}

function wordsOf(meeting: MeetingRow, change: MeetingChange) {
  return Object.fromEntries(Object.entries(meeting).filter(([name]) => name in change));
}

/** Puts the agenda in another order, and items on it or below the line. An order names every item, each once. */
async function arrange(
  trx: Db,
  meeting: string,
  order: readonly string[] | undefined,
  included: Readonly<Record<string, boolean>> = {},
): Promise<void> {
  const items = await listItems(trx, [meeting]);
  const known = new Map(items.map((one) => [one.id, one]));
  const stranger = [...(order ?? []), ...Object.keys(included)].find((id) => !known.has(id));
  if (stranger !== undefined)
    throw bad(
      order?.includes(stranger) ? '/order' : '/included',
      'unknown_item',
      said(`议程里没有 ${stranger} 这一项。`, `The agenda has no item ${stranger}.`),
    );
  if (order && (new Set(order).size !== order.length || order.length !== items.length))
    throw bad(
      '/order',
      'order',
      said(
        `order 须列出全部${items.length}项议程，每项一次。`,
        `order must name all ${items.length} items, each once.`,
      ),
    );
  for (const [id, isIncluded] of Object.entries(included))
    await changeItem(trx, id, { included: Number(isIncluded) });
  for (const [position, id] of (order ?? []).entries())
    if (known.get(id)?.position !== position) await changeItem(trx, id, { position });
}
