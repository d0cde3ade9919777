import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Said, said } from '#shared/language.ts';
import { beginsTable, gapRows, type PlacedLine } from './pdf-gap-tables.ts';
import { linesOf, type PdfLine, reaches, textOfLines } from './pdf-lines.ts';
import { type PdfPage, pdfPage } from './pdf-page.ts';
import { withoutRunningHeads } from './pdf-running-heads.ts';
import { goesOn, rowsOf } from './pdf-table-parts.ts';
import { type PdfTable, tablesOf } from './pdf-tables.ts';
import { DocumentRefused, damaged, passwordProtected, type SourceDocument } from './source-document.ts';
import { SourceLines } from './source-lines.ts';

/** A plan of a large department has some hundred pages. */
const mostPages = 600;
/** Fewer characters a page than this are a page number or a stamp, not a page of a plan. */
const fewestCharacters = 6;
/** So much of a document may be blank: the backs of its sheets. */
const mostBlank = 0.6;

/**
 * A PDF with text in it: tables are rebuilt from their ruling lines and joined over page breaks, other
 * lines are joined to paragraphs, running heads and page numbers are left out. A scan is refused.
 */
export async function readPdf(bytes: Buffer): Promise<SourceDocument> {
  const pages = await pagesOf(bytes);
  const characters = pages.map(({ texts }) => texts.reduce((sum, { text }) => sum + text.trim().length, 0));
  const bare = characters.filter((count) => count < fewestCharacters).length;
  if (bare === pages.length || bare > pages.length * mostBlank) throw scan();
  const lines = new SourceLines();
  emit(withoutRunningHeads(pages.map(partsOf)), lines);
  const blank = pages.filter((_, i) => (characters[i] ?? 0) === 0).map(({ number }) => number);
  if (blank.length > 0) {
    const some = blank.slice(0, 20);
    const pages = some.length === 1 ? `Page ${some[0]} holds` : `Pages ${some.join(', ')} hold`;
    const message = said(
      `第${some.join('、')}页没有文字（空白页或图片），没有读入。`,
      `${pages} no text (blank or a picture) and nothing was read from there.`,
    );
    lines.note('page_without_text', message);
  }
  return { kind: 'pdf', ...lines.whole() };
}

/** What stands on a page, from its top: lines of text and tables. */
export interface PdfParts {
  page: Pick<PdfPage, 'number' | 'width' | 'height'>;
  parts: ({ line: PdfLine } | { table: PdfTable })[];
}

const packageFolder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

async function pagesOf(bytes: Buffer): Promise<PdfPage[]> {
  const loading = getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: join(packageFolder, 'cmaps/'),
    standardFontDataUrl: join(packageFolder, 'standard_fonts/'),
    wasmUrl: join(packageFolder, 'wasm/'),
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    enableXfa: false,
    // Pictures are not looked at, and so not unpacked.
    maxImageSize: 1,
    verbosity: 0,
  });
  try {
    const document: PDFDocumentProxy = await loading.promise;
    if (document.numPages > mostPages) throw tooManyPages(document.numPages);
    const pages: PdfPage[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      pages.push(await pdfPage(await document.getPage(number)));
    }
    return pages;
  } catch (error) {
    if (error instanceof DocumentRefused) throw error;
    if (error instanceof Error && error.name === 'PasswordException') throw passwordProtected();
    throw damaged('PDF');
  } finally {
    await loading.destroy();
  }
}

function partsOf(page: PdfPage): PdfParts {
  const { tables, outside } = tablesOf(page);
  const parts: PdfParts['parts'] = [
    ...linesOf(outside).map((line) => ({ line })),
    ...tables.map((table) => ({ table })),
  ];
  const top = (part: PdfParts['parts'][number]) => ('line' in part ? part.line.top : part.table.top);
  return { page, parts: parts.toSorted((a, b) => top(a) - top(b)) };
}

function pageNamed(page: number): Said {
  return said(`第${page}页`, `Page ${page}`);
}

