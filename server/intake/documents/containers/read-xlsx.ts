import { type Cell, EncryptedFileError, formatValue, readXlsx as readWorkbook, type Sheet } from 'hucre';
import { said } from '#shared/language.ts';
import { DocumentRefused, damaged, passwordProtected, type SourceDocument } from './source-document.ts';
import { SourceLines } from './source-lines.ts';

/** More rows and columns than a plan has: a sheet beyond them is an export of something else. */
const mostRows = 50_000;
const mostCells = 1_000_000;

/**
 * A workbook: the visible sheets in their order, a line for each row, figures as a person sees them. What
 * a person does not see (hidden sheets, rows and columns) is left out, and that is noted.
 */
export async function readXlsx(bytes: Buffer): Promise<SourceDocument> {
  const lines = new SourceLines();
  const { sheets, hidden } = await sheetsOf(bytes);
  for (const sheet of sheets) readSheet(sheet, lines);
  if (hidden.length > 0) {
    const some = hidden.slice(0, 10);
    lines.note(
      'sheet_hidden',
      said(
        `隐藏的工作表没有读入：${some.join('、')}。`,
        `Hidden ${some.length === 1 ? 'sheet' : 'sheets'} not read: ${some.map((name) => `“${name}”`).join(', ')}.`,
      ),
    );
  }
  return { kind: 'xlsx', ...lines.whole() };
}

async function sheetsOf(bytes: Buffer): Promise<{ sheets: Sheet[]; hidden: string[] }> {
  const hidden: string[] = [];
  const isVisible = (info: { name: string; hidden?: boolean; veryHidden?: boolean }) => {
    const seen = !info.hidden && !info.veryHidden;
    if (!seen) hidden.push(info.name);
    return seen;
  };
  try {
    const { sheets } = await readWorkbook(new Uint8Array(bytes), { readStyles: true, sheets: isVisible });
    return { sheets, hidden };
  } catch (error) {
    throw error instanceof EncryptedFileError ? passwordProtected() : damaged('Excel');
  }
}

function readSheet(sheet: Sheet, lines: SourceLines): void {
  const width = widthOf(sheet);
  if (sheet.rows.length > mostRows || sheet.rows.length * width > mostCells) {
    throw new DocumentRefused(
      413,
      'too_large',
      `工作表“${sheet.name}”有${sheet.rows.length}行，不像一份绩效文本；请只保留绩效文本的工作表。`,
      `Sheet "${sheet.name}" has ${sheet.rows.length} rows: that is no plan. Keep only the sheets of the plan.`,
    );
  }
  const seen = Array.from({ length: width }, (_, at) => at).filter((at) => !sheet.columns?.[at]?.hidden);
  const covered = coverage(sheet);
  let unread = 0;
  let left = width - seen.length;
  lines.gap();
  sheet.rows.forEach((_, at) => {
    if (sheet.rowDefs?.get(at)?.hidden) {
      left += 1;
      return;
    }
    const own = seen.map((column) => (covered.has(key(at, column)) ? '' : shown(sheet, at, column)));
    const place = said(`工作表“${sheet.name}”第${at + 1}行`, `Sheet “${sheet.name}”, row ${at + 1}`);
    unread += seen.filter((column) => isUncomputed(sheet.cells?.get(key(at, column)))).length;
    const filled = own.filter((cell) => cell !== '');
    if (filled.length === 0) lines.gap();
    else if (
      filled.length === 1 &&
      standsAlone(sheet, at, seen[own.findIndex(Boolean)] ?? 0, width, covered)
    ) {
      for (const line of (filled[0] ?? '').split('\n')) lines.paragraph(line, place);
    } else lines.row(own, place);
  });
  if (left > 0) {
    const message = said(
      `工作表“${sheet.name}”中隐藏的行、列没有读入。`,
      `Hidden rows and columns of sheet “${sheet.name}” were not read.`,
    );
    lines.note('rows_hidden', message);
  }
  if (unread > 0) {
    const message = said(
      `工作表“${sheet.name}”有${unread}个公式没有计算结果，按空白处理；请在 Excel/WPS 中打开保存后重新上传。`,
      `Sheet “${sheet.name}” has ${unread} formula(s) without a result, taken as blank. Open and save it in Excel or WPS, then send it again.`,
    );
    lines.note('formula_uncomputed', message);
  }
}

/** The columns up to the last that holds anything. */
function widthOf({ rows }: Sheet): number {
  let width = 0;
  for (const row of rows)
    width = Math.max(width, row.findLastIndex((value) => value !== null && value !== '') + 1);
  return width;
}

/** The cells that a merged one covers, and so are not seen whatever they hold. */
function coverage({ merges = [], rows }: Sheet): Set<string> {
  const covered = new Set<string>();
  for (const { startRow, startCol, endRow, endCol } of merges) {
    for (let row = startRow; row <= Math.min(endRow, rows.length - 1); row += 1) {
      for (let column = startCol; column <= endCol && covered.size < mostCells; column += 1) {
        if (row !== startRow || column !== startCol) covered.add(key(row, column));
      }
    }
  }
  return covered;
}

/** Whether the one filled cell of a row is a title or a remark between tables, not what is left of a row. */
function standsAlone(sheet: Sheet, at: number, column: number, width: number, covered: Set<string>): boolean {
  const merge = sheet.merges?.find((one) => one.startRow === at && one.startCol === column);
  if (merge && merge.endCol >= width - 1 && column === 0) return true;
  if (column > 0 && covered.has(key(at, 0)) && !merge) return false;
  const { border } = sheet.cells?.get(key(at, column))?.style ?? {};
  const framed = Object.values(border ?? {}).some(
    (side) => typeof side === 'object' && side !== null && 'style' in side,
  );
  return column === 0 && !framed;
}

function shown(sheet: Sheet, row: number, column: number): string {
  const value = sheet.rows[row]?.[column] ?? null;
  if (value === null) return '';
  if (typeof value === 'string') return value.trim();
  const format = sheet.cells?.get(key(row, column))?.style?.numFmt ?? 'General';
  if (value instanceof Date) return formatValue(value, /[年月]/.test(format) ? format : 'yyyy-mm-dd').trim();
  if (typeof value !== 'number') return formatValue(value, format).trim();
  return /^(?:general|@)?$/i.test(format) ? plainNumber(value) : formattedNumber(value, format);
}

/** A number without a format, to the fifteen digits that a workbook keeps of it. */
function plainNumber(value: number): string {
  const text = String(Number(value.toPrecision(15)));
  if (!text.includes('e')) return text;
  return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 15 });
}

/** A percent sign that only stands beside a number, as in 0"%", does not multiply it. */
const besideOnly = '\ue000';

function formattedNumber(value: number, format: string): string {
  const quoted = format.replace(/"[^"]*"|\\./g, (text) => text.replaceAll('%', besideOnly));
  // The decimal half that a binary number falls short of is still rounded up, as on the sheet.
  const text = formatValue(value * (1 + 1e-14), quoted)
    .replaceAll(besideOnly, '%')
    .trim();
  return value === 0 && !/\d/.test(text.replace(/^-0?$/, '')) ? '0' : text;
}

function isUncomputed(cell: Cell | undefined): boolean {
  return cell?.formula !== undefined && cell.value === null && (cell.formulaResult ?? null) === null;
}

function key(row: number, column: number): string {
  return `${row},${column}`;
}
