import type { AlertChange, Unit } from '#db/gate.ts';
import {
  alertsById,
  appendAlertEvents,
  dropAlert,
  type Moment,
  type NewAlertEvent,
  type OpenAlertOf,
  openAlert,
  openDepartmentAlerts,
  resolveAlert,
  type Scope,
  setMuted,
  updateAlerts,
} from '#db/queries/alerts.ts';
import { findCover } from '#db/queries/ledger.ts';
import { comingVersions, departmentNodes, departmentsOf } from '#db/queries/plans.ts';
import { keepStandings, type StandingRow } from '#db/queries/standings.ts';
import type { Db } from '#db/schema.ts';
import { isRemark } from '#shared/alert.ts';
import { type Day, earlier } from '#shared/calendar.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import type { Findings } from '#shared/evaluate/finding.ts';
import { evaluateLedger, never } from '#shared/evaluate/ledger.ts';
import { indicatorStandings } from '#shared/evaluate/results.ts';
import { findingsAfterRevision } from '#shared/evaluate/revised.ts';
import { figuresOf } from '#shared/figures.ts';
import { asOfOn, type ProjectPlan } from '#shared/plan.ts';
import { nextVersionOn, type PlanHistory } from '#shared/plan-versions.ts';
import { defaultProfile } from '#shared/profile.ts';
import {
  alertTransitions,
  type Mutable,
  mutedBy,
  type OpenAlert,
  type Transition,
} from '#shared/transitions.ts';
import { loadForJudging, type PlanCache } from './snapshots.ts';

/** How many alerts an evaluation opened, changed and resolved. */
export interface Counts {
  opened: number;
  changed: number;
  resolved: number;
}

export const noCounts: Counts = { opened: 0, changed: 0, resolved: 0 };

export function addCounts(a: Counts, b: Counts): Counts {
  return { opened: a.opened + b.opened, changed: a.changed + b.changed, resolved: a.resolved + b.resolved };
}

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
  const { snapshots, open } = loaded;
  const histories = new Map(loaded.histories.map((history) => [history.projectId, history]));
  const rows: StandingRow[] = [];
  const scopes: Reconciled[] = [];
  for (const snapshot of snapshots) {
    const { plan } = snapshot;
    const days = { asOf: asOfOn(plan.year, today), today };
    const standings = indicatorStandings(snapshot, defaultProfile, days);
    const history = histories.get(plan.projectId);
    const judged = evaluate(snapshot, defaultProfile, days, standings);
    const before = history && planBefore(history, plan, loaded.judgedBy.get(plan.projectId));
    const findings = before
      ? findingsAfterRevision(judged, evaluate({ ...snapshot, plan: before }, defaultProfile, days))
      : judged;
    const scope = {
      year: plan.year,
      projectId: plan.projectId,
      departmentId: plan.department.id,
      code: plan.code,
    };
    const mine = open.filter(({ projectId }) => projectId === plan.projectId);
    scopes.push({ scope, open: mine, transitions: alertTransitions(mine, findings) });
    rows.push({
      id: plan.projectId,
      year: plan.year,
      projectId: plan.projectId,
      departmentId: plan.department.id,
      judgedOn: today,
      nextCheckOn: earlier(findings.nextCheckOn, (history && nextVersionOn(history, today)) ?? never),
      figures: JSON.stringify(figuresOf(snapshot, defaultProfile, days, standings)),
      planVersion: plan.version,
    });
    histories.delete(plan.projectId);
  }
  for (const history of histories.values()) {
    const outside = outsideThePlan(history, open, today);
    if (!outside) continue;
    scopes.push(outside.reconciled);
    rows.push(outside.row);
  }
  const counts = await writeTransitions(db, unit, scopes, today);
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

/** A project that is not in the plan on a day, or no more: it is not judged, and its alerts are over. */
function outsideThePlan(
  history: PlanHistory,
  open: readonly OpenAlertOf[],
  today: Day,
): { reconciled: Reconciled; row: StandingRow } | undefined {
  const { projectId, code, year } = history;
  const latest = history.versions.findLast(({ effectiveOn }) => effectiveOn <= today) ?? history.versions[0];
  if (!latest) return undefined;
  const departmentId = latest.plan.department.id;
  const nextCheckOn = nextVersionOn(history, today) ?? never;
  const mine = open.filter((alert) => alert.projectId === projectId);
  const findings: Findings = { findings: [], whyOver: () => 'plan_revised', nextCheckOn };
  return {
    reconciled: {
      scope: { year, projectId, departmentId, code },
      open: mine,
      transitions: alertTransitions(mine, findings),
    },
    row: {
      ...{ id: projectId, year, projectId, departmentId, judgedOn: today, nextCheckOn, figures: 'null' },
      planVersion: latest.plan.version,
    },
  };
}

