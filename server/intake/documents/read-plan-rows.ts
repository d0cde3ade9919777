import type { Fen } from '#shared/money.ts';
import type { Question, ReadingNote, ReadProject } from '#shared/reading.ts';
import { noPlan } from './plan-line.ts';
import { type PlanLine, plain } from './plan-text.ts';
import type { MoneyUnit } from './read-money.ts';
import { nodeColumns, readNodes } from './read-nodes.ts';

/** The rows of a project's spending plan: the one that names the nodes and the one with the figures. */
export interface PlanRows {
  header: PlanLine;
  figures: PlanLine | undefined;
  /** How many cells a row of the table has, its widest. */
  width: number;
}

/**
 * Finds the spending plan: a row of two nodes or more that says it is one, or that a row above it names. The
 * figures are the next row with digits; page breaks and the head printed again do not count.
 */
export function findPlanRows(rows: PlanLine[], year: number, width: number): PlanRows | undefined {
  const isTitle = ({ text }: PlanLine) => title.test(plain(text));
  const at = rows.findIndex((row, i) => {
    const nodes = nodeColumns(row, year).length;
    if (nodes === 0) return false;
    if (isTitle(row)) return true;
    const above = rows.slice(Math.max(0, i - 3), i).findLast(({ text }) => text !== '');
    return nodes > 1 && above !== undefined && isTitle(above);
  });
  const header = rows[at];
  if (!header) return undefined;
  const below = rows
    .slice(at + 1, at + 9)
    .filter((row) => row.text !== '' && plain(row.text) !== plain(header.text))
    .slice(0, 2);
  return { header, width, figures: below.find((row) => /\d/.test(row.text) && !/指标|目标/.test(row.text)) };
}

const title = /(?:支出|支付|用款|资金|使用|执行)(?:使用|支出)?(?:计划|进度)/;

/** The nodes that the rows of a plan say; where they do not decide, none, and a question. */
export function readPlanRows(
  plan: PlanRows | undefined,
  {
    subject,
    line,
    year,
    unit,
    budget,
  }: { subject: string; line: number; year: number; unit: MoneyUnit; budget: Fen },
  notes: ReadingNote[],
  questions: Question[],
): Pick<ReadProject, 'nodes' | 'nodesRead'> {
  const found = plan && readNodes(plan.header, plan.figures, year, budget, unit, plan.width);
  if (found?.decided) {
    notes.push(...found.notes);
    return { nodes: found.nodes, nodesRead: found.nodesRead };
  }
  const choices = found?.choices ?? [];
  const message =
    choices.length > 0
      ? '资金支出计划有不止一种读法，或与预算数不符，请确认各节点的累计金额。'
      : `没有读出资金支出计划，请填写各节点的累计金额，如“${year}-06-30 40000.00元；${year}-12-31 80000.00元”。`;
  questions.push({
    id: `nodes/${line}`,
    blocks: true,
    line: plan?.header.line ?? line,
    subject: `${subject}/nodes`,
    message,
    choices: [...choices, noPlan],
  });
  return { nodes: [], nodesRead: 'amount' };
}
