import { filled, type PlanLine, plain } from './plan-text.ts';
import { isNodeHead, nodeColumns } from './read-nodes.ts';
import type { PlanRows } from './read-plan-rows.ts';

/**
 * A spending plan whose nodes stand below each other, 时间 | 累计支出金额 | 比例, laid on its side: the nodes as
 * the head, each column of figures as a row with its own head as the label. Undefined where no row named as a
 * plan has at least two such rows below it.
 */
export function uprightPlan(
  rows: PlanLine[],
  year: number,
  isTitle: (row: PlanLine) => boolean,
): PlanRows | undefined {
  const filledRows = rows.filter(({ text }) => text !== '');
  const start = filledRows.findIndex(
    (row, i) =>
      nodeAt(row, year) !== undefined &&
      (isTitle(row) || filledRows.slice(Math.max(0, i - 3), i).some(isTitle)),
  );
  const first = filledRows[start];
  const at = first && nodeAt(first, year);
  if (!first || at === undefined) return undefined;
  const run = filledRows.slice(start, start + mostNodes);
  const end = run.findIndex((one) => nodeAt(one, year) === undefined);
  const own = run.slice(0, end < 0 ? run.length : end);
  const header = line(first, ['', ...own.map((one) => cellsOf(one)[at] ?? '')]);
  if (own.length < 2 || !standBelowEachOther(own, at) || nodeColumns(header, year).length !== own.length)
    return undefined;
  const heads = cellsOf(filledRows[start - 1] ?? first);
  const widest = Math.max(...own.map((one) => cellsOf(one).length));
  const figures = Array.from({ length: widest - at - 1 }, (_, n) => at + 1 + n).flatMap((column) => {
    const cells = own.map((one) => cellsOf(one)[column] ?? '');
    const head = heads[column] ?? '';
    return cells.some(hasDigit) && !/序号|备注|说明/.test(head) ? [line(first, [head, ...cells])] : [];
  });
  return { header, figures, together: true, width: 0 };
}

/** Whether rows have their node in the same column and nothing of theirs has moved: as many cells, or as many that hold something. */
function standBelowEachOther(own: PlanLine[], at: number): boolean {
  const cells = own.map(cellsOf);
  const widest = Math.max(...cells.map((row) => row.length));
  const counts = cells.map((row) => row.slice(at).filter((cell) => cell !== '').length);
  const most = Math.max(...counts);
  return cells.every((row, i) => isNodeHead(row[at] ?? '') && (row.length === widest || counts[i] === most));
}

/** A plan has no more nodes than months. */
const mostNodes = 13;

/** Where the one node of a row stands; undefined where there is none or more. */
function nodeAt(row: PlanLine, year: number): number | undefined {
  const cells = cellsOf(row);
  const found = cells.flatMap((cell, at) => (isNodeHead(cell) ? [at] : []));
  const [at] = found;
  const isOnly = found.length === 1 && filled(row).length >= 2 && cells.slice((at ?? 0) + 1).some(hasDigit);
  return isOnly && nodeColumns(row, year).length === 1 ? at : undefined;
}

/**
 * The figures of a plan that has an amount and a percent, or more of the like, under each node: each kind as a
 * row of its own. Undefined where the head is not so, or the figures do not stand exactly under it.
 */
export function pairedFigures(
  header: PlanLine,
  below: PlanLine[],
  year: number,
): Pick<PlanRows, 'header' | 'figures'> | undefined {
  const [sub, ...rest] = below;
  const nodes = nodeColumns(header, year);
  if (!sub?.columns || !header.columns || nodes.length < 2) return undefined;
  const kinds = sub.cells.map((cell) => plain(cell));
  const heads = nodes.map(({ at }, i) => kinds.slice(at, nodes[i + 1]?.at ?? kinds.length).filter(Boolean));
  const [first = []] = heads;
  const isPaired =
    first.length >= 2 &&
    new Set(first).size === first.length &&
    first.every((kind) => pairedHead.test(kind)) &&
    heads.every((own) => own.join() === first.join());
  const figures = rest.find((row) => hasDigit(row.text));
  if (!isPaired || figures?.columns !== true || figures.cells.length !== sub.cells.length) return undefined;
  const named = line(header, ['', ...nodes.map(({ at }) => header.cells[at] ?? '')]);
  const laid = first.map((kind) => {
    const cells = nodes.map(({ at }, i) => {
      const end = nodes[i + 1]?.at ?? kinds.length;
      return (
        figures.cells[kinds.findIndex((one, column) => one === kind && column >= at && column < end)] ?? ''
      );
    });
    return line(figures, [kind, ...cells]);
  });
  return { header: named, figures: laid };
}

const pairedHead = /金额|资金|数额|支出|比例|进度|占比|比重|%/;

function cellsOf(row: PlanLine): string[] {
  return row.columns || row.cells.length > 1 ? row.cells : row.text.split(/\s+/);
}

function hasDigit(text: string): boolean {
  return /\d/.test(text);
}

function line(at: PlanLine, cells: string[]): PlanLine {
  return { line: at.line, cells, text: cells.join('\t'), columns: true };
}
