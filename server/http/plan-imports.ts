import express, { type Request, type Response, Router } from 'express';
import type { Database } from '#db/open.ts';
import {
  claimPlanImport,
  findImportRow,
  findPlanImport,
  type ImportRow,
  insertPlanImport,
  type StoredImport,
  updatePlanImport,
} from '#db/queries/plan-imports.ts';
import { PlanCommit, type PlanImport, PlanImportPatch } from '#shared/api.ts';
import { said } from '#shared/language.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { commitPlan } from '../intake/commit-plan.ts';
import { answerQuestion, correctField, settleQuestions } from '../intake/documents/change-reading.ts';
import { DocumentRefused } from '../intake/documents/containers/source-document.ts';
import type { DocumentReader } from '../intake/documents/document-reader.ts';
import type { ReadTask } from '../intake/documents/document-thread.ts';
import { unstorableRefused } from './bodies.ts';
import { HttpError, notFound } from './errors.ts';
import { parseBody } from './parse.ts';
import { callerOf, requireScope } from './sign-in.ts';
import { uploadedFile } from './upload.ts';

/** A plan as text is some tens of kilobytes, with the pictures of its cover some megabytes. */
const mostText = 8 * 1024 * 1024;
const mostBytes = 30 * 1024 * 1024;

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
  router.use(requireScope('manage'));

  router.post('/', express.text({ type: 'text/plain', limit: mostText }), async (req, res) => {
    const { task, fileName } = await documentOf(req);
    const read = await documents.read(task).catch(refuseDocument);
    const draft = { ...read, fileName, createdBy: callerOf(res).name };
    const row = await db.write(async (trx, { at }) => {
      const whole = { ...draft, createdAt: at };
      return { ...whole, ...(await insertPlanImport(trx, whole)) };
    });
    res.status(201).location(`/api/v1/plan-imports/${row.id}`);
    sendDraft(res, row);
  });

  router.get('/:id', async (req, res) => {
    const row = await findImportRow(db.read, req.params.id);
    if (!row) throw notFound();
    const source = JSON.stringify(row.source.split(/\r\n|\r|\n/));
    sendDraft(res, row, { source, places: row.places ?? 'null' });
  });

  router.patch('/:id', async (req, res) => {
    const patch = parseBody(PlanImportPatch, req.body);
    const changed = await db.write(async (trx, unit) => {
      const draft = requireDraft(await findPlanImport(trx, req.params.id));
      const next = applyPatch(draft, patch, { at: unit.at, by: callerOf(res).name });
      await updatePlanImport(trx, draft.id, next);
      return { ...draft, ...next };
    });
    res.json(shown(changed));
  });

  router.post('/:id/commit', async (req, res) => {
    const { owners = [], approvedFiguresSame: approvedSame } = parseBody(PlanCommit, req.body ?? {});
    const by = callerOf(res).name;
    const committed = await db.write(async (trx, unit) => {
      const draft = await findPlanImport(trx, req.params.id);
      if (!draft) throw notFound();
      refuseOpenQuestions(draft);
      if (!(await claimPlanImport(trx, draft.id))) {
        throw new HttpError(
          409,
          'same_plan',
          said('这份绩效文本已经生效。', 'This plan is in force already.'),
        );
      }
      const byCode = new Map(owners.map(({ projectCode, ...people }) => [projectCode, people]));
      const { reading } = draft;
      const { version, closed } = await commitPlan(trx, unit, cache, {
        reading,
        importId: draft.id,
        by,
        approvedSame,
        owners: byCode,
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
}

/** Sends a draft with its parts as they are stored: a plan of a thousand projects is megabytes of JSON. */
function sendDraft(res: Response, row: ImportRow, more: Record<string, string> = {}): void {
  const { id, state, fileName, kind, createdAt, createdBy, reading, questions } = row;
  const head = { id, state, fileName, kind, createdAt, createdBy };
  const parts = Object.entries({ reading, questions, ...more }).map(([name, json]) => `"${name}":${json}`);
  res.type('json').send(`${JSON.stringify(head).slice(0, -1)},${parts.join()}}`);
}

function shown({ corrections: _, ...draft }: StoredImport): PlanImport {
  return draft;
}

function refuseDocument(error: unknown): never {
  if (!(error instanceof DocumentRefused)) throw error;
  throw new HttpError(error.status, error.code, error.said);
}

function requireDraft(draft: StoredImport | undefined): StoredImport {
  if (!draft) throw notFound();
  if (draft.state === 'draft') return draft;
  throw new HttpError(
    409,
    'committed',
    said('已经生效，不能再改。', 'It is in force and can no longer be changed.'),
  );
}

function refuseOpenQuestions({ questions }: StoredImport): void {
  const open = questions.filter(({ blocks, answer }) => blocks && answer === undefined);
  if (open.length === 0) return;
  throw new HttpError(
    409,
    'open_questions',
    said(`还有${open.length}个问题须先回答。`, `${open.length} question(s) must be answered first.`),
    open.map(({ id, message }) => ({
      pointer: `/questions/${id}`,
      code: 'open_question',
      message: said(message, message),
    })),
  );
}

/** The draft with answers and corrections put in, all or none. */
function applyPatch(
  draft: StoredImport,
  { answers = [], corrections = [] }: PlanImportPatch,
  moment: { at: string; by: string },
) {
  let { reading, questions } = draft;
  const kept = [...draft.corrections];
  answers.forEach(({ question, answer }, index) => {
    const next = answerQuestion(reading, questions, question, answer, reading.year);
    if (!next.ok) throw refusedAt(`/answers/${index}/answer`, next);
    ({ reading, questions } = next);
    kept.push({ ...moment, what: question, value: answer });
  });
  corrections.forEach(({ pointer, value }, index) => {
    const next = correctField(reading, pointer, value);
    if (!next.ok) throw refusedAt(`/corrections/${index}/value`, next);
    reading = next.reading;
    questions = settleQuestions(reading, questions, pointer);
    kept.push({ ...moment, what: pointer, value });
  });
  return { reading, questions, corrections: kept };
}

function refusedAt(
  pointer: string,
  { code, message }: { code: string; message: HttpError['said'] },
): HttpError {
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
