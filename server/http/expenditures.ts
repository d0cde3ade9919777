import { type Request, type Response, Router } from 'express';
import { type Joint, joins, type Unit, type Work } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import { type LineFilter, linePlace, listExpenditures, sumExpenditures } from '#db/queries/ledger-lines.ts';
import type { Place } from '#db/queries/ordered.ts';
import { yearProjects } from '#db/queries/standings.ts';
import { yearOf } from '#shared/calendar.ts';
import { type Expenditure, ExpenditureInput } from '#shared/expenditure.ts';
import { languageOf } from '#shared/language.ts';
import { toYuan } from '#shared/money.ts';
import { ExpenditureFilter, type ExpenditureTotals } from '#shared/tables.ts';
import { askedBy, type PlanCache } from '../evaluation/snapshots.ts';
import { proposeCorrections } from '../intake/corrections.ts';
import { type Ingest, ingestPlain, ingestVouchers, type Row } from '../intake/vouchers.ts';
import type { Sight } from '../sight.ts';
import { expenditureSheet } from '../tables/expenditure-sheet.ts';
import type { Answer } from './answers.ts';
import { type Given, writeOnce } from './idempotent.ts';
import { acceptedAll, ingested } from './ingest.ts';
import { cursorId, mostRows, pageOf, parseItems, parseQuery } from './parse.ts';
import { askerOf, requireMay, sightOf } from './person.ts';
import { placeCursor, placeOf } from './places.ts';
import { readingDays } from './reading-days.ts';
import { asWorkbook, everyRow } from './sheets.ts';
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
    asWorkbook(db, async (req, res) => {
      const { wanted, where } = await asked(db, req, res);
      const order = wanted.sort ?? { by: 'paidOn', down: true };
      const rows = await everyRow<Expenditure, Place>(async (after, limit) => {
        const some = await listExpenditures(db.read, { ...where, order, after, limit });
        const end = some.length === limit ? some.at(-1) : undefined;
        return { rows: some, last: end && linePlace(order, end) };
      });
      return expenditureSheet(seenLines(rows, sightOf(res)), languageOf(req.get('accept-language')));
    }),
    answer(async (req, res) => {
      const { wanted, where } = await asked(db, req, res);
      const { limit, cursor, sort } = wanted;
      if (sort) {
        const page = {
          order: sort,
          after: placeOf(cursor, sort, { numbers: ['amount'], id: 'number' }),
          limit: limit + 1,
        };
        const rows = await listExpenditures(db.read, { ...where, ...page });
        const items = rows.slice(0, limit);
        const end = rows.length > limit ? items.at(-1) : undefined;
        const nextCursor = end ? placeCursor(sort, linePlace(sort, end)) : null;
        return { items: seenLines(items, sightOf(res)), nextCursor };
      }
      const before = cursorId(cursor);
      const rows = await listExpenditures(db.read, { ...where, before, limit: limit + 1 });
      return pageOf(seenLines(rows, sightOf(res)), limit);
    }),
  );
  router.get(
    '/totals',
    answer(async (req, res) => {
      const { where } = await asked(db, req, res);
      const { count, sum, uncounted } = await sumExpenditures(db.read, where);
      return { count, sum: toYuan(sum), uncounted } satisfies ExpenditureTotals;
    }),
  );
  return router;
}

/** The lines that a request asks for, of those that the caller sees. */
async function asked(db: Database, req: Request, res: Response) {
  const { year, asOf, knownAt } = await readingDays(db, req);
  const wanted = parseQuery(ExpenditureFilter, req.query);
  const sight = sightOf(res);
  // What is masked must not be found by its letters either.
  const seesPayees = async () => {
    const ids = await yearProjects(db.read, year);
    const reached = ids.filter((id) => sight.knows(id) && sight.reaches('see_payees', id));
    return reached.length === ids.length ? undefined : reached;
  };
  const where: LineFilter = {
    ...{ year, asOf, knownAt, seen: sight.seen },
    project: wanted.project,
    payments: wanted.payment,
    funds: wanted.fund,
    paidFrom: wanted.paidFrom,
    paidTo: wanted.paidTo,
    q: wanted.q,
    named: wanted.named,
    payeesOf: wanted.q ? await seesPayees() : undefined,
  };
  return { wanted, where };
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
