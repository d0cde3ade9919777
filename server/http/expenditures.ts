import { Router } from 'express';
import { type Joint, joins, type Unit, type Work } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import { listExpenditures } from '#db/queries/ledger-lines.ts';
import { yearOf } from '#shared/calendar.ts';
import { type Expenditure, ExpenditureInput } from '#shared/expenditure.ts';
import { askedBy, type PlanCache } from '../evaluation/snapshots.ts';
import { proposeCorrections } from '../intake/corrections.ts';
import { type Ingest, ingestPlain, ingestVouchers, type Row } from '../intake/vouchers.ts';
import type { Sight } from '../sight.ts';
import type { Answer } from './answers.ts';
import { type Given, writeOnce } from './idempotent.ts';
import { acceptedAll, ingested } from './ingest.ts';
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
  const plainVouchers: Joint<Plain, Given> = {
    async together(trx, unit, inputs) {
      const [first] = inputs;
      if (!first || inputs.some(({ caller }) => caller !== first.caller)) return undefined;
      const rows = inputs.flatMap((input) => input.rows);
      if (rows.some(({ item }) => item.corrects !== undefined)) return undefined;
      const ingest = await ingestPlain(trx, unit, first.own, rows, first.by);
      if (!ingest) return undefined;
      tell(unit, ingest, []);
      return inputs.map((input) => acceptedAll(input.rows.length));
    },
  };
  router.post('/', requireMay('post_vouchers'), async (req, res) => {
    const { rows, problems } = parseItems(ExpenditureInput, req.body, mostRows);
    const { kind, name: by } = callerOf(res);
    const own = askedBy(cache, askerOf(res));
    const mayJoin = problems.length === 0 && rows.length > 0 && rows.length <= mostJoined;
    const alone: Work<Given> = async (trx, unit) => {
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
        tell(unit, ingest, proposed);
      }
      return given;
    };
    const joining = mayJoin ? joins(plainVouchers, { rows, by, caller: `${kind} ${by}`, own }) : undefined;
    await writeOnce(db, req, res, alone, joining);
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

/** A request that may be taken in with others of its caller: plain payments, as far as one can see. */
interface Plain {
  rows: Row<ExpenditureInput>[];
  by: string;
  /** Who sent it: a token may be named as a person is. */
  caller: string;
  /** The plans as that caller may ask for them. */
  own: PlanCache;
}

/** A request with more rows than this is a work of its own. */
const mostJoined = 20;

function tell(unit: Unit, { touched }: Ingest, projects: string[]) {
  unit.announce({ topics: ['expenditures', 'ledger'], projects });
  unit.touch(touched);
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
