import { type Day, isDay, monthEnd } from '#shared/calendar.ts';
import { type Said, said } from '#shared/language.ts';
import { type Fen, parseWan, toYuan } from '#shared/money.ts';
import type { ReadingNote, ReadProject } from '#shared/reading.ts';
import { type Placement, placeCells } from './place-cells.ts';
import { describePlan, readAs } from './plan-line.ts';
import { cellNumber, type PlanLine } from './plan-text.ts';
import { cellMoney, type MoneyUnit } from './read-money.ts';

type NodesRead = ReadProject['nodesRead'];

/** The nodes of a project, or why a person has to say what they are. */
export interface NodesFound {
  nodesRead: NodesRead;
  nodes: ReadProject['nodes'];
  notes: ReadingNote[];
  /** Where the cells do not decide: what each way of reading them would give. Empty where they do. */
  choices: Said[];
  decided: boolean;
}

interface Candidate {
  nodesRead: NodesRead;
  cumulative: Fen[];
  /** Whether it ends where the budget is, never falls and never passes 100 %. */
  fits: boolean;
}

/**
 * The spending plan of a project, from the row that names the nodes and the row of figures below it.
 * Cumulative amounts, cumulative percents and amounts per period are all tried, in every way the cells
 * can stand under their columns: the readings that fit the budget and agree are taken, and anything else
 * is left to a person. A blank cell carries the value before it; per period it is 0.
 */
export function readNodes(
  header: PlanLine,
  figures: PlanLine | undefined,
  year: number,
  budget: Fen,
  unit: MoneyUnit,
  tableWidth?: number,
): NodesFound {
  const columns = nodeColumns(header, year);
  const none: NodesFound = { nodesRead: 'amount', nodes: [], notes: [], choices: [], decided: false };
  if (columns.length === 0 || !figures) return none;
  const placements = placeCells(
    header,
    figures,
    columns.map(({ at }) => at),
    tableWidth,
  );
  const all = placements.flatMap(({ cells }) => candidates(cells, budget, unit));
  const fitting = distinct(all.filter(({ fits }) => fits));
  const [found] = fitting;
  const shown = (one: Candidate) =>
    describePlan(
      columns.map(({ day }) => day),
      one,
    );
  if (!found || fitting.length > 1) {
    return { ...none, choices: (found ? fitting : distinct(all)).slice(0, 6).map(shown) };
  }
  const place = placements.find(({ cells }) =>
    candidates(cells, budget, unit).some((one) => same(one, found)),
  );
  const nodes = columns.map(({ day }, i) => ({ day, cumulative: toYuan(found.cumulative[i] ?? 0) }));
  const notes = place ? explain(header, figures, place, found.nodesRead) : [];
  return { nodesRead: found.nodesRead, nodes, notes, choices: [], decided: true };
}

/** The node columns of a header: 3月底, 6月30日, 第三季度; each is a day, its month's last unless it names another. */
export function nodeColumns(header: PlanLine, year: number): { at: number; day: Day }[] {
  // Most rows name no month; this looks at them once.
  if (!/[月季Q]/.test(header.text)) return [];
  const cells = header.columns ? header.cells : header.text.split(/\s+/);
  const found = cells.flatMap((cell, at) => {
    const day = nodeDay(cell.normalize('NFKC').replace(/\s/g, ''), year);
    return day ? [{ at, day }] : [];
  });
  const rising = found.every(({ day }, i) => i === 0 || day > (found[i - 1]?.day ?? ''));
  return rising ? found : [];
}

/** Whether a cell heads a column of a spending plan, such as 3月底 or 第三季度. */
export function isNodeHead(cell: string): boolean {
  return nodeDay(cell.normalize('NFKC').replace(/\s/g, ''), anyYear) !== undefined;
}

/** A year for asking whether a cell names a node at all. */
const anyYear = 2000;
const monthNames = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

function nodeDay(text: string, year: number): Day | undefined {
  const bare = text
    .replace(/\((?:万?元|%|累计|[^()]{0,6}金额)\)$/, '')
    .replace(/^(?:截[至止]到?|[至到])/, '')
    .replace(/(?:累计)?(?:支出|支付)?(?:计划|进度|金额|数)?$/, '');
  const [, printedYear, rest = ''] = /^(?:(20\d\d)年)?(.+)$/.exec(bare) ?? [];
  if (printedYear !== undefined && Number(printedYear) !== year && year !== anyYear) return undefined;
  const quarter = (/^第?([一二三四1-4])季度?(?:末|底)?$/.exec(rest) ??
    /^Q([1-4])$/.exec(rest) ??
    /^(?:前|(?:第?[一1][-~—至]))([二三四2-4])个?季度?(?:末|底)?$/.exec(rest))?.[1];
  if (quarter) return monthEnd(year, ('一二三四'.indexOf(quarter) + 1 || Number(quarter)) * 3);
  if (/^(?:上半年|半年)$/.test(rest)) return monthEnd(year, 6);
  if (/^(?:年底|年末|全年|下半年)$/.test(rest)) return monthEnd(year, 12);
  const named = /^([一二三四五六七八九]|十[一二]?)月(?:份)?(?:底|末)?前?$/.exec(rest)?.[1];
  if (named) return monthEnd(year, monthNames.indexOf(named) + 1);
  const match = /^(?:\d{1,2}月?[-~—–至])?(\d{1,2})月(?:底|末|份|份底|(\d{1,2})日)?前?$/.exec(rest);
  const month = Number(match?.[1] ?? 0);
  if (month < 1 || month > 12) return undefined;
  const day = match?.[2] && `${year}-${String(month).padStart(2, '0')}-${match[2].padStart(2, '0')}`;
  return day ? (isDay(day) ? day : undefined) : monthEnd(year, month);
}

