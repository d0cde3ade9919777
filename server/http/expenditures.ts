import { Router } from 'express';
import type { Database } from '#db/open.ts';
import { listExpenditures } from '#db/queries/ledger-lines.ts';
import { ExpenditureInput } from '#shared/expenditure.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { proposeCorrections } from '../intake/corrections.ts';
import { type Ingest, ingestVouchers } from '../intake/vouchers.ts';
import type { Answer } from './answers.ts';
import { writeOnce } from './idempotent.ts';
import { ingested } from './ingest.ts';
import { cursorId, mostRows, OfProject, pageOf, parseItems, parseQuery } from './parse.ts';
import { readingDays } from './reading-days.ts';
import { callerOf, requireScope } from './sign-in.ts';

/** /api/v1/expenditures: the ledger of money actually spent. Entries are added, never edited. */
export function expenditureRoutes({
  db,
  cache,
  answer,
}: {
  db: Database;
  cache: PlanCache;
  answer: Answer;
}): Router {
  const router = Router();
  router.post('/', requireScope('ingest'), async (req, res) => {
    const { rows, problems } = parseItems(ExpenditureInput, req.body, mostRows);
    await writeOnce(db, req, res, async (trx, unit) => {
      const by = callerOf(res).name;
      const isCorrection = ({ item }: (typeof rows)[number]) => item.corrects !== undefined;
      const corrections = rows.filter(isCorrection);
      const plain = rows.filter((row) => !isCorrection(row));
      const ingest = together(
        await ingestVouchers(trx, unit, cache, plain, by),
        corrections.length > 0 ? await proposeCorrections(trx, unit, cache, corrections, by) : undefined,
      );
      const given = ingested(req, ingest, problems);
      if (ingest.accepted > 0 || ingest.proposed) {
        unit.announce({ topics: ['expenditures', 'ledger'], projects: [] });
        unit.touch(ingest.touched);
      }
      return given;
    });
  });
  router.get(
    '/',
    answer(async (req) => {
      const { year, asOf, knownAt } = await readingDays(db, req);
      const { limit, cursor, project } = parseQuery(OfProject, req.query);
      const before = cursorId(cursor);
      const rows = await listExpenditures(db.read, {
        year,
        asOf,
        knownAt,
        project,
        before,
        limit: limit + 1,
      });
      return pageOf(rows, limit);
    }),
  );
  return router;
}

function together(lines: Ingest, corrections: Ingest | undefined): Ingest {
  if (!corrections) return lines;
  return {
    ...lines,
    known: lines.known + corrections.known,
    proposed: corrections.proposed ?? 0,
    rejected: [...lines.rejected, ...corrections.rejected],
  };
}
