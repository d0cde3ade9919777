import { type Response, Router } from 'express';
import { z } from 'zod';
import type { Database } from '#db/open.ts';
import {
  correctionsOf,
  decideCorrection,
  findCorrection,
  listCorrections,
  type StoredCorrection,
} from '#db/queries/corrections.ts';
import { findProjectPlace } from '#db/queries/plans.ts';
import { findLineOf, lineHistory, replaceExpenditure } from '#db/queries/replaced-lines.ts';
import { displaceStaged } from '#db/queries/staged-expenditures.ts';
import type { Db } from '#db/schema.ts';
import { AsOfQuery, Page } from '#shared/api.ts';
import { yearOf } from '#shared/calendar.ts';
import {
  type Correction,
  CorrectionState,
  type Expenditure,
  type ExpenditureHistory,
} from '#shared/expenditure.ts';
import { said } from '#shared/language.ts';
import { toYuan } from '#shared/money.ts';
import { may, ofDepartment, secondEyes, wholeHouse } from '#shared/rights.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { checkCorrection } from '../intake/corrections.ts';
import type { Sight } from '../sight.ts';
import type { Answer } from './answers.ts';
import { HttpError, notFound } from './errors.ts';
import { seenLines } from './expenditures.ts';
import { parseBody, parseQuery } from './parse.ts';
import { personOf, refuseUnless, requireMay, sightOf, whoAsks } from './person.ts';
import { readingDays } from './reading-days.ts';
import { type Caller, callerOf } from './sign-in.ts';
import { recorded } from './trail.ts';

