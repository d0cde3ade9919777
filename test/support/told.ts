import { toldPieces } from '#server/http/told-json.ts';
import type { Language } from '#shared/language.ts';
import type { Question, ToldQuestion } from '#shared/reading.ts';

/** Kept JSON as a reader of one language has it, in one piece. */
export function toldJson(json: string, language: Language): string {
  return [...toldPieces(json, language, 64 * 1024)].join('');
}

/** Questions as a reader has them: in Chinese unless another language is asked for. */
export function toldQuestions(questions: readonly Question[], language: Language = 'zh'): ToldQuestion[] {
  return JSON.parse(toldJson(JSON.stringify(questions), language)) as ToldQuestion[];
}