function emit(pages: PdfParts[], lines: SourceLines): void {
  const flow = pages.flatMap(({ page, parts }) => parts.map((part) => ({ page: page.number, part })));
  const right = Math.max(0, ...flow.map(({ part }) => ('line' in part ? part.line.right : 0)));
  let at = 0;
  let within = false;
  while (at < flow.length) {
    const { page, part } = flow[at] ?? { page: 0, part: undefined };
    if (part === undefined) break;
    if ('table' in part) within = false;
    else within = beginsTable(part.line) || (within && !heading.test(part.line.text));
    const loose = within ? gapRows(linesFrom(flow, at), within) : undefined;
    if (loose) {
      for (const { cells, page: own } of loose.rows) lines.row(cells, pageNamed(own));
      if (loose.inColumns) {
        const message = said(
          `第${page}页的表格没有框线，按文字的位置分列，请对照原文核对。`,
          `The table on page ${page} has no lines; its columns were told by where the words stand. Check it against the original.`,
        );
        lines.note('columns_inferred', message);
      }
      at += loose.count;
      continue;
    }
    const end = 'line' in part ? endOfParagraph(flow, at, right) : endOfTable(flow, at);
    const own = flow.slice(at, end).map((one) => one.part);
    if ('line' in part) {
      const paragraph = own.flatMap((one) => ('line' in one ? [one.line] : []));
      lines.paragraph(textOfLines(paragraph, right), pageNamed(page));
    } else {
      lines.gap();
      for (const { cells, page: own } of rowsOf(
        flow.slice(at, end).flatMap(({ part: one }) => ('table' in one ? [one.table] : [])),
      )) {
        lines.row(cells, pageNamed(own));
      }
      lines.gap();
    }
    at = end;
  }
}

const heading = /^\s*第[一二三四五六七八九十]+(?:部分|章)/;
/** No table without lines runs over more of them. */
const mostLines = 2_000;

/** The lines that follow each other, up to the next ruled table. */
function linesFrom(flow: Flow, start: number): PlacedLine[] {
  const found: PlacedLine[] = [];
  for (const { page, part } of flow.slice(start, start + mostLines)) {
    if (!('line' in part)) break;
    found.push({ line: part.line, page });
  }
  return found;
}

type Flow = { page: number; part: PdfParts['parts'][number] }[];

/** Lines belong together while each is full, the next follows closely and begins no item of a list. */
function endOfParagraph(flow: Flow, start: number, right: number): number {
  let end = start + 1;
  for (; end < flow.length; end += 1) {
    const [before, next] = [flow[end - 1], flow[end]];
    if (!before || !next || !('line' in before.part) || !('line' in next.part)) break;
    const [a, b] = [before.part.line, next.part.line];
    const em = a.bottom - a.top;
    const close =
      before.page !== next.page ||
      (b.top - a.bottom < em * 1.6 && Math.abs(b.bottom - b.top - em) < em * 0.3);
    const indented = b.left > a.left + em * 1.2 && end - start > 0 && b.left > leftOf(flow, start) + em * 1.2;
    const opens =
      /^\s*(?:[(（]?[一二三四五六七八九十\d]+[)）、.．]|第[一二三四五六七八九十]+部分|绩效(?:目标|指标)[:：])/.test(
        b.text,
      );
    if (
      !close ||
      indented ||
      opens ||
      / {2}/.test(a.text.trim()) ||
      / {2}/.test(b.text.trim()) ||
      !reaches(a, b, right)
    )
      break;
  }
  return end;
}

function leftOf(flow: Flow, at: number): number {
  const part = flow[at]?.part;
  return part && 'line' in part ? part.line.left : 0;
}

function endOfTable(flow: Flow, start: number): number {
  let end = start + 1;
  for (; end < flow.length; end += 1) {
    const [before, next] = [flow[end - 1]?.part, flow[end]?.part];
    if (!before || !next || !('table' in before) || !('table' in next) || !goesOn(before.table, next.table))
      break;
  }
  return end;
}

function scan(): DocumentRefused {
  return new DocumentRefused(
    422,
    'scan',
    '这份 PDF 是扫描件或图片，里面没有文字；请上传原来的 Word、Excel 或文字版 PDF。',
    'This PDF is a scan: pictures without text. Send the Word, Excel or text PDF it was made from.',
  );
}

function tooManyPages(pages: number): DocumentRefused {
  return new DocumentRefused(
    413,
    'too_large',
    `文件有${pages}页，超过${mostPages}页，不像一份绩效文本；请只上传绩效文本。`,
    `The file has ${pages} pages, more than ${mostPages}: send only the plan.`,
  );
}
