import type { Request, RequestHandler, Response } from 'express';
import type { Database } from '#db/open.ts';
import { languageOf, type Said, said } from '#shared/language.ts';
import type { Cell } from '../intake/tables/cells.ts';
import { writeWorkbook } from '../intake/tables/write-workbook.ts';
import { HttpError } from './errors.ts';
import { personOf, refuseUnless } from './person.ts';
import { callerOf } from './sign-in.ts';
import { workbookMedia } from './templates.ts';
import { recordExport } from './trail.ts';

/** So many rows one file takes. */
export const mostSheetRows = 50_000;

/** A table as a file: its name, the heads of its columns, and every row that the filters leave. */
export interface SheetFile {
  name: Said;
  heads: readonly Said[];
  rows: readonly (readonly Cell[])[];
}

/**
 * Where `format=xlsx` is asked, hands a list out as a workbook: all that its filters leave, in its order, not only the
 * page on the screen. Passes on otherwise. That it was handed out is recorded before it is.
 */
export function asWorkbook(
  db: Database,
  make: (req: Request, res: Response) => Promise<SheetFile>,
): RequestHandler {
  return async (req, res, next) => {
    if (req.query.format !== 'xlsx') {
      next();
      return;
    }
    refuseUnless(personOf(callerOf(res)), 'read');
    const language = languageOf(req.get('accept-language'));
    const { name, heads, rows } = await make(req, res);
    if (rows.length > mostSheetRows) throw tooMany();
    const head = heads.map((text) => text[language]);
    const write = [head, ...rows.map((row) => [...row])];
    const bytes = await writeWorkbook({ sheet: name[language], write });
    const file = `${name[language]}-${await db.today()}.xlsx`;
    const { format: _, limit: __, cursor: ___, ...asked } = req.query;
    await recordExport(db, res, { subject: file, after: { rows: rows.length, ...asked } });
    res
      .set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file)}`)
      .type(workbookMedia)
      .send(bytes);
  };
}

/** Every row of a list that is read page by page, a full page saying where it ended; refused where there are more than a file takes. */
export async function everyRow<Row, Place>(
  read: (after: Place | undefined, limit: number) => Promise<{ rows: Row[]; last: Place | undefined }>,
): Promise<Row[]> {
  const all: Row[] = [];
  for (let after: Place | undefined; ; ) {
    const { rows, last } = await read(after, atOnce);
    all.push(...rows);
    if (all.length > mostSheetRows) throw tooMany();
    if (last === undefined) return all;
    after = last;
  }
}

const atOnce = 1_000;

function tooMany(): HttpError {
  const message = said(
    `超过${mostSheetRows}行，请用筛选或搜索缩小范围再导出。`,
    `More than ${mostSheetRows} rows; narrow them by a filter or the search and export again.`,
  );
  return new HttpError(422, 'too_many_rows', message);
}

/** Money of 元 as a cell that can be added up. */
export function moneyCell(yuan: string | null): Cell {
  return yuan === null ? null : Number(yuan);
}
