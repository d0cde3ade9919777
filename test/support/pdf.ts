/** A page of a PDF made by hand, in points from the page's top left corner. */
export interface PageDrawn {
  texts?: readonly (readonly [x: number, y: number, text: string])[];
  /** Boxes whose four sides are ruled: left, top, right, bottom. */
  boxes?: readonly (readonly [number, number, number, number])[];
  /** In points; as wide as a sheet of A4 unless told. */
  width?: number;
}

const height = 842;

/** A small PDF whose text is set in a Chinese font that it does not bring along, ten points high. */
export function aPdf(pages: readonly PageDrawn[]): Buffer {
  const kids = pages.map((_, i) => `${6 + 2 * i} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R /DW 1000 >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>',
    ...pages.flatMap(({ texts = [], boxes = [], width = 595 }, i) => {
      const drawn = [
        ...boxes.map(([l, t, r, b]) => `${l} ${height - b} ${r - l} ${b - t} re S`),
        ...texts.map(([x, y, text]) => `BT /F1 10 Tf ${x} ${height - y} Td <${utf16(text)}> Tj ET`),
      ].join('\n');
      const resources = '/Resources << /Font << /F1 3 0 R >> >>';
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] ${resources} /Contents ${7 + 2 * i} 0 R >>`,
        `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
      ];
    }),
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF`;
  return Buffer.from(file, 'latin1');
}

/** The boxes and texts of a table: columns at `xs`, a row of equal height for each list of cells, from `top`. */
export function aRuledTable(
  xs: readonly number[],
  top: number,
  rows: readonly (readonly string[])[],
  rowHeight = 20,
): Required<Omit<PageDrawn, 'width'>> {
  const drawn = rows.flatMap((cells, row) =>
    cells.map((text, i) => {
      const [left = 0, right = 0, y] = [xs[i], xs[i + 1], top + row * rowHeight];
      const lines = text === '' ? [] : text.split('\n');
      return {
        box: [left, y, right, y + rowHeight] as const,
        texts: lines.map((line, n) => [left + 2, y + 12 + n * 12, line] as const),
      };
    }),
  );
  return { boxes: drawn.map(({ box }) => box), texts: drawn.flatMap(({ texts }) => texts) };
}

function utf16(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex');
}
