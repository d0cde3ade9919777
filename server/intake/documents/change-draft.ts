import type { PlanImportPatch } from '#shared/api.ts';
import type { Said } from '#shared/language.ts';
import type { Question, Reading } from '#shared/reading.ts';
import { answerQuestion, correctField, settleQuestions } from './change-reading.ts';

/** A draft's reading and questions as they are stored: JSON. */
export interface DraftJson {
  reading: string;
  questions: string;
}

export type DraftChange =
  | ({ ok: true } & DraftJson)
  | { ok: false; pointer: string; code: string; message: Said };

/** The draft with answers and corrections put in, all or none. */
export function changeDraft(
  draft: DraftJson,
  { answers = [], corrections = [] }: PlanImportPatch,
): DraftChange {
  let reading = JSON.parse(draft.reading) as Reading;
  let questions = JSON.parse(draft.questions) as Question[];
  for (const [index, { question, answer }] of answers.entries()) {
    const next = answerQuestion(reading, questions, question, answer, reading.year);
    if (!next.ok) return { ...next, pointer: `/answers/${index}/answer` };
    ({ reading, questions } = next);
  }
  for (const [index, { pointer, value }] of corrections.entries()) {
    const next = correctField(reading, pointer, value);
    if (!next.ok) return { ...next, pointer: `/corrections/${index}/value` };
    reading = next.reading;
    questions = settleQuestions(reading, questions, pointer);
  }
  return { ok: true, reading: JSON.stringify(reading), questions: JSON.stringify(questions) };
}
