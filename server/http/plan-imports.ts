import express, { type Request, type Response, Router } from 'express';
import type { Database } from '#db/open.ts';
import type { Place } from '#db/queries/ordered.ts';
import {
  claimPlanImport,
  countPlanImports,
  findImportRow,
  type ImportRow,
  insertPlanImport,
  listPlanImports,
  updatePlanImport,
} from '#db/queries/plan-imports.ts';
import { findLatestVersion, plannedYears } from '#db/queries/plans.ts';
import type { Db } from '#db/schema.ts';
import { PlanCommit, PlanImportPatch, type PlanImportRun, type PlanImportWhole } from '#shared/api.ts';
import { yearOf } from '#shared/calendar.ts';
import { languageOf, said, type Told } from '#shared/language.ts';
import type { Reading, ReadingCorrection } from '#shared/reading.ts';
import { may, ofDepartment, wholeHouse } from '#shared/rights.ts';
import type { Order } from '#shared/table-query.ts';
import { PlanImportFilter } from '#shared/tables.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { commitPlan } from '../intake/commit-plan.ts';
import { changeDraft, type DraftChange } from '../intake/documents/change-draft.ts';
import { DocumentRefused } from '../intake/documents/containers/source-document.ts';
import type { DocumentReader } from '../intake/documents/document-reader.ts';
import type { ReadTask } from '../intake/documents/document-thread.ts';
import { openedQuestions } from '../intake/documents/kept-draft.ts';
import { revisedBy } from '../intake/revise-plan.ts';
import { planImportSheet } from '../tables/run-sheets.ts';
import { unstorableRefused } from './bodies.ts';
import { HttpError, notFound } from './errors.ts';
import { parseBody, parseQuery } from './parse.ts';
import { personOf, refuseUnless, requireMay } from './person.ts';
import { placeCursor, placeOf } from './places.ts';
import { linesAsJson, sendDraft } from './send-draft.ts';
import { asWorkbook, everyRow } from './sheets.ts';
import { callerOf } from './sign-in.ts';
import { recorded } from './trail.ts';
import { uploadedFile } from './upload.ts';

/** A plan as text is some tens of kilobytes, with the pictures of its cover some megabytes. */
const mostText = 8 * 1024 * 1024;
const mostBytes = 30 * 1024 * 1024;

/** A reading up to so long is changed sooner than it is handed to a thread and back. */
const mostChangedHere = 100_000;

