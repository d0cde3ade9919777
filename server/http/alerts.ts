import { Router } from 'express';
import type { Database } from '#db/open.ts';
import { alertStories } from '#db/queries/alert-history.ts';
import type { AlertRow } from '#db/queries/alert-rows.ts';
import { countAlerts, findAlert, listAlerts } from '#db/queries/alerts.ts';
import { AlertFilter } from '#shared/api.ts';
import { said } from '#shared/language.ts';
import { showAlert } from '../show-alert.ts';
import type { Sight } from '../sight.ts';
import type { Answer } from './answers.ts';
import { HttpError, notFound } from './errors.ts';
import { parseQuery } from './parse.ts';
import { sightOf } from './person.ts';
import { readingDays } from './reading-days.ts';

/** /api/v1/alerts: what is off, with its explanation and its story. */
export function alertRoutes({ db, answer }: { db: Database; answer: Answer }): Router {
  const router = Router();
  router.get(
    '/',
    answer(async (req, res) => {
      const { year, past, today, language } = await readingDays(db, req);
      const { limit, cursor, condition, severity, handling, kind, project, muted } = parseQuery(
        AlertFilter,
        req.query,
      );
      const filter = {
        year,
        past,
        conditions: condition,
        severities: severity,
        handlings: handling,
        kinds: kind,
        project,
        muted,
        seen: sightOf(res).seen,
      };
      const rows = await listAlerts(db.read, { ...filter, before: before(cursor), limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const next = rows.length > limit && last ? `${last.openedSeq}.${last.id}` : null;
      const total = await countAlerts(db.read, filter);
      return { items: page.map((row) => showAlert(row, language, today)), nextCursor: next, total };
    }),
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
