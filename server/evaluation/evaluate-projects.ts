import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Unit } from '#db/gate.ts';
import { handlingsOf } from '#db/queries/handling.ts';
import { type Judged, keepJudged } from '#db/queries/judged.ts';
import { findCover } from '#db/queries/ledger.ts';
import { type OpenAlertOf, openDepartmentAlerts } from '#db/queries/open-alerts.ts';
import { comingVersions, departmentNodes, departmentsOf } from '#db/queries/plans.ts';
import { currentSilences } from '#db/queries/silences.ts';
import { findRuledBy, type StandingRow } from '#db/queries/standings.ts';
import type { Db } from '#db/schema.ts';
import { addDays, type Day } from '#shared/calendar.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import type { Findings } from '#shared/evaluate/finding.ts';
import { evaluateLedger, never, nextAfter } from '#shared/evaluate/ledger.ts';
import { indicatorStandings } from '#shared/evaluate/results.ts';
import { findingsAfterRevision, findingsAfterRules } from '#shared/evaluate/revised.ts';
import { figuresOf } from '#shared/figures.ts';
import { asOfOn, type ProjectPlan } from '#shared/plan.ts';
import { nextVersionOn, type PlanHistory } from '#shared/plan-versions.ts';
import type { RuledProject, RuleProfile } from '#shared/profile.ts';
import { ofDepartment, type RuleBook, ruleDay } from '#shared/rule-book.ts';
import { alertTransitions } from '#shared/transitions.ts';
import { endAccepted } from './life.ts';
import { loadForJudging, type Plans } from './snapshots.ts';
import type { Reconciled } from './story.ts';
import { addCounts, type Counts, nobody, noCounts, whatBecame } from './write-transitions.ts';

/** Judges the projects named and writes what came of it at once: see `judgeProjects`. */
export async function evaluateProjects(
  db: Db,
  unit: Unit,
  cache: Plans,
  ids: readonly string[],
  today: Day = unit.today,
): Promise<Counts> {
  const { counts, judged } = await judgeProjects(db, unit, cache, ids, today);
  await keepJudged(db, judged);
  return counts;
}

/**
 * Judges the projects named on a day, the unit's unless a missed one is made up for, inside the write that
 * touched them: reads what judging takes, evaluates, reconciles with the open alerts and announces what changed.
 * The two in the middle are pure. Answers what is to be written. The projects come in the order of their codes.
 */
