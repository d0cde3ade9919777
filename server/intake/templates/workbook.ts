import { type CellStyle, type CellValue, type DataValidation, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import type { Day } from '#shared/calendar.ts';
import type { Language, Said } from '#shared/language.ts';

/** Whatever begins so in its first cell is there to be looked at, not to be read in. */
export const exampleMark = '示例';

/** A column of a form: its name in both languages, how wide and of what kind, and what is said about filling it. */
export interface Column {
  title: Said;
  width: number;
  kind: 'text' | 'day' | 'money' | 'count';
  hint: Said;
  /** Shown to be filled in; the others are known or may be left empty. */
  mustFill?: true;
  /** Where the choices stand: a range of the hidden sheet, or a formula that answers one. */
  choices?: string;
}

/** A form to fill in: its columns, what stands in it already, and how many rows are laid out. */
export interface Form {
  name: Said;
  columns: readonly Column[];
  /** The rows that stand in it; undefined is an empty cell. */
  rows: readonly (readonly (CellValue | undefined)[])[];
  /** The first of `rows` is an example, in grey. */
  hasExample: boolean;
  /** Rows that are laid out to be filled in, those that stand in it included. */
  laidOut: number;
}

const formats = { text: '@', day: 'yyyy-mm-dd', money: '#,##0.00', count: '0' } as const;
const thin = { style: 'thin', color: { rgb: 'C9C9C2' } } as const;
const border = { top: thin, bottom: thin, left: thin, right: thin };
const head: CellStyle = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EEF2' } },
  alignment: { vertical: 'center', wrapText: true },
  border,
};
const fillIn = { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFFBEB' } } as const;
const grey = { italic: true, color: { rgb: '8A8F96' } };

/** A day as a workbook holds it. */
export function dayCell(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** The sheet of a form: a head that stays in sight, and cells that are formatted before they are filled. */
export function formSheet(
  { name, columns, rows, hasExample, laidOut }: Form,
  language: Language,
): WriteSheet {
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  const height = Math.max(rows.length, laidOut);
  columns.forEach(({ title }, column) => {
    cells.set(`0,${column}`, { value: title[language], style: head });
  });
  for (let row = 0; row < height; row += 1) {
    const isExample = hasExample && row === 0;
    columns.forEach(({ kind, mustFill }, column) => {
      const style: CellStyle = { numFmt: formats[kind], border };
      if (isExample) style.font = grey;
      else if (mustFill) style.fill = fillIn;
      if (kind === 'text' || kind === 'day') style.alignment = { horizontal: 'left' };
      cells.set(`${row + 1},${column}`, { value: rows[row]?.[column] ?? null, style });
    });
  }
  return {
    name: name[language],
    columns: columns.map(({ width }) => ({ width })),
    rows: [],
    cells,
    freezePane: { rows: 1 },
    rowDefs: new Map([[0, { height: 24 }]]),
    dataValidations: columns.flatMap((column, at) => validation(column, at, height, language)),
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}

function validation(
  { choices, hint, title }: Column,
  at: number,
  height: number,
  language: Language,
): DataValidation[] {
  const letter = String.fromCharCode(65 + at);
  const said = {
    range: `${letter}2:${letter}${height + 1}`,
    allowBlank: true,
    showInputMessage: true,
    inputTitle: title[language],
    inputMessage: hint[language],
  };
  if (!choices) return [];
  // A warning: what is not in the list may still be meant, and reading it in says what is wrong with it.
  return [{ ...said, type: 'list', formula1: choices, showErrorMessage: true, errorStyle: 'warning' }];
}

/** A column of the hidden sheet as its choices are named in a formula; one empty cell where there are none. */
export function listRange(column: number, count: number, lists: string): string {
  const letter = String.fromCharCode(65 + column);
  return `'${lists}'!$${letter}$2:$${letter}$${Math.max(count, 1) + 1}`;
}

/** What the hidden sheet of choices is called. */
export const listNames = { zh: '列表', en: 'Lists' } as const;

/** The hidden sheet that the drop-downs choose from: a list of literals may hold only 255 characters. */
export function listSheet(
  name: string,
  lists: readonly (readonly [string, readonly CellValue[]])[],
): WriteSheet {
  const height = Math.max(...lists.map(([, values]) => values.length));
  const rows = Array.from({ length: height }, (_, row) => lists.map(([, values]) => values[row] ?? null));
  const days = new Map(
    lists.flatMap(([, values], column) =>
      values.flatMap((value, row) =>
        value instanceof Date
          ? [[`${row + 1},${column}`, { value, style: { numFmt: formats.day } }] as const]
          : [],
      ),
    ),
  );
  return { name, hidden: true, rows: [lists.map(([title]) => title), ...rows], cells: days };
}

/** How each column is filled, as a sheet of its own. */
export function hintSheet(
  columns: readonly Column[],
  before: readonly Said[],
  language: Language,
): WriteSheet {
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  const lines = before.map((line) => [line[language], null]);
  const rows = [...lines, ...columns.map(({ title, hint }) => [title[language], hint[language]])];
  columns.forEach((_, at) => {
    cells.set(`${lines.length + at},0`, { value: rows[lines.length + at]?.[0] ?? null, style: head });
  });
  return {
    name: language === 'zh' ? '填写说明' : 'How to fill in',
    columns: [{ width: 18 }, { width: 80 }],
    rows,
    cells,
  };
}

/** The bytes of a workbook. */
export async function workbookOf(sheets: WriteSheet[]): Promise<Buffer> {
  return Buffer.from(await writeXlsx({ sheets }));
}