export const CorrectionFilter = AsOfQuery.pick({ year: true }).extend({
  state: CorrectionState.optional(),
  limit: Page.shape.limit,
});
export const WithdrawCorrection = z.strictObject({ reason: z.string().trim().min(1).max(500) });

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
    answer(async (req, res) => {
      const { year } = await readingDays(db, req);
      const { state, limit } = parseQuery(CorrectionFilter, req.query);
      const sight = sightOf(res);
      const found = await listCorrections(db.read, { year, state, limit, seen: sight.seen });
      const items = await Promise.all(found.map((one) => shownTo(sight, one)));
      return { items: items.flatMap((one) => one ?? []), nextCursor: null };
    }),
  );

  router.post('/corrections/:id/confirm', requireMay('confirm_correction'), async (req, res) => {
    const caller = callerOf(res);
    const id = String(req.params.id);
    await recorded(db, res).write(async (trx, unit) => {
      const correction = requireOpen(await findSeen(trx, id, res));
      const { person, staff } = await whoAsks(trx, res);
      const place = await findProjectPlace(trx, correction.year, correction.projectCode);
      const charged = place ? ofDepartment(place.departmentCode) : wholeHouse;
      refuseUnless(person, 'confirm_correction', charged, staff);
      const proposer = caller.kind === 'person' ? correction.proposedBy : null;
      const eyes = secondEyes(person, 'confirm_correction', proposer, charged, staff);
      if (!eyes.may) throw secondPerson();
      const own = eyes.alone === true;
      const checked = await checkCorrection(trx, unit, cache, correction.item);
      if ('problem' in checked) {
        const [column, , { zh, en }] = checked.problem;
        const message = said(`${zh}；请撤回这份更正。`, `${en}; withdraw this correction.`);
        throw new HttpError(409, 'no_longer_possible', message, [
          { pointer: `/${column}`, column, code: 'no_longer_possible', message },
        ]);
      }
      const moment = { at: unit.at, by: caller.name };
      const { voucherNo, line } = correction;
      unit.record({
        before: { voucherNo, line, state: correction.state },
        after: { voucherNo, line, state: 'confirmed', item: correction.item, ...(own && { alone: own }) },
      });
      await decideCorrection(trx, id, { state: 'confirmed', alone: own, note: null, ...moment });
      // Whoever proposed it is who says so: the ledger keeps the name, the correction keeps both.
      await displaceStaged(trx, [checked.line]);
      await replaceExpenditure(trx, checked.line, { at: unit.at, by: correction.proposedBy });
      unit.announce({ topics: ['expenditures', 'ledger'], projects: [correction.projectCode] });
      unit.touch([checked.held.projectId, checked.line.projectId]);
    });
    res.json(await get(id, sightOf(res)));
  });

  router.post('/corrections/:id/withdraw', requireMay('post_vouchers'), async (req, res) => {
    const { reason } = parseBody(WithdrawCorrection, req.body);
    const caller = callerOf(res);
    const id = String(req.params.id);
    await recorded(db, res).write(async (trx, unit) => {
      const correction = requireOpen(await findSeen(trx, id, res));
      refuseOthers(caller, correction);
      const moment = { at: unit.at, by: caller.name };
      await decideCorrection(trx, id, { state: 'withdrawn', alone: false, note: reason, ...moment });
      unit.announce({ topics: ['expenditures'], projects: [correction.projectCode] });
    });
    res.json(await get(id, sightOf(res)));
  });

  router.get(
    '/:id/history',
    answer(async (req, res): Promise<ExpenditureHistory> => {
      const id = String(req.params.id);
      const line = /^\d{1,15}$/.test(id) ? await findLineOf(db.read, Number(id)) : undefined;
      if (!line) throw notFound();
      const sight = sightOf(res);
      const knows = ({ paidOn, projectCode }: Expenditure) => sight.knowsCode(yearOf(paidOn), projectCode);
      const history = await lineHistory(db.read, line);
      const versions = history.versions.filter(knows);
      // It exists for who knows the project that it is, or was, a line of.
      if (versions.length === 0) throw notFound();
      const shown = await Promise.all((await correctionsOf(db.read, line)).map((one) => shownTo(sight, one)));
      return {
        versions: seenLines(versions, sight),
        takenBack: seenLines(history.takenBack.filter(knows), sight),
        corrections: shown.flatMap((one) => one ?? []),
      };
    }),
  );

  async function findSeen(trx: Db, id: string, res: Response): Promise<StoredCorrection | undefined> {
    const correction = await findCorrection(trx, id);
    return correction && (await isSeen(trx, sightOf(res), correction)) ? correction : undefined;
  }

  async function get(id: string, sight: Sight): Promise<Correction> {
    const correction = await findCorrection(db.read, id);
    const shown = correction && (await shownTo(sight, correction));
    if (!shown) throw notFound();
    return shown;
  }

  /** A correction as somebody may read it; undefined where it is about a project that they do not know. */
  async function shownTo(sight: Sight, correction: StoredCorrection): Promise<Correction | undefined> {
    if (!(await isSeen(db.read, sight, correction))) return undefined;
    const { standing, proposed, ...rest } = await shown(db.read, correction);
    const [line] = standing ? seenLines([standing], sight) : [];
    const { paidOn, projectCode } = proposed;
    const payee = sight.payee(proposed.payee, yearOf(paidOn), projectCode);
    return { ...rest, standing: line ?? null, proposed: { ...proposed, payee } };
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

/** A correction is about the project where the money stands and the one where it would stand: both must be known. */
async function isSeen(db: Db, sight: Sight, correction: StoredCorrection): Promise<boolean> {
  if (sight.seen === undefined) return true;
  const { versions } = await lineHistory(db, correction);
  const standing = versions.find(({ supersededAt }) => supersededAt === null);
  return (
    sight.knows(correction.projectId) &&
    (!standing || sight.knowsCode(yearOf(standing.paidOn), standing.projectCode))
  );
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
  if (caller.name === proposedBy || may(personOf(caller), 'confirm_correction').may) return;
  throw new HttpError(
    403,
    'not_yours',
    said(
      '只有提出人，或可以确认更正的人能撤回。',
      'Only who proposed it, or who may confirm it, may withdraw it.',
    ),
  );
}
