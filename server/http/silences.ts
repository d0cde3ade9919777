import { Router } from 'express';
import { z } from 'zod';
import type { Unit } from '#db/gate.ts';
import { type AlertRow, openAlertsOf } from '#db/queries/alert-rows.ts';
import { departmentNodes, departmentsOf, findProjectPlace, projectIds } from '#db/queries/plans.ts';
import {
  endSilence,
  findSilence,
  insertSilence,
  listSilences,
  type SilenceRow,
} from '#db/queries/silences.ts';
import type { Db } from '#db/schema.ts';
import { type Day, later } from '#shared/calendar.ts';
import { languageOf, said } from '#shared/language.ts';
import { NewSilence, type Silence } from '#shared/moves.ts';
import { may, ofDepartment, type Person, type Staff, wholeHouse } from '#shared/rights.ts';
import { isInForce, type Matchers, matches } from '#shared/silence.ts';
import { evaluateLedgers } from '../evaluation/evaluate-projects.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { showAlert } from '../show-alert.ts';
import type { Sight } from '../sight.ts';
import { HttpError, notFound } from './errors.ts';
import { writeOnce } from './idempotent.ts';
import { parseBody, parseQuery } from './parse.ts';
import { refuseUnless, requireMay, sightOf, whoAsks } from './person.ts';
import type { Readers } from './projects.ts';
import { currentYear, readingDays } from './reading-days.ts';
import { callerOf } from './sign-in.ts';
import { recorded } from './trail.ts';

export const SilencePreview = z.object({ preview: z.enum(['true', 'false']).optional() });

/** /api/v1/silences: what stops the notifications of some alerts for a time. Nothing leaves the screens. */
export function silenceRoutes({ db, cache, answer }: Readers): Router {
  const router = Router();
  router.get(
    '/',
    answer(async (req, res) => {
      const { year, today, knownAt } = await readingDays(db, req);
      const sight = sightOf(res);
      const rows = (await listSilences(db.read, year, knownAt)).filter((one) => seesSilence(sight, one));
      return { items: rows.reverse().map((row) => showSilence(row, today)), nextCursor: null };
    }),
  );

  router.post('/', requireMay('silence'), async (req, res) => {
    const { preview } = parseQuery(SilencePreview, req.query);
    const { reason, matchers, ends, ...given } = parseBody(NewSilence, req.body);
    const language = languageOf(req.get('accept-language'));
    const today = await db.today();
    const starts = given.starts ?? today;
    const year = await currentYear(db, today);
    const { person, staff } = await whoAsks(db.read, res);
    await refuseSilence(db.read, sightOf(res), { person, staff }, year, matchers);
    refuseDays({ starts, ends, today, last: await lastDay(db.read, year, today) });
    if (preview === 'true') {
      const hidden = await hiddenBy(db.read, year, matchers);
      res.json({ count: hidden.length, alerts: hidden.map((alert) => showAlert(alert, language, today)) });
      return;
    }
    await writeOnce(db, req, res, async (trx, unit) => {
      const author = callerOf(res).name;
      const silence = { year, author, reason, matchers, starts, ends, createdAt: unit.at };
      const made = await insertSilence(trx, silence);
      await lookAgain(trx, unit, cache, made);
      return { status: 201, body: showSilence(made, unit.today) };
    });
  });

  router.delete('/:id', requireMay('silence'), async (req, res) => {
    await recorded(db, res).write(async (trx, unit) => {
      const who = await whoAsks(trx, res);
      refuseUnless(who.person, 'silence', undefined, who.staff);
      const silence = await findSilence(trx, String(req.params.id));
      if (!silence || !seesSilence(sightOf(res), silence)) throw notFound();
      await refuseSilence(trx, sightOf(res), who, silence.year, silence.matchers);
      unit.record({ before: silence, projects: silence.matchers.project ? [silence.matchers.project] : [] });
      const end = { on: unit.today, at: unit.at, by: callerOf(res).name };
      if (!(await endSilence(trx, silence.id, end)))
        throw new HttpError(409, 'over', said('这条静默已经结束。', 'This silence is over already.'));
      await lookAgain(trx, unit, cache, silence);
    });
    res.status(204).end();
  });
  return router;
}

