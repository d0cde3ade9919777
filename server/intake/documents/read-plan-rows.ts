import { type Said, said, type Told } from '#shared/language.ts';
import { type Fen, parseYuan } from '#shared/money.ts';
import type { Question, ReadingNote, ReadProject } from '#shared/reading.ts';
import { describePlan, noPlan } from './plan-line.ts';
import { pairedFigures, uprightPlan } from './plan-shapes.ts';
import { type PlanLine, plain } from './plan-text.ts';
import type { MoneyUnit } from './read-money.ts';
import { type NodesFound, nodeColumns, readNodes } from './read-nodes.ts';
import { subjectOf } from './subject.ts';

/** The rows of a project's spending plan: the one that names the nodes and those with figures, one reading each. */
export interface PlanRows {
  header: PlanLine;
  figures: PlanLine[];
  /** Whether every row of figures has to say the same: amounts and percents of one plan. */
  together?: boolean;
  /** How many cells a row of the table has, its widest. */
  width: number;
}

/**
 * Finds the spending plan: a row of two nodes or more that says it is one, or that a row above it names, or
 * nodes below each other (`uprightPlan`). The figures are the rows with digits below, amounts and percents
 * each on their own where they stand side by side; page breaks and the head printed again do not count.
 */
export function findPlanRows(rows: PlanLine[], year: number, width: number): PlanRows | undefined {
  const upright = uprightPlan(rows, year, isPlanTitle);
  if (upright) return upright;
  const at = rows.findIndex((row, i) => {
    const nodes = nodeColumns(row, year).length;
    if (nodes === 0) return false;
    if (isPlanTitle(row)) return true;
    const above = rows.slice(Math.max(0, i - 3), i).findLast(({ text }) => text !== '');
    return nodes > 1 && above !== undefined && isPlanTitle(above);
  });
  const header = rows[at];
  if (!header) return undefined;
  const below = rows
    .slice(at + 1, at + 9)
    .filter((row) => row.text !== '' && plain(row.text) !== plain(header.text));
  const paired = pairedFigures(header, below, year);
  if (paired) return { ...paired, together: true, width: 0 };
  const first = below.slice(0, 2).findIndex((row) => isOfFigures(row));
  const figures = first < 0 ? [] : [below[first], below[first + 1]].filter((row) => row && isOfFigures(row));
  const own = figures.filter((row) => row !== undefined);
  return { header, width, figures: own };
}

function isOfFigures({ text }: PlanLine): boolean {
  return /\d/.test(text) && !/指标|目标/.test(text);
}

/** Whether a row says that a spending plan begins. */
export function isPlanTitle({ text }: Pick<PlanLine, 'text'>): boolean {
  return title.test(plain(text));
}

const title =
  /(?:支出|支付|用款|资金|使用|执行|拨款)(?:使用|支出|拨付)?(?:计划|进度)|(?:季度?|月度?)用款|拨付计划/;

/** The unit that the figures' own label names, 累计金额（万元）, or the plan's head: 资金支出计划（元）. */
function unitOf(figures: PlanLine, header: PlanLine | undefined): MoneyUnit | undefined {
  for (const [label = ''] of [figures.cells, header?.cells ?? []]) {
    const compact = label.replace(/\s/g, '');
    const own = /[(（](?:单位[:：])?(万?元)[)）]/.exec(compact)?.[1] ?? /^(万?元)$/.exec(compact)?.[1];
    if (own === '万元' || own === '元') return own;
  }
  return undefined;
}

function sameNodes(a: NodesFound, b: NodesFound): boolean {
  return JSON.stringify(a.nodes) === JSON.stringify(b.nodes);
}

function described({ nodes, nodesRead }: NodesFound): Said {
  const cumulative = nodes.map((node) => parseYuan(node.cumulative) ?? 0);
  return describePlan(
    nodes.map(({ day }) => day),
    { nodesRead, cumulative },
  );
}

/** The nodes that the rows of a plan say; where they do not decide, none, and a question. */
export function readPlanRows(
  plan: PlanRows | undefined,
  {
    subject,
    line,
    year,
    unit,
    budget,
  }: { subject: Told; line: number; year: number; unit: MoneyUnit; budget: Fen },
  notes: ReadingNote[],
  questions: Question[],
): Pick<ReadProject, 'nodes' | 'nodesRead'> {
  const all = (plan?.figures ?? []).map((figures) =>
    readNodes(
      plan?.header ?? figures,
      figures,
      year,
      budget,
      unitOf(figures, plan?.header) ?? unit,
      plan?.width,
    ),
  );
  const decided = all.filter((one) => one.decided);
  const different = decided.filter((one, i) => decided.findIndex((other) => sameNodes(one, other)) === i);
  const [found] = different.length === 1 ? different : all;
  const agree = different.length === 1 && (decided.length === all.length || !plan?.together);
  if (found?.decided && agree) {
    notes.push(...found.notes);
    return { nodes: found.nodes, nodesRead: found.nodesRead };
  }
  const choices = different.length > 0 ? different.map(described) : (found?.choices ?? []);
  const message =
    choices.length > 0
      ? said(
          '资金支出计划有不止一种读法，或与预算数不符，请确认各节点的累计金额。',
          'The spending plan can be read in more than one way, or does not agree with the budget. Confirm the cumulative amount of each node.',
        )
      : said(
          `没有读出资金支出计划，请填写各节点的累计金额，如“${year}-06-30 40000.00元；${year}-12-31 80000.00元”。`,
          `The spending plan could not be read. Enter the cumulative amount of each node, such as “${year}-06-30 40000.00 yuan; ${year}-12-31 80000.00 yuan”.`,
        );
  questions.push({
    id: `nodes/${line}`,
    blocks: true,
    line: plan?.header.line ?? line,
    subject: subjectOf(subject, 'nodes'),
    message,
    choices: [...choices, noPlan],
  });
  return { nodes: [], nodesRead: 'amount' };
}
