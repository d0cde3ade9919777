import { type Request, type Response, Router } from 'express';
import type { Database } from '#db/open.ts';
import { alertStories } from '#db/queries/alert-history.ts';
import type { AlertRow } from '#db/queries/alert-rows.ts';
import { type AlertWhere, countAlerts, findAlert, listAlerts, orderedAlerts } from '#db/queries/alerts.ts';
import type { Place } from '#db/queries/ordered.ts';
import { AlertFilter } from '#shared/api.ts';
import { said } from '#shared/language.ts';
import type { AlertCounts } from '#shared/tables.ts';
import { mineOf } from '../inbox.ts';
import { showAlert } from '../show-alert.ts';
import type { Sight } from '../sight.ts';
import { alertSheet } from '../tables/alert-sheet.ts';
import type { Answer } from './answers.ts';
import { HttpError, notFound } from './errors.ts';
import { parseQuery } from './parse.ts';
import { personOf, sightOf } from './person.ts';
import { placeCursor, placeOf } from './places.ts';
import { readingDays } from './reading-days.ts';
import { asWorkbook, everyRow } from './sheets.ts';
import { callerOf } from './sign-in.ts';

/** /api/v1/alerts: what is off, with its explanation and its story. */
export function alertRoutes({ db, answer }: { db: Database; answer: Answer }): Router {
  const router = Router();
  router.get(
    '/',
    asWorkbook(db, async (req, res) => {
      const { days, wanted, where } = await asked(db, req, res);
      const order = wanted.sort ?? { by: 'since', down: true };
      const rows = await everyRow<AlertRow, Place>(async (after, limit) => {
        const { alerts, last } = await orderedAlerts(db.read, { ...where, order, after, limit });
        return { rows: alerts, last };
      });
      const shown = rows.map((row) => showAlert(row, days.language, days.today));
      return alertSheet(shown, days.language, wanted.rectifying === true);
    }),
    answer(async (req, res) => {
      const { days, wanted, where } = await asked(db, req, res);
      const { language, today } = days;
      const { limit, cursor, sort } = wanted;
      const total = await countAlerts(db.read, where);
      if (sort) {
        const page = {
          order: sort,
          after: placeOf(cursor, sort, { numbers: ['gravity'], id: 'string' }),
          limit,
        };
        const { alerts, last } = await orderedAlerts(db.read, { ...where, ...page });
        const nextCursor = last ? placeCursor(sort, last) : null;
        return { items: alerts.map((row) => showAlert(row, language, today)), nextCursor, total };
      }
      const rows = await listAlerts(db.read, { ...where, before: before(cursor), limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const next = rows.length > limit && last ? `${last.openedSeq}.${last.id}` : null;
      return { items: page.map((row) => showAlert(row, language, today)), nextCursor: next, total };
    }, isOwn),
  );
  router.get(
    '/counts',
    answer(
      async (req, res) => {
        const { days, where } = await asked(db, req, res);
        const all = { ...where, mine: undefined, unacknowledged: undefined, overdueOn: undefined };
        const mine = await mineOf(db.read, personOf(callerOf(res)));
        const [every, own, unacknowledged, overdue] = await Promise.all([
          countAlerts(db.read, all),
          countAlerts(db.read, { ...all, mine }),
          countAlerts(db.read, { ...all, unacknowledged: true }),
          countAlerts(db.read, { ...all, overdueOn: days.today }),
        ]);
        return { all: every, mine: own, unacknowledged, overdue } satisfies AlertCounts;
      },
      () => true,
    ),
  );
  router.get(
    '/:id',
    answer(async (req, res) => {
      const { today, past, language } = await readingDays(db, req);
      const id = String(req.params.id);
      const then = past && (await findAlert(db.read, id, past));
      // A link to an alert that had not begun by the day one looks at still leads to it.
      const row = then ?? (await findAlert(db.read, id));
      if (!row || !seesAlert(sightOf(res), row)) throw notFound();
      const history = (await alertStories(db.read, [row.id], then && past)).get(row.id) ?? [];
      return { ...showAlert(row, language, today), history };
    }),
  );
  return router;
}

/** What is one's own is answered to oneself alone. */
function isOwn(req: Request): boolean {
  return req.query.mine !== undefined;
}

/** The alerts that a request asks for, of those that the caller sees. */
async function asked(db: Database, req: Request, res: Response) {
  const days = await readingDays(db, req);
  const wanted = parseQuery(AlertFilter, req.query);
  const where: AlertWhere = {
    year: days.year,
    past: days.past,
    conditions: wanted.condition,
    severities: wanted.severity,
    handlings: wanted.handling,
    kinds: wanted.kind,
    project: wanted.project,
    muted: wanted.muted,
    mine: wanted.mine && (await mineOf(db.read, personOf(callerOf(res)))),
    unacknowledged: wanted.unacknowledged,
    overdueOn: wanted.promise && days.today,
    rectifying: wanted.rectifying,
    q: wanted.q,
    named: wanted.named,
    seen: sightOf(res).seen,
  };
  return { days, wanted, where };
}

/** Whether somebody sees an alert: that of a project they know, or of a department whose affairs they see. */
export function seesAlert(
  sight: Sight,
  { year, projectCode, department }: Pick<AlertRow, 'year' | 'projectCode' | 'department'>,
): boolean {
  return projectCode === null ? sight.seesDepartment(department) : sight.knowsCode(year, projectCode);
}

function before(cursor: string | undefined) {
  if (cursor === undefined) return undefined;
  const match = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(cursor);
  if (!match)
    throw new HttpError(400, 'cursor', said('cursor 不是本接口给出的', 'The cursor is not one of ours'));
  return { seq: Number(match[1]), id: String(match[2]) };
}
