import { beginningWithHeads, type Piece, underHeads } from '../columns-by-place.ts';
import { isIndicatorHead } from '../indicator-columns.ts';
import { isLabel, topLabels } from '../labels.ts';
import type { PlanLine } from '../plan-text.ts';
import { nodeColumns } from '../read-nodes.ts';
import type { PdfLine } from './pdf-lines.ts';

/** A line of a page, with the page's number. */
export interface PlacedLine {
  line: PdfLine;
  page: number;
}

/** What a stretch of lines is: a row of cells, or nothing that has columns. */
export interface GapRows {
  rows: { cells: string[]; page: number }[];
  /** How many of the lines these rows are made of. */
  count: number;
  /** Whether the rows stand in columns that were told from the gaps between them. */
  inColumns: boolean;
}

/**
 * The rows of a table without ruling lines that begins with the first of the lines: a head of indicators or of
 * nodes with what stands below it, its columns told from the gaps, or one row of labels and values beside each
 * other. Undefined where no table begins there; `within` says that one is under way.
 */
export function gapRows(lines: PlacedLine[], within: boolean): GapRows | undefined {
  const [first] = lines;
  if (!first) return undefined;
  const own = piecesOf(first.line);
  if (own.length < 2) return undefined;
  const indicators = own.length >= 3 && isIndicatorHead(asRow(own));
  if (indicators || isNodeHead(own)) {
    const zone = zoneOf(lines, own, indicators);
    const gap = heightOf(first.line) * narrowest;
    const pieces = zone.map(({ line }) => piecesOf(line, own));
    const placed =
      zone.length > 1 ? (beginningWithHeads(pieces, gap / 2) ?? underHeads(pieces, gap)) : undefined;
    if (placed) {
      // As wide as any table, for nothing has moved: a narrow row under a wide one would be doubted.
      const wide = (cells: string[]) =>
        indicators ? cells : cells.concat(Array<string>(Math.max(0, widest - cells.length)).fill(''));
      const rows = rowsOf(zone, placed).map((row) => ({ ...row, cells: wide(row.cells) }));
      return { rows, count: zone.length, inColumns: true };
    }
  }
  if (!indicators && !within && topLabels(asRow(own)).size === 0) return undefined;
  return withWrapped(lines, own);
}

/** A row of labels and values, with the lines below on which only its values go on. */
function withWrapped(lines: PlacedLine[], own: Piece[]): GapRows {
  const cells = own.map(({ text }) => text);
  const page = lines[0]?.page ?? 0;
  let count = 1;
  for (; count < lines.length; count += 1) {
    const [before, next] = [lines[count - 1], lines[count]];
    if (!before || next?.page !== page) break;
    if (next.line.top - before.line.top > heightOf(next.line) * farthest) break;
    const under = piecesOf(next.line).map(({ left, text }) => ({
      text,
      at: own.findIndex(
        (one, i) =>
          Math.abs(one.left - left) <= 2 && (i > 0 ? !isLabel(one.text) : isLabel((cells[0] ?? '') + text)),
      ),
    }));
    if (under.some(({ at }) => at < 0)) break;
    for (const { at, text } of under) cells[at] += text;
  }
  return { rows: [{ cells, page }], count, inColumns: false };
}

/** The lines of one cell are at most so many times their height apart. */
const farthest = 1.7;

/** Whether a line begins a project's table: its labels, or the head of its indicators, with something beside them. */
export function beginsTable(line: PdfLine): boolean {
  const own = piecesOf(line);
  return own.length > 1 && (topLabels(asRow(own)).size > 0 || isIndicatorHead(asRow(own)));
}

/** A gap between columns is at least so many characters wide. */
const narrowest = 0.5;
const mostLines = 2_000;
const widest = 8;
const mostFigureLines = 4;

