import type { Unit } from '#db/gate.ts';
import { type OpenAlertOf, openDepartmentAlerts } from '#db/queries/alerts.ts';
import { handlingsOf } from '#db/queries/handling.ts';
import { findCover } from '#db/queries/ledger.ts';
import { comingVersions, departmentNodes, departmentsOf } from '#db/queries/plans.ts';
import { currentSilences } from '#db/queries/silences.ts';
import { findRuledBy, keepStandings, type StandingRow } from '#db/queries/standings.ts';
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
import { loadForJudging, type PlanCache } from './snapshots.ts';
import {
  addCounts,
  type Counts,
  nobody,
  noCounts,
  type Reconciled,
  writeTransitions,
} from './write-transitions.ts';

/**
 * Judges the projects named on a day, the unit's unless a missed one is made up for, inside the write that touched them: reads what judging takes,
 * evaluates, reconciles with the open alerts, writes what changed and announces it. The two in the middle
 * are pure. The projects come in the order of their codes.
 */
export async function evaluateProjects(
  db: Db,
  unit: Unit,
  cache: PlanCache,
  ids: readonly string[],
  today: Day = unit.today,
): Promise<Counts> {
  if (ids.length === 0) return noCounts;
  const loaded = await loadForJudging(db, cache, unit.planSeq, ids, today);
  const { snapshots, open, handlings, silences } = loaded;
  const rules = await cache.rules(db, unit.planSeq);
  const histories = new Map(loaded.histories.map((history) => [history.projectId, history]));
  const scopes: Reconciled[] = [];
  const standing = snapshots.map((snapshot) => {
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
    const mine = open.filter((alert) => alert.projectId === projectId);
    const transitions = endAccepted(alertTransitions(mine, findings), handlings, today);
    scopes.push({ scope, open: mine, transitions, charge: { owner, section } });
    const figures = JSON.stringify(figuresOf(snapshot, profile, days, standings));
    const versionOn = (history && nextVersionOn(history, today)) ?? never;
    const checkDays = [findings.nextCheckOn, versionOn, rules.nextChange(today) ?? never];
    return { projectId, year, departmentId, figures, planVersion: version, rules: ruledBy, checkDays };
  });
  for (const history of histories.values()) {
    const outside = outsideThePlan(history, open, today);
    if (!outside) continue;
    scopes.push(outside.reconciled);
    standing.push(outside.standing);
  }
  const { counts, checkDays } = await writeTransitions(db, unit, scopes, { handlings, silences, today });
  const rows = standing.map(({ checkDays: ofTime, ...row }, at): StandingRow => {
    const days = [...ofTime, ...(checkDays[at] ?? [])];
    return { ...row, id: row.projectId, judgedOn: today, nextCheckOn: nextAfter(days, today) };
  });
  await keepStandings(db, rows);
  unit.announce({
    topics: ['projects', 'indicators', 'overview'],
    projects: snapshots.map(({ plan }) => plan.code),
  });
  return counts;
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
function outsideThePlan(history: PlanHistory, open: readonly OpenAlertOf[], today: Day) {
  const { projectId, code, year } = history;
  const latest = history.versions.findLast(({ effectiveOn }) => effectiveOn <= today) ?? history.versions[0];
  if (!latest) return undefined;
  const departmentId = latest.plan.department.id;
  const nextCheckOn = nextVersionOn(history, today) ?? never;
  const mine = open.filter((alert) => alert.projectId === projectId);
  const findings: Findings = { findings: [], whyOver: () => 'plan_revised', nextCheckOn };
  const { owner, section, version: planVersion } = latest.plan;
  const reconciled: Reconciled = {
    scope: { year, projectId, departmentId, code },
    open: mine,
    transitions: alertTransitions(mine, findings),
    charge: { owner, section },
  };
  const checkDays = [nextCheckOn];
  const standing = { projectId, year, departmentId, figures: 'null', planVersion, rules: '', checkDays };
  return { reconciled, standing };
}

/** Judges whether a department's ledger is confirmed as far as the plan's nodes ask. */
export async function evaluateLedgers(
  db: Db,
  unit: Unit,
  cache: PlanCache,
  ledgers: readonly { departmentId: string; year: number }[],
  today: Day = unit.today,
): Promise<Counts> {
  if (ledgers.length === 0) return noCounts;
  const rules = await cache.rules(db, unit.planSeq);
  let counts = noCounts;
  for (const { departmentId, year } of ledgers) {
    const department = (await departmentsOf(db, year)).find(({ id }) => id === departmentId);
    if (!department) continue;
    const nodes = await departmentNodes(db, year, { asOf: today, departmentId });
    const [revised = never] = await comingVersions(db, departmentId, year, today);
    const coveredTo = (await findCover(db, departmentId, year))?.coveredTo ?? null;
    const { inForceOn, closedAt, code } = department;
    const id = ledgerScope(departmentId, year);
    const ledger = { nodes, inForceOn, coveredTo };
    const ruledBy = rules.stampOf(ofDepartment(code), today);
    const judged = evaluateLedger(ledger, rules.profileOfDepartment(code, today), today);
    const ruledBefore = await findRuledBy(db, id);
    const findings = closedAt
      ? nothingMore
      : ruled(judged, rules, ofDepartment(code), [ruledBefore, ruledBy], (earlier) =>
          evaluateLedger(ledger, earlier, today),
        );
    const open = await openDepartmentAlerts(db, departmentId, year, 'ledger');
    const handlings = await handlingsOf(
      db,
      open.map(({ id }) => id),
    );
    const silences = await currentSilences(db, addDays(today, -1));
    const scope = { year, projectId: null, departmentId, code };
    const reconciled = { scope, open, transitions: alertTransitions(open, findings), charge: nobody };
    const written = await writeTransitions(db, unit, [reconciled], { handlings, silences, today });
    counts = addCounts(counts, written.counts);
    const coming = [revised, rules.nextChange(today) ?? never, ...written.checkDays.flat()];
    const nextCheckOn = nextAfter([findings.nextCheckOn, ...coming], today);
    const row = { id, year, projectId: null, departmentId, judgedOn: today, nextCheckOn, figures: '{}' };
    await keepStandings(db, [{ ...row, planVersion: null, rules: ruledBy }]);
  }
  return counts;
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
