import { randomUUID } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Database } from '#db/open.ts';
import { countImports, findImport, listImports, rejectedOf } from '#db/queries/imports.ts';
import type { Place } from '#db/queries/ordered.ts';
import { Day } from '#shared/calendar.ts';
import { type ImportKind, ImportMapping, type ImportRun, type ImportRunWhole } from '#shared/imports.ts';
import { type Language, languageOf, said } from '#shared/language.ts';
import { type Action, may, wholeHouse } from '#shared/rights.ts';
import { ImportFilter } from '#shared/tables.ts';
import { cancelled } from '../intake/tables/cancelled.ts';
import type { Importer } from '../intake/tables/importer.ts';
import { rejectedWorkbook } from '../intake/tables/rejected-workbook.ts';
import { type Imported, type StoredOutcome, showOutcome } from '../intake/tables/stored-outcome.ts';
import type { SaidRejected } from '../intake/tables/tally.ts';
import { importSheet } from '../tables/run-sheets.ts';
import { HttpError, notFound } from './errors.ts';
import { sentFile } from './import-form.ts';
import { confirming } from './ledger.ts';
import { cursorId, parseBody, parseQuery } from './parse.ts';
import { askerOf, personOf, refuseUnless, requireMay, sightOf, whoAsks } from './person.ts';
import { placeCursor, placeOf } from './places.ts';
import { currentYear } from './reading-days.ts';
import { asWorkbook, everyRow } from './sheets.ts';
import { callerOf } from './sign-in.ts';
import { recordExport, trailOf } from './trail.ts';

/** How a file is to be taken; `id` lets the sender follow and cancel it. */
export const ImportQuery = z.object({
  dryRun: z.enum(['true', 'false']).optional(),
  onError: z.enum(['skip']).optional(),
  id: z.uuid().optional(),
  year: z.coerce.number().int().min(1990).max(2100).optional(),
});

/** What a form says beside its file. */
const ImportFields = z.object({
  mapping: z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'JSON' });
        return z.NEVER;
      }
    })
    .pipe(ImportMapping)
    .optional(),
  coveredTo: Day.optional(),
  period: Day.optional(),
  measuredOn: Day.optional(),
});

const mostBytes = 500 * 1024 * 1024;

