import { parseYuan, toYuan } from '#shared/money.ts';
import type { ToldQuestion, ToldReading } from '#shared/reading.ts';

/** The sum of the budgets read, in 元. */
export function budgetOf(reading: ToldReading): string {
  return toYuan(reading.projects.reduce((sum, { budget }) => sum + (parseYuan(budget) ?? 0), 0));
}

/** How many questions still keep the plan from being put in force. */
export function openBlocking(questions: readonly ToldQuestion[]): number {
  return questions.filter(({ blocks, answer }) => blocks && !answer).length;
}

/** The places of the projects whose name or code holds a text; of all where it is empty. */
export function projectsNamed({ projects }: ToldReading, text: string): number[] {
  const wanted = flat(text);
  return projects.flatMap(({ name, code }, index) =>
    flat(name).includes(wanted) || flat(code).includes(wanted) ? [index] : [],
  );
}

function flat(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();
}
