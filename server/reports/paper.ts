import type { Language } from '#shared/language.ts';
import { type Fen, percentOf, toWan } from '#shared/money.ts';

/** What a cell holds: words, an amount of 分 that prints as 万元, a fraction that prints as %, or a place to write. */
export type PaperValue =
  | { text: string }
  | { fen: Fen }
  | { part: Fen; of: Fen }
  | { number: string }
  | 'blank';

/** A cell of a paper on its grid: where it begins, how far it reaches, and how it is set. */
export interface PaperCell {
  at: number;
  /** Columns and rows that it covers; one each where not said. */
  across?: number;
  down?: number;
  value: PaperValue;
  /** A heading is bold and shaded; a label names the row; figures stand at the right; a mark in the middle. */
  set: 'head' | 'label' | 'text' | 'figure' | 'mark';
  /** Without a frame: the lines of a letter. */
  bare?: true;
}

/** A paper as a bureau files it: a title, a line above, one table with merged cells, notes below. */
export interface Paper {
  /** What its sheet or section is called. */
  name: string;
  title: string;
  /** At the left and right above the table: the unit and the amounts' unit. */
  above: readonly [string, string];
  /** The widths of the columns in characters. */
  widths: readonly number[];
  rows: readonly (readonly PaperCell[])[];
  /** Rows that stand again on every page, from one on; a Word table repeats them only where they are its first. */
  repeats: { from: number; count: number };
  below: readonly string[];
  orientation: 'portrait' | 'landscape';
}

/** A value as words, for papers that know no number formats. What cannot be divided says nothing. */
export function paperText(value: PaperValue): string {
  if (value === 'blank') return '';
  if ('text' in value) return value.text;
  if ('number' in value) return value.number;
  if ('fen' in value) return toWan(value.fen);
  return value.of === 0 ? '' : `${percentOf(value.part, value.of)}%`;
}

/** Cells one after another from a column on, each one column wide. */
export function inARow(from: number, set: PaperCell['set'], values: readonly PaperValue[]): PaperCell[] {
  return values.map((value, index) => ({ at: from + index, set, value }));
}

/** Words of a cell. */
export function words(text: string | null | undefined): PaperValue {
  return text ? { text } : 'blank';
}

/** When a paper was made, of what and by whom: it stands under every one, so that it can be made again to the digit. */
export interface Made {
  asOf: string;
  today: string;
  /** The instant up to which things were known. */
  knownAt: string;
  by: string;
}

/** The line under a paper that says of which day it is, as known when, and who made it. */
export function madeLine({ asOf, today, knownAt, by }: Made, language: Language): string {
  const judged = today === asOf ? '' : language === 'zh' ? `，按${today}判定` : `, judged on ${today}`;
  return language === 'zh'
    ? `数据截至${asOf}${judged}；以${knownAt}已知数据为准；制表：${by}。`
    : `As of ${asOf}${judged}; as known at ${knownAt}; made by ${by}.`;
}
