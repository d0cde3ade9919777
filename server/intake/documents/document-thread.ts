import { parentPort } from 'node:worker_threads';
import type { PlanImportPatch } from '#shared/api.ts';
import type { Said } from '#shared/language.ts';
import { changeDraft, type DraftChange, type DraftJson } from './change-draft.ts';
import { readContainer } from './containers/read-container.ts';
import { type DocumentKind, DocumentRefused, type SourceDocument } from './containers/source-document.ts';
import { readPlan } from './read-plan.ts';
import { type ReadingParts, readingParts } from './reading-parts.ts';

/**
 * What the thread is given: the bytes of a file, or the text that was pasted; and the year that is supposed
 * until a person has said which, where the document names none.
 */
export type ReadTask = ({ bytes: Uint8Array } | { text: string }) & { supposedYear?: number };

/** A draft too large to be changed on the main thread, and what is to change in it. */
export interface ChangeTask {
  draft: DraftJson;
  patch: PlanImportPatch;
}

/** A stored reading that is to be cut into parts, too large to be opened on the main thread. */
export interface OpenTask {
  reading: string;
}

/** A plan as it is stored. What is only stored and sent on is JSON already: nobody has to walk it again. */
export interface DocumentRead {
  kind: DocumentKind;
  /** Whose plan it is, and of which year. */
  department: string;
  year: number;
  source: string;
  places: string | null;
  reading: string;
  questions: string;
}

export type ReadOutcome =
  | ({ ok: true } & DocumentRead)
  | { ok: false; status: number; code: string; message: Said };

/** The thread in which documents are read: whatever a file does there, the server goes on answering. */
parentPort?.on('message', (task: ReadTask | ChangeTask | OpenTask) => {
  void outcomeOf(task).then((outcome) => parentPort?.postMessage(outcome));
});

async function outcomeOf(
  task: ReadTask | ChangeTask | OpenTask,
): Promise<ReadOutcome | DraftChange | ReadingParts> {
  if ('reading' in task) return readingParts(task.reading);
  if ('draft' in task) return changeDraft(task.draft, task.patch);
  try {
    return read(await documentOf(task), task.supposedYear);
  } catch (error) {
    if (!(error instanceof DocumentRefused)) throw error;
    return { ok: false, status: error.status, code: error.code, message: error.said };
  }
}

async function documentOf(task: ReadTask): Promise<SourceDocument> {
  if ('text' in task) return { kind: 'txt', text: task.text, places: null, notes: [] };
  const { buffer, byteOffset, byteLength } = task.bytes;
  return await readContainer(Buffer.from(buffer, byteOffset, byteLength));
}

function read({ kind, text, places, notes }: SourceDocument, supposedYear?: number): ReadOutcome {
  const plan = readPlan(text, supposedYear === undefined ? {} : { supposedYear });
  if (!plan.ok) return { ok: false, status: 422, code: plan.code, message: plan.message };
  const { reading, questions } = plan;
  return {
    ok: true,
    kind,
    department: reading.department.code,
    year: reading.year,
    source: text,
    places: places && JSON.stringify(places),
    reading: JSON.stringify({
      ...reading,
      notes: [...reading.notes, ...notes].toSorted((a, b) => a.line - b.line),
    }),
    questions: JSON.stringify(questions),
  };
}
