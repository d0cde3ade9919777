import { readSync } from 'node:fs';
import type { ImportKind } from '#shared/imports.ts';
import { type Said, said } from '#shared/language.ts';
import type { Cell } from './cells.ts';
import { openCsv } from './csv.ts';
import { openWorkbook } from './workbook.ts';

/** A file that cannot be read as a table, and why. */
export class TableRefused extends Error {
  readonly status: 413 | 415 | 422;
  readonly code: string;
  readonly said: Said;

  constructor(status: 413 | 415 | 422, code: string, message: Said) {
    super(message.en);
    [this.status, this.code, this.said] = [status, code, message];
  }
}

/** A row as it stands in the file; the first is 1. */
export interface SheetRow {
  row: number;
  cells: Cell[];
}

export interface Sheet {
  /** Null of a CSV file. */
  name: string | null;
  /** The rows in order, some at a time; empty ones of a workbook may be left out. */
  chunks(): AsyncGenerator<SheetRow[]>;
}

/** An open file: its sheets, how its text is written, and how much of it was read. */
export interface Source {
  encoding: string | null;
  delimiter: string | null;
  sheets: Sheet[];
  /** Sheets that are not shown, and so not read. */
  hidden: string[];
  /** From 0 to 1. */
  readSoFar(): number;
}

export const mostWorkbookBytes = 30 * 1024 * 1024;

/** Opens what lies behind a descriptor: a workbook or a CSV file, known by its content. */
export async function openSource(fd: number, size: number, kind: ImportKind): Promise<Source> {
  if (size === 0) throw new TableRefused(422, 'empty', said('文件是空的。', 'The file is empty.'));
  const head = Buffer.alloc(Math.min(size, 64));
  readSync(fd, head, 0, head.length, 0);
  if (head.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) {
    if (size > mostWorkbookBytes) {
      throw new TableRefused(
        413,
        'too_large',
        said('工作簿超过30 MB，请另存为 CSV 再导入。', 'The workbook is larger than 30 MB; save it as CSV.'),
      );
    }
    return await openWorkbook(fd, size, kind);
  }
  if (head.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'))) throw refuseOldOffice(fd, size);
  if (head.subarray(0, 4).toString('latin1') === '%PDF') {
    throw new TableRefused(
      415,
      'unsupported',
      said('这是 PDF，请用 .xlsx 或 .csv。', 'This is a PDF; send .xlsx or .csv.'),
    );
  }
  if (
    /^\s*<(?:!doctype|html|\?xml|table|meta|head)/i.test(head.toString('latin1').replace(/^\xef\xbb\xbf/, ''))
  ) {
    throw new TableRefused(
      415,
      'unsupported',
      said(
        '这是网页（有的系统导出的“Excel”其实是网页），请用表格软件打开后另存为 .xlsx。',
        'This is a web page, as some systems export; open it and save it as .xlsx.',
      ),
    );
  }
  return openCsv(fd, size, kind);
}

/** The container of Office files before 2007, and of those with a password. */
function refuseOldOffice(fd: number, size: number): TableRefused {
  const part = Buffer.alloc(Math.min(size, 4 * 1024 * 1024));
  readSync(fd, part, 0, part.length, 0);
  return part.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    ? new TableRefused(
        422,
        'password',
        said('文件有密码，请去掉密码后再导入。', 'The file has a password; remove it first.'),
      )
    : new TableRefused(
        415,
        'unsupported',
        said(
          '这是旧版 Excel（.xls），请另存为 .xlsx 或 CSV。',
          'This is an old .xls; save it as .xlsx or CSV.',
        ),
      );
}
