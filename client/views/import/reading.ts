import type { PlanImport } from '#shared/api.ts';
import { parseYuan, toYuan } from '#shared/money.ts';
import type { Question, Reading, ReadingNote } from '#shared/reading.ts';

/** The sum of the budgets read, in 元. */
export function budgetOf(reading: Reading): string {
  return toYuan(reading.projects.reduce((sum, { budget }) => sum + (parseYuan(budget) ?? 0), 0));
}

/** Something to look at: a question, or a note with every line it was made at. */
export type Remark = { question: Question; lines: number[] } | { note: ReadingNote; lines: number[] };

/** Questions and notes as one list: what blocks first, then open questions, then the rest by line. */
export function remarksOf({ questions, reading }: PlanImport): Remark[] {
  const rank = (remark: Remark) =>
    'note' in remark ? 3 : remark.question.answer ? 2 : remark.question.blocks ? 0 : 1;
  return [
    ...questions.map((question) => ({ question, lines: [question.line] })),
    ...byMessage(reading.notes),
  ].toSorted((a, b) => rank(a) - rank(b) || (a.lines[0] ?? 0) - (b.lines[0] ?? 0));
}

/** How many questions still keep the plan from being put in force. */
export function openBlocking(questions: readonly Question[]): number {
  return questions.filter(({ blocks, answer }) => blocks && !answer).length;
}

/** A document says the same of every table: one note then, with all its lines. */
function byMessage(notes: readonly ReadingNote[]): { note: ReadingNote; lines: number[] }[] {
  const found = new Map<string, { note: ReadingNote; lines: number[] }>();
  for (const note of notes) {
    const same = found.get(note.message);
    if (same) same.lines.push(note.line);
    else found.set(note.message, { note, lines: [note.line] });
  }
  return [...found.values()];
}

/**
 * The line of the source that a project's figure was read from: its budget beside 预算数, its nodes in the
 * row under 资金支出计划. The project's own line where no such row is near.
 */
export function figureLine(source: readonly string[], line: number, what: 'budget' | 'nodes'): number {
  const near = source.slice(line - 1, line + 12);
  const at = near.findIndex((text) => (what === 'budget' ? /预算数/ : /资金支出计划/).test(text));
  if (at < 0) return line;
  return line + at + (what === 'nodes' ? 1 : 0);
}