function candidates(cells: string[], budget: Fen, unit: MoneyUnit): Candidate[] {
  const percentOnly = cells.some((cell) => cellNumber(cell).endsWith('%'));
  const moneyOnly = cells.some((cell) => cell.includes('元'));
  const amounts = percentOnly
    ? undefined
    : cells.map((cell) => (cell === '' ? undefined : cellMoney(cell, unit)));
  // Of a budget that was not read every percentage is nothing, and all of them would agree.
  const noPercents = moneyOnly || budget === 0;
  const percents = noPercents ? undefined : cells.map((cell) => (cell === '' ? undefined : percentage(cell)));
  const found: Candidate[] = [];
  if (amounts && readable(cells, amounts)) {
    const cumulative = carry(amounts);
    found.push({ nodesRead: 'amount', cumulative, fits: rises(cumulative) && cumulative.at(-1) === budget });
  }
  if (percents && readable(cells, percents)) {
    const shares = carry(percents);
    const cumulative = shares.map((share) => shareOf(budget, share));
    found.push({ nodesRead: 'percent', cumulative, fits: rises(shares) && shares.at(-1) === hundredPercent });
  }
  if (amounts && readable(cells, amounts)) {
    let sum = 0;
    const cumulative = amounts.map((amount) => (sum += amount ?? 0));
    found.push({ nodesRead: 'increment', cumulative, fits: sum === budget });
  }
  return found;
}

function readable(cells: string[], amounts: (Fen | undefined)[]): boolean {
  return amounts.every((amount, i) => amount !== undefined || cells[i] === '');
}

const hundredPercent = 100_000_000;

/** A percentage in millionths of a point; undefined above 100. */
function percentage(cell: string): number | undefined {
  const millionths = parseWan(cellNumber(cell).replace('%', ''));
  return millionths !== undefined && millionths <= hundredPercent ? millionths : undefined;
}

/** That share of the budget, rounded to the 分. */
function shareOf(budget: Fen, share: number): Fen {
  const whole = BigInt(hundredPercent);
  return Number((BigInt(budget) * BigInt(share) * 2n + whole) / (2n * whole));
}

function carry(amounts: (Fen | undefined)[]): Fen[] {
  let last = 0;
  return amounts.map((amount) => (last = amount ?? last));
}

function rises(cumulative: Fen[]): boolean {
  return cumulative.every((amount, i) => amount >= (cumulative[i - 1] ?? 0));
}

function distinct(all: Candidate[]): Candidate[] {
  return all.filter((one, i) => all.findIndex((other) => same(one, other)) === i);
}

function same(a: Candidate, b: Candidate): boolean {
  return a.cumulative.join() === b.cumulative.join();
}

const carried = said(
  '空白节点沿用前一节点的累计数。',
  'A blank node keeps the cumulative amount of the node before it.',
);
const spacesGone = said('数字中的空格已去掉。', 'Spaces inside figures were taken out.');

function explain(header: PlanLine, figures: PlanLine, place: Placement, nodesRead: NodesRead): ReadingNote[] {
  const notes: ReadingNote[] = [];
  const says = /[%％]/.test(header.cells[0] ?? header.text)
    ? 'percent'
    : /元/.test(header.text)
      ? 'amount'
      : undefined;
  if (says === 'percent' && nodesRead !== 'percent') {
    const message = said(
      `表头写“%”，数字与预算数相符的读法是${readAs[nodesRead].zh}，按此理解。`,
      `The heading says “%”, but the figures agree with the budget as ${readAs[nodesRead].en}; read so.`,
    );
    notes.push({ line: header.line, code: 'nodes_unit_inferred', message });
  } else if (says !== 'percent' && nodesRead !== 'amount') {
    const message = said(
      `支出计划按${readAs[nodesRead].zh}理解，与预算数相符。`,
      `The spending plan is read as ${readAs[nodesRead].en}, which agrees with the budget.`,
    );
    notes.push({ line: header.line, code: 'nodes_unit_inferred', message });
  }
  const first = place.cells.findIndex((cell) => cell !== '');
  if (place.cells.some((cell, i) => cell === '' && i > first)) {
    notes.push({ line: figures.line, code: 'node_carried', message: carried });
  }
  if (place.repaired) notes.push({ line: figures.line, code: 'cell_repaired', message: place.repaired });
  if (place.cells.some((cell) => cell !== '' && cell !== cellNumber(cell) && /\d\s|\.\s/.test(cell))) {
    notes.push({ line: figures.line, code: 'cell_repaired', message: spacesGone });
  }
  return notes;
}
