import { said } from '#shared/language.ts';
import { parseYuan, toYuan } from '#shared/money.ts';
import type { ReadingNote, ReadProject } from '#shared/reading.ts';
import type { Table } from './find-tables.ts';
import { plain } from './plan-text.ts';
import { listedProjects } from './read-list.ts';
import type { MoneyUnit } from './read-money.ts';
import { type ProjectFound, readProject } from './read-project.ts';

/**
 * The projects of all tables, in order. Where projects have tables of their own, a list without indicators
 * only repeats them: it is held against them, and what differs or is missing is noted. `units` has each
 * table's unit, undefined where none is stated.
 */
export function readTables(
  tables: Table[],
  units: (MoneyUnit | undefined)[],
  year: number,
): { found: ProjectFound[]; notes: ReadingNote[] } {
  const found: ProjectFound[] = [];
  const listed: ProjectFound[] = [];
  tables.forEach((table, i) => {
    const unit = units[i];
    if (table.kind === 'project') found.push(readIn(unit, (one) => readProject(table.rows, one, year)));
    else {
      for (const { rows, exact } of listedProjects(table)) {
        const project = readIn(unit, (one) => readProject(rows, one, year));
        if (!exact) askWhereMoved(project);
        listed.push(project);
      }
    }
  });
  if (found.length === 0) return { found: listed, notes: [] };
  const more = listed.filter(({ project }) => project.indicators.length > 0 && !twin(project, found));
  const notes = listed
    .filter((one) => !more.includes(one))
    .flatMap(({ project }) => compared(project, twin(project, found)));
  return { found: [...found, ...more].toSorted((a, b) => a.project.line - b.project.line), notes };
}

function twin(project: ReadProject, found: ProjectFound[]): ReadProject | undefined {
  const key = (one: ReadProject) => plain(one.name);
  return found.find(
    ({ project: one }) => (project.code !== '' && one.code === project.code) || key(one) === key(project),
  )?.project;
}

function compared(listed: ReadProject, own: ReadProject | undefined): ReadingNote[] {
  const { line, name, budget } = listed;
  if (!own) {
    const message = said(
      `清单里的“${name}”没有自己的绩效目标表，没有读入，请核对。`,
      `“${name}” of the list has no table of its own and was not read; please check.`,
    );
    return [{ line, code: 'list_unmatched', message }];
  }
  if (own.budget === budget || parseYuan(budget) === 0) return [];
  const message = said(
    `清单里“${name}”为${budget}元，绩效目标表为${own.budget}元，按绩效目标表读入，请核对。`,
    `“${name}” has ${budget} yuan in the list and ${own.budget} yuan in its own table. The table was taken; please check.`,
  );
  return [{ line, code: 'list_conflict', message }];
}

/** A row of a list with other cells than its head: its budget stands where it is only if the plan or the funds say so too. */
function askWhereMoved({ project, questions }: ProjectFound): void {
  const { line, code, name, budget, fiscal, other, nodes } = project;
  if (questions.some(({ id }) => id === `budget/${line}`)) return;
  const sum = (parseYuan(fiscal) ?? 0) + (parseYuan(other) ?? 0);
  if (nodes.length > 0 && nodes.at(-1)?.cumulative === budget && sum === parseYuan(budget)) return;
  questions.push({
    id: `budget/${line}`,
    blocks: true,
    line,
    subject: `${code || plain(name)}/budget`,
    message: said(
      '这一行的单元格数与表头不同，预算数可能错位，请确认。',
      'This row has a different number of cells than the headings, and the budget may stand in the wrong column; please confirm it.',
    ),
    choices: [said(`${budget}元`, `${budget} yuan`)],
  });
}

/**
 * A table read in its unit. Without one it is read in both: the unit does not matter where both give the same,
 * and is known where only one can be read. Else it is taken in 万元 for the time being and the project says so.
 */
function readIn(unit: MoneyUnit | undefined, read: (unit: MoneyUnit) => ProjectFound): ProjectFound {
  if (unit) return read(unit);
  const [wan, yuan] = [read('万元'), read('元')];
  if (moneyOf(wan) === moneyOf(yuan)) return wan;
  const [open, openInYuan] = [moneyQuestions(wan), moneyQuestions(yuan)];
  if (open !== openInYuan) {
    const isWan = open < openInYuan;
    const known = isWan ? wan : yuan;
    const message = said(
      `没有写明金额单位，只有按${isWan ? '万元' : '元'}才读得通，按此理解。`,
      `No unit is stated for the amounts; they only make sense in ${isWan ? '10,000 yuan' : 'yuan'}, and were read so.`,
    );
    known.notes.push({ line: known.project.line, code: 'unit_inferred', message });
    return known;
  }
  if (isScaled(wan.project, yuan.project)) {
    wan.project.unit = { read: '万元', sure: false };
    return wan;
  }
  const { line, code, name } = wan.project;
  const others = wan.questions.filter(({ id }) => id !== `budget/${line}`);
  const choices = [wan, yuan].map(({ project: { budget } }) => said(`${budget}元`, `${budget} yuan`));
  others.push({
    id: `budget/${line}`,
    blocks: true,
    line,
    subject: `${code || plain(name)}/budget`,
    message: said(
      '没有写明金额单位，预算数是多少？',
      'No unit is stated for the amounts. What is the budget?',
    ),
    choices,
  });
  return { ...wan, questions: others };
}

function moneyOf({ project, questions }: ProjectFound): string {
  const { budget, fiscal, other, nodes } = project;
  return JSON.stringify([budget, fiscal, other, nodes, questions]);
}

function moneyQuestions({ questions }: ProjectFound): number {
  return questions.filter(({ id }) => /^(?:budget|nodes)\//.test(id)).length;
}

/** Whether every amount read in 万元 is ten thousand times the one read in 元. */
function isScaled(wan: ReadProject, yuan: ReadProject): boolean {
  const amounts = ({ budget, fiscal, other, nodes }: ReadProject) => [
    budget,
    fiscal,
    other,
    ...nodes.map(({ cumulative }) => cumulative),
  ];
  const [big, small] = [amounts(wan), amounts(yuan)];
  return (
    big.length === small.length &&
    big.every((amount, i) => amount === toYuan((parseYuan(small[i] ?? '') ?? Number.NaN) * 10_000))
  );
}
