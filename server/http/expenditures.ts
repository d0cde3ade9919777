import { Router } from 'express';
import { type Joint, joins, type Unit, type Work } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import { listExpenditures } from '#db/queries/ledger-lines.ts';
import { ExpenditureInput } from '#shared/expenditure.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { proposeCorrections } from '../intake/corrections.ts';
import { type Ingest, ingestPlain, ingestVouchers, type Row } from '../intake/vouchers.ts';
import type { Answer } from './answers.ts';
import { type Given, writeOnce } from './idempotent.ts';
import { acceptedAll, ingested } from './ingest.ts';
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
  const plainVouchers: Joint<{ rows: Row<ExpenditureInput>[]; by: string }, Given> = {
    async together(trx, unit, inputs) {
      const [by, ...others] = new Set(inputs.map((input) => input.by));
      const rows = inputs.flatMap((input) => input.rows);
      if (by === undefined || others.length > 0) return undefined;
      if (rows.some(({ item }) => item.corrects !== undefined)) return undefined;
      const ingest = await ingestPlain(trx, unit, cache, rows, by);
      if (!ingest) return undefined;
      tell(unit, ingest);
      return inputs.map((input) => acceptedAll(input.rows.length));
    },
  };
  router.post('/', requireScope('ingest'), async (req, res) => {
    const { rows, problems } = parseItems(ExpenditureInput, req.body, mostRows);
    const by = callerOf(res).name;
    const mayJoin = problems.length === 0 && rows.length > 0 && rows.length <= mostJoined;
    const alone: Work<Given> = async (trx, unit) => {
      const isCorrection = ({ item }: (typeof rows)[number]) => item.corrects !== undefined;
      const corrections = rows.filter(isCorrection);
      const plain = rows.filter((row) => !isCorrection(row));
      const ingest = together(
        await ingestVouchers(trx, unit, cache, plain, by),
        corrections.length > 0 ? await proposeCorrections(trx, unit, cache, corrections, by) : undefined,
      );
      const given = ingested(req, ingest, problems);
      if (ingest.accepted > 0 || ingest.proposed) tell(unit, ingest);
      return given;
    };
    const joining = mayJoin ? joins(plainVouchers, { rows, by }) : undefined;
    await writeOnce(db, req, res, alone, joining);
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

/** A request with more rows than this is a work of its own. */
const mostJoined = 20;

function tell(unit: Unit, { touched }: Ingest) {
  unit.announce({ topics: ['expenditures', 'ledger'], projects: [] });
  unit.touch(touched);
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
