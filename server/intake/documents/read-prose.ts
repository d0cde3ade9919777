import type { DepartmentIndicator, Reading, ReadingNote, ReadProject } from '#shared/reading.ts';
import { readTarget, type TargetReading } from '#shared/target.ts';
import { type PlanLine, plain } from './plan-text.ts';
import { phrases } from './prose-phrases.ts';

/**
 * The indicators of the prose part: under a heading, the phrases after 绩效指标. Each phrase is a name and a
 * target, `群众满意度达到99%`; one without a figure keeps its words as a name and is asked about. Headings and
 * items may be numbered in any style, and a sentence may run over several lines.
 */
export function readProse(lines: PlanLine[], projects: ReadProject[], year: number): DepartmentIndicator[] {
  const codes = codesByName(projects);
  const names = new Set(projects.map(({ name }) => plainName(name)));
  const isProject = (words: string) => names.has(plainName(words));
  return passages(lines, isProject).flatMap(({ subject, parts }) => {
    const projectCode = codes.get(plainName(subject));
    const text = parts.map((part) => part.text).join('');
    const lineAt = (at: number) => {
      let begin = 0;
      for (const part of parts) {
        begin += part.text.length;
        if (at < begin) return part.line;
      }
      return parts[0]?.line ?? 0;
    };
    return phrases(text).map(({ name, printed, at }) => ({
      subject,
      ...(projectCode ? { projectCode } : {}),
      name,
      printed,
      target: printed === '' ? unread() : readTarget({ level2: '', name, value: printed, year }),
      line: lineAt(at),
    }));
  });
}

/** A sentence, or a numbered item, of the indicators under a heading, with the lines that it runs over. */
interface Passage {
  subject: string;
  parts: { line: number; text: string }[];
}

const numbered = /^(?:\d{1,2}\s*[.．、)）](?!\d)|[(（]\s*\d{1,2}\s*[)）]|[①-⑳])\s*/;
const numberedInWords =
  /^(?:[(（]\s*[一二三四五六七八九十百]+\s*[)）]|[一二三四五六七八九十]+\s*[、.．])\s*(.*)$/;
const start =
  /(?:^|[。；;\s])(?:主要|具体|分项|年度)?绩效指标(?:\s*(?:为|包括|如下)?\s*[:：]|\s+|$|(?=[^\s表体值的考管评目完描]{2,40}\d))\s*(.*)$/;

/** The sentences after 绩效指标, up to a blank line, a table or the next heading; numbered items go on behind a blank line. */
function passages(lines: PlanLine[], isProject: (words: string) => boolean): Passage[] {
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

function codesByName(projects: readonly ReadProject[]): Map<string, string> {
  return new Map(projects.flatMap(({ code, name }) => (code ? [[plainName(name), code] as const] : [])));
}

/** A project's name for comparing: 政务外网费用项目 is 政务外网费用. */
function plainName(name: string): string {
  return plain(name).replace(/(?<=.{4})项目$/, '');
}

function unread(): TargetReading {
  const target = readTarget({ level2: '', name: '', value: '定性', year: 2000 });
  return { ...target, confidence: 'low', notes: ['没有找到目标值，请确认。'] };
}

/**
 * Links prose indicators to the table indicators that they repeat: same project, nearly the same name,
 * the same unit. Where the two targets differ it is a conflict and is noted; both stay as printed.
 */
export function linkProse(
  prose: DepartmentIndicator[],
  projects: ReadProject[],
): { linked: DepartmentIndicator[]; notes: ReadingNote[] } {
  const notes: ReadingNote[] = [];
  const byCode = new Map(projects.map((project) => [project.code, project]));
  const linked = prose.map((one) => {
    const project = one.projectCode ? byCode.get(one.projectCode) : undefined;
    const alike = (project?.indicators ?? [])
      .filter(({ target }) => target.kind === one.target.kind && target.unit === one.target.unit)
      .map((indicator) => ({ indicator, near: likeness(one.name, indicator.name) }))
      .filter(({ near }) => near >= 0.65)
      .toSorted((a, b) => b.near - a.near);
    const [best, next] = alike;
    if (!best || (next && next.near === best.near)) return one;
    const conflict = differs(one.target, best.indicator.target);
    if (conflict) {
      const { name, printed } = best.indicator;
      const message = `“${one.name}”正文为“${one.printed}”，附表“${name}”为“${printed}”，两者并存，请核对。`;
      notes.push({ line: one.line, code: 'prose_conflict', message });
    }
    return { ...one, linkedTo: best.indicator.name, conflict };
  });
  return { linked, notes };
}

/** The reading with its links and conflicts as they are after a change; other notes stay. */
export function relink(reading: Reading): Reading {
  const codes = codesByName(reading.projects);
  const bare = reading.departmentIndicators.map(({ linkedTo: _, conflict: __, ...rest }) => {
    const projectCode = rest.projectCode ?? codes.get(plainName(rest.subject));
    return projectCode ? { ...rest, projectCode } : rest;
  });
  const { linked, notes } = linkProse(bare, reading.projects);
  const others = reading.notes.filter(({ code }) => code !== 'prose_conflict');
  return {
    ...reading,
    departmentIndicators: linked,
    notes: [...others, ...notes].toSorted((a, b) => a.line - b.line),
  };
}

function differs(a: TargetReading, b: TargetReading): boolean {
  const figure = (text: string | undefined) => text?.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
  return (
    a.operator !== b.operator ||
    figure(a.value) !== figure(b.value) ||
    figure(a.upper) !== figure(b.upper) ||
    a.date !== b.date
  );
}

/** How alike two names are, 0 to 1: the share of neighbouring pairs of characters they have in common. */
export function likeness(a: string, b: string): number {
  const [left, right] = [pairs(a), pairs(b)];
  if (core(a) === core(b)) return 1;
  const common = left.filter((pair) => {
    const at = right.indexOf(pair);
    if (at >= 0) right.splice(at, 1);
    return at >= 0;
  }).length;
  return left.length === 0 ? 0 : (2 * common) / (left.length + right.length + common);
}

function core(name: string): string {
  return plain(name)
    .replace(/^(?:加强|更换|提高|提升|规范|保障|完善|推进|持续)+/, '')
    .replaceAll('的', '');
}

function pairs(name: string): string[] {
  const text = core(name);
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));
}
