import type { Said } from '#shared/language.ts';
import { mostText, type SourceNote, tooLong } from './source-document.ts';

/** A cell of a table as its container describes it. */
export interface SpannedCell {
  text: string;
  across: number;
  down: number;
}

/** More columns, or rows under one cell, than any table of a plan has. */
const widest = 200;
const deepest = 2_000;

/**
 * The lines of a document as they are found, each with its place. What would break a line or a cell,
 * or cannot be stored, becomes a space; a document that goes on for ever is refused while it is read.
 */
export class SourceLines {
  readonly notes: SourceNote[] = [];
  private readonly lines: string[] = [];
  private readonly places: (Said | null)[] = [];
  private length = 0;

  /** A paragraph. Tabs inside it set no columns that could be relied on. */
  paragraph(text: string, place: Said | null = null): void {
    this.push(clean(text, '  ').trimEnd(), place);
  }

  /** A row of a table; one with a single cell is a paragraph. */
  row(cells: string[], place: Said | null): void {
    if (cells.length > 1) this.push(cells.map((cell) => cellText(cell)).join('\t'), place);
    else this.paragraph(cells[0] ?? '', place);
  }

  /** A line without text, unless there is one already. */
  gap(): void {
    if (this.lines.length > 0 && this.lines.at(-1) !== '') this.push('', null);
  }

  /** Something left out at this point, to be shown on the line that was found last. */
  note(code: string, message: Said): void {
    this.notes.push({ line: Math.max(1, this.lines.length), code, message });
  }

  whole(): { text: string; places: (Said | null)[]; notes: SourceNote[] } {
    return { text: this.lines.join('\n'), places: this.places, notes: this.notes };
  }

  private push(line: string, place: Said | null): void {
    this.length += line.length + 1;
    if (this.length > mostText) throw tooLong();
    this.lines.push(line);
    this.places.push(place);
  }
}

/** The text of a cell in one line. */
export function cellText(text: string): string {
  return clean(text, ' ').replace(/ +/g, ' ').trim();
}

function clean(text: string, tab: string): string {
  return (
    text
      .replaceAll('\t', tab)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they break lines, or cannot be stored
      .replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ')
      .replace(/[\u200b\ufeff]/g, '')
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
  );
}

/**
 * Rows of spanned cells as rows of equal columns: the text stands in the first column and row that a
 * merged cell covers, the others are blank.
 */
export function unmerge(rows: SpannedCell[][]): string[][] {
  /** By column: how many more rows a cell from above covers. */
  const covered: number[] = [];
  const laid = rows.map((row) => {
    const cells: string[] = [];
    let column = 0;
    const skip = () => {
      while ((covered[column] ?? 0) > 0) {
        covered[column] = (covered[column] ?? 0) - 1;
        cells[column] = '';
        column += 1;
      }
    };
    for (const { text, across, down } of row) {
      skip();
      for (let i = 0; i < Math.min(across, widest) && column < widest; i += 1) {
        cells[column] = i === 0 ? text : '';
        covered[column] = Math.min(down, deepest) - 1;
        column += 1;
      }
    }
    while (column < covered.length) {
      skip();
      if (column < covered.length) {
        cells[column] = '';
        column += 1;
      }
    }
    return cells;
  });
  const width = Math.max(0, ...laid.map((cells) => cells.length));
  return laid.map((cells) => Array.from({ length: width }, (_, i) => cells[i] ?? ''));
}
