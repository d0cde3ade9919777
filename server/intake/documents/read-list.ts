import { isLevelName } from './align-row.ts';
import { isListHead, type Table } from './find-tables.ts';
import { isIndicatorColumn } from './indicator-columns.ts';
import { bareLabel, called } from './labels.ts';
import { filled, type PlanLine, plain } from './plan-text.ts';
import { isNodeHead } from './read-nodes.ts';

/** A project of a list, as the table that it would have on its own. */
export interface ListedProject {
  rows: PlanLine[];
  /** Whether each of its rows has as many cells as the head, so that nothing can have moved. */
  exact: boolean;
}

/**
 * The projects of a list, one a row; where the list has columns of indicators, the rows below with a blank
 * name are more indicators of the same project. Each is laid out as a table of its own, label beside value,
 * so that it is read like any other. Totals, repeated heads and remarks are no projects.
 */
export function listedProjects({ rows }: Table): ListedProject[] {
  const head = rows[0];
  if (!head) return [];
  const under = subHead(rows, head);
  const heads = head.cells.map((cell, i) => under?.cells[i] || cell);
  const at = columnsOf(heads, head.cells);
  const projects: PlanLine[][] = [];
  let current: { name: string; code: string } | undefined;
  for (const row of rows.slice(1)) {
    if (!row.columns || row === under || isListHead(row) || isTotal(row)) continue;
    const placed = placeRow(row, heads, at);
    const name = plain(placed.cells[at.name] ?? '');
    const code = at.code === undefined ? '' : plain(placed.cells[at.code] ?? '');
    const isNew = name !== '' && (name !== current?.name || code !== (current.code || code));
    if (isNew) {
      projects.push([placed]);
      current = { name, code };
    } else projects.at(-1)?.push(placed);
  }
  return projects.map((own) => ({
    rows: layOut(own, heads, at),
    exact: own.every(({ cells }) => cells.length === heads.length),
  }));
}

interface Columns {
  name: number;
  code: number | undefined;
  nodes: number[];
  indicators: number[];
}

function columnsOf(heads: string[], groups: string[]): Columns {
  const code = heads.findIndex((cell) => called.code.test(bareLabel(cell)));
  const levels = heads.findIndex((cell) => /^[一二三]级指标/.test(plain(cell)));
  return {
    name: heads.findIndex((cell) => called.name.test(bareLabel(cell))),
    code: code < 0 ? undefined : code,
    nodes: heads.flatMap((cell, i) => (isNodeHead(cell) ? [i] : [])),
    indicators: heads.flatMap((cell, i) =>
      levels >= 0 && (isIndicatorColumn(cell) || (i > levels && cell === '' && groups[i] === '')) ? [i] : [],
    ),
  };
}

/** A second row of heads: 3月底 and its like under a merged 资金支出计划. */
function subHead(rows: PlanLine[], head: PlanLine): PlanLine | undefined {
  const row = rows.slice(1, 4).find(({ text }) => text !== '');
  if (!row?.columns || filled(row).length < 2) return undefined;
  const isHead = (cell: string) =>
    isNodeHead(cell) ||
    isIndicatorColumn(cell) ||
    Object.values(called).some((label) => label.test(bareLabel(cell)));
  const above = head.cells.findIndex((cell) => called.name.test(bareLabel(cell)));
  return row.cells[above] === '' && filled(row).every(isHead) ? row : undefined;
}

function isTotal(row: PlanLine): boolean {
  return filled(row)
    .slice(0, 2)
    .some((cell) => /^(?:合计|总计|小计|共计|本页小计)/.test(plain(cell)));
}

/** The row under its heads; one that lost blank cells in front is moved until its level names stand right. */
function placeRow(row: PlanLine, heads: string[], at: Columns): PlanLine {
  const missing = heads.length - row.cells.length;
  const level2 = heads.findIndex((cell) => /^二级指标/.test(plain(cell)));
  if (missing <= 0 || level2 < 0 || at.indicators.length === 0) return row;
  const stands = row.cells.findIndex((cell) => isLevelName(cell));
  if (stands < 0 || stands === level2 || stands === level2 - 1) return row;
  return { ...row, cells: [...Array<string>(missing).fill(''), ...row.cells] };
}

/** The project's rows as a table of its own: label beside value, then its plan, then its indicators. */
function layOut(own: PlanLine[], heads: string[], at: Columns): PlanLine[] {
  const [first] = own;
  if (!first) return [];
  const { line } = first;
  const row = (cells: string[], place = line): PlanLine => ({
    line: place,
    cells,
    text: cells.join('\t').trim(),
    columns: true,
  });
  const single = heads.flatMap((head, i) =>
    at.nodes.includes(i) || at.indicators.includes(i) || head === '' ? [] : [i],
  );
  const top = single.map((i) => row([heads[i] ?? '', first.cells[i] ?? '']));
  const plan =
    at.nodes.length === 0
      ? []
      : [
          row(['资金支出计划', ...at.nodes.map((i) => heads[i] ?? '')]),
          row(['', ...at.nodes.map((i) => first.cells[i] ?? '')]),
        ];
  const indicators =
    at.indicators.length === 0
      ? []
      : [
          row(at.indicators.map((i) => heads[i] ?? '')),
          ...own.map(({ cells, line: place }) =>
            row(
              at.indicators.map((i) => cells[i] ?? ''),
              place,
            ),
          ),
        ];
  return [...top, ...plan, ...indicators];
}
