import type { PdfText } from './pdf-page.ts';

/** Pieces of text that stand beside each other. */
export interface PdfLine {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** What it is made of. */
  pieces: PdfText[];
}

/** Further apart than so many heights, what stands beside each other is no longer one phrase. */
const apart = 1.2;

/** The lines that pieces of text make, from the top; a wide gap inside one becomes two spaces. */
export function linesOf(texts: PdfText[]): PdfLine[] {
  const rows: PdfText[][] = [];
  for (const text of texts.toSorted((a, b) => middle(a) - middle(b))) {
    const row = rows.at(-1);
    const beside = row?.some((one) => Math.abs(middle(one) - middle(text)) < height(one, text) * 0.5);
    if (row && beside) row.push(text);
    else rows.push([text]);
  }
  return rows.map((row) => {
    const [first, ...rest] = row.toSorted((a, b) => a.left - b.left);
    const line = { ...(first ?? nothing), pieces: row };
    for (const text of rest) {
      const gap = text.left - line.right;
      const em = height(line, text);
      const between =
        gap > em * apart ? '  ' : gap > em * 0.35 && !touchesIdeograph(line.text, text.text) ? ' ' : '';
      Object.assign(line, {
        text:
          between === '  '
            ? `${line.text.trimEnd()}  ${text.text.trimStart()}`
            : line.text + between + text.text,
        right: Math.max(line.right, text.right),
        top: Math.min(line.top, text.top),
        bottom: Math.max(line.bottom, text.bottom),
      });
    }
    return line;
  });
}

const nothing: PdfText = { text: '', left: 0, right: 0, top: 0, bottom: 0 };

/** Lines that end at `right` as the one text they were before they were wrapped. */
export function textOfLines(lines: PdfLine[], right: number): string {
  let text = '';
  lines.forEach((line, i) => {
    const before = lines[i - 1];
    text += before ? between(before, line, right) + line.text.trimStart() : line.text;
  });
  return text.trim();
}

/** What stands between two lines: nothing where a wrapped word goes on, a space where something new begins. */
export function between(before: PdfLine, line: PdfLine, right: number): '' | ' ' {
  if (/\s$/.test(before.text)) return '';
  if (!reaches(before, line, right)) return ' ';
  const [end = '', start = ''] = [before.text.at(-1), line.text.trimStart()[0]];
  return /[a-z,;]/.test(end) && /[A-Za-z]/.test(start) ? ' ' : '';
}

/** Whether a line is full: what the next begins with would not have fitted on it any more. */
export function reaches(before: PdfLine, line: PdfLine, right: number): boolean {
  const em = height(before, line);
  const [word = ''] = /^(?:[\u0021-\u007e]+|\S)[，。；：、！？）”’》]*/.exec(line.text.trimStart()) ?? [];
  const needed = [...word].reduce((sum, one) => sum + (one.charCodeAt(0) > 0xff ? 1 : 0.6), 0);
  return right - before.right < Math.min(needed + 1, 12) * em;
}

/** Whether the last of the lines is full, so that there may be more of it elsewhere. */
export function isWrapped(lines: PdfLine[], right: number): boolean {
  const last = lines.at(-1);
  return last !== undefined && right - last.right < height(last, last) * 2.2;
}

function touchesIdeograph(before: string, after: string): boolean {
  return (before.at(-1) ?? '').charCodeAt(0) > 0xff || after.charCodeAt(0) > 0xff;
}

function middle({ top, bottom }: PdfText): number {
  return (top + bottom) / 2;
}

function height(a: PdfText, b: PdfText): number {
  return Math.max(1, Math.min(a.bottom - a.top, b.bottom - b.top));
}
