import { Router } from 'express';
import { z } from 'zod';
import type { Database } from '#db/open.ts';
import { listStaff } from '#db/queries/accounts.ts';
import {
  correctionsOf,
  decideCorrection,
  findCorrection,
  listCorrections,
  type StoredCorrection,
} from '#db/queries/corrections.ts';
import { findLineOf, lineHistory, replaceExpenditure } from '#db/queries/expenditures.ts';
import { displaceStaged } from '#db/queries/staged-expenditures.ts';
import type { Db } from '#db/schema.ts';
import { AsOfQuery, Page } from '#shared/api.ts';
import { type Correction, CorrectionState, type ExpenditureHistory } from '#shared/expenditure.ts';
import { said } from '#shared/language.ts';
import { toYuan } from '#shared/money.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { checkCorrection } from '../intake/corrections.ts';
import type { Answer } from './answers.ts';
import { HttpError, notFound } from './errors.ts';
import { parseBody, parseQuery } from './parse.ts';
import { readingDays } from './reading-days.ts';
import { type Caller, callerOf, requireScope } from './sign-in.ts';

export const CorrectionFilter = AsOfQuery.pick({ year: true }).extend({
  state: CorrectionState.optional(),
  limit: Page.shape.limit,
});
export const WithdrawCorrection = z.strictObject({ reason: z.string().trim().min(1).max(500) });

/** The roles that may confirm a correction, as `scopesOf` gives them the right. */
const deciding = ['finance', 'manager'];

/**
 * /api/v1/expenditures, the part about putting a line right: corrections wait here for a second person, and the
 * history of a line shows what stood before.
 */
export function correctionRoutes({
  db,
  cache,
  answer,
}: {
  db: Database;
  cache: PlanCache;
  answer: Answer;
}): Router {
  const router = Router();
  router.get(
    '/corrections',
    answer(async (req) => {
      const { year } = await readingDays(db, req);
      const { state, limit } = parseQuery(CorrectionFilter, req.query);
      const found = await listCorrections(db.read, { year, state, limit });
      const items = await Promise.all(found.map((one) => shown(db.read, one)));
      return { items, nextCursor: null };
    }),
  );

  router.post('/corrections/:id/confirm', requireScope('manage'), async (req, res) => {
    const caller = callerOf(res);
    const id = String(req.params.id);
    await db.write(async (trx, unit) => {
      const correction = requireOpen(await findCorrection(trx, id));
      const own = caller.kind === 'person' && caller.name === correction.proposedBy;
      const others = (await listStaff(trx)).filter(({ username }) => username !== caller.name);
      if (own && others.some(({ grants }) => grants.some(({ role }) => deciding.includes(role))))
        throw secondPerson();
      const checked = await checkCorrection(trx, unit, cache, correction.item);
      if ('problem' in checked) {
        const [column, , { zh, en }] = checked.problem;
        const message = said(`${zh}；请撤回这份更正。`, `${en}; withdraw this correction.`);
        throw new HttpError(409, 'no_longer_possible', message, [
          { pointer: `/${column}`, column, code: 'no_longer_possible', message },
        ]);
      }
      const moment = { at: unit.at, by: caller.name };
      await decideCorrection(trx, id, { state: 'confirmed', alone: own, note: null, ...moment });
      // Whoever proposed it is who says so: the ledger keeps the name, the correction keeps both.
      await displaceStaged(trx, [checked.line]);
      await replaceExpenditure(trx, checked.line, { at: unit.at, by: correction.proposedBy });
      unit.announce({ topics: ['expenditures', 'ledger'], projects: [] });
      unit.touch([checked.held.projectId, checked.line.projectId]);
    });
    res.json(await get(id));
  });

  router.post('/corrections/:id/withdraw', requireScope('ingest'), async (req, res) => {
    const { reason } = parseBody(WithdrawCorrection, req.body);
    const caller = callerOf(res);
    const id = String(req.params.id);
    await db.write(async (trx, unit) => {
      const correction = requireOpen(await findCorrection(trx, id));
      refuseOthers(caller, correction);
      const moment = { at: unit.at, by: caller.name };
      await decideCorrection(trx, id, { state: 'withdrawn', alone: false, note: reason, ...moment });
      unit.announce({ topics: ['expenditures'], projects: [] });
    });
    res.json(await get(id));
  });

  router.get(
    '/:id/history',
    answer(async (req): Promise<ExpenditureHistory> => {
      const id = String(req.params.id);
      const line = /^\d{1,15}$/.test(id) ? await findLineOf(db.read, Number(id)) : undefined;
      if (!line) throw notFound();
      const corrections = await correctionsOf(db.read, line);
      return {
        ...(await lineHistory(db.read, line)),
        corrections: await Promise.all(corrections.map((one) => shown(db.read, one))),
      };
    }),
  );

  async function get(id: string): Promise<Correction> {
    const correction = await findCorrection(db.read, id);
    if (!correction) throw notFound();
    return await shown(db.read, correction);
  }
  return router;
}

async function shown(db: Db, correction: StoredCorrection): Promise<Correction> {
  const { item, projectId: _, projectCode, projectName, ...rest } = correction;
  const { versions } = await lineHistory(db, correction);
  const standing = versions.find(({ supersededAt }) => supersededAt === null);
  const { supersededAt: __, ...line } = standing ?? { supersededAt: null };
  return {
    ...rest,
    standing: 'id' in line ? line : null,
    proposed: {
      projectCode,
      projectName,
      paidOn: item.paidOn,
      amount: toYuan(item.amount),
      fundSource: item.fundSource ?? null,
      payee: item.payee ?? null,
      purpose: item.purpose ?? null,
    },
  };
}

function requireOpen(correction: StoredCorrection | undefined): StoredCorrection {
  if (!correction) throw notFound();
  if (correction.state === 'proposed') return correction;
  throw new HttpError(
    409,
    'already_decided',
    said('这份更正已经办结。', 'This correction has been decided already.'),
  );
}

function secondPerson(): HttpError {
  return new HttpError(
    403,
    'second_person',
    said(
      '更正须由另一人确认；提出人只能撤回。',
      'A correction is confirmed by another person; who proposed it may only withdraw it.',
    ),
  );
}

function refuseOthers(caller: Caller, { proposedBy }: StoredCorrection): void {
  if (caller.name === proposedBy || caller.scopes.has('manage')) return;
  throw new HttpError(
    403,
    'scope',
    said(
      '只有提出人或有“manage”权限的人能撤回。',
      'Only who proposed it, or who holds the right "manage", may withdraw it.',
    ),
  );
}