export async function judgeProjects(
  db: Db,
  unit: Unit,
  cache: Plans,
  ids: readonly string[],
  today: Day = unit.today,
): Promise<{ counts: Counts; judged: Judged }> {
  if (ids.length === 0) return { counts: noCounts, judged: {} };
  const loaded = await loadForJudging(db, cache, unit.planSeq, ids, today);
  const { snapshots, handlings, silences } = loaded;
  const open = new Map<string, OpenAlertOf[]>();
  for (const alert of loaded.open) {
    const project = alert.projectId ?? '';
    open.set(project, [...(open.get(project) ?? []), alert]);
  }
  const rules = await cache.rules(db, unit.planSeq);
  const histories = new Map(loaded.histories.map((history) => [history.projectId, history]));
  const scopes: Reconciled[] = [];
  const standing: Found[] = [];
  const breathe = breather();
  for (const snapshot of snapshots) {
    await breathe();
    const { plan } = snapshot;
    const days = { asOf: asOfOn(plan.year, today), today };
    const profile = rules.profileOf(snapshot, today);
    const ruledBy = rules.stampOf(plan, ruleDay(snapshot, today));
    const standings = indicatorStandings(snapshot, profile, days);
    const history = histories.get(plan.projectId);
    histories.delete(plan.projectId);
    const judged = evaluate(snapshot, profile, days, standings);
    const before = history && planBefore(history, plan, loaded.judgedBy.get(plan.projectId));
    const revised = before
      ? findingsAfterRevision(judged, evaluate({ ...snapshot, plan: before }, profile, days))
      : judged;
    const findings = ruled(revised, rules, plan, [loaded.ruledBy.get(plan.projectId), ruledBy], (earlier) =>
      evaluate(snapshot, earlier, days),
    );
    const { projectId, year, code, owner, section, department, version } = plan;
    const departmentId = department.id;
    const scope = { year, projectId, departmentId, code };
    const mine = open.get(projectId) ?? [];
    const transitions = endAccepted(alertTransitions(mine, findings), handlings, today);
    const name = loaded.names.get(projectId) ?? plan.name;
    const charge = { owner, section };
    scopes.push({ scope, name, open: mine, transitions, charge, department: department.code });
    const figures = JSON.stringify(figuresOf(snapshot, profile, days, standings));
    const versionOn = (history && nextVersionOn(history, today)) ?? never;
    const checkDays = [findings.nextCheckOn, versionOn, rules.nextChange(today) ?? never];
    standing.push({
      projectId,
      year,
      departmentId,
      figures,
      planVersion: version,
      rules: ruledBy,
      checkDays,
    });
  }
  const codes = snapshots.map(({ plan }) => plan.code);
  for (const history of histories.values()) {
    const { projectId } = history;
    codes.push(history.code);
    const name = loaded.names.get(projectId) ?? null;
    const outside = outsideThePlan(history, { name, open: open.get(projectId) ?? [] }, today);
    if (!outside) continue;
    scopes.push(outside.reconciled);
    standing.push(outside.standing);
  }
  const { counts, checkDays, judged } = await whatBecame(db, unit, scopes, { handlings, silences, today });
  const rows = standing.map(({ checkDays: ofTime, ...row }, at): StandingRow => {
    const days = [...ofTime, ...(checkDays[at] ?? [])];
    return { ...row, id: row.projectId, judgedOn: today, nextCheckOn: nextAfter(days, today) };
  });
  unit.announce({ topics: ['projects', 'indicators', 'overview'], projects: codes });
  return { counts, judged: { ...judged, standings: rows } };
}

/** What was found of a project, and the days on which time alone changes it. */
type Found = Omit<StandingRow, 'id' | 'judgedOn' | 'nextCheckOn'> & { projectId: string; checkDays: Day[] };

/** So long a run of judgements may keep the thread from others. */
const longestBreath = 8;

/** Lets others have the thread where it was held long enough. */
function breather() {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < longestBreath) return;
    await nextTurn();
    since = performance.now();
  };
}

/** The version that the last evaluation judged by, where another counts by now; undefined where it is the same. */
function planBefore(
  { versions }: PlanHistory,
  { version, originalBudget }: ProjectPlan,
  judgedBy: number | undefined,
): ProjectPlan | undefined {
  if (judgedBy === undefined || judgedBy === version) return undefined;
  const before = versions.find(({ plan }) => plan.version === judgedBy)?.plan;
  return before && { ...before, originalBudget };
}

/** The findings where other rules have a say than in the last evaluation: what ends by them says so. */
function ruled(
  now: Findings,
  rules: RuleBook,
  project: RuledProject,
  [before, stamp]: readonly [string | undefined, string],
  judge: (profile: RuleProfile) => Pick<Findings, 'findings'>,
): Findings {
  if (before === undefined || before === stamp) return now;
  const had = new Set(before.split(','));
  const version = Math.max(0, ...stamp.split(',').flatMap((one) => (had.has(one) ? [] : Number(one))));
  return findingsAfterRules(now, judge(rules.profileOfStamp(project, before)), version);
}

