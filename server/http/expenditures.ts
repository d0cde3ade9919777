import { Router } from 'express';
import type { Database } from '#db/open.ts';
import { listExpenditures } from '#db/queries/ledger-lines.ts';
import { yearOf } from '#shared/calendar.ts';
import { type Expenditure, ExpenditureInput } from '#shared/expenditure.ts';
import { askedBy, type PlanCache } from '../evaluation/snapshots.ts';
import { proposeCorrections } from '../intake/corrections.ts';
import { type Ingest, ingestVouchers } from '../intake/vouchers.ts';
import type { Sight } from '../sight.ts';
import type { Answer } from './answers.ts';
import { writeOnce } from './idempotent.ts';
import { ingested } from './ingest.ts';
import { cursorId, mostRows, OfProject, pageOf, parseItems, parseQuery } from './parse.ts';
import { askerOf, requireMay, sightOf } from './person.ts';
import { readingDays } from './reading-days.ts';
import { callerOf } from './sign-in.ts';

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
  router.post('/', requireMay('post_vouchers'), async (req, res) => {
    const { rows, problems } = parseItems(ExpenditureInput, req.body, mostRows);
    await writeOnce(db, req, res, async (trx, unit) => {
      const by = callerOf(res).name;
      const own = askedBy(cache, askerOf(res));
      const isCorrection = ({ item }: (typeof rows)[number]) => item.corrects !== undefined;
      const corrections = rows.filter(isCorrection);
      const plain = rows.filter((row) => !isCorrection(row));
      const ingest = together(
        await ingestVouchers(trx, unit, own, plain, by),
        corrections.length > 0 ? await proposeCorrections(trx, unit, own, corrections, by) : undefined,
      );
      const given = ingested(req, ingest, problems);
      if (ingest.accepted > 0 || ingest.proposed) {
        const proposed = ingest.proposed ? corrections.map(({ item }) => item.projectCode) : [];
        unit.announce({ topics: ['expenditures', 'ledger'], projects: proposed });
        unit.touch(ingest.touched);
      }
      return given;
    });
  });
  router.get(
    '/',
    answer(async (req, res) => {
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
        seen: sightOf(res).seen,
      });
      return pageOf(seenLines(rows, sightOf(res)), limit);
    }),
  );
  return router;
}

/** Lines as somebody may read them: payees only of those who need them. */
export function seenLines<Line extends Expenditure>(lines: readonly Line[], sight: Sight): Line[] {
  return lines.map((line) => ({
    ...line,
    payee: sight.payee(line.payee, yearOf(line.paidOn), line.projectCode),
  }));
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
