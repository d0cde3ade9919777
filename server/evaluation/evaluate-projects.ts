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
import { flipDays, handlingsOf, keepHandlings } from '#db/queries/handling.ts';
import { findCover } from '#db/queries/ledger.ts';
import { comingVersions, departmentNodes, departmentsOf } from '#db/queries/plans.ts';
import { currentSilences, type SilenceRow } from '#db/queries/silences.ts';
import { keepStandings, type StandingRow } from '#db/queries/standings.ts';
import type { Db } from '#db/schema.ts';
import { isRemark } from '#shared/alert.ts';
import { addDays, type Day } from '#shared/calendar.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import type { Findings } from '#shared/evaluate/finding.ts';
import { evaluateLedger, never, nextAfter } from '#shared/evaluate/ledger.ts';
import { indicatorStandings } from '#shared/evaluate/results.ts';
import { findingsAfterRevision } from '#shared/evaluate/revised.ts';
import { figuresOf } from '#shared/figures.ts';
import { flipsSince } from '#shared/flapping.ts';
import type { Handled } from '#shared/handling.ts';
import type { Charge } from '#shared/lapse.ts';
import { asOfOn, type ProjectPlan } from '#shared/plan.ts';
import { nextVersionOn, type PlanHistory } from '#shared/plan-versions.ts';
import { defaultProfile } from '#shared/profile.ts';
import { alertTransitions, type OpenAlert, type Transition } from '#shared/transitions.ts';
import { endAccepted, endOf, type Life, lifeOf, type Standing } from './life.ts';
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
  const { snapshots, open, handlings, silences } = loaded;
  const histories = new Map(loaded.histories.map((history) => [history.projectId, history]));
  const scopes: Reconciled[] = [];
  const standing = snapshots.map((snapshot) => {
    const { plan } = snapshot;
    const days = { asOf: asOfOn(plan.year, today), today };
    const standings = indicatorStandings(snapshot, defaultProfile, days);
    const history = histories.get(plan.projectId);
    histories.delete(plan.projectId);
    const judged = evaluate(snapshot, defaultProfile, days, standings);
    const before = history && planBefore(history, plan, loaded.judgedBy.get(plan.projectId));
    const findings = before
      ? findingsAfterRevision(judged, evaluate({ ...snapshot, plan: before }, defaultProfile, days))
      : judged;
    const { projectId, year, code, owner, section, department, version } = plan;
    const departmentId = department.id;
    const scope = { year, projectId, departmentId, code };
    const mine = open.filter((alert) => alert.projectId === projectId);
    const transitions = endAccepted(alertTransitions(mine, findings), handlings, today);
    scopes.push({ scope, open: mine, transitions, charge: { owner, section } });
    const figures = JSON.stringify(figuresOf(snapshot, defaultProfile, days, standings));
    const checkDays = [findings.nextCheckOn, (history && nextVersionOn(history, today)) ?? never];
    return { projectId, year, departmentId, figures, planVersion: version, checkDays };
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
  return { reconciled, standing: { projectId, year, departmentId, figures: 'null', planVersion, checkDays } };
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
    if (!department) continue;
    const nodes = await departmentNodes(db, year, { asOf: today, departmentId });
    const [revised = never] = await comingVersions(db, departmentId, year, today);
    const coveredTo = (await findCover(db, departmentId, year))?.coveredTo ?? null;
    const { inForceOn, closedAt, code } = department;
    const findings = closedAt
      ? nothingMore
      : evaluateLedger({ nodes, inForceOn, coveredTo }, defaultProfile, today);
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
    const nextCheckOn = nextAfter([findings.nextCheckOn, revised, ...written.checkDays.flat()], today);
    const id = ledgerScope(departmentId, year);
    const row = { id, year, projectId: null, departmentId, judgedOn: today, nextCheckOn, figures: '{}' };
    await keepStandings(db, [{ ...row, planVersion: null }]);
  }
  return counts;
}

/** What belongs to a department is 财务's, whoever owns the projects. */
export const nobody: Charge = { owner: null, section: null };

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

/** What a scope's alerts became in one evaluation, before it is written. */
export interface Reconciled {
  scope: Scope;
  open: readonly OpenAlert[];
  transitions: Transition[];
  charge: Charge;
}

