import { type Said, said } from '#shared/language.ts';

/** Why a row cannot be stored: the field that is wrong, a name for what is wrong with it, and the sentence. */
export type Refusal = { problem: [column: string, code: string, message: Said] };

export function refuse(column: string, code: string, zh: string, en: string): Refusal {
  return { problem: [column, code, said(zh, en)] };
}
