import { said } from '#shared/language.ts';
import { toYuan } from '#shared/money.ts';
import type { Question, ReadingNote, ReadProject } from '#shared/reading.ts';
import { codeQuestion, nameQuestion } from './document-questions.ts';
import { isIndicatorHead } from './indicator-columns.ts';
import { beside, called, isLabel, labelled } from './labels.ts';
import { filled, type PlanLine, plain } from './plan-text.ts';
import { readIndicators } from './read-indicators.ts';
import { type MoneyUnit, readMoney } from './read-money.ts';
import { findPlanRows, isPlanTitle, type PlanRows, readPlanRows } from './read-plan-rows.ts';
import { lineNamed } from './subject.ts';

export interface ProjectFound {
  project: ReadProject;
  notes: ReadingNote[];
  questions: Question[];
}

/** One project's table, from its first row up to the next project's. */
export function readProject(rows: PlanLine[], unit: MoneyUnit, year: number): ProjectFound {
  const line = rows[0]?.line ?? 0;
  const head = rows.findIndex(isIndicatorHead);
  const top = head < 0 ? rows : rows.slice(0, head);
  const labels = labelled(top);
  const code = plain(beside(labels, called.code)?.cell ?? '');
  const name = beside(labels, called.name)?.cell.trim() ?? '';
  const subject = code || plain(name) || lineNamed(line);
  const notes: ReadingNote[] = [];
  const questions: Question[] = [];
  if (code === '') questions.push(codeQuestion(line, name));
  if (name === '') questions.push(nameQuestion(line, code));
  const money = readMoney(labels, unit, { subject, line }, notes, questions);
  const plan = findPlanRows(top, year, widthOf(top));
  const goalsAt = rows.findIndex(
    (row, i) =>
      i > 0 && i !== head && /^(?:年度|项目)?(?:总体)?(?:绩效)?目标(?!值)/.test(plain(row.cells[0] ?? '')),
  );
  const nodes = readPlanRows(plan, { subject, line, year, unit, budget: money.budget }, notes, questions);
  const headRow = rows[head];
  const table = headRow ? readIndicators(headRow, rows.slice(head + 1), year) : { indicators: [], notes: [] };
  notes.push(...table.notes);
  if (table.indicators.length === 0)
    notes.push({
      line,
      code: 'no_indicators',
      message: said('没有读出绩效指标。', 'No indicators could be read.'),
    });
  const fundsAt = top.findIndex((row) => /预\s*算\s*数|资金总额|预算规模|预算金额/.test(row.text));
  const planAt = plan ? planStart(rows, plan) : -1;
  const ends = [planAt, head].filter((at) => at > goalsAt);
  const project: ReadProject = {
    code,
    name,
    budget: toYuan(money.budget),
    fiscal: toYuan(money.fiscal),
    other: toYuan(money.other),
    purpose: readPurpose(rows, fundsAt, [planAt, goalsAt, head], notes),
    goals: goalsAt < 0 ? [] : splitGoals(goalsText(rows, goalsAt, ends)),
    ...nodes,
    line,
    indicators: table.indicators,
  };
  return { project, notes, questions };
}

/** Where a plan begins: at the title above its head, or at its head. A plan that was laid out anew has its first line. */
function planStart(rows: PlanLine[], { header }: PlanRows): number {
  const own = rows.indexOf(header);
  const at = own < 0 ? rows.findIndex(({ line }) => line === header.line) : own;
  const above = [1, 2, 3].map((by) => at - by).filter((i) => i > 0);
  return (
    above.findLast((i) => isPlanTitle({ text: (filled(rows[i] ?? header)[0] ?? '').slice(0, 20) })) ?? at
  );
}

/** How many cells the rows above the indicators have, the widest; what stands far below is another table's. */
function widthOf(rows: PlanLine[]): number {
  return Math.max(0, ...rows.slice(0, 60).map((row) => (row.columns ? row.cells.length : 0)));
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
      message: said(
        '资金用途一行缺少前面的单元格，已按内容归位。',
        'The row of purpose (资金用途) has lost its first cells; it was put in place by its content.',
      ),
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
    .filter((cell, i) => i > 0 || !/(?:绩效|总体|年度)目标$/.test(plain(cell)))
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
