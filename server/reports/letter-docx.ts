import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageOrientation,
  Paragraph,
  type Table,
  TextRun,
} from 'docx';
import type { Block, Letter } from './letter.ts';
import { pageNumber, tableOf } from './paper-docx.ts';

/** A4 in twentieths of a point with the margins of an official document (公文): 37, 35, 28 and 26 mm. */
const page = { width: 11_906, height: 16_838 };
const margin = { top: 2_098, bottom: 1_984, left: 1_587, right: 1_474 };

const font = (eastAsia: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia });
const body = font('仿宋');
const black = font('黑体');
/** 三号 and 二号 in half points; a line is 28 points high, as official documents have it. */
const size = { body: 32, title: 44, table: 18, small: 21 };
const line = { line: 560, lineRule: 'exact' } as const;

/** A letter as a Word document: headings that Word knows as such, tables with their heads on every page. */
export async function letterDocument({ blocks }: Letter): Promise<Uint8Array> {
  const document = new Document({
    // Of what says no size of its own: the empty cells of tables.
    styles: { default: { document: { run: { font: body, size: size.table } } } },
    sections: sectionsOf(blocks).map(({ across, blocks: own }) => ({
      properties: {
        page: {
          size: {
            ...page,
            orientation: across ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
          },
          margin,
        },
      },
      footers: { default: new Footer({ children: [pageNumber()] }) },
      children: own.flatMap((block) => childrenOf(block, freeWidth(across))),
    })),
  });
  return await Packer.toBuffer(document);
}

function freeWidth(across: boolean): number {
  return (across ? page.height : page.width) - margin.left - margin.right;
}

interface Section {
  across: boolean;
  blocks: Block[];
}

function sectionsOf(blocks: readonly Block[]): Section[] {
  const sections: Section[] = [{ across: false, blocks: [] }];
  for (const block of blocks) {
    if ('newPage' in block) sections.push({ across: block.newPage === 'landscape', blocks: [] });
    else sections.at(-1)?.blocks.push(block);
  }
  return sections;
}

function childrenOf(block: Block, free: number): (Paragraph | Table)[] {
  if ('title' in block) {
    const run = (text: string, of: number) => new TextRun({ text, font: black, size: of, bold: true });
    const paragraph = (text: string, of: number) =>
      new Paragraph({
        heading: HeadingLevel.TITLE,
        alignment: AlignmentType.CENTER,
        spacing: { before: 200, after: 200 },
        children: [run(text, of)],
      });
    return [paragraph(block.title, size.title), ...(block.below ? [paragraph(block.below, size.body)] : [])];
  }
  if ('heading' in block) {
    const isFirst = block.level === 1;
    return [
      new Paragraph({
        heading: isFirst ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
        keepNext: true,
        spacing: { before: isFirst ? 240 : 160, after: 60, ...(isFirst && line) },
        children: [
          new TextRun({
            text: block.heading,
            font: isFirst ? black : body,
            size: isFirst ? size.body : 28,
            bold: true,
            color: '000000',
          }),
        ],
      }),
    ];
  }
  if ('name' in block) {
    return [
      new Paragraph({
        spacing: line,
        children: [plain(block.name, black), plain(block.value)],
      }),
    ];
  }
  if ('table' in block)
    return [tableOf(block.table, free), new Paragraph({ spacing: { after: 0 }, children: [] })];
  if ('signed' in block)
    return block.signed.map(
      (text) =>
        new Paragraph({
          alignment: AlignmentType.RIGHT,
          spacing: { ...line, before: 120 },
          children: [plain(text)],
        }),
    );
  if ('small' in block)
    return [
      new Paragraph({
        spacing: { before: 120 },
        children: [new TextRun({ text: block.small, size: size.small })],
      }),
    ];
  if ('newPage' in block) return [];
  return [new Paragraph({ spacing: line, indent: { firstLine: 640 }, children: [plain(block.text)] })];
}

function plain(text: string, face = body): TextRun {
  return new TextRun({ text, font: face, size: size.body });
}
