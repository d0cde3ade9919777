import { findCover } from '#db/queries/ledger.ts';
import { openDepartmentAlerts } from '#db/queries/open-alerts.ts';
import { departmentNodes, departmentsOf, plannedYears } from '#db/queries/plans.ts';
import { ruledDepartments, ruledProjects } from '#db/queries/rules.ts';
import type { Db } from '#db/schema.ts';
import { type Day, earlier, later } from '#shared/calendar.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import type { Findings } from '#shared/evaluate/finding.ts';
import { evaluateLedger, nextAfter } from '#shared/evaluate/ledger.ts';
import { replay } from '#shared/evaluate/replay.ts';
import { asOfOn } from '#shared/plan.ts';
import type { RuleBook } from '#shared/rule-book.ts';
import { loadOpen, loadTimelines, type PlanCache, type Timeline } from '../evaluation/snapshots.ts';
import { type Compared, comparedAtOnce, comparedCourses } from './compare.ts';
import { bookWith, type Proposal } from './propose.ts';
import type { Slices } from './slices.ts';

/** So many projects are read at a time. */
const chunk = 20;

export interface BackTestWork {
  db: Db;
  cache: PlanCache;
  planSeq: number;
  book: RuleBook;
  proposal: Proposal;
  period: { year: number; from: Day; to: Day };
  today: Day;
  slices: Slices;
  onProgress: (done: number, total: number) => void;
}

export interface Tested {
  past: Compared[];
  atOnce: Compared[];
  projects: number;
  days: number;
}

/**
 * Tries a proposal on what happened. The past: every project that it has a say in is lived through again from
 * the day its plan was put in force, as known now, once by the rules of each day and once as if the proposal had
 * held all along; told are the alerts of the period that would be others. At once: what putting it in force
 * today would do to the alerts that are open. Reads only.
 */
export async function backTest(work: BackTestWork): Promise<Tested> {
  const { db, proposal, period, onProgress, slices } = work;
  const { scope } = proposal.at;
  const ofYear = await ruledProjects(db, scope, period.year);
  const open = await ruledProjects(db, scope);
  const total = ofYear.length + open.length;
  const tested: Tested = { past: [], atOnce: [], projects: ofYear.length, days: 0 };
  let done = 0;
  for (let at = 0; at < ofYear.length; at += chunk) {
    const some = ofYear.slice(at, at + chunk);
    for (const timeline of await loadTimelines(db, work.cache, work.planSeq, some)) {
      const { compared, days } = await liveAgain(work, timeline);
      tested.past.push(...compared);
      tested.days += days;
      onProgress(++done, total);
    }
    await slices.pause();
  }
  for (let at = 0; at < open.length; at += chunk) {
    const some = open.slice(at, at + chunk);
    tested.atOnce.push(...(await projectsAtOnce(work, some)));
    done = ofYear.length + at + some.length;
    onProgress(done, total);
    await slices.pause();
  }
  tested.atOnce.push(...(await ledgersAtOnce(work)));
  return tested;
}

/** The rules that the proposal would make, had it always held. */
function alwaysProposed({ book, proposal }: BackTestWork): RuleBook {
  const others = book.versions.filter(
    ({ scope }) => JSON.stringify(scope) !== JSON.stringify(proposal.at.scope),
  );
  return bookWith({ ...book, versions: others }, { ...proposal, effectiveOn: '0001-01-01' });
}

async function liveAgain(work: BackTestWork, timeline: Timeline) {
  const { period, slices } = work;
  const from = later(timeline.inForceOn, `${period.year}-01-01`);
  const span = { from, to: period.to };
  let days = 0;
  const lived = async (rules: RuleBook) => {
    const judge = (day: Day): Findings => {
      days += 1;
      return judgedOn(timeline, rules, day);
    };
    return await slices.run(replay(judge, span));
  };
  const before = await lived(work.book);
  const after = await lived(alwaysProposed(work));
  return { compared: comparedCourses(timeline, { before, after }, period), days };
}

/** What the evaluation of a day would find of a project, with what was known only later. */
function judgedOn(timeline: Timeline, rules: RuleBook, day: Day): Findings {
  const snapshot = timeline.snapshotOn(day);
  const coming = [timeline.nextVersionOn(day), rules.nextChange(day)].flatMap((one) => one ?? []);
  if (!snapshot) {
    return { findings: [], whyOver: () => 'plan_revised', nextCheckOn: nextAfter(coming, day) };
  }
  const days = { asOf: asOfOn(snapshot.plan.year, day), today: day };
  const judged = evaluate(snapshot, rules.profileOf(snapshot, day), days);
  return { ...judged, nextCheckOn: coming.reduce(earlier, judged.nextCheckOn) };
}

async function projectsAtOnce(work: BackTestWork, ids: readonly string[]): Promise<Compared[]> {
  const { db, cache, planSeq, book, today, slices } = work;
  const rules = alwaysProposed(work);
  const open = await loadOpen(db, ids);
  const compared: Compared[] = [];
  for (const timeline of await loadTimelines(db, cache, planSeq, ids)) {
    const mine = open.filter(({ projectId }) => projectId === timeline.projectId);
    const judged = { asIs: judgedOn(timeline, book, today), asProposed: judgedOn(timeline, rules, today) };
    compared.push(...comparedAtOnce(timeline, mine, judged, today));
    await slices.pause();
  }
  return compared;
}

/** The ledgers of the departments that the proposal has a say in: their duty waits for the same grace. */
async function ledgersAtOnce({ db, proposal, book, today, ...work }: BackTestWork): Promise<Compared[]> {
  const rules = alwaysProposed({ db, proposal, book, today, ...work });
  const ruled = new Set((await ruledDepartments(db, proposal.at.scope)).map(({ id }) => id));
  const compared: Compared[] = [];
  for (const year of await plannedYears(db)) {
    for (const { id, code, inForceOn, closedAt } of await departmentsOf(db, year)) {
      if (closedAt || !ruled.has(id)) continue;
      const nodes = await departmentNodes(db, year, { asOf: today, departmentId: id });
      const coveredTo = (await findCover(db, id, year))?.coveredTo ?? null;
      const judged = (by: RuleBook) =>
        evaluateLedger({ nodes, inForceOn, coveredTo }, by.profileOfDepartment(code, today), today);
      const open = await openDepartmentAlerts(db, id, year, 'ledger');
      const place = { code: null, name: null, year };
      compared.push(...comparedAtOnce(place, open, { asIs: judged(book), asProposed: judged(rules) }, today));
    }
  }
  return compared;
}