/** /api/v1/plan-imports: a plan document is read, looked over, and put in force. */
export function planImportRoutes({
  db,
  cache,
  documents,
}: {
  db: Database;
  cache: PlanCache;
  documents: DocumentReader;
}): Router {
  const router = Router();
  router.use(requireMay('import'));

  const asked = (req: Request, res: Response) => {
    const { sort, limit, cursor, state: states, q } = parseQuery(PlanImportFilter, req.query);
    const caller = callerOf(res);
    // Whoever is bound to a department sees what they have read themselves.
    const by = may(personOf(caller), 'import', wholeHouse).may ? undefined : caller.name;
    return { order: sort ?? newestFirst, limit, cursor, where: { by, states, q } };
  };
  router.get(
    '/',
    asWorkbook(db, async (req, res) => {
      const { order, where } = asked(req, res);
      const rows = await everyRow<PlanImportRun, PlanImportRun>(async (end, limit) => {
        const some = await listPlanImports(db.read, {
          ...where,
          ...{ order, after: end && placeIn(order, end), limit },
        });
        return { rows: some, last: some.length === limit ? some.at(-1) : undefined };
      });
      return planImportSheet(rows, languageOf(req.get('accept-language')));
    }),
    async (req, res) => {
      const { order, limit, cursor, where } = asked(req, res);
      const after = placeOf(cursor, order, ordered);
      const runs = await listPlanImports(db.read, { ...where, order, after, limit: limit + 1 });
      const last = runs.length > limit ? runs[limit - 1] : undefined;
      const total = await countPlanImports(db.read, where);
      const nextCursor = last ? placeCursor(order, placeIn(order, last)) : null;
      res.json({ items: runs.slice(0, limit), nextCursor, total });
    },
  );

  router.post('/', express.text({ type: 'text/plain', limit: mostText }), async (req, res) => {
    const { task, fileName } = await documentOf(req);
    const supposedYear = yearOf(await db.today());
    const read = await documents.read({ ...task, supposedYear }).catch(refuseDocument);
    // Whoever imports for one department has no business with the document of another.
    refuseUnless(personOf(callerOf(res)), 'import', ofDepartment(read.department));
    const draft = { ...read, fileName, createdBy: callerOf(res).name };
    const row = await recorded(db, res).write(async (trx, unit) => {
      const { at } = unit;
      const { number: revises = null } = (await findLatestVersion(trx, read.department, read.year)) ?? {};
      const whole = { ...draft, revises, createdAt: at };
      const { department, year, kind } = read;
      unit.record({ subject: fileName ?? undefined, after: { department, year, kind, revises } });
      return { ...whole, ...(await insertPlanImport(trx, whole)) };
    });
    res.status(201).location(`/api/v1/plan-imports/${row.id}`);
    await sendDraft(req, res, row);
  });

  router.get('/:id', async (req, res) => {
    const row = await findImportRow(db.read, req.params.id);
    if (!row || !mayImport(res, row.reading)) throw notFound();
    const source = await linesAsJson(row.source);
    const revises = JSON.stringify(await revisedByRow(row));
    await sendDraft(req, res, row, { source, places: row.places ?? 'null', revises });
  });

  router.patch('/:id', async (req, res) => {
    const patch = parseBody(PlanImportPatch, req.body);
    await sendDraft(req, res, await changed(res, req.params.id, patch));
  });

  router.post('/:id/commit', async (req, res) => {
    const {
      owners = [],
      approvedFiguresSame: approvedSame,
      ...asked
    } = parseBody(PlanCommit, req.body ?? {});
    const by = callerOf(res).name;
    const byCode = new Map(owners.map(({ projectCode, ...people }) => [projectCode, people]));
    const draft = await findImportRow(db.read, req.params.id);
    if (!draft || !mayImport(res, draft.reading)) throw notFound();
    refuseOpenQuestions(draft);
    const { reading, digest } = await documents.open(draft.reading).catch(refuseDocument);
    const committed = await recorded(db, res).write(async (trx, unit) => {
      if (!(await claimPlanImport(trx, draft))) throw await movedOn(trx, draft.id);
      const { version, closed } = await commitPlan(trx, unit, cache, {
        reading,
        digest,
        importId: draft.id,
        by,
        approvedSame,
        owners: byCode,
        ...asked,
        revises: asked.revises ?? draft.revises,
      });
      unit.record({
        subject: draft.id,
        before: { revises: asked.revises ?? draft.revises },
        after: { department: reading.department, year: reading.year, planVersion: version, owners, ...asked },
      });
      return {
        projects: reading.projects.length,
        indicators: reading.projects.reduce((sum, { indicators }) => sum + indicators.length, 0),
        departmentIndicators: reading.departmentIndicators.length,
        planVersion: version,
        closed,
      };
    });
    res.json(committed);
  });
  return router;

  /** What a draft would revise. Its reading is opened only where there is a plan at all to hold it against. */
  async function revisedByRow({ state, reading }: ImportRow): Promise<PlanImportWhole['revises']> {
    if (state !== 'draft' || (await plannedYears(db.read)).length === 0) return null;
    return await revisedBy(db.read, (await documents.open(reading).catch(refuseDocument)).reading);
  }

  /** Computed before it is written, so that nobody's write waits for it; done again where another came between. */
  async function changed(res: Response, id: string, patch: PlanImportPatch): Promise<ImportRow> {
    const by = callerOf(res).name;
    for (;;) {
      const row = requireDraft(await findImportRow(db.read, id), res);
      const isSmall = row.reading.length < mostChangedHere;
      const draft = { reading: row.reading, questions: row.questions };
      const next = isSmall
        ? changeDraft(draft, patch)
        : await documents.change({ draft, patch }).catch(refuseDocument);
      if (!next.ok) throw refusedAt(next);
      // A correction must not make another department's plan of it.
      if (!mayImport(res, next.reading)) throw new HttpError(403, 'not_yours', otherDepartment);
      const whole = await recorded(db, res).write(async (trx, { at }) => {
        const kept = [
          ...(JSON.parse(row.corrections) as ReadingCorrection[]),
          ...kepts(patch, next.given, { at, by }),
        ];
        const { reading, questions } = next;
        const changed = { ...row, reading, questions, corrections: JSON.stringify(kept) };
        return (await updatePlanImport(trx, row, changed)) ? changed : undefined;
      });
      if (whole) return whole;
    }
  }
}

