import type { AlertChange, Unit } from '#db/gate.ts';
import {
  alertsById,
  dropAlert,
  type Moment,
  openAlert,
  openAlerts,
  resolveAlert,
  type Scope,
  setMuted,
  updateAlert,
} from '#db/queries/alerts.ts';
import { findCover } from '#db/queries/ledger.ts';
import { departmentNodes, departmentsOf } from '#db/queries/plans.ts';
import { keepStandings, type StandingRow } from '#db/queries/standings.ts';
import type { Db } from '#db/schema.ts';
import type { Day } from '#shared/calendar.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import type { Findings } from '#shared/evaluate/finding.ts';
import { evaluateLedger } from '#shared/evaluate/ledger.ts';
import { defaultProfile } from '#shared/evaluate/snapshot.ts';
import { figuresOf } from '#shared/figures.ts';
import { asOfOn } from '#shared/plan.ts';
import {
  alertTransitions,
  type Mutable,
  mutedBy,
  type OpenAlert,
  type Transition,
} from '#shared/transitions.ts';
import { loadSnapshots, type PlanCache } from './snapshots.ts';

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
  const snapshots = await loadSnapshots(db, cache, unit.planSeq, ids);
  const open = await openAlerts(db, { projects: ids, departments: [] });
  const rows: StandingRow[] = [];
  let counts = noCounts;
  for (const snapshot of snapshots) {
    const { plan } = snapshot;
    const days = { asOf: asOfOn(plan.year, today), today };
    const findings = evaluate(snapshot, defaultProfile, days);
    const scope = {
      year: plan.year,
      projectId: plan.projectId,
      departmentId: plan.department.id,
      code: plan.code,
    };
    counts = addCounts(
      counts,
      await reconcile(
        db,
        unit,
        scope,
        open.filter(({ projectId }) => projectId === plan.projectId),
        findings,
        today,
      ),
    );
    rows.push({
      id: plan.projectId,
      year: plan.year,
      projectId: plan.projectId,
      departmentId: plan.department.id,
      judgedOn: today,
      nextCheckOn: findings.nextCheckOn,
      figures: JSON.stringify(figuresOf(snapshot, defaultProfile, days)),
    });
  }
  await keepStandings(db, rows);
  unit.announce({
    topics: ['projects', 'indicators', 'overview'],
    projects: snapshots.map(({ plan }) => plan.code),
  });
  return counts;
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
    const nodes = await departmentNodes(db, year, departmentId);
    const coveredTo = (await findCover(db, departmentId, year))?.coveredTo ?? null;
    const { inForceOn } = department;
    const findings = evaluateLedger({ nodes, inForceOn, coveredTo }, defaultProfile, today);
    const open = await openAlerts(db, { projects: [], departments: [{ id: departmentId, year }] });
    const scope = { year, projectId: null, departmentId, code: department.code };
    const ofYear = open.filter((alert) => alert.year === year);
    counts = addCounts(counts, await reconcile(db, unit, scope, ofYear, findings, today));
    const { nextCheckOn } = findings;
    const id = ledgerScope(departmentId, year);
    await keepStandings(db, [
      { id, year, projectId: null, departmentId, judgedOn: today, nextCheckOn, figures: '{}' },
    ]);
  }
  return counts;
}

/** The name under which a department's ledger stands among what is to be judged. */
function ledgerScope(departmentId: string, year: number): string {
  return `ledger ${departmentId} ${year}`;
}

async function reconcile(
  db: Db,
  unit: Unit,
  scope: Scope,
  open: readonly OpenAlert[],
  findings: Findings,
  today: Day,
): Promise<Counts> {
  const transitions = alertTransitions(open, findings);
  const moment: Moment = { at: unit.at, seq: unit.seq, day: today, by: 'system' };
  const told: { id: string; transition: AlertChange['transition'] }[] = [];
  const standing = new Map<string, Mutable>(open.map((alert) => [alert.id, alert]));
  for (const transition of transitions) {
    const { id, say, now } = await apply(db, scope, transition, moment);
    if (say) told.push({ id, transition: say });
    if (now) standing.set(id, now);
    else standing.delete(id);
  }
  if (transitions.length === 0) return noCounts;
  await mute(db, open, standing);
  await announce(db, unit, scope, told, today);
  const count = (...says: string[]) => told.filter(({ transition }) => says.includes(transition)).length;
  return { opened: count('opened'), changed: count('escalated', 'changed'), resolved: count('resolved') };
}

/** Writes one transition; answers what to say of it, and the alert as it stands after it, if it still does. */
async function apply(db: Db, scope: Scope, transition: Transition, moment: Moment) {
  if (transition.do === 'open') {
    const { finding } = transition;
    const id = await openAlert(db, scope, transition, moment);
    const now: Mutable = { id, kind: finding.kind, facts: finding.facts };
    return { id, say: finding.condition === 'firing' ? ('opened' as const) : null, now };
  }
  const { alert } = transition;
  if (transition.do === 'update') {
    const { finding, say } = transition;
    await updateAlert(db, alert, transition, moment);
    return { id: alert.id, say, now: { id: alert.id, kind: alert.kind, facts: finding.facts } };
  }
  if (transition.do === 'drop') {
    await dropAlert(db, alert.id);
    return { id: alert.id, say: null, now: null };
  }
  await resolveAlert(db, alert, transition.because, moment);
  return { id: alert.id, say: 'resolved' as const, now: null };
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
  scope: Scope,
  told: readonly { id: string; transition: AlertChange['transition'] }[],
  today: Day,
) {
  const asOf = asOfOn(scope.year, today);
  const rows = new Map(
    (
      await alertsById(
        db,
        told.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  );
  const alerts = told.flatMap(({ id, transition }) => {
    const alert = rows.get(id);
    return alert ? [{ transition, asOf, alert }] : [];
  });
  unit.announce({
    topics: ['alerts', 'overview'],
    ...(scope.projectId && { projects: [scope.code] }),
    alerts,
  });
}
