import { randomUUID } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import type { Db } from '#db/schema.ts';
import { type Day, earlier, firstDayOf, yearOf } from '#shared/calendar.ts';
import { type Language, languageOf, said } from '#shared/language.ts';
import { ofDepartment, wholeHouse } from '#shared/rights.ts';
import { type BackTest, BackTestInput, NewRules, RulesQuery } from '#shared/rules-api.ts';
import type { Evaluator } from '../evaluation/run.ts';
import type { Live } from '../live/live.ts';
import { backTest, type Tested } from '../rules/back-test.ts';
import { type Compared, showCompared } from '../rules/compare.ts';
import { checkChanges, putInForce } from '../rules/propose.ts';
import { type NamedScope, scopeOf } from '../rules/scopes.ts';
import { rulesOfScope, showVersion } from '../rules/show.ts';
import { Cancelled, createSlices } from '../rules/slices.ts';
import type { Sight } from '../sight.ts';
import { ruleSheet } from '../tables/rule-sheet.ts';
import { planSeq } from '../year-figures.ts';
import { HttpError } from './errors.ts';
import { doOnce } from './idempotent.ts';
import { parseBody, parseQuery } from './parse.ts';
import { personOf, refuseUnless, requireMay, sightOf } from './person.ts';
import type { Readers } from './projects.ts';
import { currentYear, readingDays } from './reading-days.ts';
import { asWorkbook } from './sheets.ts';
import { callerOf } from './sign-in.ts';

interface Deps extends Readers {
  evaluator: Evaluator;
  live: Pick<Live, 'progress'>;
}

/** Of each list so many are shown; the counts are of all. */
const mostShown = 200;
/** Progress is told so often, in milliseconds. */
const progressEvery = 250;

/** /api/v1/rules: what is judged by, in versions per scope, and what a change would have made of the past. */
export function ruleRoutes({ db, cache, answer, evaluator, live }: Deps): Router {
  const router = Router();
  const oneByOne = createQueue();
  const rulesAsked = async (req: Request, res: Response) => {
    const moment = await readingDays(db, req);
    const { scope = 'all' } = parseQuery(RulesQuery, { scope: req.query.scope });
    const sees = (one: NamedScope) => seesScope(sightOf(res), one);
    const at = await scopeOf(db.read, scope, sees);
    const book = await cache.rules(db.read, await planSeq(db));
    return await rulesOfScope(db.read, book, at, { ...moment, sees });
  };
  router.get(
    '/',
    asWorkbook(db, async (req, res) =>
      ruleSheet(await rulesAsked(req, res), languageOf(req.get('accept-language'))),
    ),
    answer(rulesAsked),
  );

  router.put('/:scope', requireMay('set_rules'), async (req, res) => {
    const { changes, reason, revises, effectiveOn } = parseBody(NewRules, req.body);
    const given = await doOnce(db, req, res, async (trx, unit) => {
      const at = await ownScope(trx, String(req.params.scope), res);
      const by = callerOf(res).name;
      const proposal = { at, changes, effectiveOn: effectiveOn ?? unit.today, reason, revises, by };
      const version = await putInForce(trx, unit, cache, proposal);
      const { versions } = await cache.rules(trx, unit.planSeq);
      const isInForce = version.effectiveOn <= unit.today;
      unit.record({
        before: versions.find((one) => one.version === revises)?.changes,
        after: { version: version.version, changes, effectiveOn: version.effectiveOn, reason },
      });
      const body = { ...showVersion(versions, version, isInForce, unit.today), scopeName: at.name };
      return { status: 200, body };
    });
    await evaluator.settle();
    res.status(given.status).json(given.body);
  });

  router.post('/backtest', requireMay('set_rules'), async (req, res) => {
    const { scope, changes: wanted, id = randomUUID(), ...asked } = parseBody(BackTestInput, req.body);
    const at = await ownScope(db.read, scope, res);
    const language = languageOf(req.get('accept-language'));
    const today = await db.today();
    const period = periodOf(asked, today, await currentYear(db, today));
    const seq = await planSeq(db);
    const book = await cache.rules(db.read, seq);
    const changes = await checkChanges(db.read, book, { at, changes: wanted, effectiveOn: today });
    const left = new AbortController();
    res.on('close', () => left.abort());
    const onProgress = createProgress(live, res, id);
    const tested = await oneByOne(() =>
      backTest({
        ...{ db: db.read, cache, planSeq: seq, book, period, today, onProgress },
        proposal: { at, changes, effectiveOn: today },
        slices: createSlices(left.signal),
      }),
    ).catch((error: unknown) => {
      if (!(error instanceof Cancelled)) throw error;
    });
    if (tested) res.json(showTested({ id, scope: at.text, ...period }, tested, language));
  });

  return router;
}

