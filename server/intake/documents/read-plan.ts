import { type Said, said } from '#shared/language.ts';
import type { Question, Reading, ReadingNote } from '#shared/reading.ts';
import { departmentQuestion, unitQuestion, yearQuestion } from './document-questions.ts';
import { findTables } from './find-tables.ts';
import { type PlanLine, planLines, rawLines } from './plan-text.ts';
import { linkProse, readProse } from './read-prose.ts';
import { readTables } from './read-tables.ts';
import { withoutRepeatedCodes } from './repeated-projects.ts';
import { unitsQuestion } from './several-departments.ts';
import { withSpacedColumns } from './spaced-columns.ts';
import { departmentNotes, statedDepartment, statedUnits, statedYear, yearsNamed } from './stated.ts';
import { targetQuestions } from './target-questions.ts';

export type ReadPlan =
  | { ok: true; reading: Reading; questions: Question[] }
  | { ok: false; code: string; message: Said };

/**
 * A plan document's text as a reading, with notes on everything that was inferred and questions on
 * everything that was not certain: a project's code, the unit of its money and the year among them. A text
 * that is no plan is refused with a sentence that says what is missing. Where no year is to be found,
 * `supposedYear` stands until a person has said which it is.
 */
export function readPlan(text: string, { supposedYear = 2000 } = {}): ReadPlan {
  const lines = withSpacedColumns(planLines(text), rawLines(text));
  if (lines.every((line) => line.text === ''))
    return refuse('empty', '文件是空的。', 'The document is empty.');
  const tables = findTables(lines);
  const stated = statedYear(lines, tables);
  const named = stated ? [] : yearsNamed(lines);
  const year = stated?.year ?? named[0] ?? supposedYear;
  const { found: every, notes: compared } = readTables(tables, statedUnits(lines, tables), year);
  if (every.length === 0) return noTables(lines);
  const { found, notes: repeated } = withoutRepeatedCodes(every);
  const projects = found.map(({ project }) => project);
  const outside = lines
    .slice(0, tables[0]?.start)
    .concat(tables.flatMap(({ rows }) => rows.filter((row) => !row.columns)));
  const { linked, notes: conflicts } = linkProse(readProse(outside, projects, year), projects);
  const department = statedDepartment(lines);
  const notes: ReadingNote[] = [
    ...draftNote(lines),
    ...departmentNotes(lines, department),
    ...(stated?.notes ?? []),
    ...found.flatMap((one) => one.notes),
    ...compared,
    ...repeated,
    ...conflicts,
  ];
  const reading: Reading = {
    department,
    year,
    projects,
    departmentIndicators: linked,
    notes: notes.toSorted((a, b) => a.line - b.line),
  };
  const units = unitsQuestion(lines, projects);
  const unsure = projects.filter(({ unit }) => unit?.sure === false);
  const questions = [
    ...(stated ? [] : [yearQuestion(1, named)]),
    ...(units ? [units] : []),
    ...(unsure[0] ? [unitQuestion(unsure[0].line, unsure.length)] : []),
    ...(department.code === '' ? [departmentQuestion(1, reading)] : []),
    ...found.flatMap((one) => one.questions),
    ...targetQuestions(reading),
  ];
  return { ok: true, reading, questions };
}

function refuse(code: string, zh: string, en: string): ReadPlan {
  return { ok: false, code, message: said(zh, en) };
}

function noTables(lines: PlanLine[]): ReadPlan {
  const whole = lines.map(({ text }) => text).join('\n');
  if (/绩效目标|绩效指标|绩效文本/.test(whole)) {
    return refuse(
      'no_tables',
      '没有找到项目绩效目标表（以“项目编码”或“项目名称”开头的表）。文件里只有文字部分，请提供含表格的完整文本。',
      'No project table (one that begins with 项目编码 or 项目名称) was found: only prose. Give the whole document with its tables.',
    );
  }
  return refuse(
    'not_a_plan',
    '这不是绩效文本：没有找到以“项目编码”或“项目名称”开头的表和绩效指标表。',
    'This is not a performance plan: no project tables were found.',
  );
}

const draftWords = said(
  '这是草案，请核对批复数是否一致。',
  'This is a draft (草案): check that the approved figures are the same.',
);

function draftNote(lines: PlanLine[]): ReadingNote[] {
  const draft = lines
    .slice(0, 60)
    .find(({ text }) => /^[(（]?\s*草\s*案\s*[)）]?$|绩效文本.*草案/.test(text));
  if (!draft) return [];
  return [{ line: draft.line, code: 'draft', message: draftWords }];
}
