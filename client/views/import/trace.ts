import { parseWan, parseYuan } from '#shared/money.ts';
import type { ToldReading } from '#shared/reading.ts';
import type { SourceRow } from './source-rows.ts';

/** Where in the source something stands: a line, counted from 1, and the cell or the words within it. */
export interface Place {
  line: number;
  cell?: number | undefined;
  words?: string | undefined;
}

/** Where each figure was read from, by its JSON pointer, and which figures were read from a cell. */
export interface Trace {
  places: ReadonlyMap<string, Place>;
  pointers: ReadonlyMap<string, string>;
}

/** The key of a cell in `Trace.pointers`. */
export function cellKey(line: number, cell: number): string {
  return `${line}/${cell}`;
}

/**
 * Finds the cell of every figure: by the words of its label and head, and by what it holds. What is not found, as
 * where a row lost its cells, keeps its line alone; a figure put right by a person keeps the place it was read from.
 */
export function traceReading(reading: ToldReading, rows: readonly SourceRow[]): Trace {
  const places = new Map<string, Place>();
  const starts = reading.projects.map(({ line }) => line).sort((a, b) => a - b);
  reading.projects.forEach((project, index) => {
    const at = `/projects/${index}`;
    const next = starts.find((line) => line > project.line) ?? rows.length + 1;
    const table = new Table(rows, project.line, Math.min(next, project.line + longestTable));
    places.set(`${at}/code`, table.holding(project.code) ?? table.after(/项目(?:编码|代码)/));
    places.set(`${at}/name`, table.holding(project.name) ?? table.after(/项目名称/));
    places.set(`${at}/budget`, table.money(/预算数|预算金额|预算总额|资金总额/, project.budget));
    places.set(`${at}/fiscal`, table.money(/财政(?:资金|拨款)/, project.fiscal));
    places.set(`${at}/other`, table.money(/其他资金/, project.other));
    project.nodes.forEach(({ day }, node) => {
      places.set(`${at}/nodes/${node}/cumulative`, table.node(Number(day.slice(5, 7))));
    });
    project.indicators.forEach(({ line, name, printed, level1, level2 }, row) => {
      const indicator = `${at}/indicators/${row}`;
      places.set(`${indicator}/name`, table.inRow(line, name, /三级指标|指标名称/));
      places.set(`${indicator}/printed`, table.inRow(line, printed, /指标值|目标值/));
      places.set(`${indicator}/level1`, table.inRow(line, level1, /一级指标/));
      places.set(`${indicator}/level2`, table.inRow(line, level2, /二级指标/));
    });
  });
  reading.departmentIndicators.forEach(({ line, name, printed }, index) => {
    places.set(`/departmentIndicators/${index}/printed`, prosePlace(rows, line, name, printed));
  });
  const pointers = new Map<string, string>();
  for (const [pointer, { line, cell }] of places) {
    if (cell !== undefined && !pointers.has(cellKey(line, cell))) pointers.set(cellKey(line, cell), pointer);
  }
  return { places, pointers };
}

/** No project's tables are longer. */
const longestTable = 200;

/** The lines of one project. */
class Table {
  private readonly rows: readonly SourceRow[];
  private readonly from: number;
  private readonly to: number;

  constructor(rows: readonly SourceRow[], from: number, to: number) {
    this.rows = rows;
    this.from = from;
    this.to = to;
  }

  /** The first cell that says exactly this. */
  holding(text: string): Place | undefined {
    const wanted = flat(text);
    return this.find((cell) => wanted !== '' && flat(cell) === wanted);
  }

  /** The first cell with something in it behind a label, or below it where the row ends; else the project's line. */
  after(label: RegExp): Place {
    const at = this.find((cell) => label.test(flat(cell)));
    if (at?.cell === undefined) return { line: this.from };
    return this.following(at.line, at.cell) ?? { line: at.line };
  }

