import { Router } from 'express';
import type { Database } from '#db/open.ts';
import { lastSeq } from '#db/queries/changes.ts';
import { listEvaluations } from '#db/queries/evaluations.ts';
import { findCover } from '#db/queries/ledger.ts';
import { departmentNodes, departmentsOf, plannedYears } from '#db/queries/plans.ts';
import type { System } from '#shared/api.ts';
import type { Sight } from '../sight.ts';
import { findTraining } from '../training.ts';
import { sightOf } from './person.ts';
import { currentYear } from './reading-days.ts';

/** /api/v1/system: what every page shows around itself. */
export function systemRoutes({ db, version }: { db: Database; version: string }): Router {
  const router = Router();
  router.get('/', async (_, res) => {
    res.json(await systemOf(db, version, sightOf(res)));
  });
  return router;
}

export async function systemOf(db: Database, version: string, sight: Sight): Promise<System> {
  const today = await db.today();
  const [training, years, year, runs, seq] = await Promise.all([
    findTraining(db.read),
    plannedYears(db.read),
    currentYear(db, today),
    listEvaluations(db.read, { limit: 1, ok: true }),
    lastSeq(db.read),
  ]);
  const departments = await departmentsOf(db.read, year);
  const [department] = departments.filter(({ code }) => sight.isIn(code));
  const nodes = await departmentNodes(db.read, year, { asOf: today, seen: sight.seen });
  const cover = department && (await findCover(db.read, department.id, year));
  const [run] = runs;
  return {
    version,
    training: training !== undefined,
    invented: training?.from === 'sample',
    today,
    year,
    years,
    empty: years.length === 0,
    department: department ? { code: department.code, name: department.name } : null,
    nodes: nodes.map(({ day }) => day),
    coveredTo: cover?.coveredTo ?? null,
    closed: Boolean(department?.closedAt),
    lastEvaluation: run?.finishedAt ? { at: run.finishedAt, forDay: run.forDay, ok: run.ok } : null,
    seq,
  };
}
