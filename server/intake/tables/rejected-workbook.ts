import type { ImportTable } from '#shared/imports.ts';
import type { Language } from '#shared/language.ts';
import { maskPayee } from '#shared/mask.ts';
import type { Cell } from './cells.ts';
import { problemHeader, unitIn } from './columns.ts';
import type { SaidRejected } from './tally.ts';
import { writeWorkbook } from './write-workbook.ts';

/**
 * The bad rows of a file as a workbook, under its own header, with what is wrong behind each: corrected, it can
 * be sent as it is. `masked` is for who needs no payees. A unit that only a title said is said again, or amounts would count otherwise.
 */
export async function rejectedWorkbook(
  table: ImportTable,
  rows: readonly { cells: string; problems: string }[],
  language: Language,
  masked = false,
): Promise<Buffer> {
  const headers = table.columns.map(({ header }) => header);
  const found = headers.indexOf(problemHeader);
  const at = found < 0 ? headers.length : found;
  headers[at] = problemHeader;
  const lines = rows.map((row): Cell[] => {
    const cells = JSON.parse(row.cells) as Cell[];
    const problems = JSON.parse(row.problems) as SaidRejected[];
    const line: Cell[] = headers.map((_, index) =>
      masked ? maskCell(cells[index] ?? null, table.columns[index]?.field) : (cells[index] ?? null),
    );
    line[at] = problems.map((problem) => `${problem.column}：${problem.message[language]}`).join('；');
    return line;
  });
  const amount = table.columns.find(({ field }) => field === 'amount');
  const needsUnit = amount !== undefined && table.unit !== '元' && unitIn(amount.header) === undefined;
  const title: Cell[][] = needsUnit ? [[`单位：${table.unit}`]] : [];
  return await writeWorkbook({ write: [...title, headers, ...lines], sheet: table.sheet ?? '有问题的行' });
}

/** For who needs no payees: those are masked, and what no field was found for may be anything about them. */
function maskCell(cell: Cell, field: string | null | undefined): Cell {
  if (field === null || field === undefined) return null;
  return field === 'payee' && typeof cell === 'string' && cell !== '' ? maskPayee(cell) : cell;
}
