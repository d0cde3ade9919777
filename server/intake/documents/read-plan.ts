import { type Said, said } from '#shared/language.ts';
import type { Question, Reading, ReadingNote, ReadProject } from '#shared/reading.ts';
import { type PlanLine, plain, planLines } from './plan-text.ts';
import type { MoneyUnit } from './read-money.ts';
import { opensProject, readProject } from './read-project.ts';
import { linkProse, readProse } from './read-prose.ts';
import { targetQuestions } from './target-questions.ts';

export type ReadPlan =
  | { ok: true; reading: Reading; questions: Question[] }
  | { ok: false; code: string; message: Said };

/**
 * A plan document's text as a reading, with notes on everything that was inferred and questions on
 * everything that was not certain. A text that is no plan, or that lacks its year or the unit of its
 * money, is refused with a sentence that says what is missing.
 */
export function readPlan(text: string): ReadPlan {
  const lines = planLines(text);
  if (lines.every((line) => line.text === ''))
    return refuse('empty', '文件是空的。', 'The document is empty.');
  const starts = lines.flatMap((line, at) => (opensProject(line) ? [at] : []));
  if (starts.length === 0) return noTables(lines);
  const blocks = starts.map((start, i) => ({
    start,
    rows: lines.slice(start, starts[i + 1] ?? lines.length),
  }));
  const units = unitsOf(lines, blocks);
  if (units.includes(undefined)) {
    return refuse(
      'unit_missing',
      '没有写明金额单位（如“单位：万元”），无法判断金额。',
      'The unit of the amounts (such as 单位：万元) is not stated.',
    );
  }
  const year = yearOf(lines, starts);
  if (year === undefined)
    return refuse('year_missing', '没有找到预算年度（如“2023年”）。', 'No budget year was found.');
  const found = blocks.map(({ rows }, i) => readProject(rows, units[i] ?? '万元', year.year));
  const projects = found.map(({ project }) => project);
  const broken = codeProblem(projects);
  if (broken) return broken;
  const outside = lines
    .slice(0, starts[0])
    .concat(blocks.flatMap(({ rows }) => rows.filter((row) => !row.columns)));
  const { linked, notes: conflicts } = linkProse(readProse(outside, projects, year.year), projects);
  const department = departmentOf(lines);
  const notes: ReadingNote[] = [
    ...draftNote(lines),
    ...departmentNotes(lines, department),
    ...year.notes,
    ...found.flatMap((one) => one.notes),
    ...conflicts,
  ];
  const reading: Reading = {
    department,
    year: year.year,
    projects,
    departmentIndicators: linked,
    notes: notes.toSorted((a, b) => a.line - b.line),
  };
  return {
    ok: true,
    reading,
    questions: [...found.flatMap((one) => one.questions), ...targetQuestions(reading)],
  };
}

function refuse(code: string, zh: string, en: string): ReadPlan {
  return { ok: false, code, message: said(zh, en) };
}

function noTables(lines: PlanLine[]): ReadPlan {
  const whole = lines.map(({ text }) => text).join('\n');
  if (/绩效目标|绩效指标|绩效文本/.test(whole)) {
    return refuse(
      'no_tables',
      '没有找到项目绩效目标表（“项目编码”一行）。文件里只有文字部分，请提供含表格的完整文本。',
      'No project table (a row 项目编码) was found: only prose. Give the whole document with its tables.',
    );
  }
  return refuse(
    'not_a_plan',
    '这不是绩效文本：没有找到“项目编码”和绩效指标表。',
    'This is not a performance plan: no project tables were found.',
  );
}

function codeProblem(projects: ReadProject[]): ReadPlan | undefined {
  const nameless = projects.find(({ code, name }) => code === '' || name === '');
  if (nameless) {
    const { line } = nameless;
    return refuse(
      'project_unnamed',
      `第${line}行的项目没有编码或名称。`,
      `The project on line ${line} has no code or no name.`,
    );
  }
  const seen = new Set<string>();
  const twice = projects.find(({ code }) => seen.size === seen.add(code).size);
  if (!twice) return undefined;
  const { code, line } = twice;
  return refuse(
    'project_twice',
    `项目编码 ${code} 出现了两次（第${line}行）。`,
    `Project code ${code} appears twice (line ${line}).`,
  );
}

