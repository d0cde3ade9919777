import { parseDocument } from 'htmlparser2';
import mammoth from 'mammoth';
import { type Said, said } from '#shared/language.ts';
import { damaged, type SourceDocument } from './source-document.ts';
import { SourceLines, type SpannedCell, unmerge } from './source-lines.ts';
import { numberMark, withWrittenNumbers } from './word-numbers.ts';
import { stored, unpacked } from './zip-rewrite.ts';

type Node = ReturnType<typeof parseDocument>['children'][number];

/**
 * A Word document: a line for each paragraph, list item and table row. A table inside a cell comes after
 * the row it stands in, with columns of its own; pictures, headers and footers are left out.
 */
export async function readDocx(bytes: Buffer): Promise<SourceDocument> {
  const lines = new SourceLines();
  new Walk(lines).blocks(parseDocument(await htmlOf(bytes)).children);
  return { kind: 'docx', ...lines.whole() };
}

async function htmlOf(bytes: Buffer): Promise<string> {
  const convertImage = mammoth.images.imgElement(async () => ({ src: '' }));
  try {
    const { value } = await mammoth.convertToHtml({ buffer: await numbered(bytes) }, { convertImage });
    return value;
  } catch {
    throw damaged('Word');
  }
}

/** The document with its automatic numbers written out, which the library would count from 1 in every list. */
async function numbered(bytes: Buffer): Promise<Buffer> {
  const parts = await unpacked(bytes);
  const text = (name: string) => parts.get(name)?.toString('utf8') ?? '';
  const document = text('word/document.xml');
  const written = withWrittenNumbers(document, text('word/numbering.xml'), text('word/styles.xml'));
  if (written === document) return bytes;
  return stored(parts.set('word/document.xml', Buffer.from(written)));
}

class Walk {
  private tables = 0;
  private readonly lines: SourceLines;

  constructor(lines: SourceLines) {
    this.lines = lines;
  }

  /** Paragraphs, lists and tables, one after the other. */
  blocks(nodes: Node[]): void {
    for (const node of nodes) {
      if (!isElement(node)) this.paragraph(textOf(node));
      else if (node.name === 'table') this.table(node);
      else if (node.name === 'ol' || node.name === 'ul') this.list(node);
      else if (tablesIn(node).length > 0) this.blocks(node.children);
      else this.paragraph(textOf(node), isNumbered(node) && isNumbered(node.next));
    }
  }

  private paragraph(text: string, goesOn = false): void {
    if (text.trim() === '') return;
    for (const line of text.replace(/\n$/, '').split('\n')) this.lines.paragraph(line);
    if (!goesOn) this.lines.gap();
  }

  private list(list: Node): void {
    for (const line of listLines(list)) this.lines.paragraph(line);
    this.lines.gap();
  }

  private table(table: Node): void {
    this.tables += 1;
    const number = this.tables;
    this.lines.gap();
    const rows = rowsOf(table);
    const laid = unmerge(rows.map((row) => row.map(spanned)));
    rows.forEach((row, at) => {
      const place = said(`表${number} 第${at + 1}行`, `Table ${number}, row ${at + 1}`);
      const [only] = row;
      const cells = laid[at] ?? [];
      if (only && row.length === 1 && spanned(only).across >= cells.length) this.wide(only, place);
      else {
        this.lines.row(cells, place);
        for (const inner of row.flatMap(tablesIn)) this.table(inner);
      }
    });
    this.lines.gap();
  }

  /** A row that is one cell is no row of figures but a heading, a remark, or the frame of other tables. */
  private wide(cell: Node, place: Said): void {
    for (const node of childrenOf(cell)) {
      if (isElement(node) && tablesIn(node).length > 0) this.blocks([node]);
      else if (isElement(node) && (node.name === 'ol' || node.name === 'ul')) {
        for (const line of listLines(node)) this.lines.paragraph(line, place);
      } else {
        const text = textOf(node);
        for (const line of text.trim() === '' ? [] : text.split('\n')) this.lines.paragraph(line, place);
      }
    }
  }
}

function spanned(cell: Node): SpannedCell {
  const span = (name: string) => Math.max(1, Number(isElement(cell) ? (cell.attribs[name] ?? 1) : 1) || 1);
  return { text: textOf(cell), across: span('colspan'), down: span('rowspan') };
}

function rowsOf(node: Node): Node[][] {
  return childrenOf(node).flatMap((child) => {
    if (!isElement(child)) return [];
    if (child.name === 'tr') return [childrenOf(child).filter((cell) => isElement(cell))];
    return child.name === 'thead' || child.name === 'tbody' ? rowsOf(child) : [];
  });
}

/** The tables of a node that stand in no other. */
function tablesIn(node: Node): Node[] {
  if (!isElement(node)) return [];
  return node.name === 'table' ? [node] : node.children.flatMap(tablesIn);
}

/** Items of a list; those of a numbered one that kept no mark of its own with their numbers. */
function listLines(list: Node): string[] {
  let number = 0;
  return childrenOf(list).flatMap((item) => {
    const inner = childrenOf(item);
    const nested = inner.filter((node) => isElement(node) && (node.name === 'ol' || node.name === 'ul'));
    const own = inner
      .filter((node) => !nested.includes(node))
      .map(textOf)
      .join('');
    if (own.trim() === '') return nested.flatMap(listLines);
    number += 1;
    const mark = isElement(list) && list.name === 'ol' ? `${number}. ` : '';
    return [`${mark}${own.trim()}`, ...nested.flatMap(listLines)];
  });
}

/** The text of a node: a line for each paragraph and break; tables inside it have lines of their own. */
function textOf(node: Node): string {
  if ('data' in node && node.type === 'text') return node.data.replaceAll(numberMark, '');
  if (!isElement(node) || node.name === 'table') return '';
  if (node.name === 'br') return '\n';
  if (node.name === 'ol' || node.name === 'ul') return `\n${listLines(node).join('\n')}\n`;
  const text = node.children.map(textOf).join('');
  if (node.name === 'td' || node.name === 'th') return text.replace(/\n+/g, '\n').trim();
  return node.name === 'p' && node.next ? `${text}\n` : text;
}

/** Whether a paragraph begins with an automatic number. */
function isNumbered(node: Node | null): boolean {
  if (node === null) return false;
  return isElement(node) ? isNumbered(node.firstChild) : 'data' in node && node.data.startsWith(numberMark);
}

function childrenOf(node: Node): Node[] {
  return isElement(node) ? node.children : [];
}

function isElement(node: Node): node is Extract<Node, { attribs: unknown }> {
  return 'attribs' in node;
}
