import busboy from '@fastify/busboy';
import express, { type Request, Router } from 'express';
import type { Database } from '#db/open.ts';
import {
  claimPlanImport,
  findPlanImport,
  insertPlanImport,
  type StoredImport,
  updatePlanImport,
} from '#db/queries/plan-imports.ts';
import { findLatestVersion } from '#db/queries/plans.ts';
import { PlanCommit, type PlanImport, PlanImportPatch, type PlanImportWhole } from '#shared/api.ts';
import { said } from '#shared/language.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { commitPlan } from '../intake/commit-plan.ts';
import { answerQuestion, correctField, settleQuestions } from '../intake/documents/change-reading.ts';
import { readPlan } from '../intake/documents/read-plan.ts';
import { revisedBy } from '../intake/revise-plan.ts';
import { unstorableRefused } from './bodies.ts';
import { HttpError, notFound } from './errors.ts';
import { parseBody } from './parse.ts';
import { callerOf, requireScope } from './sign-in.ts';

/** A plan document as text is some tens of kilobytes; a thousand times that is no plan. */
const mostBytes = 8 * 1024 * 1024;

/** /api/v1/plan-imports: a plan document is read, looked over, and put in force. */
export function planImportRoutes({ db, cache }: { db: Database; cache: PlanCache }): Router {
  const router = Router();
  router.use(requireScope('manage'));

  router.post('/', express.text({ type: 'text/plain', limit: mostBytes }), async (req, res) => {
    const { text, fileName } = await documentOf(req);
    const read = readPlan(text);
    if (!read.ok) throw new HttpError(422, read.code, read.message);
    const { reading, questions } = read;
    const by = callerOf(res).name;
    const id = await db.write(async (trx, unit) => {
      const { number = null } = (await findLatestVersion(trx, reading.department.code, reading.year)) ?? {};
      const draft = { fileName, source: text, reading, questions, revises: number, at: unit.at, by };
      return await insertPlanImport(trx, draft);
    });
    const draft = await getImport(db, id);
    res.status(201).location(`/api/v1/plan-imports/${id}`).json(shown(draft));
  });

  router.get('/:id', async (req, res) => {
    const draft = await getImport(db, req.params.id);
    const source = draft.sourceText.split(/\r\n|\r|\n/);
    const revises = draft.state === 'draft' ? await revisedBy(db.read, draft.reading) : null;
    res.json({ ...shown(draft), source, revises } satisfies PlanImportWhole);
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
    const {
      owners = [],
      approvedFiguresSame: approvedSame,
      ...asked
    } = parseBody(PlanCommit, req.body ?? {});
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
        ...asked,
        revises: asked.revises ?? draft.revises,
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

function shown({ sourceText: _, corrections: __, revises: ___, ...draft }: StoredImport): PlanImport {
  return draft;
}

async function getImport(db: Database, id: string): Promise<StoredImport> {
  const draft = await findPlanImport(db.read, id);
  if (!draft) throw notFound();
  return draft;
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

/** The text of the document that came: as `text/plain`, or as the `file` of a form. */
async function documentOf(req: Request): Promise<{ text: string; fileName: string | null }> {
  if (req.is('text/plain')) {
    const text = typeof req.body === 'string' ? req.body : '';
    if (text.includes('\0')) throw unstorableRefused();
    return { text, fileName: null };
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
  const { bytes, fileName } = await uploadedFile(req);
  return { text: decodeText(bytes, fileName), fileName };
}

function uploadedFile(req: Request): Promise<{ bytes: Buffer; fileName: string }> {
  const broken = () =>
    new HttpError(400, 'malformed', said('上传的表单不完整。', 'The uploaded form is broken.'));
  // Without a boundary there is no form to read.
  if (!/;\s*boundary=/i.test(req.get('content-type') ?? '')) throw broken();
  return new Promise((resolve, reject) => {
    const form = busboy({
      headers: { ...req.headers, 'content-type': req.headers['content-type'] ?? '' },
      limits: { files: 1, fileSize: mostBytes },
    });
    let found: { bytes: Buffer; fileName: string } | undefined;
    form.on('file', (field, stream, name) => {
      if (name.includes('\0')) reject(unstorableRefused());
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      // A part that breaks off says so itself; unheard, that would be the end of the process.
      stream.on('error', () => reject(broken()));
      stream.on('limit', () =>
        reject(new HttpError(413, 'too_large', said('文件超过 8 MB。', 'The file is larger than 8 MB.'))),
      );
      stream.on('end', () => {
        if (field === 'file') found = { bytes: Buffer.concat(parts), fileName: name.replaceAll('\0', '') };
      });
    });
    form.on('finish', () => {
      if (found) resolve(found);
      else
        reject(
          new HttpError(
            422,
            'file_missing',
            said('表单里没有 file 文件。', 'The form has no file named "file".'),
          ),
        );
    });
    form.on('error', () => reject(broken()));
    // The sender went away: nobody is left to answer, but who waits for the file must not wait for ever.
    req.on('close', () => {
      if (!req.complete) reject(broken());
    });
    req.pipe(form);
  });
}

/** Text as UTF-8 or, where it is not that, GB18030. Other kinds of file are refused by what they begin with. */
function decodeText(bytes: Buffer, fileName: string): string {
  const begins = bytes.subarray(0, 8).toString('latin1');
  const isText = /\.(txt|text)$/i.test(fileName) || !/\.[a-z0-9]{2,5}$/i.test(fileName);
  if (!isText || begins.startsWith('PK') || begins.startsWith('%PDF') || bytes.includes(0)) {
    throw new HttpError(
      415,
      'unsupported',
      said(
        '目前只能读取文本文件（.txt）；Word、PDF 和表格请先另存为纯文本，或粘贴文字。没有写入任何数据。',
        'Only text files (.txt) can be read so far; save a Word, PDF or workbook as plain text, or paste it. Nothing was stored.',
      ),
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