/** /api/v1/imports: files of vouchers and of measured values; what became of each, and its bad rows to correct. */
export function importRoutes({ db, importer }: { db: Database; importer: Importer }): Router {
  const router = Router();
  const sending = { expenditures: 'post_vouchers', measurements: 'report' } as const;
  for (const kind of ['expenditures', 'measurements'] as const)
    router.post(`/${kind}`, requireMay(sending[kind]), (req, res) => takeFile(kind, req, res));

  async function takeFile(kind: ImportKind, req: Request, res: Response): Promise<void> {
    const { dryRun, onError, id = randomUUID(), year } = parseQuery(ImportQuery, req.query);
    const caller = callerOf(res);
    const gone = new AbortController();
    res.on('close', () => {
      if (!res.writableEnded) gone.abort(cancelled());
    });
    const { handle, size, sha256, fileName, fields } = await sentFile(req, mostBytes);
    try {
      const { mapping, coveredTo, period, measuredOn } = parseBody(ImportFields, fields);
      if (coveredTo) refuseUnless(personOf(caller), 'confirm_ledger');
      const { staff } = await whoAsks(db.read, res);
      const file = {
        id,
        kind,
        fd: handle.fd,
        size,
        sha256,
        fileName,
        caller,
        trail: trailOf(res),
        asker: askerOf(res, staff),
        mayConfirm: confirming(res),
        dryRun: dryRun === 'true',
        skip: onError === 'skip',
        mapping,
        coveredTo: kind === 'expenditures' ? coveredTo : undefined,
        period,
        measuredOn,
        year: year ?? (await currentYear(db, await db.today())),
      };
      const imported = await importer.run(file, gone.signal);
      const show = (language: Language) => shown({ ...file, ...imported }, imported, language);
      if (imported.state === 'refused') throw refused(imported, show);
      const language = languageOf(req.get('accept-language'));
      res.status(file.dryRun || imported.accepted === 0 ? 200 : 201).json(show(language));
    } finally {
      await handle.close();
    }
  }

  router.use(requireMay('see_imports'));
  const asked = (req: Request, res: Response) => {
    const wanted = parseQuery(ImportFilter, req.query);
    const { file: kinds, came: states, stored, q } = wanted;
    const by = seesAllRuns(res) ? undefined : callerOf(res).name;
    return { wanted, where: { by, kinds, states, stored, q } };
  };
  type Row = Awaited<ReturnType<typeof listImports>>[number];
  const ordered = { numbers: ['accepted', 'known', 'rejected'], id: 'number' } as const;
  const placeIn = (order: NonNullable<ImportFilter['sort']>, row: Row): Place => {
    const { fileName, by, accepted, known, rejectedRows } = row;
    const values = { file: fileName ?? '', by, accepted, known, rejected: rejectedRows };
    return { value: values[order.by], id: row.id };
  };
  router.get(
    '/',
    asWorkbook(db, async (req, res) => {
      const { wanted, where } = asked(req, res);
      const { sort: order } = wanted;
      // Without an order of its own the list goes by its numbers alone.
      const rows = await everyRow<Row, Row>(async (end, limit) => {
        const from = order ? { order, after: end && placeIn(order, end) } : { before: end?.id };
        const some = await listImports(db.read, { ...where, ...from, limit });
        return { rows: some, last: some.length === limit ? some.at(-1) : undefined };
      });
      return importSheet(rows.map(runOf), languageOf(req.get('accept-language')));
    }),
    async (req, res) => {
      const { wanted, where } = asked(req, res);
      const { limit, cursor, sort: order } = wanted;
      const from = order ? { order, after: placeOf(cursor, order, ordered) } : { before: cursorId(cursor) };
      const runs = await listImports(db.read, { ...where, ...from, limit: limit + 1 });
      const last = runs.length > limit ? runs[limit - 1] : undefined;
      const end = last && (order ? placeCursor(order, placeIn(order, last)) : String(last.id));
      const total = await countImports(db.read, where);
      res.json({ items: runs.slice(0, limit).map(runOf), nextCursor: end ?? null, total });
    },
  );

  router.get('/:id', async (req, res) => {
    const run = await getImport(req, res);
    const language = languageOf(req.get('accept-language'));
    const kept = run.outcome === null ? [] : await allRejected(run.id);
    const outcome = run.outcome === null ? null : (JSON.parse(run.outcome) as StoredOutcome);
    const problems = kept.flatMap((row) => JSON.parse(row.problems) as SaidRejected[]);
    const shownOutcome = outcome && showOutcome(summaryOf(run), outcome, problems, language);
    res.json({ ...runOf(run), outcome: shownOutcome } satisfies ImportRunWhole);
  });

  router.get('/:id/rejected.xlsx', async (req, res) => {
    const run = await getImport(req, res);
    const rows = run.outcome === null ? [] : await allRejected(run.id);
    if (run.outcome === null || rows.length === 0) throw notFound();
    const { table } = JSON.parse(run.outcome) as StoredOutcome;
    const language = languageOf(req.get('accept-language'));
    const needsPayees = run.by === callerOf(res).name || mayHere(res, 'see_payees');
    const bytes = await rejectedWorkbook(table, rows, language, !needsPayees);
    await recordExport(db, res, { subject: run.uuid, after: { rows: rows.length } });
    res.attachment(`rejected-${run.uuid.slice(0, 8)}.xlsx`);
    res.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').send(bytes);
  });

  router.delete('/:id', async (req, res) => {
    const run = await getImport(req, res);
    if (run.by !== callerOf(res).name) refuseUnless(personOf(callerOf(res)), 'post_vouchers', wholeHouse);
    if (!(await importer.cancel(run.uuid, trailOf(res)))) {
      const message = said('这次导入已经结束，不能取消。', 'This import has ended and cannot be cancelled.');
      throw new HttpError(409, 'ended', message);
    }
    res.status(204).end();
  });

  async function getImport(req: Request, res: Response) {
    const run = await findImport(db.read, String(req.params.id));
    if (!run || (run.by !== callerOf(res).name && !seesAllRuns(res))) throw notFound();
    return run;
  }

  async function allRejected(id: number) {
    const rows: Awaited<ReturnType<typeof rejectedOf>> = [];
    for (let more = true; more; ) {
      const some = await rejectedOf(db.read, id, { from: rows.length });
      rows.push(...some);
      more = some.length > 0;
    }
    return rows;
  }
  return router;
}

/** A file is of no department: others' files are for who sees those of every department. */
function seesAllRuns(res: Response): boolean {
  return sightOf(res).seen === undefined && mayHere(res, 'see_imports');
}

function mayHere(res: Response, action: Action): boolean {
  return may(personOf(callerOf(res)), action, wholeHouse).may;
}

type FoundRun = NonNullable<Awaited<ReturnType<typeof findImport>>>;

function runOf({
  uuid: id,
  dryRun,
  id: _,
  outcome: __,
  ...run
}: Omit<FoundRun, 'outcome'> & { outcome?: unknown }): ImportRun {
  return { ...run, id, dryRun: dryRun === 1 };
}

function summaryOf({ uuid: id, kind, dryRun, state, accepted, known, rejectedRows }: FoundRun) {
  return { id, kind, dryRun: dryRun === 1, state, accepted, known, rejectedRows };
}

function shown(
  file: { id: string; kind: ImportKind; dryRun: boolean },
  imported: Imported,
  language: Language,
) {
  const { id, kind, dryRun } = file;
  const { state, accepted, known, rejectedRows, outcome, kept } = imported;
  const problems = kept.flatMap((row) => row.problems);
  return showOutcome({ id, kind, dryRun, state, accepted, known, rejectedRows }, outcome, problems, language);
}

/** A 409 where rows are only in conflict, else a 422; it names every bad row and carries the outcome. */
function refused({ rejectedRows, kept }: Imported, show: (language: Language) => object): HttpError {
  const problems = kept.flatMap((row) => row.problems);
  const [first] = problems;
  const conflict = problems.every(({ code }) => code === 'conflict');
  const message = said(
    `${rejectedRows}行有问题，没有写入任何数据。第${first?.row ?? 1}行：${first?.message.zh ?? ''}`,
    `${rejectedRows === 1 ? 'One row is' : `${rejectedRows} rows are`} not acceptable and nothing was stored. In row ${first?.row ?? 1}: ${first?.message.en ?? ''}`,
  );
  return new HttpError(
    conflict ? 409 : 422,
    conflict ? 'conflict' : 'rows',
    message,
    problems,
    (language) => ({
      outcome: show(language),
    }),
  );
}
