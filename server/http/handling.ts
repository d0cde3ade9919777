import { type Request, type Response, Router } from 'express';
import type { Unit } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import type { AlertRow } from '#db/queries/alert-rows.ts';
import { findAlert, findAlertScope } from '#db/queries/alerts.ts';
import { keepHandlings, lastMeasures } from '#db/queries/handling.ts';
import { appendAlertEvents } from '#db/queries/open-alerts.ts';
import { findSilence } from '#db/queries/silences.ts';
import type { Db } from '#db/schema.ts';
import type { EventDetail } from '#shared/alert.ts';
import type { AlertMoves } from '#shared/api.ts';
import { addDays, type Day } from '#shared/calendar.ts';
import { type Handled, type Move, moves, nextMove, refusalOf, refusals } from '#shared/handling.ts';
import { languageOf, type Said, said } from '#shared/language.ts';
import { gapText } from '#shared/lapse.ts';
import {
  AcceptAlert,
  AcknowledgeAlert,
  CloseAlert,
  RectifyAlert,
  ReturnAlert,
  SubmitAlert,
} from '#shared/moves.ts';
import { latestPromise } from '#shared/promise.ts';
import {
  type Charged,
  chargedOf,
  may,
  ofDepartment,
  type Person,
  type Staff,
  secondEyes,
} from '#shared/rights.ts';
import { loadSnapshots, type PlanCache } from '../evaluation/snapshots.ts';
import { showAlert } from '../show-alert.ts';
import type { Sight } from '../sight.ts';
import { planSeq } from '../year-figures.ts';
import { seesAlert } from './alerts.ts';
import { HttpError, notFound } from './errors.ts';
import { writeOnce } from './idempotent.ts';
import { parseBody } from './parse.ts';
import { refuseUnless, requireMay, sightOf, whoAsks } from './person.ts';

/** An alert that somebody wants to move, with all that the move looks at. */
interface Moving {
  alert: AlertRow;
  projectId: string | null;
  charged: Charged;
  person: Person;
  staff: Staff;
  today: Day;
  /** The last day that may be promised; null for what belongs to no project. */
  promiseBy: Day | null;
}

/** What a move makes of the handling, and what its event says. */
interface Moved {
  handled: Partial<Handled> & Pick<Handled, 'state'>;
  what: string;
  note: string | null;
  detail?: EventDetail;
}

