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
 * The lines of a document's text. Cells are separated by tabs, by bars or drawn lines, or, where none are
 * there, by two or more spaces; then a blank cell leaves no trace. A byte-order mark, carriage returns, page
 * breaks and full-width spaces do not matter; a line that is only a page number, or only drawn, is blank.
 */
export function planLines(text: string): PlanLine[] {
  const raws = rawLines(text);
  const drawn = raws.some(isRule);
  const lines = raws.map((raw, index) => readLine(raw, index + 1));
  return drawn ? joinDrawnRows(lines, raws) : lines;
}

/** The lines as they are printed, with plain spaces. */
export function rawLines(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((raw) => raw.replaceAll('\f', '').replaceAll('\u00A0', ' '));
}

function readLine(raw: string, line: number): PlanLine {
  const clean = raw.replaceAll('\u3000', ' ');
  const text = isPageNumber(clean) ? '' : clean.trim();
  if (clean.includes('\t')) return { line, text, cells: cellsOf(clean.split('\t')), columns: true };
  if (isRule(clean)) return { line, text: '', cells: [''], columns: true };
  if (bars.test(clean)) {
    const inner = clean
      .trim()
      .replace(/^[|│┃║]/, '')
      .replace(/[|│┃║]$/, '');
    return { line, text: inner.trim(), cells: cellsOf(inner.split(bars)), columns: true };
  }
  return { line, text, cells: text.split(/ {2,}/), columns: false };
}

const bars = /[|│┃║]/;
const strokes = /[-─━═=]/;
const drawings = [/^[\u2500-\u257f\s]+$/, /^[+|][-+=|:\s]+$/, /^[-=]{3}[-+=|\s]*$/];

/**
 * A line that only draws: `├──┼──┤`, `+---+---+`, `|---|---|`. Each pattern goes through the line once: a line of a
 * hundred thousand spaces must not take the square of its length.
 */
function isRule(raw: string): boolean {
  const text = raw.trim();
  return strokes.test(text) && drawings.some((drawing) => drawing.test(text));
}

/**
 * The lines with those that a drawing shows to be one row put together: between two rules that follow each
 * other closely, what stands below the first line and is less than it. What may be a row of its own stays one.
 */
function joinDrawnRows(lines: PlanLine[], raws: string[]): PlanLine[] {
  const laid = [...lines];
  let start: number | undefined;
  raws.forEach((raw, at) => {
    const drawn = isRule(raw);
    if (drawn && start !== undefined) {
      const [first, ...rest] = lines.slice(start + 1, at);
      if (first && rest.length > 0 && rest.length < mostWrapped && rest.every((line) => wraps(line, first))) {
        const cells = first.cells.map((cell, i) => cell + rest.map((line) => line.cells[i] ?? '').join(''));
        laid[start + 1] = { ...first, cells, text: cells.join('\t').trim() };
        for (const line of rest) laid[line.line - 1] = { ...line, text: '', cells: [''] };
      }
    }
    if (drawn || !bars.test(raw)) start = drawn ? at : undefined;
  });
  return laid;
}

/** A cell of a drawn table runs over no more lines. */
const mostWrapped = 6;

function wraps(line: PlanLine, first: PlanLine): boolean {
  return (
    line.cells.length === first.cells.length &&
    (line.cells[0] === '' || first.cells.every((cell) => cell !== '')) &&
    line.cells.every((cell, i) => cell === '' || (first.cells[i] !== '' && !/\d/.test(cell))) &&
    filled(line).length < filled(first).length &&
    // Two texts may be a name and a target of words: a row of its own. A name and its description wrap alike.
    new Set(filled(line)).size === 1
  );
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
