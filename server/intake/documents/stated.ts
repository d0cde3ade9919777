import { said } from '#shared/language.ts';
import type { Reading, ReadingNote } from '#shared/reading.ts';
import type { Table } from './find-tables.ts';
import { type PlanLine, plain } from './plan-text.ts';
import type { MoneyUnit } from './read-money.ts';

/** The unit of each table: in the head of its own cells, on the last 单位 line above it, or inside it. */
export function statedUnits(lines: PlanLine[], tables: Table[]): (MoneyUnit | undefined)[] {
  let above: string | undefined;
  let seen = 0;
  return tables.map(({ start, rows, kind }) => {
    for (; seen < start; seen += 1) above = statedUnit(lines[seen]?.text ?? '') ?? above;
    const compact = rows
      .slice(0, kind === 'list' ? 3 : rows.length)
      .map(({ text }) => text.replace(/\s/g, ''));
    const own = compact.map((text) => ownUnit.exec(text)?.[1]).find(Boolean);
    const unit = own ?? above ?? compact.map(statedUnit).find(Boolean);
    return unit === '万元' || unit === '元' ? unit : undefined;
  });
}

const ownUnit =
  /(?:预算(?:数|规模|金额|资金|总额)?|资金总额|项目资金|项目总额)[(（](?:单位[:：])?(?:人民币)?(万?元)[)）]/;

function statedUnit(text: string): string | undefined {
  if (!/元/.test(text)) return undefined;
  return /(?:单位|计量单位|金额单位)[:：]?(?:人民币)?(万?元)/.exec(text.replace(/\s/g, ''))?.[1];
}

/**
 * The budget year on the cover: in a line that is a title before one of a text. Without one, the year inside
 * the first project's code, which is noted. Undefined where neither is there, or titles name several years.
 */
export function statedYear(
  lines: PlanLine[],
  tables: Table[],
): { year: number; notes: ReadingNote[] } | undefined {
  const titles = new Set<number>();
  let inText: number | undefined;
  for (const { text, columns } of lines) {
    if (!text.includes('2') && !text.includes('２')) continue;
    const compact = text.normalize('NFKC').replace(/\s/g, '');
    const year = Number(/(20\d\d)年?度?[^，。；,;]{0,16}(?:预算|绩效)/.exec(compact)?.[1] ?? 0);
    if (year === 0) continue;
    if (!columns && compact.length <= 40 && !/[，。；,;]|上年|较20|比20/.test(compact)) titles.add(year);
    else inText ??= year;
  }
  const [title] = titles;
  if (titles.size > 1) return undefined;
  const year = title ?? inText;
  if (year !== undefined) return { year, notes: [] };
  const first = lines[tables[0]?.start ?? 0];
  const inCode = /项目(?:编码|代码)\D*\d{6}\d{0,2}?(\d\d)[A-Z]/.exec(plain(first?.text ?? ''))?.[1];
  if (!first || !inCode) return undefined;
  const message = said(
    `文件没有写年度，按项目编码理解为20${inCode}年。`,
    `The document names no year; by the project codes it is taken to be 20${inCode}.`,
  );
  return { year: 2000 + Number(inCode), notes: [{ line: first.line, code: 'year_inferred', message }] };
}

/** The years that a text names, the one named most often first. */
export function yearsNamed(lines: PlanLine[]): number[] {
  const times = new Map<number, number>();
  for (const { text } of lines) {
    for (const [, year] of text.normalize('NFKC').matchAll(/(?<!\d)(20[1-4]\d)年/g)) {
      times.set(Number(year), (times.get(Number(year)) ?? 0) + 1);
    }
  }
  return [...times]
    .toSorted((a, b) => b[1] - a[1] || b[0] - a[0])
    .map(([year]) => year)
    .slice(0, 5);
}

/** The first line of a code and a name above a table; without one, whoever drew the document up. */
export function statedDepartment(lines: PlanLine[]): Reading['department'] {
  for (const { text, columns } of lines) {
    const [, code, name] = columns ? [] : (departmentLine.exec(text) ?? []);
    if (code && name) return { code, name };
  }
  const name = lines.map(({ text }) => /^(.{4,30}?)\s*编制$/.exec(text)?.[1]).find(Boolean);
  return { code: '', name: name ?? '' };
}

/** A line that names a unit by its code: `435001 某局本级`. */
export const departmentLine =
  /^(?:(?:预算)?(?:单位|部门)(?:名称)?[:：]\s*)?(\d{6,9})\s*[-—]?\s*([^\d\s，。|][^，。|]{2,40})$/;

/** A document of several units is read as one plan, under the first: that has to be seen. */
export function departmentNotes(lines: PlanLine[], { code }: Reading['department']): ReadingNote[] {
  const other = lines.find(({ text, columns }) => {
    const found = columns ? undefined : departmentLine.exec(text)?.[1];
    return found !== undefined && found !== code;
  });
  if (code === '') {
    const message = said('没有找到单位代码，请补充。', 'No code of the unit was found; please add it.');
    return [{ line: 1, code: 'department_code_missing', message }];
  }
  if (!other) return [];
  const message = said(
    `文件中还有其他单位（${other.text}），已一并读入。`,
    `The document names another unit too (“${other.text}”); its projects were read as well.`,
  );
  return [{ line: other.line, code: 'several_departments', message }];
}
