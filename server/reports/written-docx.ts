import {
  AlignmentType,
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
import { longDay } from '#shared/calendar.ts';
import type { MonitoringReport } from '#shared/reports.ts';
import { borders, headline } from './paper-docx.ts';

/** A4 upright with the margins of official documents (公文), in twentieths of a point. */
const page = { width: 11_906, height: 16_838, top: 2_098, bottom: 1_984, left: 1_587, right: 1_474 };
const free = page.width - page.left - page.right;

/** 三号仿宋 on lines of 28 points, as official documents are set. */
const body = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋' };
const size = 32;
const line = { line: 560, lineRule: 'exact' } as const;
const indent = { firstLine: 640 };

/** Written reports as one Word document, each on pages of its own. `made` says under each of when it is. */
export async function writtenDocument(
  reports: readonly MonitoringReport[],
  made: string,
): Promise<Uint8Array> {
  const document = new Document({
    styles: { default: { document: { run: { font: body, size } } } },
    sections: reports.map((report) => ({
      properties: {
        page: {
          size: { width: page.width, height: page.height, orientation: PageOrientation.PORTRAIT },
          margin: { top: page.top, bottom: page.bottom, left: page.left, right: page.right },
        },
      },
      footers: {
        default: new Footer({
          children: [
            new Paragraph({
              alignment: AlignmentType.CENTER,
              children: [new TextRun({ size: 28, children: ['— ', PageNumber.CURRENT, ' —'] })],
            }),
          ],
        }),
      },
      children: [
        ...[report.project ? `“${report.project.name}”项目` : report.department.name, report.title].map(
          (text, at) =>
            new Paragraph({
              alignment: AlignmentType.CENTER,
              spacing: { after: at === 0 ? 0 : 400, line: 640 },
              children: [new TextRun({ text, font: headline, size: 40, bold: true })],
            }),
        ),
        ...report.sections.flatMap(sectionOf),
        new Paragraph({
          alignment: AlignmentType.RIGHT,
          spacing: { before: 560, ...line },
          indent: { right: 640 },
          keepNext: true,
          children: [new TextRun(report.department.name)],
        }),
        new Paragraph({
          alignment: AlignmentType.RIGHT,
          spacing: line,
          indent: { right: 640 },
          keepNext: true,
          children: [new TextRun(longDay(report.on))],
        }),
        new Paragraph({
          spacing: { before: 400 },
          children: [new TextRun({ text: made, size: 20 })],
        }),
      ],
    })),
  });
  return await Packer.toBuffer(document);
}

function sectionOf({ heading, paragraphs, table }: MonitoringReport['sections'][number]) {
  return [
    new Paragraph({
      indent,
      spacing: line,
      keepNext: true,
      children: [new TextRun({ text: heading, font: headline, bold: true })],
    }),
    ...paragraphs.map((text) => new Paragraph({ indent, spacing: line, children: [new TextRun(text)] })),
    ...(table ? tableOf(table) : []),
  ];
}

function tableOf({ heads, rows, note }: NonNullable<MonitoringReport['sections'][number]['table']>) {
  const widths = widthsOf(heads, rows);
  const row = (cells: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: cells.map(
        (text, at) =>
          new TableCell({
            borders,
            width: { size: widths[at] ?? 0, type: WidthType.DXA },
            verticalAlign: VerticalAlign.CENTER,
            margins: { left: 60, right: 60, top: 30, bottom: 30 },
            ...(isHead && { shading: { fill: 'F2F2F2' } }),
            children: [
              new Paragraph({
                alignment: alignmentOf(text, isHead),
                children: [new TextRun({ text, size: 21, bold: isHead })],
              }),
            ],
          }),
      ),
    });
  return [
    ...(note
      ? [
          new Paragraph({
            spacing: { before: 120 },
            keepNext: true,
            children: [new TextRun({ text: note, size: 21 })],
          }),
        ]
      : [new Paragraph({ spacing: { line: 160, lineRule: 'exact' }, keepNext: true, children: [] })]),
    new Table({
      layout: TableLayoutType.FIXED,
      width: { size: free, type: WidthType.DXA },
      columnWidths: widths,
      rows: [row(heads, true), ...rows.map((cells) => row(cells, false))],
    }),
    new Paragraph({ spacing: { line: 240, lineRule: 'exact' }, children: [] }),
  ];
}

/** Figures stand at the right, heads in the middle, words at the left. */
function alignmentOf(text: string, isHead: boolean) {
  if (isHead) return AlignmentType.CENTER;
  return /^[-−]?[\d.,]+%?$|^—$/.test(text) ? AlignmentType.RIGHT : AlignmentType.LEFT;
}

/** Columns as wide as their longest words, within bounds: no figure is broken. */
function widthsOf(heads: readonly string[], rows: readonly (readonly string[])[]): number[] {
  const wanted = heads.map((head, at) => {
    const lengths = rows.map((row) => breadth(row[at] ?? ''));
    return Math.min(28, Math.max(breadth(head) + 1, 6, ...lengths));
  });
  const whole = wanted.reduce((sum, one) => sum + one, 0);
  return wanted.map((one) => Math.floor((one / whole) * free));
}

function breadth(text: string): number {
  return [...text].reduce((sum, one) => sum + ((one.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1.1), 0);
}
