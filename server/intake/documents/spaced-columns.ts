import { areAligned, type Piece, underHeads } from './columns-by-place.ts';
import { isIndicatorHead } from './indicator-columns.ts';
import { topLabels } from './labels.ts';
import type { PlanLine } from './plan-text.ts';
import { nodeColumns } from './read-nodes.ts';

/**
 * The lines with columns where only spaces stand between them and the cells stand below their heads, as in a
 * text that was set with a fixed width. Where the places do not decide, the lines stay as they are: rows whose
 * blank cells left no trace.
 */
export function withSpacedColumns(lines: PlanLine[], raws: string[]): PlanLine[] {
  const laid = [...lines];
  for (let at = 0; at < lines.length; at += 1) {
    const head = lines[at];
    if (!head || head.columns || !/\S {2,}\S/.test(head.text)) continue;
    const indicators = isIndicatorHead(head);
    if (!indicators && !isNodeHead(head)) continue;
    const own = zone(lines, at, indicators ? mostRows : 4, indicators);
    const pieces = own.map((i) => piecesOf(raws[i] ?? ''));
    const cells = cellsOf(pieces);
    if (!cells) continue;
    own.forEach((i, n) => {
      const line = lines[i];
      if (line) laid[i] = { ...line, cells: cells[n] ?? [], columns: true };
    });
    at = own.at(-1) ?? at;
  }
  return laid;
}

const mostRows = 400;

function isNodeHead(line: PlanLine): boolean {
  return /月|季|Q\d/.test(line.text) && nodeColumns({ ...line, columns: true }, 2000).length > 1;
}

/** The head and the lines of cells below it, up to what belongs to something else. */
function zone(lines: PlanLine[], start: number, most: number, indicators: boolean): number[] {
  const own = [start];
  for (let i = start + 1; i < lines.length && own.length < most; i += 1) {
    const line = lines[i];
    if (!line || line.columns) break;
    if (line.text === '') continue;
    if (topLabels(line).size > 0 || (isNodeHead(line) && indicators)) break;
    if (!indicators && (isIndicatorHead(line) || !/\d/.test(line.text))) break;
    if (line.text.length > 24 && !/ {2,}/.test(line.text)) break;
    own.push(i);
  }
  return own;
}

function cellsOf(rows: Piece[][]): string[][] | undefined {
  if (rows.length < 2) return undefined;
  const gaps = rows.flatMap((row) => row.slice(1).map((piece, i) => piece.left - (row[i]?.right ?? 0)));
  // The same gap everywhere is a separator: then a place says nothing about a column.
  if (new Set(gaps).size < 2) return undefined;
  const placed = underHeads(rows, 2);
  const [head = []] = placed ?? [];
  if (!placed || placed.some((row) => row.some((cell) => cell.length > 1))) return undefined;
  const below = placed.slice(1);
  const aligned = head.every((_, column) =>
    areAligned(
      below.flatMap((row) => row[column] ?? []),
      1,
    ),
  );
  return aligned ? placed.map((row) => row.map(([piece]) => piece?.text ?? '')) : undefined;
}

/** What stands between two or more spaces, by the width of its characters: Chinese ones are two wide. */
function piecesOf(raw: string): Piece[] {
  const pieces: Piece[] = [];
  let [at, column] = [0, 0];
  for (const { 0: text, index } of raw.matchAll(/\S+(?:\s\S+)*/g)) {
    column += width(raw.slice(at, index));
    const right = column + width(text);
    pieces.push({ text, left: column, right });
    [at, column] = [index + text.length, right];
  }
  return pieces;
}

function width(text: string): number {
  let sum = 0;
  for (const one of text) sum += one.charCodeAt(0) > 0x2000 ? 2 : 1;
  return sum;
}
