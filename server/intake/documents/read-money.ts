import { type Fen, parseWan, parseYuan, toYuan } from '#shared/money.ts';
import type { Question, ReadingNote } from '#shared/reading.ts';
import { cellBeside } from './labels.ts';
import { cellNumber, type PlanLine } from './plan-text.ts';

/** The unit of a table's amounts. */
export type MoneyUnit = '万元' | '元';

/** The money of a project, in 分. */
export interface Money {
  budget: Fen;
  fiscal: Fen;
  other: Fen;
}

/** The budget and where it comes from. What cannot be read, or does not add up, is a question. */
export function readMoney(
  rows: PlanLine[],
  unit: MoneyUnit,
  { code, line }: { code: string; line: number },
  notes: ReadingNote[],
  questions: Question[],
): Money {
  const cell = {
    budget: cellBeside(rows, /^(?:预算数|预算规模|项目预算|预算金额)$/),
    fiscal: cellBeside(rows, /^(?:其中:?)?财政资金$/),
    other: cellBeside(rows, /^其他资金$/),
  };
  const read = (found: { cell: string; line: number } | undefined) => {
    if (!found || found.cell === '') return 0;
    if (/\d\s|\.\s/.test(found.cell) && cellMoney(found.cell, unit) !== undefined) {
      const message = `“${found.cell}”按${cellNumber(found.cell)}理解。`;
      if (!notes.some((note) => note.message === message)) {
        notes.push({ line: found.line, code: 'cell_repaired', message });
      }
    }
    return cellMoney(found.cell, unit);
  };
  const [budget, fiscal, other] = [read(cell.budget), read(cell.fiscal), read(cell.other)];
  const at = cell.budget?.line ?? line;
  const ask = (message: string, choices: string[]) => {
    questions.push({
      id: `budget/${line}`,
      blocks: true,
      line: at,
      subject: `${code}/budget`,
      message,
      choices,
    });
  };
  if (budget === undefined || !cell.budget || cell.budget.cell === '') {
    ask(`预算数没有读出（印为“${cell.budget?.cell ?? ''}”），请填写，如 8.00万元。`, []);
    return { budget: 0, fiscal: fiscal ?? 0, other: other ?? 0 };
  }
  if (!cell.fiscal?.cell && !cell.other?.cell) {
    notes.push({ line: at, code: 'fiscal_assumed', message: '没有资金来源，全部按财政资金理解。' });
    return { budget, fiscal: budget, other: 0 };
  }
  if (fiscal === undefined || other === undefined || fiscal + other !== budget) {
    const sum = fiscal === undefined || other === undefined ? undefined : fiscal + other;
    const choices = [budget, ...(sum === undefined ? [] : [sum])].map((amount) => `${toYuan(amount)}元`);
    ask('预算数与财政资金、其他资金之和不一致，预算数应是多少？', choices);
  }
  return { budget, fiscal: fiscal ?? 0, other: other ?? 0 };
}

/** Money in a cell, in the unit of its table unless the cell names one itself; undefined where it is none. */
export function cellMoney(cell: string, unit: MoneyUnit): Fen | undefined {
  const match = /^(.*?)(万元|元)?$/.exec(cellNumber(cell));
  const [, figure = '', own] = match ?? [];
  return (own ?? unit) === '万元' ? parseWan(figure) : parseYuan(figure);
}