/** /api/v1/alerts/{id}/…: the handling of alerts, from the acknowledgement to the verified closure. */
export function handlingRoutes({ db, cache }: { db: Database; cache: PlanCache }): Router {
  const router = Router();

  const move = async (
    req: Request,
    res: Response,
    name: Move,
    decide: (moving: Moving) => Moved,
  ): Promise<void> => {
    await writeOnce(db, req, res, async (trx, unit) => {
      const moving = await findMoving(trx, cache, unit.planSeq, unit.today, req, res);
      const { charged, person, staff } = moving;
      refuseUnless(person, name, charged, staff);
      refuseWhere(moving, name);
      const { alone } = twoPeople(moving, name);
      const moved = decide(moving);
      const shown = await keep(trx, unit, moving, {
        ...moved,
        detail: { ...moved.detail, ...(alone && { alone }) },
      });
      return { status: 200, body: showAlert(shown, languageOf(req.get('accept-language')), unit.today) };
    });
  };

  router.post('/:id/acknowledge', requireMay('acknowledge'), async (req, res) => {
    const { owner, cause, measure, promisedOn, note } = parseBody(AcknowledgeAlert, req.body);
    await move(req, res, 'acknowledge', ({ alert, person, today, promiseBy }) => {
      refusePromise(promisedOn, today, promiseBy);
      return {
        handled: {
          state: 'acknowledged',
          ...{ owner, cause, measure, promisedOn, promise: null, result: null, submittedBy: null },
          acknowledgedOn: today,
          acknowledgedBy: person.username,
          acknowledgedSeverity: alert.severity,
          acknowledgedGap: gapText(alert.facts),
          waitingSince: null,
        },
        what: 'acknowledged',
        note: note ?? null,
        detail: { owner, cause, measure, promisedOn },
      };
    });
  });
  router.post('/:id/rectify', requireMay('rectify'), async (req, res) => {
    const { note } = parseBody(RectifyAlert, req.body ?? {});
    const moved: Moved = { handled: { state: 'rectifying' }, what: 'rectifying', note: note ?? null };
    await move(req, res, 'rectify', () => moved);
  });
  router.post('/:id/submit', requireMay('submit'), async (req, res) => {
    const { result } = parseBody(SubmitAlert, req.body);
    await move(req, res, 'submit', ({ person }) => ({
      handled: { state: 'submitted', result, submittedBy: person.username },
      what: 'submitted',
      note: result,
    }));
  });
  router.post('/:id/return', requireMay('return'), async (req, res) => {
    const { reason } = parseBody(ReturnAlert, req.body);
    await move(req, res, 'return', () => ({
      handled: { state: 'returned' },
      what: 'returned',
      note: reason,
    }));
  });
  router.post('/:id/close', requireMay('close'), async (req, res) => {
    const { note } = parseBody(CloseAlert, req.body);
    await move(req, res, 'close', () => ({ handled: { state: 'closed' }, what: 'closed', note }));
  });
  router.post('/:id/accept', requireMay('accept'), async (req, res) => {
    const { reason, until } = parseBody(AcceptAlert, req.body);
    await move(req, res, 'accept', ({ alert, person, today }) => {
      refuseAcceptance(until, today, alert.year);
      return {
        handled: { state: 'accepted', acceptedUntil: until, acceptedBy: person.name, waitingSince: null },
        what: 'accepted',
        note: reason,
        detail: { until },
      };
    });
  });

  router.get('/:id/moves', requireMay('read'), async (req, res) => {
    const today = await db.today();
    const moving = await findMoving(db.read, cache, await planSeq(db), today, req, res);
    res.json(await movesOf(db, moving, req, sightOf(res)));
  });
  return router;
}

/** What the caller may do now, each move with the reason where it may not be made. */
async function movesOf(db: Database, moving: Moving, req: Request, sight: Sight): Promise<AlertMoves> {
  const language = languageOf(req.get('accept-language'));
  const { alert, charged, promiseBy, person } = moving;
  const allowed = (name: Move): Said | undefined => {
    const refusal = refusalOf(alert, name);
    if (refusal) return refusals[refusal];
    const right = may(person, name, charged, moving.staff);
    if (!right.may) return right.why;
    const eyes = secondEyesOf(moving, name);
    return eyes.may ? undefined : eyes.why;
  };
  const listed = moves.map((name) => {
    const why = allowed(name);
    return { move: name, allowed: why === undefined, ...(why && { why: why[language] }) };
  });
  const next = nextMove(alert);
  return {
    moves: listed,
    next: next && listed.some((one) => one.move === next && one.allowed) ? next : null,
    promiseBy,
    owner: alert.handled.owner ?? alert.owner ?? person.name,
    measures: await lastMeasures(db.read, alert.year, 3, sight.seen),
    maySilence: may(person, 'silence', charged, moving.staff).may,
    silencedBy: alert.mutedBy && (await findSilence(db.read, alert.mutedBy)) ? alert.mutedBy : null,
  };
}