/** A project that is not in the plan on a day, or no more: it is not judged, and its alerts are over. */
function outsideThePlan(history: PlanHistory, { name, open }: Pick<Reconciled, 'name' | 'open'>, today: Day) {
  const { projectId, code, year } = history;
  const latest = history.versions.findLast(({ effectiveOn }) => effectiveOn <= today) ?? history.versions[0];
  if (!latest) return undefined;
  const departmentId = latest.plan.department.id;
  const nextCheckOn = nextVersionOn(history, today) ?? never;
  const findings: Findings = { findings: [], whyOver: () => 'plan_revised', nextCheckOn };
  const { owner, section, version: planVersion } = latest.plan;
  const reconciled: Reconciled = {
    scope: { year, projectId, departmentId, code },
    name,
    open,
    transitions: alertTransitions(open, findings),
    charge: { owner, section },
    department: latest.plan.department.code,
  };
  const checkDays = [nextCheckOn];
  const standing = { projectId, year, departmentId, figures: 'null', planVersion, rules: '', checkDays };
  return { reconciled, standing };
}

/** Judges whether ledgers of departments are confirmed as far as the plan's nodes ask, and writes what came of it. */
export async function evaluateLedgers(
  db: Db,
  unit: Unit,
  cache: Plans,
  ledgers: readonly Ledger[],
  today: Day = unit.today,
): Promise<Counts> {
  let sum = noCounts;
  for (const ledger of ledgers) {
    const { counts, judged } = await judgeLedger(db, unit, cache, ledger, today);
    await keepJudged(db, judged);
    sum = addCounts(sum, counts);
  }
  return sum;
}

interface Ledger {
  departmentId: string;
  year: number;
}

/** Judges the ledger of one department; answers what is to be written, nothing where the year has no such plan. */
export async function judgeLedger(
  db: Db,
  unit: Unit,
  cache: Plans,
  { departmentId, year }: Ledger,
  today: Day,
): Promise<{ counts: Counts; judged: Judged }> {
  const department = (await departmentsOf(db, year)).find(({ id }) => id === departmentId);
  if (!department) return { counts: noCounts, judged: {} };
  const rules = await cache.rules(db, unit.planSeq);
  const nodes = await departmentNodes(db, year, { asOf: today, departmentId });
  const [revised = never] = await comingVersions(db, departmentId, year, today);
  const coveredTo = (await findCover(db, departmentId, year))?.coveredTo ?? null;
  const { inForceOn, closedAt, code } = department;
  const id = ledgerScope(departmentId, year);
  const ledger = { nodes, inForceOn, coveredTo };
  const ruledBy = rules.stampOf(ofDepartment(code), today);
  const found = evaluateLedger(ledger, rules.profileOfDepartment(code, today), today);
  const ruledBefore = await findRuledBy(db, id);
  const findings = closedAt
    ? nothingMore
    : ruled(found, rules, ofDepartment(code), [ruledBefore, ruledBy], (earlier) =>
        evaluateLedger(ledger, earlier, today),
      );
  const open = await openDepartmentAlerts(db, departmentId, year, 'ledger');
  const handlings = await handlingsOf(
    db,
    open.map((alert) => alert.id),
  );
  const silences = await currentSilences(db, addDays(today, -1));
  const scope = { year, projectId: null, departmentId, code };
  const transitions = alertTransitions(open, findings);
  const reconciled = { scope, name: null, open, transitions, charge: nobody, department: code };
  const became = await whatBecame(db, unit, [reconciled], { handlings, silences, today });
  const coming = [revised, rules.nextChange(today) ?? never, ...became.checkDays.flat()];
  const nextCheckOn = nextAfter([findings.nextCheckOn, ...coming], today);
  const row = { id, year, projectId: null, departmentId, judgedOn: today, nextCheckOn, figures: '{}' };
  const standings = [{ ...row, planVersion: null, rules: ruledBy }];
  return { counts: became.counts, judged: { ...became.judged, standings } };
}

/** What judging finds in a year that is closed. */
const nothingMore: Findings = {
  findings: [],
  whyOver: () => 'period_closed',
  nextCheckOn: nextAfter([], '9999-12-31'),
};

/** The name under which a department's ledger stands among what is to be judged. */
function ledgerScope(departmentId: string, year: number): string {
  return `ledger ${departmentId} ${year}`;
}
