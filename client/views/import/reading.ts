import type { PlanImport } from '#shared/api.ts';
import { parseYuan, toYuan } from '#shared/money.ts';
import type { Question, Reading, ReadingNote } from '#shared/reading.ts';

/** The sum of the budgets read, in 元. */
export function budgetOf(reading: Reading): string {
  return toYuan(reading.projects.reduce((sum, { budget }) => sum + (parseYuan(budget) ?? 0), 0));
}

/** Something to look at: a question or a note, each at its line. */
export type Remark = ({ question: Question } | { note: ReadingNote }) & { line: number };

/** Questions and notes as one list: what blocks first, then open questions, then the rest by line. */
export function remarksOf({ questions, reading }: PlanImport): Remark[] {
  const rank = (remark: Remark) =>
    'note' in remark ? 3 : remark.question.answer ? 2 : remark.question.blocks ? 0 : 1;
  return [
    ...questions.map((question) => ({ question, line: question.line })),
    ...reading.notes.map((note) => ({ note, line: note.line })),
  ].toSorted((a, b) => rank(a) - rank(b) || a.line - b.line);
}

/** How many questions still keep the plan from being put in force. */
export function openBlocking(questions: readonly Question[]): number {
  return questions.filter(({ blocks, answer }) => blocks && !answer).length;
}