/** A scope of which the caller may set the rules; one that does not exist for him is a 404, another's a 403. */
async function ownScope(db: Db, text: string, res: Response): Promise<NamedScope> {
  const at = await scopeOf(db, text, (one) => seesScope(sightOf(res), one));
  const isWhole = at.scope.of === 'all';
  refuseUnless(
    personOf(callerOf(res)),
    'set_rules',
    isWhole ? wholeHouse : ofDepartment(at.ruled.department.code),
  );
  return at;
}

/** Whether a scope exists for somebody: that of a department or project exists with it. */
function seesScope(sight: Sight, { scope, ruled }: NamedScope): boolean {
  if (scope.of === 'all') return true;
  return scope.of === 'department' ? sight.isIn(ruled.department.code) : sight.knowsAnyOf(ruled.code);
}

/** The period that is looked at: the year so far where nothing is said; a 422 where it is none of one year. */
function periodOf(asked: { from?: Day | undefined; to?: Day | undefined }, today: Day, current: number) {
  const year = asked.from ? yearOf(asked.from) : current;
  const { from = firstDayOf(year), to = today } = asked;
  const bad = (field: string, zh: string, en: string) => {
    const message = said(zh, en);
    return new HttpError(422, field, message, [{ pointer: `/${field}`, code: field, message }]);
  };
  if (to > today)
    throw bad(
      'to',
      `回测只看过去，最迟到今天（${today}）。`,
      `Only the past can be tried: ${today} at the latest.`,
    );
  if (to < from) throw bad('to', '结束日早于开始日。', 'It ends before it starts.');
  return { year, from, to: earlier(to, `${year + 1}-12-31`) };
}

function createProgress(live: Pick<Live, 'progress'>, res: Response, id: string) {
  const caller = callerOf(res);
  let last = 0;
  return (done: number, total: number) => {
    const now = Date.now();
    if (now - last < progressEvery && done < total) return;
    last = now;
    const message = said(`正在按新规则回测，${done} / ${total}`, `Trying the new rules, ${done} of ${total}`);
    live.progress(caller, { id, kind: 'backtest', done, total, message });
  };
}

/** One after another: two at once would share the machine and keep others waiting twice as long. */
function createQueue() {
  let last: Promise<unknown> = Promise.resolve();
  return function oneByOne<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

function showTested(
  asked: Pick<BackTest, 'id' | 'scope' | 'from' | 'to'>,
  { past, atOnce, projects, days }: Tested,
  language: Language,
): BackTest {
  const { id, scope, from, to } = asked;
  const shown = (list: readonly Compared[]) => ({
    ...countsOf(list),
    items: list.slice(0, mostShown).map((one) => showCompared(one, language)),
    left: Math.max(0, list.length - mostShown),
  });
  return {
    ...{ id, scope, from, to, projects },
    text: effectOf(countsOf(atOnce), countsOf(past), { from, to }, language),
    past: { ...shown(past), days },
    atOnce: shown(atOnce),
  };
}

type Counts = ReturnType<typeof countsOf>;

function countsOf(list: readonly Compared[]) {
  const count = (change: Compared['change']) => list.filter((one) => one.change === change).length;
  return { appears: count('appears'), vanishes: count('vanishes'), severity: count('severity') };
}

/** 本次调整将新增7条预警、取消2条 — at once, and what it would have made of the period. */
function effectOf(
  now: Counts,
  past: Counts,
  { from, to }: { from: Day; to: Day },
  language: Language,
): string {
  const zh = language === 'zh';
  const none = ({ appears, vanishes, severity }: Counts) => appears + vanishes + severity === 0;
  const atOnce = zh
    ? none(now)
      ? '本次调整不改变目前的预警'
      : `本次调整将新增${now.appears}条预警、取消${now.vanishes}条${now.severity ? `、改变${now.severity}条的级别` : ''}`
    : none(now)
      ? 'This change leaves the open alerts as they are'
      : `This change raises ${now.appears} and drops ${now.vanishes} of the alerts${now.severity ? `; ${now.severity} change severity` : ''}`;
  const then = zh
    ? none(past)
      ? `${from}至${to}若一直按此判定，预警也不变。`
      : `${from}至${to}若一直按此判定，会多出${past.appears}条、少${past.vanishes}条${past.severity ? `、${past.severity}条级别不同` : ''}。`
    : none(past)
      ? `had it held from ${from} to ${to}, the alerts would have been the same.`
      : `had it held from ${from} to ${to}, there would have been ${past.appears} more and ${past.vanishes} fewer${past.severity ? `, ${past.severity} of another severity` : ''}.`;
  return zh ? `${atOnce}；${then}` : `${atOnce}; ${then}`;
}
