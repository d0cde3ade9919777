import { parentPort } from 'node:worker_threads';
import type { Said } from '#shared/language.ts';
import { readContainer } from './containers/read-container.ts';
import { type DocumentKind, DocumentRefused, type SourceDocument } from './containers/source-document.ts';
import { readPlan } from './read-plan.ts';

/** What the thread is given: the bytes of a file, or the text that was pasted. */
export type ReadTask = { bytes: Uint8Array } | { text: string };

/** A plan as it is stored. What is only stored and sent on is JSON already: nobody has to walk it again. */
export interface DocumentRead {
  kind: DocumentKind;
  source: string;
  places: string | null;
  reading: string;
  questions: string;
}

export type ReadOutcome =
  | ({ ok: true } & DocumentRead)
  | { ok: false; status: number; code: string; message: Said };

/** The thread in which documents are read: whatever a file does there, the server goes on answering. */
parentPort?.on('message', (task: ReadTask) => {
  void outcomeOf(task).then((outcome) => parentPort?.postMessage(outcome));
});

async function outcomeOf(task: ReadTask): Promise<ReadOutcome> {
  try {
    const document: SourceDocument =
      'text' in task
        ? { kind: 'txt', text: task.text, places: null, notes: [] }
        : await readContainer(Buffer.from(task.bytes.buffer, task.bytes.byteOffset, task.bytes.byteLength));
    return read(document);
  } catch (error) {
    if (!(error instanceof DocumentRefused)) throw error;
    return { ok: false, status: error.status, code: error.code, message: error.said };
  }
}

function read({ kind, text, places, notes }: SourceDocument): ReadOutcome {
  const plan = readPlan(text);
  if (!plan.ok) return { ok: false, status: 422, code: plan.code, message: plan.message };
  const { reading, questions } = plan;
  return {
    ok: true,
    kind,
    source: text,
    places: places && JSON.stringify(places),
    reading: JSON.stringify({
      ...reading,
      notes: [...reading.notes, ...notes].toSorted((a, b) => a.line - b.line),
    }),
    questions: JSON.stringify(questions),
  };
}
