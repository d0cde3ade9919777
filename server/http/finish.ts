import { type Request, type Response, Router } from 'express';
import type { Unit } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import {
  approveFinish,
  declareFinish,
  type FinishRow,
  findFinish,
  withdrawFinish,
} from '#db/queries/closing.ts';
import { projectIds } from '#db/queries/plans.ts';
import type { Db } from '#db/schema.ts';
import type { Finish } from '#shared/api.ts';
import { refusals } from '#shared/handling.ts';
import { said } from '#shared/language.ts';
import { ApproveFinish, FinishProject } from '#shared/moves.ts';
import type { ProjectPlan } from '#shared/plan.ts';
import { planAsOf } from '#shared/plan-versions.ts';
import { type Action, chargedOf, may, type Person, type Staff, secondEyes } from '#shared/rights.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { HttpError, notFound } from './errors.ts';
import { writeOnce } from './idempotent.ts';
import { parseBody } from './parse.ts';
import { refuseUnless, requireMay, sightOf, whoAsks } from './person.ts';
import { readingDays } from './reading-days.ts';

interface Finishing {
  plan: ProjectPlan;
  finish: FinishRow | undefined;
  person: Person;
  staff: Staff;
}

/** /api/v1/projects/{code}/finish: a project is declared finished, approved, or goes on after all. */
export function finishRoutes({ db, cache }: { db: Database; cache: PlanCache }): Router {
  const router = Router();

  const decide = async (
    req: Request,
    res: Response,
    action: Action,
    work: (trx: Db, unit: Unit, finishing: Finishing) => Promise<void>,
  ) => {
    const { year } = await readingDays(db, req);
    await writeOnce(db, req, res, async (trx, unit) => {
      const code = String(req.params.code);
      const id = (await projectIds(trx, year, [code])).get(code);
      const [history] = id ? await cache.histories(trx, unit.planSeq, [id]) : [];
      const plan = history && planAsOf(history, unit.today);
      if (!id || !plan || !sightOf(res).knows(id)) throw notFound();
      if (plan.closed) throw new HttpError(409, 'year_closed', refusals.year_closed);
      const { person, staff } = await whoAsks(trx, res);
      refuseUnless(person, action, chargedOf(plan), staff);
      const finish = await findFinish(trx, id);
      await work(trx, unit, { plan, finish, person, staff });
      unit.announce({ topics: ['projects', 'alerts'], projects: [code] });
      unit.touch([id]);
      const now = await findFinish(trx, id);
      // To take it back needs no right of its own.
      unit.record({ action: action === 'read' ? 'finish' : action, before: finish, after: now });
      return { status: 200, body: { finish: now ? showFinish(code, now) : null } };
    });
  };

  router.post('/:code/finish', requireMay('finish'), async (req, res) => {
    const { reason } = parseBody(FinishProject, req.body);
    await decide(req, res, 'finish', async (trx, unit, { plan, finish, person }) => {
      if (finish)
        throw new HttpError(
          409,
          'declared',
          said('这个项目已申报完结。', 'It is declared finished already.'),
        );
      await declareFinish(trx, plan.projectId, reason, { by: person.username, on: unit.today, at: unit.at });
    });
  });
  router.post('/:code/finish/approve', requireMay('approve_finish'), async (req, res) => {
    const { note = null } = parseBody(ApproveFinish, req.body ?? {});
    await decide(req, res, 'approve_finish', async (trx, unit, { plan, finish, person, staff }) => {
      if (!finish)
        throw new HttpError(409, 'not_declared', said('还没有申报完结。', 'Nobody declared it finished.'));
      if (finish.approvedOn)
        throw new HttpError(409, 'approved', said('完结已经批准。', 'It is approved already.'));
      const right = secondEyes(person, 'approve_finish', finish.declaredBy, chargedOf(plan), staff);
      if (!right.may) throw new HttpError(403, 'four_eyes', right.why);
      const decision = { by: person.username, on: unit.today, at: unit.at, note };
      await approveFinish(trx, plan.projectId, { ...decision, alone: right.alone === true });
    });
  });
  router.delete('/:code/finish', requireMay('read'), async (req, res) => {
    await decide(req, res, 'read', async (trx, unit, { plan, finish, person, staff }) => {
      const isOwners = !finish?.approvedOn && may(person, 'finish', chargedOf(plan), staff).may;
      if (!isOwners) refuseUnless(person, 'approve_finish', chargedOf(plan), staff);
      if (!finish)
        throw new HttpError(409, 'not_declared', said('还没有申报完结。', 'Nobody declared it finished.'));
      await withdrawFinish(trx, plan.projectId, { by: person.username, on: unit.today, at: unit.at });
    });
  });
  return router;
}

/** A declaration as the API shows it. */
export function showFinish(projectCode: string, { approvedAlone, ...finish }: FinishRow): Finish {
  const state = finish.approvedOn === null ? 'declared' : 'approved';
  return { projectCode, state, ...finish, alone: approvedAlone === 1 };
}
