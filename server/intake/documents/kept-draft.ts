import { said } from '#shared/language.ts';
import { type Question, type Reading, SaidReading, type ToldQuestion } from '#shared/reading.ts';

/** Opens a reading that was kept. One from before there were two languages says in both what it says in Chinese. */
export function openedReading(json: string): Reading {
  const kept: unknown = JSON.parse(json);
  return isOfOneLanguage(json) ? SaidReading.parse(kept) : (kept as Reading);
}

/** Opens questions that were kept, likewise. */
export function openedQuestions(json: string): Question[] {
  const kept = JSON.parse(json) as (Question | ToldQuestion)[];
  return kept.map((one) =>
    typeof one.message === 'string' ? { ...one, message: said(one.message, one.message) } : (one as Question),
  );
}

/** In a text inside JSON these quotes would be escaped: only a sentence that is a bare text has them. */
function isOfOneLanguage(json: string): boolean {
  return /"message":"|"notes":\["/.test(json);
}
