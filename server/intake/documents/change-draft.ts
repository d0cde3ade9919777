import type { PlanImportPatch } from '#shared/api.ts';
import type { Said, Told } from '#shared/language.ts';
import { answerQuestion, correctField, settleQuestions } from './change-reading.ts';
import { openedQuestions, openedReading } from './kept-draft.ts';

/** A draft's reading and questions as they are stored: JSON. */
export interface DraftJson {
  reading: string;
  questions: string;
}

/** What came of a change; `given` are the answers as they are kept: a choice in both languages. */
export type DraftChange =
  | ({ ok: true } & DraftJson & { given: Told[] })
  | { ok: false; pointer: string; code: string; message: Said };

/** The draft with answers and corrections put in, all or none. */
export function changeDraft(
  draft: DraftJson,
  { answers = [], corrections = [] }: PlanImportPatch,
): DraftChange {
  let reading = openedReading(draft.reading);
  let questions = openedQuestions(draft.questions);
  const given: Told[] = [];
  for (const [index, { question, answer }] of answers.entries()) {
    const next = answerQuestion(reading, questions, question, answer, reading.year);
    if (!next.ok) return { ...next, pointer: `/answers/${index}/answer` };
    ({ reading, questions } = next);
    given.push(next.given);
  }
  for (const [index, { pointer, value }] of corrections.entries()) {
    const next = correctField(reading, pointer, value);
    if (!next.ok) return { ...next, pointer: `/corrections/${index}/value` };
    reading = next.reading;
    questions = settleQuestions(reading, questions, pointer);
  }
  return { ok: true, reading: JSON.stringify(reading), questions: JSON.stringify(questions), given };
}
