import { isLabel } from '../labels.ts';
import { isWrapped, textOfLines } from './pdf-lines.ts';
import { near, type PdfCell, type PdfTable } from './pdf-tables.ts';

/** Whether a table goes on where another ended: on the next page, between the same margins. */
export function goesOn(table: PdfTable, next: PdfTable): boolean {
  return (
    next.page === table.page + 1 &&
    isNear(next.edges[0], table.edges[0]) &&
    isNear(next.edges.at(-1), table.edges.at(-1))
  );
}

interface Row {
  cells: PdfCell[];
  page: number;
}

/**
 * The rows of a table and of its parts on the following pages, all in the same columns. A head that is
 * repeated on a page is taken off; a row, or the label of several rows, that the page's end cut is put
 * together again.
 */
export function rowsOf(parts: PdfTable[]): { cells: string[]; page: number }[] {
  const rows: Row[] = [];
  for (const { rows: own, page } of parts) {
    const repeated = rows.length === 0 ? 0 : repeats(rows, own);
    own.slice(repeated).forEach((cells, i) => {
      const last = rows.at(-1);
      const isCut = i === 0 && last !== undefined && last.page !== page;
      if (isCut && continues(last.cells, cells)) last.cells = joined(last.cells, cells);
      else rows.push({ cells: isCut ? withoutRestOfLabel(rows, cells) : cells, page });
    });
  }
  const edges = columnsOf(parts);
  return rows.map(({ cells, page }) => {
    const [only] = cells;
    const isWide = only !== undefined && isNear(only.left, edges[0]) && isNear(only.right, edges.at(-1));
    if (isWide) return { cells: [only.text], page };
    const laid = edges.slice(1).map(() => '');
    for (const { left, text } of cells) laid[edges.findIndex((edge) => isNear(edge, left))] = text;
    return { cells: laid, page };
  });
}

/** Where the columns begin in any part, and the last ends: not every page shows every border. */
function columnsOf(parts: PdfTable[]): number[] {
  const edges: number[] = [];
  for (const edge of parts.flatMap((part) => part.edges).toSorted((a, b) => a - b)) {
    if (!isNear(edge, edges.at(-1))) edges.push(edge);
  }
  return edges;
}

/** How many rows at the start of a part say again what the table began with. */
function repeats(rows: Row[], own: PdfCell[][]): number {
  const said = (cells: PdfCell[] | undefined) => cells?.map(({ text }) => text).join('\t') ?? '';
  let count = 0;
  while (count < own.length && said(own[count]) !== '' && said(own[count]) === said(rows[count]?.cells))
    count += 1;
  return count;
}

/**
 * Whether a row is the rest of the one before it: it has fewer cells filled, and each of these stands
 * below one whose last line is full. The first row after a page's end that says something new has a
 * cell that is not.
 */
function continues(last: PdfCell[], cells: PdfCell[]): boolean {
  const pairs = cells.map((cell) => [last.find((one) => isNear(one.left, cell.left)), cell] as const);
  const filled = pairs.filter(([, { text }]) => text !== '');
  return (
    filled.length > 0 &&
    pairs.every(([above, { right }]) => above === undefined || isNear(above.right, right)) &&
    pairs.some(([above, { text }]) => above !== undefined && above.text !== '' && text === '') &&
    filled.every(([above]) => above !== undefined && isWrapped(above.lines, above.right))
  );
}

function joined(last: PdfCell[], rest: PdfCell[]): PdfCell[] {
  return last.map((cell) => {
    const more = rest.find(({ left, text }) => text !== '' && isNear(left, cell.left));
    return more ? together(cell, more) : cell;
  });
}

function together(cell: PdfCell, more: PdfCell): PdfCell {
  const lines = [...cell.lines, ...more.lines];
  return { ...cell, lines, text: textOfLines(lines, cell.right) };
}

/** A label beside several rows that the page's end cut in two goes back to where it began. */
function withoutRestOfLabel(rows: Row[], cells: PdfCell[]): PdfCell[] {
  return cells.map((cell) => {
    const above = rows
      .flatMap((row) => row.cells)
      .findLast(({ left, text }) => text !== '' && isNear(left, cell.left));
    if (!above || cell.text === '' || isName(cell.text)) return cell;
    const whole = together(above, cell);
    if (!isName(whole.text)) return cell;
    Object.assign(above, whole);
    return { ...cell, lines: [], text: '' };
  });
}

function isName(text: string): boolean {
  return isLabel(text) || /^(?:产出|效益|效果|满意度|成本|投入|管理|过程)指标$/.test(text);
}

function isNear(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && Math.abs(a - b) <= near;
}
