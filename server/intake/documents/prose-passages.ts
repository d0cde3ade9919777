import type { PlanLine } from './plan-text.ts';

/** A sentence, or a numbered item, of the indicators under a heading, with the lines that it runs over. */
export interface Passage {
  subject: string;
  parts: { line: number; text: string }[];
}

const numbered = /^(?:\d{1,2}\s*[.．、)）](?!\d)|[(（]\s*\d{1,2}\s*[)）]|[①-⑳])\s*/;
const numberedInWords =
  /^(?:[(（]\s*[一二三四五六七八九十百]+\s*[)）]|[一二三四五六七八九十]+\s*[、.．])\s*(.*)$/;
const start =
  /(?:^|[。；;\s])(?:主要|具体|分项|年度)?绩效指标(?:\s*(?:为|包括|如下)?\s*[:：]|\s+|$|(?=[^\s表体值的考管评目完描]{2,40}\d))\s*(.*)$/;

/** The sentences after 绩效指标, up to a blank line, a table or the next heading; numbered items go on behind a blank line. */
export function passages(lines: PlanLine[], isProject: (words: string) => boolean): Passage[] {
  const found: Passage[] = [];
  let subject = '';
  let state: 'out' | 'in' | 'blank' = 'out';
  let open: Passage | undefined;
  const last: Counted = {};
  const take = (line: number, text: string) => {
    open = { subject, parts: [{ line, text }] };
    last.item = numberOf(text) ?? last.item;
    found.push(open);
  };
  for (const { line, text, columns } of lines) {
    if (columns || text === '') {
      state = columns || state === 'out' ? 'out' : 'blank';
      open = undefined;
      continue;
    }
    const heading =
      numberedInWords.exec(text)?.[1] ?? headingOf(text, state === 'out' ? undefined : last, isProject);
    if (heading !== undefined) {
      subject = heading.trim().replace(/[:：。]$/, '');
      state = 'out';
      open = undefined;
      last.heading = numberOf(text) ?? last.heading;
      last.item = undefined;
      continue;
    }
    const begun = text.length <= longest ? start.exec(text)?.[1] : undefined;
    if (begun !== undefined && subject !== '') {
      state = 'in';
      open = undefined;
      if (begun !== '') take(line, begun);
    } else if (state !== 'out') {
      const item = numbered.test(text);
      const goesOn = open && !item && !/[。；;]$/.test(open.parts.at(-1)?.text ?? '');
      if (goesOn && open && open.parts.length < mostLines) open.parts.push({ line, text });
      else if (item ? isItem(text, last) : state === 'in' && (/\d/.test(text) || !open)) {
        state = 'in';
        take(line, text);
      } else state = 'out';
    }
  }
  return found;
}

/** No sentence of a plan is longer, or runs over more lines. */
const longest = 4000;
const mostLines = 40;

/** The numbers of the last heading and the last item: what comes next in which count. */
interface Counted {
  heading?: string | undefined;
  item?: string | undefined;
}

/**
 * `1. 政务外网费用` as the heading of what follows. Inside the indicators (`counted`) a numbered line is an item
 * where it has a figure or is next in the count of items, unless it is a project's name.
 */
function headingOf(
  text: string,
  counted: Counted | undefined,
  isProject: (words: string) => boolean,
): string | undefined {
  if (text.length > 60 || !numbered.test(text)) return undefined;
  const words = text.replace(numbered, '');
  if (isProject(words.replace(/[:：。]$/, ''))) return words;
  if (/[，；;。]/.test(words) || /绩效指标\s*[:：]/.test(words)) return undefined;
  if (!counted) return words;
  const number = numberOf(text);
  const isNext = (before: string | undefined) => before !== undefined && number === next(before);
  if (isNext(counted.item) && !isNext(counted.heading)) return undefined;
  return /\d/.test(words) ? undefined : words;
}

/** Whether a numbered line is an item of the indicators: it has a figure, or is next in their count. */
function isItem(text: string, { item }: Counted): boolean {
  return /\d/.test(text.replace(numbered, '')) || (item !== undefined && numberOf(text) === next(item));
}

/** A line's number in its style, with N for the figure: `(2)` is `(N) 2`. */
function numberOf(text: string): string | undefined {
  const sign = numbered.exec(text.slice(0, 12))?.[0].normalize('NFKC').replace(/\s/g, '');
  return sign && `${sign.replace(/\d+/, 'N')} ${/\d+/.exec(sign)?.[0] ?? ''}`;
}

function next(number: string): string {
  const [style, figure] = number.split(' ');
  return `${style} ${Number(figure) + 1}`;
}
