import { randomUUID } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Unit } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import { findMeeting, insertMeeting, listMeetings, type MeetingRow } from '#db/queries/meetings.ts';
import { departmentNodes, departmentsOf, plannedYears } from '#db/queries/plans.ts';
import type { Db } from '#db/schema.ts';
import { meetingTitle } from '#shared/agenda.ts';
import { monthEnd, yearOf } from '#shared/calendar.ts';
import { languageOf, type Said, said } from '#shared/language.ts';
import { agendaKinds, MeetingFilter, MeetingOpening, type MeetingPreview } from '#shared/meeting.ts';
import { may, ofDepartment, wholeHouse } from '#shared/rights.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { compareMeeting } from '../meetings/compare.ts';
import { type Frozen, freeze } from '../meetings/freeze.ts';
import type { Scope } from '../meetings/gather.ts';
import { presentMoment } from '../meetings/moment.ts';
import { type Reader, readerOf, seesMeeting } from '../meetings/reader.ts';
import { showLines, showMeeting } from '../meetings/show.ts';
import { planSeq } from '../year-figures.ts';
import { HttpError, notFound } from './errors.ts';
import { writeOnce } from './idempotent.ts';
import { cursorId, parseBody, parseQuery } from './parse.ts';
import { refuseUnless, requireMay, sightOf, whoAsks } from './person.ts';
import { callerOf } from './sign-in.ts';

export const MeetingPreviewQuery = z.object({ preview: z.enum(['true', 'false']).optional() });

/** By default the meeting before; where there is none, the present. */
export const ComparisonQuery = z.object({ with: z.enum(['previous', 'now']).optional() });

export interface Meetings {
  db: Database;
  cache: PlanCache;
  timeZone: string;
}

/** /api/v1/meetings: review meetings (调度会). A meeting is opened once, and shows for ever what it showed then. */
export function meetingRoutes({ db, cache }: Meetings): Router {
  const router = Router();
  router.get('/', requireMay('read'), async (req, res) => {
    const { year, limit, cursor } = parseQuery(MeetingFilter, req.query);
    const reader = await readerOf(db.read, await db.today(), req, res);
    const rows = (await listMeetings(db.read, year)).filter((row) => seesMeeting(reader, row));
    const start = cursorId(cursor) ?? 0;
    const items = await showLines(db.read, rows.slice(start, start + limit), reader);
    const nextCursor = start + limit < rows.length ? String(start + limit) : null;
    res.json({ items, nextCursor, total: rows.length });
  });

  router.post('/', requireMay('hold_meeting'), async (req, res) => {
    const { preview } = parseQuery(MeetingPreviewQuery, req.query);
    const opening = parseBody(MeetingOpening, req.body);
    const { person, staff } = await whoAsks(db.read, res);
    const scope = await scopeOf(db.read, opening, { person, staff, sight: sightOf(res) });
    const { node, title = null, heldOn = null } = opening;
    const year = yearOf(node);
    await refuseNode(db, opening, scope);
    const id = randomUUID();
    const moment = await presentMoment(db, { year, asOf: node });
    const frozen = await freeze({ db, cache }, id, scope, moment);
    if (preview === 'true') {
      res.json(previewOf(frozen, title, languageOf(req.get('accept-language'))));
      return;
    }
    await writeOnce(db, req, res, async (trx, unit) => {
      const { projects, alerts, items, warnings, overview, previous } = frozen;
      const row = {
        ...{ id, year, node, title, held_on: heldOn },
        department_id: scope.department?.id ?? null,
        ...{ place: '', chair: '', recorder: '', attendees: '' },
        ...{ opened_at: unit.at, opened_by: callerOf(res).fullName, closed_at: null, closed_by: null },
        ...{ today: moment.today, known_at: moment.knownAt, seq: moment.seq },
        previous_id: previous?.id ?? null,
        warnings: JSON.stringify(warnings),
        ...{ overview_zh: overview.zh, overview_en: overview.en },
      };
      await insertMeeting(trx, row, { projects, alerts, items });
      unit.record({
        subject: id,
        after: { node, department: scope.department?.code ?? null, seq: moment.seq },
      });
      tell(unit);
      return { status: 201, body: await meetingAfter(trx, cache, unit, id, req, res) };
    });
  });

  router.get('/:id', requireMay('read'), async (req, res) => {
    const reader = await readerOf(db.read, await db.today(), req, res);
    const row = await seenMeeting(db.read, String(req.params.id), reader);
    res.json(await showMeeting(db.read, cache, await planSeq(db), row, reader));
  });
  router.get('/:id/comparison', requireMay('read'), async (req, res) => {
    const { with: other } = parseQuery(ComparisonQuery, req.query);
    const reader = await readerOf(db.read, await db.today(), req, res);
    const row = await seenMeeting(db.read, String(req.params.id), reader);
    res.json(await compareMeeting(db, cache, row, reader, other ?? (row.previousId ? 'previous' : 'now')));
  });
  return router;
}