/** A silence is seen by who sees all that it is for: of one project it may be seen with that. */
function seesSilence(sight: Sight, { year, matchers }: Pick<SilenceRow, 'year' | 'matchers'>): boolean {
  if (sight.seen === undefined) return true;
  return matchers.project !== undefined && sight.knowsCode(year, matchers.project);
}

/** Whoever may silence in one department alone names a project of it: any other silence would reach further. */
async function refuseSilence(
  db: Db,
  sight: Sight,
  { person, staff }: { person: Person; staff: Staff },
  year: number,
  { project }: Matchers,
): Promise<void> {
  refuseUnless(person, 'silence', undefined, staff);
  if (may(person, 'silence', wholeHouse, staff).may) return;
  const place = project === undefined ? undefined : await findProjectPlace(db, year, project);
  if (place && sight.knows(place.id) && may(person, 'silence', ofDepartment(place.departmentCode), staff).may)
    return;
  const message = said(
    '只能静默本部门的某一个项目，请填写项目编码。',
    'You may only silence a project of your own department: name it.',
  );
  const pointer = '/matchers/project';
  throw new HttpError(422, 'unknown_project', message, [{ pointer, code: 'unknown_project', message }]);
}

/** The open alerts that a silence would hide. */
async function hiddenBy(db: Db, year: number, matchers: Matchers): Promise<AlertRow[]> {
  return (await openAlertsOf(db, year)).filter((alert) => matches(matchers, alert));
}

/** The last day on which a silence may end: the next node, after the last one 31 March. */
async function lastDay(db: Db, year: number, today: Day): Promise<Day> {
  const next = (await departmentNodes(db, year, { asOf: today })).find(({ day }) => day > today)?.day;
  return next ?? later(`${year + 1}-03-31`, today);
}

function refuseDays({ starts, ends, today, last }: { starts: Day; ends: Day; today: Day; last: Day }): void {
  const bad = (field: string, zh: string, en: string) => {
    const message = said(zh, en);
    return new HttpError(422, field, message, [{ pointer: `/${field}`, code: field, message }]);
  };
  if (starts < today)
    throw bad('starts', `开始日不能早于今天（${today}）。`, `It cannot start before today (${today}).`);
  if (ends < starts) throw bad('ends', '结束日早于开始日。', 'It ends before it starts.');
  if (ends > last)
    throw bad('ends', `最迟到下一节点${last}。`, `It ends with the next node, ${last}, at the latest.`);
}

/** What has an alert that a silence is for is judged again: hidden alerts are muted, the others speak. */
async function lookAgain(
  db: Db,
  unit: Unit,
  cache: PlanCache,
  { year, matchers }: SilenceRow,
): Promise<void> {
  const hidden = await hiddenBy(db, year, matchers);
  const codes = [...new Set(hidden.flatMap(({ projectCode }) => projectCode ?? []))];
  unit.announce({ topics: ['alerts'], projects: codes });
  unit.touch([...(await projectIds(db, year, codes)).values()]);
  if (!hidden.some(({ projectCode }) => projectCode === null)) return;
  const ledgers = (await departmentsOf(db, year)).map(({ id }) => ({ departmentId: id, year }));
  await evaluateLedgers(db, unit, cache, ledgers);
}

function showSilence({ endedOn, ...row }: SilenceRow, today: Day): Silence {
  const over = row.ends < today || (endedOn !== null && endedOn <= today);
  const state = over ? 'over' : isInForce({ ...row, endedOn }, today) ? 'in_force' : 'to_come';
  return { ...row, endedOn, state };
}