/** Judges whether a department's ledger is confirmed as far as the plan's nodes ask. */
export async function evaluateLedgers(
  db: Db,
  unit: Unit,
  ledgers: readonly { departmentId: string; year: number }[],
  today: Day = unit.today,
): Promise<Counts> {
  let counts = noCounts;
  for (const { departmentId, year } of ledgers) {
    const department = (await departmentsOf(db, year)).find(({ id }) => id === departmentId);
    if (!department || department.closedAt) continue;
    const nodes = await departmentNodes(db, year, { asOf: today, departmentId });
    const [revised = never] = await comingVersions(db, departmentId, year, today);
    const coveredTo = (await findCover(db, departmentId, year))?.coveredTo ?? null;
    const { inForceOn } = department;
    const findings = evaluateLedger({ nodes, inForceOn, coveredTo }, defaultProfile, today);
    const open = await openDepartmentAlerts(db, departmentId, year, 'ledger');
    const scope = { year, projectId: null, departmentId, code: department.code };
    const transitions = alertTransitions(open, findings);
    counts = addCounts(counts, await writeTransitions(db, unit, [{ scope, open, transitions }], today));
    const nextCheckOn = earlier(findings.nextCheckOn, revised);
    const id = ledgerScope(departmentId, year);
    const row = { id, year, projectId: null, departmentId, judgedOn: today, nextCheckOn, figures: '{}' };
    await keepStandings(db, [{ ...row, planVersion: null }]);
  }
  return counts;
}

/** The name under which a department's ledger stands among what is to be judged. */
function ledgerScope(departmentId: string, year: number): string {
  return `ledger ${departmentId} ${year}`;
}

/** What a scope's alerts became in one evaluation, before it is written. */
export interface Reconciled {
  scope: Scope;
  open: readonly OpenAlert[];
  transitions: Transition[];
}

/**
 * Writes what became of the alerts of some scopes, and announces it: the figures of all that only changed at
 * once, the few that open or end one by one.
 */
export async function writeTransitions(
  db: Db,
  unit: Unit,
  scopes: readonly Reconciled[],
  today: Day,
): Promise<Counts> {
  const changed = scopes.filter(({ transitions }) => transitions.length > 0);
  if (changed.length === 0) return noCounts;
  const moment: Moment = { at: unit.at, seq: unit.seq, day: today, by: 'system' };
  const told: { id: string; transition: AlertChange['transition'] }[] = [];
  const events: NewAlertEvent[] = [];
  const updates: Extract<Transition, { do: 'update' }>[] = [];
  for (const { scope, open, transitions } of changed) {
    const standing = new Map<string, Mutable>(open.map((alert) => [alert.id, alert]));
    const tell = (id: string, transition: AlertChange['transition'] | null) => {
      if (transition) told.push({ id, transition });
    };
    for (const transition of transitions) {
      if (transition.do === 'open') {
        const { finding } = transition;
        const { kind, condition, facts } = finding;
        const { id, episode, event } = await openAlert(db, scope, transition, moment);
        standing.set(id, { id, kind, condition, facts });
        events.push(event);
        const isNews = condition === 'firing' && !(isRemark(kind) && episode > 1);
        tell(id, isNews ? 'opened' : null);
        continue;
      }
      const { alert } = transition;
      if (transition.do === 'update') {
        const { condition, facts } = transition.finding;
        standing.set(alert.id, { ...alert, condition, facts });
        updates.push(transition);
        tell(alert.id, transition.say);
        continue;
      }
      standing.delete(alert.id);
      if (transition.do === 'drop') await dropAlert(db, alert.id);
      else {
        events.push(await resolveAlert(db, transition, moment));
        tell(alert.id, 'resolved');
      }
    }
    await mute(db, open, standing);
  }
  events.push(...(await updateAlerts(db, updates, moment)));
  await appendAlertEvents(db, events, moment);
  await announce(db, unit, changed, told, today);
  const count = (...says: string[]) => told.filter(({ transition }) => says.includes(transition)).length;
  return { opened: count('opened'), changed: count('escalated', 'changed'), resolved: count('resolved') };
}

async function mute(db: Db, before: readonly OpenAlert[], standing: ReadonlyMap<string, Mutable>) {
  const muted = mutedBy([...standing.values()]);
  const wasMuted = new Map(before.map((alert) => [alert.id, alert.mutedBy]));
  for (const id of standing.keys()) {
    const by = muted.get(id) ?? null;
    if (by !== (wasMuted.get(id) ?? null)) await setMuted(db, id, by);
  }
}

async function announce(
  db: Db,
  unit: Unit,
  changed: readonly Reconciled[],
  told: readonly { id: string; transition: AlertChange['transition'] }[],
  today: Day,
) {
  const rows = await alertsById(
    db,
    told.map(({ id }) => id),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const alerts = told.flatMap(({ id, transition }) => {
    const alert = byId.get(id);
    return alert ? [{ transition, asOf: today, alert }] : [];
  });
  const ofDepartment = changed.some(({ scope }) => scope.projectId === null);
  const projects = changed.map(({ scope }) => scope.code);
  unit.announce({ topics: ['alerts', 'overview'], ...(!ofDepartment && { projects }), alerts });
}