/** A meeting that exists for its reader; a 404 otherwise. */
export async function seenMeeting(db: Db, id: string, reader: Reader): Promise<MeetingRow> {
  const row = await findMeeting(db, id);
  if (!row || !seesMeeting(reader, row)) throw notFound();
  return row;
}

/** The meeting as it stands within a write. */
export async function meetingAfter(
  trx: Db,
  cache: PlanCache,
  unit: Unit,
  id: string,
  req: Request,
  res: Response,
) {
  const reader = await readerOf(trx, unit.today, req, res);
  return await showMeeting(trx, cache, unit.planSeq, await seenMeeting(trx, id, reader), reader);
}

/** Says that something about meetings changed; which of them, whoever looks at one asks. */
export function tell(unit: Unit): void {
  unit.announce({ topics: ['meetings'], projects: [] });
}

/** The department that a meeting is of. Whoever may hold meetings in one department alone need not name it. */
async function scopeOf(
  db: Db,
  { node, department }: MeetingOpening,
  { person, staff, sight }: Pick<Reader, 'person' | 'staff' | 'sight'>,
): Promise<Scope> {
  const departments = await departmentsOf(db, yearOf(node));
  if (department === undefined) {
    if (may(person, 'hold_meeting', wholeHouse, staff).may) return { department: null };
    const own = departments.filter(({ code }) => may(person, 'hold_meeting', ofDepartment(code), staff).may);
    const [only] = own;
    if (only && own.length === 1) return { department: only };
    throw bad('/department', 'department', said('请写明部门编码。', 'Name the department by its code.'));
  }
  const known = departments.filter(({ code }) => sight.isIn(code));
  const found = known.find(({ code }) => code === department);
  if (!found) {
    const codes = known.map(({ code }) => code).join('、');
    throw bad(
      '/department',
      'unknown_department',
      said(
        `没有编码为${department}的部门；有：${codes}。`,
        `No department has the code ${department}; there are: ${codes}.`,
      ),
    );
  }
  refuseUnless(person, 'hold_meeting', ofDepartment(found.code), staff);
  return { department: found };
}

/** A meeting is about a node of the plan, or another month's end, that has come. */
async function refuseNode(
  db: Database,
  { year, node }: MeetingOpening,
  { department }: Scope,
): Promise<void> {
  const today = await db.today();
  const ofYear = yearOf(node);
  if (year !== undefined && year !== ofYear)
    throw bad('/node', 'node', said(`节点${node}不在${year}年内。`, `${node} is not within ${year}.`));
  if (!(await plannedYears(db.read)).includes(ofYear))
    throw bad('/node', 'node', said(`${ofYear}年没有绩效文本。`, `${ofYear} has no plan.`));
  const nodes = await departmentNodes(db.read, ofYear, {
    asOf: today,
    ...(department && { departmentId: department.id }),
  });
  const days = nodes.map(({ day }) => day);
  if (!days.includes(node) && node !== monthEnd(ofYear, Number(node.slice(5, 7)))) {
    const list = days.join('、');
    throw bad(
      '/node',
      'node',
      said(
        `${node}既不是计划节点，也不是月末；计划节点为${list}。`,
        `${node} is neither a node of the plan nor a month's end; its nodes are ${list}.`,
      ),
    );
  }
  if (node > today)
    throw bad(
      '/node',
      'node_to_come',
      said(`节点${node}还没有到（今天${today}）。`, `${node} is still to come (today is ${today}).`),
    );
}

export function bad(pointer: string, code: string, message: Said): HttpError {
  return new HttpError(422, code, message, [{ pointer, code, message }]);
}

function previewOf(
  { moment, warnings, items }: Frozen,
  title: string | null,
  language: 'zh' | 'en',
): MeetingPreview {
  const { year, asOf } = moment;
  const counts = agendaKinds.map((kind) => [kind, items.filter((one) => one.kind === kind).length]);
  return {
    title: meetingTitle({ year, node: asOf, title }, language),
    asOf,
    warnings: warnings.map((one) => one[language]),
    items: Object.fromEntries(counts) as MeetingPreview['items'],
  };
}