function zoneOf(lines: PlacedLine[], head: Piece[], indicators: boolean): PlacedLine[] {
  const most = indicators ? mostLines : mostFigureLines;
  const end = lines.slice(0, most).findIndex(({ line }, i) => {
    if (i === 0) return false;
    const pieces = piecesOf(line, head);
    const row = asRow(pieces);
    const spans = pieces.some(
      (piece) => head.filter((one) => overlap(one, piece)).length > 1 && pieces.length < 3,
    );
    if (spans || topLabels(row).size > 0 || footer.test(row.text)) return true;
    if (indicators) return isNodeHead(pieces);
    const isLabelOnly = pieces.every((piece) => piece.right < (head[1]?.left ?? 0));
    return isIndicatorHead(row) || !(isLabelOnly || /\d/.test(row.text));
  });
  return lines.slice(0, end < 0 ? most : end);
}

const footer = /^(?:填表人|填报人|联系电话|联系人|审核人|经办人|单位负责人|负责人|注[:：]|说明[:：])/;

function overlap(a: Piece, b: Piece): boolean {
  return a.left < b.right && b.left < a.right;
}

/** The lines as rows: those that stand closer to each other than others are one, if no two of them are whole. */
function rowsOf(zone: PlacedLine[], placed: Piece[][][]): GapRows['rows'] {
  const limit = closest(zone);
  const groups: number[][] = [];
  zone.forEach(({ page, line }, i) => {
    const before = zone[i - 1];
    const isClose = before?.page === page && line.top - before.line.top <= limit;
    const group = groups.at(-1);
    if (isClose && group) group.push(i);
    else groups.push([i]);
  });
  const columns = placed[0]?.length ?? 0;
  const isFull = (i: number) => (placed[i] ?? []).filter((cell) => cell.length > 0).length * 2 > columns;
  const whole = groups.every((group) => group.filter(isFull).length <= 1);
  return (whole ? groups : zone.map((_, i) => [i])).map((group) => ({
    page: zone[group[0] ?? 0]?.page ?? 0,
    cells: Array.from({ length: columns }, (_, column) =>
      group.map((i) => (placed[i]?.[column] ?? []).map(({ text }) => text).join(' ')).join(''),
    ),
  }));
}

/** Lines no further apart than this belong to one row; 0 where all are equally far apart. */
function closest(zone: PlacedLine[]): number {
  const distances = zone
    .flatMap(({ line, page }, i) => {
      const before = zone[i - 1];
      return before?.page === page ? [line.top - before.line.top] : [];
    })
    .toSorted((a, b) => a - b);
  const jumps = distances.slice(1).map((distance, i) => distance / Math.max(1, distances[i] ?? 1));
  const at = jumps.indexOf(Math.max(...jumps));
  return (jumps[at] ?? 0) > clearly ? (distances[at] ?? 0) + 0.5 : 0;
}

/** Rows stand so much further apart than the lines of one. */
const clearly = 1.2;

/** What stands on a line, apart where there is a gap that no space leaves, or where one of the heads begins. */
function piecesOf({ pieces }: PdfLine, heads: Piece[] = []): Piece[] {
  const found: Piece[] = [];
  for (const { text, left, right, top, bottom } of pieces.toSorted((a, b) => a.left - b.left)) {
    const last = found.at(-1);
    const begins = heads.some((head) => Math.abs(head.left - left) < 1);
    if (last && !begins && left - last.right < (bottom - top) * narrowest) {
      last.text += text;
      last.right = Math.max(last.right, right);
    } else found.push({ text, left, right });
  }
  return found.map((piece) => ({ ...piece, text: piece.text.trim() }));
}

function heightOf({ pieces: [first] }: PdfLine): number {
  return first ? first.bottom - first.top : 10;
}

function asRow(pieces: Piece[]): PlanLine {
  const cells = pieces.map(({ text }) => text);
  return { line: 0, cells, text: cells.join('\t'), columns: true };
}

function isNodeHead(pieces: Piece[]): boolean {
  return nodeColumns(asRow(pieces), 2000).length > 1;
}