  /** The cell of an amount: behind its label, or the one that holds the amount where the label is followed by another. */
  money(label: RegExp, yuan: string): Place {
    for (let line = this.from; line < this.to; line += 1) {
      const cell = this.cells(line).findIndex((text) => label.test(flat(text)));
      if (cell < 0) continue;
      const found = this.following(line, cell);
      const holds = found?.cell !== undefined && isAmount(this.cells(found.line)[found.cell] ?? '', yuan);
      if (holds) return found;
      const below = this.cells(line + 1)[cell] ?? '';
      if (isAmount(below, yuan)) return { line: line + 1, cell };
      return found ?? { line, cell };
    }
    return { line: this.from };
  }

  /** The cell below the head that names a month; blank cells too, for a blank node carries the one before. */
  node(month: number): Place {
    const names = (cell: string) => Number(/(\d{1,2})月/.exec(flat(cell))?.[1]) === month;
    for (let line = this.from; line < this.to; line += 1) {
      const cells = this.cells(line);
      const heads = cells.filter((cell) => /^\D{0,4}\d{1,2}月/.test(flat(cell)) && cell.length < 12);
      if (heads.length === 0 || !(heads.length > 1 || cells.some((cell) => /支出(?:计划|进度)/.test(cell))))
        continue;
      const cell = cells.findIndex((text) => names(text) && text.length < 12);
      if (cell < 0) continue;
      const under = this.cells(line + 1);
      return under.length >= cells.length - 1 ? { line: line + 1, cell } : { line: line + 1 };
    }
    return { line: this.from };
  }

  /** The cell of a row that says this; else the one under the head that is meant. */
  inRow(line: number, text: string, head: RegExp): Place {
    const cells = this.cells(line);
    const wanted = flat(text);
    const under = this.find((cell) => head.test(flat(cell)))?.cell;
    if (wanted !== '') {
      if (under !== undefined && flat(cells[under] ?? '') === wanted) return { line, cell: under };
      const exact = cells.findIndex((cell) => flat(cell) === wanted);
      if (exact >= 0) return { line, cell: exact };
      const joined = cells.findIndex((cell, at) => cell !== '' && joins(cells, at, wanted));
      if (joined >= 0) return { line, cell: joined };
    }
    return {
      line,
      cell: cells.length > 1 && under !== undefined && under < cells.length ? under : undefined,
    };
  }

  private following(line: number, cell: number): Place | undefined {
    const found = this.cells(line).findIndex((text, at) => at > cell && text !== '');
    return found < 0 ? undefined : { line, cell: found };
  }

  private find(fits: (cell: string) => boolean): Place | undefined {
    for (let line = this.from; line < this.to; line += 1) {
      const cell = this.cells(line).findIndex(fits);
      if (cell >= 0) return { line, cell };
    }
    return undefined;
  }

  private cells(line: number): readonly string[] {
    return this.rows[line - 1]?.cells ?? [];
  }
}

/** Whether cells from `at` on say together what was read: operator, value and unit in columns of their own. */
function joins(cells: readonly string[], at: number, wanted: string): boolean {
  let text = '';
  for (const cell of cells.slice(at, at + 4)) {
    text += flat(cell);
    if (text === wanted) return true;
  }
  return false;
}

function isAmount(cell: string, yuan: string): boolean {
  const number = flat(cell).replaceAll(/[,，]|万元|元/g, '');
  const fen = parseYuan(yuan);
  return number !== '' && (parseWan(number) === fen || parseYuan(number) === fen);
}

/** Of a sentence, the words from the indicator's name to its target. */
function prosePlace(rows: readonly SourceRow[], line: number, name: string, printed: string): Place {
  const text = rows[line - 1]?.cells.join('\t') ?? '';
  const begins = text.indexOf(name);
  const target = printed ? text.indexOf(printed, Math.max(0, begins)) : -1;
  if (begins < 0 && target < 0) return { line };
  if (begins < 0 || target < 0) return { line, words: begins < 0 ? printed : name };
  return { line, words: text.slice(begins, target + printed.length) };
}

function flat(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '');
}