async function findMoving(
  db: Db,
  cache: PlanCache,
  seq: number,
  today: Day,
  req: Request,
  res: Response,
): Promise<Moving> {
  const id = String(req.params.id);
  const alert = await findAlert(db, id);
  const scope = await findAlertScope(db, id);
  if (!alert || !scope || !seesAlert(sightOf(res), alert)) throw notFound();
  const { projectId } = scope;
  const [history] = projectId ? await cache.histories(db, seq, [projectId]) : [];
  const [snapshot] = projectId ? await loadSnapshots(db, cache, seq, [projectId], { asOf: today }) : [];
  if (snapshot?.plan.closed && req.method !== 'GET')
    throw new HttpError(409, 'year_closed', refusals.year_closed);
  const promiseBy = snapshot ? latestPromise(snapshot, alert.facts, today) : null;
  const plan = history?.versions.at(-1)?.plan;
  const charged = plan ? chargedOf(plan) : ofDepartment(alert.department);
  return { alert, projectId, charged, today, promiseBy, ...(await whoAsks(db, res)) };
}

function refuseWhere({ alert }: Moving, name: Move): void {
  const refusal = refusalOf(alert, name);
  if (refusal) throw new HttpError(409, refusal, refusals[refusal]);
}

/** Who submitted a result does not return or close it, unless there is nobody else. */
function secondEyesOf({ alert, charged, person, staff }: Moving, name: Move) {
  if (name !== 'return' && name !== 'close') return { may: true } as const;
  return secondEyes(person, name, alert.handled.submittedBy, charged, staff);
}

function twoPeople(moving: Moving, name: Move): { alone: boolean } {
  const right = secondEyesOf(moving, name);
  if (!right.may) throw new HttpError(403, 'four_eyes', right.why);
  return { alone: 'alone' in right && right.alone === true };
}

function refusePromise(promisedOn: Day, today: Day, promiseBy: Day | null): void {
  const by = promiseBy ?? today;
  if (promisedOn >= today && promisedOn <= by) return;
  throw badDay('/promisedOn', 'promise', `承诺日应在${today}至${by}之间（下一次计量日）。`, [
    `The promised day must lie between ${today} and ${by}, the next day on which it is measured.`,
  ]);
}

/** An acceptance ends with the rectification of the year at the latest. */
function refuseAcceptance(until: Day, today: Day, year: number): void {
  const [first, last] = [addDays(today, 1), `${year + 1}-03-31`];
  if (until >= first && until <= last) return;
  throw badDay('/until', 'until', `认可的期限应在${first}至${last}之间。`, [
    `An acceptance ends between ${first} and ${last}.`,
  ]);
}

function badDay(pointer: string, code: string, zh: string, [en = '']: string[]): HttpError {
  const message = said(zh, en);
  return new HttpError(422, code, message, [{ pointer, code, message }]);
}

/** What of a handling is not as in another. */
function changedIn(handled: Handled, other: Handled): Partial<Handled> {
  const before = new Map<string, unknown>(Object.entries(other));
  return Object.fromEntries(Object.entries(handled).filter(([name, value]) => before.get(name) !== value));
}

/** Keeps what a move made of an alert, has its project looked at again, and says that alerts changed. */
async function keep(
  db: Db,
  unit: Unit,
  { alert, projectId, person }: Moving,
  moved: Moved,
): Promise<AlertRow> {
  const handled: Handled = { ...alert.handled, ...moved.handled };
  const moment = { at: unit.at, seq: unit.seq, day: unit.today, by: person.name };
  const { id, severity, facts } = alert;
  const { what, note, detail } = moved;
  const event = { alert: id, what, severity, facts: JSON.stringify(facts), note };
  await keepHandlings(db, [{ alert: id, handled }]);
  await appendAlertEvents(
    db,
    [{ ...event, handling: JSON.stringify(handled), detail: JSON.stringify(detail ?? {}) }],
    moment,
  );
  unit.record({
    subject: alert.key,
    projects: alert.projectCode === null ? [] : [alert.projectCode],
    before: changedIn(alert.handled, handled),
    after: { ...changedIn(handled, alert.handled), note },
  });
  unit.announce({ topics: ['alerts'], projects: alert.projectCode === null ? [] : [alert.projectCode] });
  if (projectId !== null) unit.touch([projectId]);
  return { ...alert, handled, handling: handled.state };
}
