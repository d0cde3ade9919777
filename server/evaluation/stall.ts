import type { Unit } from '#db/gate.ts';
import { listEvaluations } from '#db/queries/evaluations.ts';
import { openDepartmentAlerts } from '#db/queries/open-alerts.ts';
import { departmentsOf, plannedYears } from '#db/queries/plans.ts';
import { currentSilences } from '#db/queries/silences.ts';
import type { Db } from '#db/schema.ts';
import { addDays } from '#shared/calendar.ts';
import { evaluateStall } from '#shared/evaluate/stalled.ts';
import { alertTransitions } from '#shared/transitions.ts';
import { findTraining } from '../training.ts';
import { nobody, writeTransitions } from './write-transitions.ts';

/**
 * Tells every department of the latest planned year when nothing was evaluated well for more than 26 hours of
 * real time, and ends that word with the next good run. Training mode has no real time: there it says nothing.
 */
export async function judgeStall(db: Db, unit: Unit, now: Date): Promise<void> {
  const [year] = await plannedYears(db);
  if (year === undefined || (await findTraining(db))) return;
  const [good] = await listEvaluations(db, { limit: 1, ok: true });
  const silences = await currentSilences(db, addDays(unit.today, -1));
  const findings = evaluateStall(good?.finishedAt ?? null, now);
  for (const { id: departmentId, code } of await departmentsOf(db, year)) {
    const open = await openDepartmentAlerts(db, departmentId, year, 'evaluation');
    const transitions = alertTransitions(open, findings);
    const scope = { year, projectId: null, departmentId, code };
    const reconciled = { scope, name: null, open, transitions, charge: nobody, department: code };
    await writeTransitions(db, unit, [reconciled], { handlings: new Map(), silences, today: unit.today });
  }
}