const newestFirst = { by: 'at', down: true } as const;
const ordered = { numbers: [], id: 'string' } as const;

function placeIn({ by }: Order<'file' | 'at' | 'by'>, run: PlanImportRun): Place {
  const values = { file: run.fileName ?? '', at: run.createdAt, by: run.createdBy };
  return { value: values[by], id: run.id };
}

const otherDepartment = said('这不是本部门的绩效文本。', 'This is the plan of another department.');

/** Whether the caller imports plans of the department that a reading is of; opened only for who is bound to one. */
function mayImport(res: Response, reading: string): boolean {
  const person = personOf(callerOf(res));
  if (may(person, 'import', wholeHouse).may) return true;
  return may(person, 'import', ofDepartment(departmentIn(reading))).may;
}

/** Whose plan a stored reading is: it begins with it. */
function departmentIn(reading: string): string {
  const [, code] = /^\{"department":\{"code":("(?:[^"\\]|\\.)*")/.exec(reading) ?? [];
  return code === undefined ? (JSON.parse(reading) as Reading).department.code : (JSON.parse(code) as string);
}

/** Why a draft cannot be claimed: it is in force, or somebody has changed it since it was read. */
async function movedOn(trx: Db, id: string): Promise<HttpError> {
  const now = await findImportRow(trx, id);
  if (now?.state === 'committed')
    return new HttpError(409, 'same_plan', said('这份绩效文本已经生效。', 'This plan is in force already.'));
  const zh = '刚刚有人改动了这份读入结果，请重新核对后再生效。没有写入任何数据。';
  return new HttpError(
    409,
    'changed',
    said(zh, 'Somebody has just changed this draft; look it over again. Nothing was stored.'),
  );
}

function refuseDocument(error: unknown): never {
  if (!(error instanceof DocumentRefused)) throw error;
  throw new HttpError(error.status, error.code, error.said);
}

function requireDraft(draft: ImportRow | undefined, res: Response): ImportRow {
  if (!draft || !mayImport(res, draft.reading)) throw notFound();
  if (draft.state === 'draft') return draft;
  throw new HttpError(
    409,
    'committed',
    said('已经生效，不能再改。', 'It is in force and can no longer be changed.'),
  );
}

function refuseOpenQuestions({ questions }: ImportRow): void {
  const open = openedQuestions(questions).filter(({ blocks, answer }) => blocks && answer === undefined);
  if (open.length === 0) return;
  throw new HttpError(
    409,
    'open_questions',
    said(`还有${open.length}个问题须先回答。`, `Questions to be answered first: ${open.length}.`),
    open.map(({ id, message }) => ({
      pointer: `/questions/${id}`,
      code: 'open_question',
      message,
    })),
  );
}

/** What was answered and corrected, to be kept with who and when. */
function kepts(
  { answers = [], corrections = [] }: PlanImportPatch,
  given: readonly Told[],
  moment: { at: string; by: string },
): ReadingCorrection[] {
  return [
    ...answers.map(({ question, answer }, at) => ({
      ...{ ...moment, what: question },
      value: given[at] ?? answer,
    })),
    ...corrections.map(({ pointer, value }) => ({ ...moment, what: pointer, value })),
  ];
}

function refusedAt({ pointer, code, message }: Extract<DraftChange, { ok: false }>): HttpError {
  return new HttpError(422, code, message, [{ pointer, code, message }]);
}

/** What came to be read: a text as `text/plain`, or a document as the `file` of a form. */
async function documentOf(req: Request): Promise<{ task: ReadTask; fileName: string | null }> {
  if (req.is('text/plain')) {
    const text = typeof req.body === 'string' ? req.body : '';
    if (text.includes('\0')) throw unstorableRefused();
    return { task: { text }, fileName: null };
  }
  if (!req.is('multipart/form-data')) {
    throw new HttpError(
      415,
      'unsupported',
      said(
        '请以 text/plain 或表单字段 file 上传绩效文本。',
        'Send the plan as text/plain or as the form field "file".',
      ),
    );
  }
  const { bytes, fileName } = await uploadedFile(req, mostBytes);
  return { task: { bytes }, fileName };
}
