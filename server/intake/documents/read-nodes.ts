import { type Day, isDay, monthEnd } from '#shared/calendar.ts';
import { type Fen, parseWan, parseYuan, toYuan } from '#shared/money.ts';
import type { ReadingNote, ReadProject } from '#shared/reading.ts';
import { cellNumber, type PlanLine } from './plan-text.ts';

export type MoneyUnit = '万元' | '元';
type NodesRead = ReadProject['nodesRead'];

/** The nodes of a project, or why a person has to say what they are. */
export interface NodesFound {
  nodesRead: NodesRead;
  nodes: ReadProject['nodes'];
  notes: ReadingNote[];
  /** Where the cells do not decide: what each way of reading them would give. Empty where they do. */
  choices: string[];
  decided: boolean;
}

interface Candidate {
  nodesRead: NodesRead;
  cumulative: Fen[];
  /** Whether it ends where the budget is, never falls and never passes 100 %. */
  fits: boolean;
}

/** Money in a cell, in the unit of its table unless the cell names one itself; undefined where it is none. */
export function cellMoney(cell: string, unit: MoneyUnit): Fen | undefined {
  const match = /^(.*?)(万元|元)?$/.exec(cellNumber(cell));
  const [, figure = '', own] = match ?? [];
  return (own ?? unit) === '万元' ? parseWan(figure) : parseYuan(figure);
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
): NodesFound {
  const columns = nodeColumns(header, year);
  const none: NodesFound = { nodesRead: 'amount', nodes: [], notes: [], choices: [], decided: false };
  if (columns.length === 0 || !figures) return none;
  const placements = placeCells(
    header,
    figures,
    columns.map(({ at }) => at),
  );
  const all = placements.flatMap(({ cells }) => candidates(cells, budget, unit));
  const fitting = distinct(all.filter(({ fits }) => fits));
  const [found] = fitting;
  const shown = (one: Candidate) =>
    describe(
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
  const cells = header.columns ? header.cells : header.text.split(/\s+/);
  const found = cells.flatMap((cell, at) => {
    const day = nodeDay(cell.normalize('NFKC').replace(/\s/g, ''), year);
    return day ? [{ at, day }] : [];
  });
  const rising = found.every(({ day }, i) => i === 0 || day > (found[i - 1]?.day ?? ''));
  return rising ? found : [];
}

function nodeDay(text: string, year: number): Day | undefined {
  const quarter = /^第?([一二三四1-4])季度末?$/.exec(text)?.[1];
  if (quarter) return monthEnd(year, ('一二三四'.indexOf(quarter) + 1 || Number(quarter)) * 3);
  const match = /^(?:\d{4}年)?(?:1[-~—至])?(\d{1,2})月(?:底|末|份|份底|(\d{1,2})日)?前?$/.exec(text);
  const month = Number(match?.[1] ?? 0);
  if (month < 1 || month > 12) return undefined;
  const day = match?.[2] && `${year}-${String(month).padStart(2, '0')}-${match[2].padStart(2, '0')}`;
  return day ? (isDay(day) ? day : undefined) : monthEnd(year, month);
}

interface Placement {
  cells: string[];
  /** Why it is not simply the cell below the column's head. */
  repaired: string | undefined;
}

/**
 * Every way the figures can stand under the node columns, without one landing under no node. A row as long
 * as its header stands as it is; from a shorter one blank cells were lost, a longer one gained some, and
 * nothing says where: all ways are given, and they decide only where they agree.
 */
function placeCells(header: PlanLine, figures: PlanLine, at: number[]): Placement[] {
  const loose = figures.text.split(/\s{2,}/);
  // What stands before the first node is the row's label, such as （万元）.
  const own = figures.cells.map((cell, i) => (i < (at[0] ?? 0) && !isFigure(cell) ? '' : cell));
  const cells = figures.columns ? own : loose.every(isFigure) ? loose : figures.text.split(/\s+/);
  const values = cells.filter((cell) => cell !== '');
  if (values.some((cell) => !isFigure(cell))) return [];
  if (values.length === at.length) return [{ cells: values, repaired: undefined }];
  if (!figures.columns || !header.columns) return everyPlacement(values, at.length);
  const width = header.cells.length;
  const rows = fitted(cells, width);
  const repaired = cells.length === width ? undefined : '数据行与表头的单元格数不同，已核对各种对齐方式。';
  return rows.flatMap((row) => {
    const placed = at.map((column, i) => within(row, column, at[i + 1] ?? width));
    return placed.filter((cell) => cell !== '').length === values.length ? [{ cells: placed, repaired }] : [];
  });
}

/** The row at `width` cells, in every way of putting blanks in or taking them out; none where too many are wrong. */
function fitted(cells: string[], width: number): string[][] {
  if (Math.abs(width - cells.length) > mostLost || width > widest) return [];
  let rows = [cells];
  for (let length = cells.length; length < width; length += 1) {
    rows = unlike(rows.flatMap((row) => row.concat('').map((_, at) => row.toSpliced(at, 0, ''))));
  }
  for (let length = cells.length; length > width; length -= 1) {
    rows = unlike(
      rows.flatMap((row) => row.flatMap((cell, at) => (cell === '' ? [row.toSpliced(at, 1)] : []))),
    );
  }
  return rows;
}

const mostLost = 6;
const widest = 30;

function unlike(rows: string[][]): string[][] {
  return [...new Map(rows.map((row) => [row.join('\t'), row])).values()];
}

/** The one figure in the columns that a head spans; none where they hold several. */
function within(cells: string[], from: number, to: number): string {
  const inside = cells.slice(from, to).filter((cell) => cell !== '');
  return inside.length === 1 ? (inside[0] ?? '') : '';
}

/** Without columns a lone figure may belong to any node; more than one leave too much open. */
function everyPlacement(values: string[], count: number): Placement[] {
  const [only] = values;
  if (only === undefined || values.length > 1) return [];
  return Array.from({ length: count }, (_, i) => ({
    cells: Array.from({ length: count }, (_, j) => (i === j ? only : '')),
    repaired: undefined,
  }));
}

function isFigure(cell: string): boolean {
  return /^\d+(?:\.\d+)?(?:%|万元|元)?$/.test(cellNumber(cell));
}

function candidates(cells: string[], budget: Fen, unit: MoneyUnit): Candidate[] {
  const percentOnly = cells.some((cell) => cellNumber(cell).endsWith('%'));
  const moneyOnly = cells.some((cell) => cell.includes('元'));
  const amounts = percentOnly
    ? undefined
    : cells.map((cell) => (cell === '' ? undefined : cellMoney(cell, unit)));
  const percents = moneyOnly ? undefined : cells.map((cell) => (cell === '' ? undefined : percentage(cell)));
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

const readAs = { amount: '累计金额', percent: '累计百分比', increment: '分期金额' } as const;

/** A spending plan in one line that `parsePlanLine` reads back: `累计金额：2023-03-31 12500.00元；…`. */
function describe(days: Day[], { nodesRead, cumulative }: Candidate): string {
  const nodes = days.map((day, i) => `${day} ${toYuan(cumulative[i] ?? 0)}元`);
  return `${readAs[nodesRead]}：${nodes.join('；')}`;
}

/** What a person says of a project that has no spending plan. */
export const noPlan = '没有支出计划';

/** The nodes that a choice, or a person in the same form, names; undefined where the text names none. */
export function parsePlanLine(text: string): Pick<ReadProject, 'nodes' | 'nodesRead'> | undefined {
  if (text === noPlan) return { nodes: [], nodesRead: 'amount' };
  const [head = '', list = ''] = text.includes('：') ? text.split('：', 2) : ['', text];
  const nodes = list.split(/[；;]/).map((part) => {
    const [, day = '', figure = ''] = /^\s*(\d{4}-\d{2}-\d{2})\s*(\S+)\s*$/.exec(part) ?? [];
    const cumulative = cellMoney(figure, '元');
    return isDay(day) && cumulative !== undefined ? { day, cumulative: toYuan(cumulative) } : undefined;
  });
  const found = nodes.filter((node) => node !== undefined);
  const rising = found.every(({ day }, i) => i === 0 || day > (found[i - 1]?.day ?? ''));
  if (found.length !== nodes.length || !rising) return undefined;
  const nodesRead = head.includes('百分比') ? 'percent' : head.includes('分期') ? 'increment' : 'amount';
  return { nodes: found, nodesRead };
}

function explain(header: PlanLine, figures: PlanLine, place: Placement, nodesRead: NodesRead): ReadingNote[] {
  const notes: ReadingNote[] = [];
  const says = /[%％]/.test(header.cells[0] ?? header.text)
    ? 'percent'
    : /元/.test(header.text)
      ? 'amount'
      : undefined;
  if (says === 'percent' && nodesRead !== 'percent') {
    const message = `表头写“%”，数字与预算数相符的读法是${readAs[nodesRead]}，按此理解。`;
    notes.push({ line: header.line, code: 'nodes_unit_inferred', message });
  } else if (says !== 'percent' && nodesRead !== 'amount') {
    const message = `支出计划按${readAs[nodesRead]}理解，与预算数相符。`;
    notes.push({ line: header.line, code: 'nodes_unit_inferred', message });
  }
  const first = place.cells.findIndex((cell) => cell !== '');
  if (place.cells.some((cell, i) => cell === '' && i > first)) {
    notes.push({ line: figures.line, code: 'node_carried', message: '空白节点沿用前一节点的累计数。' });
  }
  if (place.repaired) notes.push({ line: figures.line, code: 'cell_repaired', message: place.repaired });
  if (place.cells.some((cell) => cell !== '' && cell !== cellNumber(cell) && /\d\s|\.\s/.test(cell))) {
    notes.push({ line: figures.line, code: 'cell_repaired', message: '数字中的空格已去掉。' });
  }
  return notes;
}