/** The unit of each table: in the head of its own cells, on the last 单位 line above it, or inside it. */
function unitsOf(
  lines: PlanLine[],
  blocks: { start: number; rows: PlanLine[] }[],
): (MoneyUnit | undefined)[] {
  let above: string | undefined;
  let seen = 0;
  return blocks.map(({ start, rows }) => {
    for (; seen < start; seen += 1) above = statedUnit(lines[seen]?.text ?? '') ?? above;
    const compact = rows.map(({ text }) => text.replace(/\s/g, ''));
    const own = compact.map((text) => /预算(?:数|规模)[(（](万?元)[)）]/.exec(text)?.[1]).find(Boolean);
    const unit = own ?? above ?? compact.map(statedUnit).find(Boolean);
    return unit === '万元' || unit === '元' ? unit : undefined;
  });
}

function statedUnit(text: string): string | undefined {
  return /单位[:：](?:人民币)?(万?元)/.exec(text.replace(/\s/g, ''))?.[1];
}

/** The year on the cover; without one, the year inside the first project's code, which is noted. */
function yearOf(lines: PlanLine[], starts: number[]): { year: number; notes: ReadingNote[] } | undefined {
  for (const { text } of lines) {
    const year = /(20\d\d)年度?[^，。；]{0,16}(?:预算|绩效)/.exec(
      text.normalize('NFKC').replace(/\s/g, ''),
    )?.[1];
    if (year) return { year: Number(year), notes: [] };
  }
  const first = lines[starts[0] ?? 0];
  const inCode = /项目(?:编码|代码)\D*\d{6}\d{0,2}?(\d\d)[A-Z]/.exec(plain(first?.text ?? ''))?.[1];
  if (!first || !inCode) return undefined;
  const message = `文件没有写年度，按项目编码理解为20${inCode}年。`;
  return { year: 2000 + Number(inCode), notes: [{ line: first.line, code: 'year_inferred', message }] };
}

/** The first line of a code and a name above a table; without one, whoever drew the document up. */
function departmentOf(lines: PlanLine[]): Reading['department'] {
  for (const { text, columns } of lines) {
    const [, code, name] = columns ? [] : (departmentLine.exec(text) ?? []);
    if (code && name) return { code, name };
  }
  const name = lines.map(({ text }) => /^(.{4,30}?)\s*编制$/.exec(text)?.[1]).find(Boolean);
  return { code: '', name: name ?? '' };
}

const departmentLine =
  /^(?:(?:预算)?(?:单位|部门)(?:名称)?[:：]\s*)?(\d{6,9})\s*[-—]?\s*([^\d\s，。|][^，。|]{2,40})$/;

/** A document of several units is read as one plan, under the first: that has to be seen. */
function departmentNotes(lines: PlanLine[], { code }: Reading['department']): ReadingNote[] {
  const other = lines.find(({ text, columns }) => {
    const found = columns ? undefined : departmentLine.exec(text)?.[1];
    return found !== undefined && found !== code;
  });
  const message =
    code === '' ? '没有找到单位代码，请补充。' : `文件中还有其他单位（${other?.text}），已一并读入。`;
  if (code === '') return [{ line: 1, code: 'department_code_missing', message }];
  return other ? [{ line: other.line, code: 'several_departments', message }] : [];
}

function draftNote(lines: PlanLine[]): ReadingNote[] {
  const draft = lines
    .slice(0, 60)
    .find(({ text }) => /^[(（]?\s*草\s*案\s*[)）]?$|绩效文本.*草案/.test(text));
  if (!draft) return [];
  return [{ line: draft.line, code: 'draft', message: '这是草案，请核对批复数是否一致。' }];
}
