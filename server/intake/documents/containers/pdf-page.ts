import { OPS, type PDFPageProxy, Util } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A piece of text on a page; x grows to the right, y downwards, both in points. */
export interface PdfText {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A ruling line: `at` is its y where it lies, its x where it stands. */
export interface PdfRule {
  at: number;
  from: number;
  to: number;
}

export interface PdfPage {
  number: number;
  width: number;
  height: number;
  texts: PdfText[];
  across: PdfRule[];
  down: PdfRule[];
}

type Matrix = [number, number, number, number, number, number];
interface TextItem {
  str: string;
  transform: number[];
  width: number;
  height: number;
}

/** What stands on a page: its pieces of text, and the lines drawn across and down it. */
export async function pdfPage(page: PDFPageProxy): Promise<PdfPage> {
  const viewport = page.getViewport({ scale: 1 });
  const toPage = viewport.transform as Matrix;
  const { items } = await page.getTextContent({ includeMarkedContent: false });
  const { fnArray, argsArray } = await page.getOperatorList();
  const found = items.filter((item) => 'str' in item) as TextItem[];
  const texts = asTyped(found, typed(fnArray, argsArray)).flatMap((item) => placed(item, toPage));
  const { across, down } = rulesOf(fnArray, argsArray, toPage);
  const { width, height } = viewport;
  page.cleanup();
  return { number: page.pageNumber, width, height, texts, across, down };
}

/** What the page's text was typed as, in the order of its drawing: with the spaces that were typed, and no others. */
function typed(functions: number[], args: unknown[][]): string {
  const glyphs = functions.flatMap((fn, i) => (fn === OPS.showText ? (args[i]?.[0] as unknown[]) : []));
  return glyphs
    .map((glyph) => (typeof glyph === 'object' && glyph !== null && 'unicode' in glyph ? glyph.unicode : ''))
    .join('');
}

const ideographs = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/;

/**
 * The pieces of text without the spaces that only stand for a gap: office software sets figures a little
 * apart from the Chinese beside them. Where both tell the same text, what was typed decides.
 */
function asTyped(items: TextItem[], whole: string): TextItem[] {
  const bare = whole.replace(/\s/g, '');
  if (items.map(({ str }) => str.replace(/\s/g, '')).join('') !== bare) return items;
  let at = 0;
  const spaceBefore = () => /\s/.test(whole[at] ?? '');
  return items.map((item) => {
    let str = '';
    for (const [i, character] of [...item.str].entries()) {
      if (/\s/.test(character)) continue;
      const gap = i > 0 && /\s/.test([...item.str][i - 1] ?? '');
      const isTyped = spaceBefore();
      while (spaceBefore()) at += 1;
      at += character.length;
      const beside = ideographs.test(character) || ideographs.test(str.at(-1) ?? '');
      str += `${(isTyped && str !== '') || (gap && !beside) ? ' ' : ''}${character}`;
    }
    return { ...item, str: spaceBefore() ? `${str} ` : str };
  });
}

function placed({ str, transform, width, height }: TextItem, toPage: Matrix): PdfText[] {
  if (str.trim() === '') return [];
  const [a = 0, b = 0, , , x = 0, y = 0] = Util.transform(toPage, transform) as Matrix;
  const size = height || Math.hypot(a, b);
  const along = Math.hypot(a, b) || 1;
  const [dx, dy] = [(a / along) * width, (b / along) * width];
  const upright = Math.abs(dx) >= Math.abs(dy);
  const [left, right] = upright ? [Math.min(x, x + dx), Math.max(x, x + dx)] : [x - size, x];
  const [top, bottom] = upright
    ? [y - size * 0.88, y + size * 0.12]
    : [Math.min(y, y + dy), Math.max(y, y + dy)];
  return [{ text: str, left, right, top, bottom }];
}

/** Thicker than this, a filled box is a shade and no line. */
const thickest = 3;
/** Shorter than this, a stroke is part of a sign or a dash. */
const shortest = 1.5;

function rulesOf(functions: number[], args: unknown[][], toPage: Matrix) {
  const across: PdfRule[] = [];
  const down: PdfRule[] = [];
  const box = (left: number, top: number, right: number, bottom: number) => {
    const [wide, high] = [right - left, bottom - top];
    if (high <= thickest && wide > Math.max(high, shortest)) {
      across.push({ at: (top + bottom) / 2, from: left, to: right });
    } else if (wide <= thickest && high > Math.max(wide, shortest)) {
      down.push({ at: (left + right) / 2, from: top, to: bottom });
    }
  };
  let now = toPage;
  const kept: Matrix[] = [];
  functions.forEach((fn, i) => {
    const given = args[i] ?? [];
    if (fn === OPS.save || fn === OPS.paintFormXObjectBegin) kept.push(now);
    if (fn === OPS.restore || fn === OPS.paintFormXObjectEnd) now = kept.pop() ?? toPage;
    if (fn === OPS.transform) now = Util.transform(now, given as number[]) as Matrix;
    if (fn === OPS.paintFormXObjectBegin && Array.isArray(given[0])) {
      now = Util.transform(now, given[0] as number[]) as Matrix;
    }
    if (fn !== OPS.constructPath) return;
    const [paint, [path]] = given as [number, [Float32Array | null]];
    if (!path || paint === OPS.endPath) return;
    const strokes = paint !== OPS.fill && paint !== OPS.eoFill;
    for (const points of subpaths(path, now)) {
      if (strokes) {
        for (let n = 1; n < points.length; n += 1) box(...bounds(points.slice(n - 1, n + 1)));
      } else box(...bounds(points));
    }
  });
  return { across: joined(across), down: joined(down) };
}

/** The straight outlines of a path as the corners they pass, closed ones with the first again; curves go by their ends. */
function subpaths(path: Float32Array, matrix: Matrix): [number, number][][] {
  const found: [number, number][][] = [];
  let points: [number, number][] = [];
  const numbers = [2, 2, 6, 4, 0];
  for (let i = 0; i < path.length; ) {
    const verb = path[i] ?? 4;
    const count = numbers[verb] ?? 0;
    const end: [number, number] = [path[i + count - 1] ?? 0, path[i + count] ?? 0];
    if (verb === 0) {
      points = [];
      found.push(points);
    }
    const [first] = points;
    if (verb === 4 && first) points.push(first);
    else if (verb !== 4) points.push(apply(matrix, end));
    i += count + 1;
  }
  return found.filter(({ length }) => length > 1);
}

function apply([a, b, c, d, e, f]: Matrix, [x, y]: [number, number]): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

function bounds(points: [number, number][]): [number, number, number, number] {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -1e9, -1e9];
  for (const [x, y] of points) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return [left, top, right, bottom];
}

/** Pieces of one line, such as the sides of neighbouring cells, as that line. */
function joined(rules: PdfRule[]): PdfRule[] {
  const near = 1.5;
  const sorted = rules.toSorted((a, b) => a.at - b.at || a.from - b.from);
  const lines: PdfRule[][] = [];
  for (const rule of sorted) {
    const line = lines.at(-1);
    if (line && Math.abs((line[0]?.at ?? 0) - rule.at) <= near) line.push(rule);
    else lines.push([rule]);
  }
  return lines.flatMap((line) => {
    const at = line.reduce((sum, rule) => sum + rule.at, 0) / line.length;
    const whole: PdfRule[] = [];
    for (const { from, to } of line.toSorted((a, b) => a.from - b.from)) {
      const last = whole.at(-1);
      if (last && from <= last.to + 3) last.to = Math.max(last.to, to);
      else whole.push({ at, from, to });
    }
    return whole;
  });
}
