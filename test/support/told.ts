import { toldJson } from '#server/http/told-json.ts';
import type { Language } from '#shared/language.ts';
import type { Question, Reading, ToldQuestion, ToldReading } from '#shared/reading.ts';

/** Questions as a reader has them: in Chinese unless another language is asked for. */
export function toldQuestions(questions: readonly Question[], language: Language = 'zh'): ToldQuestion[] {
  return JSON.parse(toldJson(JSON.stringify(questions), language)) as ToldQuestion[];
}

/** A reading as a reader has it. */
export function toldReading(reading: Reading, language: Language = 'zh'): ToldReading {
  return JSON.parse(toldJson(JSON.stringify(reading), language)) as ToldReading;
}