/** What the handling of alerts depends on beside themselves. */
interface Around {
  handlings: ReadonlyMap<string, Handled>;
  silences: readonly SilenceRow[];
  today: Day;
}

/**
 * Writes what became of the alerts of some scopes and of their handling, and announces it: the figures of all
 * that only changed at once, the few that open or end one by one. Answers, scope by scope, the days on which
 * time alone changes how alerts are handled.
 */
export async function writeTransitions(
  db: Db,
  unit: Unit,
  scopes: readonly Reconciled[],
  { handlings, silences, today }: Around,
): Promise<{ counts: Counts; checkDays: Day[][] }> {
  const moment: Moment = { at: unit.at, seq: unit.seq, day: today, by: 'system' };
  const told: { id: string; transition: AlertChange['transition'] }[] = [];
  const events: NewAlertEvent[] = [];
  const updates: Extract<Transition, { do: 'update' }>[] = [];
  const ended: Life['handlings'] = [];
  const lives: Standing[][] = [];
  const tell = (id: string, transition: AlertChange['transition'] | null) => {
    if (transition) told.push({ id, transition });
  };
  for (const { scope, open, transitions } of scopes) {
    const standing = new Map(open.map((alert): [string, Standing] => [alert.id, asItStood(alert)]));
    for (const transition of transitions) {
      if (transition.do === 'open') {
        const { finding, predecessor } = transition;
        const { kind, subject, severity, condition, facts } = finding;
        const { id, episode, event } = await openAlert(db, scope, transition, moment);
        const begins = condition === 'firing';
        const begun = { id, kind, subject, severity, condition, facts, begins, predecessor, wasMuted: null };
        standing.set(id, begun);
        events.push(event);
        tell(id, begins && !(isRemark(kind) && episode > 1) ? 'opened' : null);
        continue;
      }
      const { alert } = transition;
      if (transition.do === 'update') {
        const { severity, condition, facts } = transition.finding;
        const begins = alert.condition === 'pending' && condition === 'firing';
        const { predecessor } = transition;
        standing.set(alert.id, { ...asItStood(alert), severity, condition, facts, begins, predecessor });
        updates.push(transition);
        tell(alert.id, transition.say);
        continue;
      }
      standing.delete(alert.id);
      if (transition.do === 'drop') await dropAlert(db, alert.id);
      else {
        const end = endOf(transition, handlings, today);
        if (end) ended.push({ alert: alert.id, handled: end.handled });
        events.push({ ...(await resolveAlert(db, transition, moment)), ...end?.event });
        tell(alert.id, 'resolved');
      }
    }
    lives.push([...standing.values()]);
  }
  const beginning = lives.flat().flatMap(({ id, begins }) => (begins ? [id] : []));
  const flips = await flipDays(db, beginning, flipsSince(today));
  const after = scopes.map(({ scope, open, charge }, at) => {
    const projectCode = scope.projectId === null ? null : scope.code;
    const standing = lives[at] ?? [];
    return lifeOf({ projectCode, charge, before: open, standing, handlings, silences, flips }, today);
  });
  events.push(...(await updateAlerts(db, updates, moment)), ...after.flatMap((life) => life.events));
  await appendAlertEvents(db, events, moment);
  await keepHandlings(db, [...ended, ...after.flatMap((life) => life.handlings)]);
  for (const { alert, by } of after.flatMap(({ mutings }) => mutings)) await setMuted(db, alert, by);
  const count = (...says: string[]) => told.filter(({ transition }) => says.includes(transition)).length;
  const counts = {
    opened: count('opened'),
    changed: count('escalated', 'changed'),
    resolved: count('resolved'),
  };
  const known = new Set(told.map(({ id }) => id));
  const again = new Map(
    after.flatMap((life) => life.told.map((one) => [one.id, one] as const)).filter(([id]) => !known.has(id)),
  );
  const changed = scopes.filter(
    ({ transitions }, at) =>
      transitions.length > 0 || (after[at]?.events.length ?? 0) > 0 || (after[at]?.mutings.length ?? 0) > 0,
  );
  if (changed.length > 0) await announce(db, unit, changed, [...told, ...again.values()], today);
  return { counts, checkDays: after.map((life) => life.checkDays) };
}

function asItStood({ mutedBy, ...alert }: OpenAlert): Standing {
  return { ...alert, begins: false, predecessor: null, wasMuted: mutedBy };
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
