import type { Unit } from '#db/gate.ts';
import { openDepartmentAlerts } from '#db/queries/alerts.ts';
import { handlingsOf } from '#db/queries/handling.ts';
import { findCover } from '#db/queries/ledger.ts';
import { departmentNodes, departmentsOf } from '#db/queries/plans.ts';
import { currentSilences } from '#db/queries/silences.ts';
import { keepStandings, type StandingRow } from '#db/queries/standings.ts';
import type { Db } from '#db/schema.ts';
import { addDays, type Day } from '#shared/calendar.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import type { Findings } from '#shared/evaluate/finding.ts';
import { evaluateLedger, nextAfter } from '#shared/evaluate/ledger.ts';
import { indicatorStandings } from '#shared/evaluate/results.ts';
import { figuresOf } from '#shared/figures.ts';
import { asOfOn } from '#shared/plan.ts';
import { defaultProfile } from '#shared/profile.ts';
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
  const { snapshots, open, handlings, silences } = await loadForJudging(db, cache, unit.planSeq, ids, today);
  const scopes: Reconciled[] = [];
  const standing = snapshots.map((snapshot) => {
    const { plan } = snapshot;
    const days = { asOf: asOfOn(plan.year, today), today };
    const standings = indicatorStandings(snapshot, defaultProfile, days);
    const findings = evaluate(snapshot, defaultProfile, days, standings);
    const { projectId, year, code, owner, section, department } = plan;
    const scope = { year, projectId, departmentId: department.id, code };
    const mine = open.filter((alert) => alert.projectId === projectId);
    const transitions = endAccepted(alertTransitions(mine, findings), handlings, today);
    scopes.push({ scope, open: mine, transitions, charge: { owner, section } });
    const figures = JSON.stringify(figuresOf(snapshot, defaultProfile, days, standings));
    return { projectId, year, departmentId: department.id, figures, nextCheckOn: findings.nextCheckOn };
  });
  const { counts, checkDays } = await writeTransitions(db, unit, scopes, { handlings, silences, today });
  const rows = standing.map(({ nextCheckOn, ...row }, at): StandingRow => {
    const days = [nextCheckOn, ...(checkDays[at] ?? [])];
    return { ...row, id: row.projectId, judgedOn: today, nextCheckOn: nextAfter(days, today) };
  });
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
    if (!department) continue;
    const nodes = await departmentNodes(db, year, departmentId);
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
    const nextCheckOn = nextAfter([findings.nextCheckOn, ...written.checkDays.flat()], today);
    const id = ledgerScope(departmentId, year);
    await keepStandings(db, [
      { id, year, projectId: null, departmentId, judgedOn: today, nextCheckOn, figures: '{}' },
    ]);
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
