import { type Fen, toYuan } from '#shared/money.ts';
import type { Question, ReadingNote, ReadProject } from '#shared/reading.ts';
import { cellBeside, isLabel } from './labels.ts';
import { noPlan } from './plan-line.ts';
import { filled, type PlanLine, plain } from './plan-text.ts';
import { isIndicatorHead, readIndicators } from './read-indicators.ts';
import { type MoneyUnit, readMoney } from './read-money.ts';
import { nodeColumns, readNodes } from './read-nodes.ts';

export interface ProjectFound {
  project: ReadProject;
  notes: ReadingNote[];
  questions: Question[];
}

/** Whether a row opens the table of a project. */
export function opensProject({ text }: PlanLine): boolean {
  return /^项目(?:编码|代码)/.test(plain(text));
}

/** One project's table, from its first row (项目编码) up to the next project's. */
export function readProject(rows: PlanLine[], unit: MoneyUnit, year: number): ProjectFound {
  const [first] = rows;
  const line = first?.line ?? 0;
  const code = plain(cellBeside(rows, /^项目(?:编码|代码)$/)?.cell ?? '');
  const name = cellBeside(rows, /^项目名称$/)?.cell.trim() ?? '';
  const notes: ReadingNote[] = [];
  const questions: Question[] = [];
  const money = readMoney(rows, unit, { code, line }, notes, questions);
  const plan = rows.findIndex(
    (row) => nodeColumns(row, year).length > 0 && /支出计划|支付计划|用款计划/.test(plain(row.text)),
  );
  const goalsAt = rows.findIndex(
    (row, i) => i > 0 && /^(?:年度|项目)?(?:总体)?绩效目标/.test(plain(row.cells[0] ?? '')),
  );
  const head = rows.findIndex(isIndicatorHead);
  const nodes = readPlanRows(rows, plan, { code, line, year, unit, budget: money.budget }, notes, questions);
  const table =
    head < 0
      ? { indicators: [], notes: [] }
      : readIndicators(rows[head] ?? emptyRow, tableRows(rows.slice(head + 1)), year);
  notes.push(...table.notes);
  if (table.indicators.length === 0)
    notes.push({ line, code: 'no_indicators', message: '没有读出绩效指标。' });
  const fundsAt = rows.findIndex((row) => /预算数/.test(plain(row.text)));
  const purpose = readPurpose(rows, fundsAt, [plan, goalsAt, head], notes);
  const project: ReadProject = {
    code,
    name,
    budget: toYuan(money.budget),
    fiscal: toYuan(money.fiscal),
    other: toYuan(money.other),
    purpose,
    goals:
      goalsAt < 0
        ? []
        : splitGoals(
            goalsText(
              rows,
              goalsAt,
              [plan, head].filter((at) => at > goalsAt),
            ),
          ),
    ...nodes,
    line,
    indicators: table.indicators,
  };
  return { project, notes, questions };
}

const emptyRow: PlanLine = { line: 0, text: '', cells: [], columns: false };

function readPlanRows(
  rows: PlanLine[],
  at: number,
  {
    code,
    line,
    year,
    unit,
    budget,
  }: { code: string; line: number; year: number; unit: MoneyUnit; budget: Fen },
  notes: ReadingNote[],
  questions: Question[],
): Pick<ReadProject, 'nodes' | 'nodesRead'> {
  const header = rows[at];
  const figures = rows
    .slice(at + 1, at + 3)
    .find((row) => /\d/.test(row.text) && !/指标|目标/.test(row.text));
  const found = header && readNodes(header, figures, year, budget, unit);
  if (found?.decided) {
    notes.push(...found.notes);
    return { nodes: found.nodes, nodesRead: found.nodesRead };
  }
  const choices = found?.choices ?? [];
  const message =
    choices.length > 0
      ? '资金支出计划有不止一种读法，或与预算数不符，请确认各节点的累计金额。'
      : '没有读出资金支出计划，请填写各节点的累计金额，如“2023-06-30 40000.00元；2023-12-31 80000.00元”。'.replaceAll(
          '2023',
          String(year),
        );
  questions.push({
    id: `nodes/${line}`,
    blocks: true,
    line: header?.line ?? line,
    subject: `${code}/nodes`,
    message,
    choices: [...choices, noPlan],
  });
  return { nodes: [], nodesRead: 'amount' };
}

/** Whatever stands between the money and the next labelled row; its label cell may have been lost. */
function readPurpose(rows: PlanLine[], fundsAt: number, ends: number[], notes: ReadingNote[]): string {
  if (fundsAt < 0) return '';
  const end = Math.min(...ends.filter((at) => at > fundsAt), rows.length);
  const between = rows.slice(fundsAt + 1, end).filter((row) => row.text !== '');
  const [first] = between;
  const leading = plain(first?.cells[0] ?? '');
  if (first && rows[fundsAt]?.columns && leading !== '' && !isLabel(leading)) {
    notes.push({
      line: first.line,
      code: 'cell_repaired',
      message: '资金用途一行缺少前面的单元格，已按内容归位。',
    });
  }
  return between
    .flatMap(filled)
    .filter((cell) => !/^(?:资金)?用途$|^预算规模及资金用途$/.test(plain(cell)))
    .join('');
}

function goalsText(rows: PlanLine[], at: number, ends: number[]): string {
  const end = Math.min(...ends, rows.length);
  const own = rows.slice(at, end).flatMap(filled);
  return own
    .filter((cell, i) => i > 0 || !/绩效目标$/.test(plain(cell)))
    .join(' ')
    .replace(/^(?:年度|项目)?绩效目标\s*[:：]?\s*/, '');
}

/** `1. … 2. … 3. …` as a list; a text without such numbers is one goal, an empty one none. */
export function splitGoals(text: string): string[] {
  const goals: string[] = [];
  let rest = text.trim();
  for (let n = 1; rest !== ''; n += 1) {
    const own = new RegExp(`^${n}\\s*[.．、)）]\\s*(?!\\d)`).exec(rest);
    if (own) rest = rest.slice(own[0].length);
    const next = new RegExp(`[\\s；;。]${n + 1}\\s*[.．、)）]\\s*(?!\\d)`).exec(rest);
    const goal = (own || n > 1) && next ? rest.slice(0, next.index + 1) : rest;
    goals.push(goal.replace(/[\s；;]+$/, '').trim());
    rest = rest.slice(goal.length).trim();
  }
  return goals;
}

/** The rows of the indicators: heads repeated on a new page and the headings after the table are none. */
function tableRows(rows: PlanLine[]): PlanLine[] {
  const isRow = (row: PlanLine) =>
    row.columns || filled(row).length >= 3 || /^\S*指标\s+\S+\s+\S+/.test(row.text);
  return rows.filter((row) => row.text !== '' && !isIndicatorHead(row) && isRow(row));
}
