import { type Said, said, type Told } from '#shared/language.ts';
import { type Fen, parseWan, parseYuan, toYuan } from '#shared/money.ts';
import type { Question, ReadingNote } from '#shared/reading.ts';
import { beside, called, type Labelled } from './labels.ts';
import { cellNumber } from './plan-text.ts';
import { subjectOf } from './subject.ts';

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
  labels: readonly Labelled[],
  unit: MoneyUnit,
  { subject, line }: { subject: Told; line: number },
  notes: ReadingNote[],
  questions: Question[],
): Money {
  const year = beside(labels, called.budget);
  const whole = beside(labels, called.wholeBudget);
  const cell = {
    budget: year?.cell ? year : (whole ?? year),
    fiscal: beside(labels, called.fiscal),
    carried: beside(labels, called.carried),
    other: beside(labels, called.other),
  };
  const read = (found: Labelled | undefined) => readCell(found, unit, notes);
  const [budget, fiscal, carried, other] = [
    read(cell.budget),
    read(cell.fiscal),
    read(cell.carried),
    read(cell.other),
  ];
  const at = cell.budget?.line ?? line;
  const ask = (message: Said, choices: Said[]) => {
    questions.push({
      id: `budget/${line}`,
      blocks: true,
      line: at,
      subject: subjectOf(subject, 'budget'),
      message,
      choices,
    });
  };
  if (budget === undefined || budget < 0 || !cell.budget || cell.budget.cell === '') {
    const cellText = cell.budget?.cell ?? '';
    ask(
      said(
        `预算数没有读出（印为“${cellText}”），请填写，如 8.00万元。`,
        `The budget could not be read (${cellText ? `printed as “${cellText}”` : 'its cell is blank'}). Enter it in yuan, such as 80000 yuan.`,
      ),
      [],
    );
    return { budget: 0, fiscal: Math.max(0, fiscal ?? 0), other: Math.max(0, other ?? 0) };
  }
  const all = year?.cell && whole?.cell ? cellMoney(whole.cell, unitOf(whole, unit)) : undefined;
  if (all !== undefined && all !== budget) {
    const message = said(
      `项目总额${toYuan(all)}元与年度预算${toYuan(budget)}元不同，按年度预算理解。`,
      `The project's total, ${toYuan(all)} yuan, is not the year's budget, ${toYuan(budget)} yuan; the year's budget was taken.`,
    );
    notes.push({ line: at, code: 'budget_of_several', message });
  }
  if (!cell.fiscal?.cell && !cell.other?.cell && !cell.carried?.cell) {
    notes.push({ line: at, code: 'fiscal_assumed', message: allFiscal });
    return { budget, fiscal: budget, other: 0 };
  }
  const parts = [fiscal, carried, other];
  const sum = parts.some((part) => part === undefined || part < 0)
    ? undefined
    : parts.reduce<number>((total, part) => total + (part ?? 0), 0);
  if (sum !== budget) {
    const choices = [budget, ...(sum === undefined ? [] : [sum])].map(yuanSaid);
    const zh = '预算数与财政资金、其他资金之和不一致，预算数应是多少？';
    ask(said(zh, 'The budget is not the sum of fiscal and other funds. What is the budget?'), choices);
  }
  return { budget, fiscal: Math.max(0, fiscal ?? 0), other: Math.max(0, (carried ?? 0) + (other ?? 0)) };
}

const allFiscal = said(
  '没有资金来源，全部按财政资金理解。',
  'No source of funds is stated: all of it was taken as fiscal funds (财政资金).',
);

/** What a money cell holds: 0 where it is blank, undefined where it cannot be read; a number that was mended is noted. */
function readCell(found: Labelled | undefined, unit: MoneyUnit, notes: ReadingNote[]): Fen | undefined {
  if (!found || /^[-—–/]?$/.test(found.cell)) return 0;
  if (found.several && !/^[\d.,\s]+万?元$/.test(found.cell)) return undefined;
  const amount = cellMoney(found.cell, unitOf(found, unit));
  if (/\d\s|\.\s/.test(found.cell) && amount !== undefined) {
    const number = cellNumber(found.cell);
    const message = said(`“${found.cell}”按${number}理解。`, `“${found.cell}” is read as “${number}”.`);
    if (!notes.some((note) => note.message.zh === message.zh)) {
      notes.push({ line: found.line, code: 'cell_repaired', message });
    }
  }
  return amount;
}

/** An amount as a choice: `80000.00元`. */
function yuanSaid(amount: Fen): Said {
  return said(`${toYuan(amount)}元`, `${toYuan(amount)} yuan`);
}

/** The unit in the head of a cell, 预算数（元）, before that of its table. */
function unitOf(found: { head: string }, unit: MoneyUnit): MoneyUnit {
  const own = /[(（](?:单位[:：])?(?:人民币)?(万?元)[)）][:：]?\s*$/.exec(found.head.replace(/\s/g, ''))?.[1];
  return own === '万元' || own === '元' ? own : unit;
}

/** Money in a cell, in the unit of its table unless the cell names one itself; undefined where it is none. */
export function cellMoney(cell: string, unit: MoneyUnit): Fen | undefined {
  const match = /^(.*?)(万元|元)?$/.exec(
    cellNumber(cell)
      .replace(/^[¥￥]/, '')
      .replace(/整$/, ''),
  );
  const [, figure = '', own] = match ?? [];
  const bare = figure.trim();
  return (own ?? unit) === '万元' ? parseWan(bare) : parseYuan(bare);
}
