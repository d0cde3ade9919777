import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { type Paper, type PaperCell, paperText } from './paper.ts';

/** A4 in twentieths of a point, and what its margins leave free. */
const page = { width: 11_906, height: 16_838, margin: 850 };

const body = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体' };
const headline = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '黑体' };
const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const noLine = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const bare = { top: noLine, bottom: noLine, left: noLine, right: noLine };
const borders = { top: line, bottom: line, left: line, right: line };

/** Papers as one Word document, each on pages of its own: merged cells, borders, A4 with the heads on every page. */
export async function paperDocument(papers: readonly Paper[]): Promise<Uint8Array> {
  const document = new Document({
    styles: { default: { document: { run: { font: body, size: 20 } } } },
    sections: papers.map((paper) => ({
      properties: {
        page: {
          size: {
            width: page.width,
            height: page.height,
            orientation:
              paper.orientation === 'landscape' ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
          },
          margin: { top: page.margin, bottom: page.margin, left: page.margin, right: page.margin },
        },
      },
      footers: { default: new Footer({ children: [pageNumber()] }) },
      children: [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          spacing: { after: 120 },
          children: [new TextRun({ text: paper.title, font: headline, size: 32, bold: true })],
        }),
        new Paragraph({
          tabStops: [{ type: 'right', position: freeWidth(paper) }],
          children: [new TextRun(`${paper.above[0]}\t${paper.above[1]}`)],
        }),
        ...tablesOf(paper),
        ...paper.below.map(
          (text) => new Paragraph({ spacing: { before: 60 }, children: [new TextRun(text)] }),
        ),
      ],
    })),
  });
  return await Packer.toBuffer(document);
}

/** 第 1 页，共 3 页, in the middle of the foot. */
export function pageNumber() {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [
      new TextRun({
        size: 18,
        children: ['第 ', PageNumber.CURRENT, ' 页，共 ', PageNumber.TOTAL_PAGES, ' 页'],
      }),
    ],
  });
}

function freeWidth({ orientation }: Paper): number {
  return (orientation === 'landscape' ? page.height : page.width) - 2 * page.margin;
}

/**
 * Word repeats only the first rows of a table: where the heads that stand on every page come later, what is above them
 * is a table of its own, with a line between the two that nobody sees.
 */
function tablesOf(paper: Paper): (Table | Paragraph)[] {
  const { widths, rows, repeats } = paper;
  const free = freeWidth(paper);
  const part = (some: Paper['rows'], count: number) =>
    tableOf({ widths, rows: some, repeats: { from: 0, count } }, free);
  if (repeats.count === 0 || repeats.from === 0) return [part(rows, repeats.count)];
  return [
    part(rows.slice(0, repeats.from), 0),
    new Paragraph({ spacing: { line: 20, lineRule: 'exact' }, children: [] }),
    part(rows.slice(repeats.from), repeats.count),
  ];
}

/** The table of a paper, as wide as the page leaves free. */
export function tableOf(
  { widths, rows, repeats }: Pick<Paper, 'widths' | 'rows' | 'repeats'>,
  free: number,
): Table {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const twips = widths.map((width) => Math.floor((width / whole) * free));
  const span = (at: number, across: number) =>
    twips.slice(at, at + across).reduce((sum, width) => sum + width, 0);
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: free, type: WidthType.DXA },
    columnWidths: twips,
    rows: rows.map(
      (row, index) =>
        new TableRow({
          tableHeader: repeats.from === 0 && index < repeats.count,
          cantSplit: true,
          children: row.map((cell) => cellOf(cell, span(cell.at, cell.across ?? 1))),
        }),
    ),
  });
}

function cellOf(cell: PaperCell, width: number): TableCell {
  const { across = 1, down = 1, set } = cell;
  const alignment =
    set === 'figure' ? AlignmentType.RIGHT : set === 'text' ? AlignmentType.LEFT : AlignmentType.CENTER;
  return new TableCell({
    columnSpan: across,
    rowSpan: down,
    borders: cell.bare ? bare : borders,
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { left: 60, right: 60, top: 20, bottom: 20 },
    ...(set === 'head' && { shading: { fill: 'F2F2F2' } }),
    children: paperText(cell.value)
      .split('\n')
      .map(
        (text) =>
          new Paragraph({
            alignment,
            children: [new TextRun({ text, size: cell.bare ? 28 : 18, bold: set === 'head' })],
          }),
      ),
  });
}
