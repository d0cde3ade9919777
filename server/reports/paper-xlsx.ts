import { type CellStyle, type CellValue, type MergeRange, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import type { Paper, PaperCell, PaperValue } from './paper.ts';

const thin = { style: 'thin', color: { rgb: '000000' } } as const;
const border = { top: thin, bottom: thin, left: thin, right: thin };
const font = { name: '宋体', size: 10 };
const middle = { vertical: 'center', wrapText: true } as const;

const styles: Record<PaperCell['set'], CellStyle> = {
  head: {
    font: { ...font, bold: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'F2F2F2' } },
    alignment: { ...middle, horizontal: 'center' },
    border,
  },
  label: { font, alignment: { ...middle, horizontal: 'center' }, border },
  text: { font, alignment: { ...middle, horizontal: 'left' }, border },
  figure: { font, alignment: { ...middle, horizontal: 'right' }, border },
  mark: { font, alignment: { ...middle, horizontal: 'center' }, border },
};

/** Papers as a workbook, one sheet each: merged cells, borders, number formats, A4 with the heads on every page. */
export async function paperWorkbook(papers: readonly Paper[]): Promise<Uint8Array> {
  const names = new Set<string>();
  return await writeXlsx({ sheets: papers.map((paper) => sheetOf(paper, sheetName(paper.name, names))) });
}

/** The rows of the sheet before the table begins: the title and the line above. */
const before = 2;

function sheetOf(
  { title, above, widths, rows, repeats, below, orientation }: Paper,
  name: string,
): WriteSheet {
  const last = widths.length - 1;
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  const merges: MergeRange[] = [];
  const line = (row: number, text: string, style: CellStyle, from = 0, to = last) => {
    cells.set(`${row},${from}`, { value: text, style });
    if (to > from) merges.push({ startRow: row, startCol: from, endRow: row, endCol: to });
  };
  line(0, title, {
    font: { name: '黑体', size: 16, bold: true },
    alignment: { horizontal: 'center', vertical: 'center' },
  });
  const half = Math.max(0, Math.ceil(last / 2));
  line(1, above[0], { font, alignment: { horizontal: 'left' } }, 0, half);
  if (half < last) line(1, above[1], { font, alignment: { horizontal: 'right' } }, half + 1, last);
  rows.forEach((row, index) => {
    for (const cell of row) place(cells, merges, cell, before + index);
  });
  below.forEach((text, index) => {
    line(before + rows.length + index, text, { font, alignment: { horizontal: 'left', wrapText: true } });
  });
  const first = before + repeats.from + 1;
  return {
    name,
    columns: widths.map((width) => ({ width })),
    rows: [],
    cells,
    merges,
    rowDefs: new Map([
      [0, { height: 30 }],
      ...rows.map((row, index) => [before + index, { height: heightOf(row, widths) }] as const),
    ]),
    pageSetup: {
      paperSize: 'a4',
      orientation,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.6 },
      ...(repeats.count > 0 && { printTitlesRow: `$${first}:$${first + repeats.count - 1}` }),
    },
    headerFooter: { oddFooter: '&C第 &P 页，共 &N 页' },
  };
}

/** A cell with its merge; every cell under a merge has the border too, else a side of the frame is missing. */
function place(
  cells: NonNullable<WriteSheet['cells']>,
  merges: MergeRange[],
  { at, across = 1, down = 1, value, set, bare }: PaperCell,
  row: number,
) {
  const { border: frame, ...plain } = styles[set];
  const size = bare && { font: { ...font, size: 14 } };
  const style = { ...plain, ...size, ...(!bare && frame && { border: frame }), ...formatOf(value) };
  for (let y = row; y < row + down; y += 1)
    for (let x = at; x < at + across; x += 1) cells.set(`${y},${x}`, { value: null, style });
  cells.set(`${row},${at}`, { value: cellValue(value), style });
  if (across > 1 || down > 1)
    merges.push({ startRow: row, startCol: at, endRow: row + down - 1, endCol: at + across - 1 });
}

function formatOf(value: PaperValue): CellStyle {
  if (value === 'blank' || 'text' in value) return { numFmt: '@' };
  if ('number' in value) return { numFmt: 'General' };
  return { numFmt: 'fen' in value ? '#,##0.00' : '0.0%' };
}

/** A workbook keeps binary fractions: an amount is divided once, to be shown with two decimals, and never added up. */
function cellValue(value: PaperValue): CellValue {
  if (value === 'blank') return null;
  if ('text' in value) return value.text;
  if ('number' in value) return Number(value.number);
  if ('fen' in value) return value.fen / 1_000_000;
  return value.of === 0 ? null : value.part / value.of;
}

/** As high as its longest words need: a merged cell does not grow by itself. */
function heightOf(row: readonly PaperCell[], widths: readonly number[]): number {
  const lines = row.map(({ at, across = 1, down = 1, value }) => {
    if (down > 1 || value === 'blank' || !('text' in value)) return 1;
    const width = widths.slice(at, at + across).reduce((sum, one) => sum + one, 0);
    return value.text
      .split('\n')
      .reduce((sum, text) => sum + Math.max(1, Math.ceil(breadth(text) / Math.max(2, width - 1))), 0);
  });
  return Math.max(20, 14 * Math.max(1, ...lines) + 4);
}

/** A Chinese character is as wide as two others. */
function breadth(text: string): number {
  return [...text].reduce((sum, one) => sum + ((one.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0);
}

/** At most 31 characters, none that a workbook refuses, and none twice. */
function sheetName(wanted: string, taken: Set<string>): string {
  const base = wanted.replaceAll(/[\\/?*[\]:']/g, ' ').slice(0, 28) || 'Sheet';
  let name = base;
  for (let count = 2; taken.has(name); count += 1) name = `${base}${count}`;
  taken.add(name);
  return name;
}
