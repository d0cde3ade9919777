/** A line of a document, with its cells where it is a row of a table. */
export interface PlanLine {
  /** Counted from 1. */
  line: number;
  text: string;
  /** The row's cells by column, trimmed; one cell where the line is not a row. */
  cells: string[];
  /** Whether the columns are certain: tabs or bars stand between them, not just spaces. */
  columns: boolean;
}

/**
 * The lines of a document's text. Cells are separated by tabs, by `|`, or, where neither is there, by
 * two or more spaces; then a blank cell leaves no trace. A byte-order mark, carriage returns, page
 * breaks and full-width spaces do not matter; a line that is only a page number is blank.
 */
export function planLines(text: string): PlanLine[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((raw, index) => readLine(raw.replaceAll('\f', ''), index + 1));
}

function readLine(raw: string, line: number): PlanLine {
  const clean = raw.replace(/[\u00A0\u3000]/g, ' ');
  const text = isPageNumber(clean) ? '' : clean.trim();
  if (clean.includes('\t')) return { line, text, cells: cellsOf(clean.split('\t')), columns: true };
  if (clean.includes('|')) {
    const inner = clean.trim().replace(/^\|/, '').replace(/\|$/, '');
    const rule = /^[|\s:-]+$/.test(inner);
    return { line, text: rule ? '' : inner.trim(), cells: cellsOf(inner.split('|')), columns: true };
  }
  return { line, text, cells: text.split(/ {2,}/), columns: false };
}

function isPageNumber(text: string): boolean {
  const bare = text.trim();
  // Longer than any page number; the pattern would look at it once for each of its spaces.
  if (bare.length > 60 || text.includes('\t')) return false;
  return /^(?:-?\s*\d{1,3}\s*-?|第\s*\d+\s*页.*)$/.test(bare);
}

function cellsOf(cells: string[]): string[] {
  return cells.map((cell) => cell.trim());
}

/** A label or a name for comparing: no spaces, half-width brackets and signs, no closing colon. */
export function plain(text: string): string {
  return isPlain.test(text) ? text : tidied(text);
}

/** Most cells are words and digits only, and are plain as they stand. */
const isPlain = /^[\u4E00-\u9FA5\w%]*$/;

function tidied(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[“”"'「」]/g, '')
    .replace(/:$/, '');
}

/** The cells of a row that hold something. */
export function filled(row: PlanLine): string[] {
  return row.cells.filter((cell) => cell !== '');
}

/** A number as it stands in a cell, without the spaces and separators of typesetting: `1. 00` is `1.00`. */
export function cellNumber(cell: string): string {
  return cell
    .normalize('NFKC')
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replace(/(?<=[\d.])\s+(?=[\d.])/g, '')
    .trim();
}
