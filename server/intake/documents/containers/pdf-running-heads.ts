import type { PdfLine } from './pdf-lines.ts';
import type { PdfParts } from './read-pdf.ts';

/** The share of a page's height, above and below, in which heads, foots and page numbers stand. */
const margin = 0.085;

const pageNumber = /^(?:[-—–－·\s]*\d{1,4}[-—–－·\s]*|第\s*\d+\s*页.*|\d+\s*[/／]\s*\d+)$/;

/**
 * The pages without their page numbers, and without a line that stands in the margin of an earlier page
 * too, at the same height. The first of them stays: it may be the title; so does what names a unit or a code.
 */
export function withoutRunningHeads(pages: PdfParts[]): PdfParts[] {
  const seen = new Set<string>();
  return pages.map(({ page, parts }) => {
    const kept = parts.filter((part) => {
      if ('table' in part) return true;
      const { line } = part;
      if (line.bottom > page.height * margin && line.top < page.height * (1 - margin)) return true;
      const text = line.text.trim();
      if (pageNumber.test(text)) return false;
      if (/单位|编码|代码|\d{6}/.test(text)) return true;
      return seen.size !== seen.add(keyOf(line)).size;
    });
    return { page, parts: kept };
  });
}

function keyOf({ text, top }: PdfLine): string {
  return `${Math.round(top / 4)} ${text.replace(/\d+/g, '#').replace(/\s/g, '')}`;
}
