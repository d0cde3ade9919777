import type { Paper } from './paper.ts';

/** A part of a document that is written rather than filled in. */
export type Block =
  | { title: string; below?: string }
  /** A heading: 1 for 一、 2 for the numbered ones below it. */
  | { heading: string; level: 1 | 2 }
  /** A named line, such as 时间：2023年7月18日. */
  | { name: string; value: string }
  | { text: string }
  | { table: Pick<Paper, 'widths' | 'rows' | 'repeats'> }
  /** At the right, as a letter is signed; a line each. */
  | { signed: readonly string[] }
  /** In small print. */
  | { small: string }
  /** What follows begins on a page of its own, upright or across. */
  | { newPage: 'portrait' | 'landscape' };

/** A document of several parts, A4, in the order in which they are read; it begins upright. */
export interface Letter {
  blocks: readonly Block[];
}
