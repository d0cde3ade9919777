import { monthEnd } from '#shared/calendar.ts';
import { type Said, said, saidOf, type Told } from '#shared/language.ts';
import { parseYuan, toYuan } from '#shared/money.ts';
import type { Question, Reading, ReadProject } from '#shared/reading.ts';
import { readTarget, type TargetReading } from '#shared/target.ts';
import { plain } from './plan-text.ts';
import { answerRepeated } from './repeated-projects.ts';
import { answerUnits } from './several-departments.ts';
import { lineNamed, renamedSubject } from './subject.ts';
import { targetQuestions } from './target-questions.ts';

type Answered = { ok: true; questions: Question[] } | { ok: false; message: Said };

/** The kinds of question that `answerAboutDocument` answers. */
export function isAboutDocument(kind: string | undefined): boolean {
  return kind !== undefined && Object.hasOwn(answers, kind);
}

/**
 * Puts an answer about a whole document, or about what a project is called, into the reading, in place:
 * its code or name, the unit of all amounts without one, the year, the department. What depends on it in
 * the other questions follows: choices keep their amounts and days right.
 */
export function answerAboutDocument(
  reading: Reading,
  questions: Question[],
  { id }: Question,
  answer: string,
): Answered {
  const [kind = '', line] = id.split('/');
  const project = reading.projects.find((one) => one.line === Number(line));
  return (
    answers[kind]?.({ reading, questions, project, line: Number(line), answer }) ??
    refused('没有这个问题。', 'No such question.')
  );
}

interface Asked {
  reading: Reading;
  questions: Question[];
  project: ReadProject | undefined;
  line: number;
  answer: string;
}

const answers: Record<string, (asked: Asked) => Answered> = {
  code: answerCode,
  name: answerName,
  unit: answerUnit,
  year: answerYear,
  department: answerDepartment,
  units: ({ reading, questions, answer }) => answerUnits(reading, questions, answer),
};

function answerCode({ reading, questions, project, line, answer }: Asked): Answered {
  const repeated = answerRepeated(reading, questions, project, { line, answer });
  if (repeated) return repeated;
  const code = plain(answer);
  if (!project || !/^[\w.-]{1,40}$/.test(code)) {
    return refused(
      '项目编码只能是字母、数字和“-”“.”，不超过40个，如 13052923P001。',
      'A code has letters, digits, "-" and "." only, 40 at most, such as 13052923P001.',
    );
  }
  const other = reading.projects.find((one) => one !== project && one.code === code);
  if (other) {
    return refused(
      `编码 ${code} 已是“${other.name}”（第${other.line}行）的编码。`,
      `${code} is the code of “${other.name}” (line ${other.line}) already.`,
    );
  }
  const before = project.code || plain(project.name) || lineNamed(project.line);
  project.code = code;
  const lines = linesOf(project);
  const renamed = questions.map((one) =>
    lines.has(one.line) ? { ...one, subject: renamedSubject(one.subject, before, code) } : one,
  );
  return { ok: true, questions: renamed };
}

function linesOf({ line, indicators }: ReadProject): { has(line: number): boolean } {
  const last = Math.max(line + 40, ...indicators.map((one) => one.line));
  return { has: (one) => one >= line && one <= last };
}

function answerName({ questions, project, answer }: Asked): Answered {
  if (!project || answer === '' || answer.length > 200)
    return refused('请写项目名称，不超过200字。', 'Write the name of the project, 200 characters at most.');
  project.name = answer;
  return { ok: true, questions };
}

function answerUnit({ reading, questions, answer }: Asked): Answered {
  const unit = answer
    .replace(/^人民币/, '')
    .replace(/^10,?000元$/, '万元')
    .replace(/^yuan$/i, '元');
  if (unit !== '万元' && unit !== '元')
    return refused('请答“万元”或“元”。', 'Answer “10,000 yuan” (万元) or “yuan” (元).');
  let next = questions;
  for (const project of reading.projects) {
    if (!project.unit) continue;
    const places = (unit === '万元' ? 4 : 0) - (project.unit.read === '万元' ? 4 : 0);
    if (places !== 0) {
      const scaled = (amount: string) => scale(amount, places);
      project.budget = scaled(project.budget);
      project.fiscal = scaled(project.fiscal);
      project.other = scaled(project.other);
      project.nodes = project.nodes.map((node) => ({ ...node, cumulative: scaled(node.cumulative) }));
      const own = [`budget/${project.line}`, `nodes/${project.line}`];
      next = next.map((one) =>
        own.includes(one.id) && one.choices
          ? {
              ...one,
              choices: one.choices.map((choice) =>
                changed(choice, (text) => text.replace(/\d+\.\d\d(?!\d)/g, scaled)),
              ),
            }
          : one,
      );
    }
    project.unit = { read: unit, sure: true };
  }
  return { ok: true, questions: next };
}

/** An amount in 元 times a power of ten that is 4 or -4; readings of both units were compared before: it is exact. */
function scale(amount: string, places: number): string {
  const fen = parseYuan(amount) ?? 0;
  return toYuan(places > 0 ? fen * 10_000 : Math.round(fen / 10_000));
}

function answerYear({ reading, questions, answer }: Asked): Answered {
  const year = Number(/^(20\d\d)年?度?$/.exec(plain(answer))?.[1] ?? 0);
  if (year === 0) return refused('请写四位年份，如 2024年。', 'Write a year of four digits, such as 2024.');
  moveYear(reading, year);
  return { ok: true, questions: afterMove(reading, questions) };
}

function answerDepartment({ reading, questions, answer }: Asked): Answered {
  const [, code, name] = /^(\d{3,12})\s*[-—]?\s*(\S.{0,60})?$/.exec(answer.normalize('NFKC')) ?? [];
  if (!code) {
    return refused(
      '请写单位代码，如 435001 或“435001 某局本级”。',
      'Write the code of the unit, such as 435001 or “435001 某局本级”.',
    );
  }
  reading.department = { code, name: name?.trim() || reading.department.name };
  reading.notes = reading.notes.filter((note) => note.code !== 'department_code_missing');
  return { ok: true, questions };
}

/**
 * Moves a reading into another year, in place: nodes to the same month's end, and every target that names a
 * day read again. What a person has confirmed is read again from what was confirmed.
 */
export function moveYear(reading: Reading, year: number): void {
  const before = reading.year;
  reading.year = year;
  for (const project of reading.projects) {
    project.nodes = project.nodes.map((node) => ({ ...node, day: moveDay(node.day, before, year) }));
    for (const one of project.indicators)
      one.target = moveTarget(one, one.level2 || one.level1, before, year);
  }
  for (const one of reading.departmentIndicators) one.target = moveTarget(one, '', before, year);
}

/** The questions of a reading that has moved: days in choices follow, and only targets still in doubt are asked. */
export function afterMove(reading: Reading, questions: Question[]): Question[] {
  const open = targetQuestions(reading);
  const kept = questions
    .filter(
      ({ id, answer }) =>
        answer !== undefined || !/^(?:target|prose)\//.test(id) || open.some((one) => one.id === id),
    )
    .map((one) =>
      one.id.startsWith('nodes/') && one.choices
        ? {
            ...one,
            choices: one.choices.map((choice) =>
              changed(choice, (text) =>
                text.replace(/\d{4}-\d\d-\d\d/g, (day) =>
                  moveDay(day, Number(day.slice(0, 4)), reading.year),
                ),
              ),
            ),
          }
        : one,
    );
  return [...kept, ...open.filter((one) => !kept.some(({ id }) => id === one.id))];
}

/** What is noted of a target that a person has confirmed; `moveTarget` reads it back. */
export function confirmedAs(answer: string): Said {
  return said(`由人确认为“${answer}”。`, `Confirmed by a person as “${answer}”.`);
}

/** A choice with its figures changed, in every language. */
function changed(choice: Told, change: (text: string) => string): Told {
  return typeof choice === 'string' ? change(choice) : saidOf((language) => change(choice[language]));
}

function moveDay(day: string, from: number, to: number): string {
  if (!day.startsWith(String(from))) return day;
  const month = Number(day.slice(5, 7));
  return day === monthEnd(from, month) ? monthEnd(to, month) : `${to}${day.slice(4)}`;
}

function moveTarget(
  { name, printed, target }: { name: string; printed: string; target: TargetReading },
  level2: string,
  from: number,
  to: number,
): TargetReading {
  if (target.kind !== 'deadline' && target.date === undefined) return target;
  const confirmed = target.notes.flatMap((note) => /^由人确认为“(.*)”。$/.exec(note.zh)?.[1] ?? []).at(-1);
  const value = confirmed ?? printed;
  if (value === '') return target;
  const read = (year: number) => readTarget({ level2, name, value, year }, confirmed !== undefined);
  const next = read(to);
  const unmoved = new Set(read(from).notes.map(({ zh }) => zh));
  // What the layout added to the doubts of the text stays.
  const added = target.notes.filter((note) => !unmoved.has(note.zh));
  const lowered = target.confidence === 'low' && read(from).confidence !== 'low';
  const raised = confirmed !== undefined || (target.confidence === 'high' && next.confidence !== 'low');
  return {
    ...next,
    confidence: lowered ? 'low' : raised ? 'high' : next.confidence,
    notes: [...next.notes, ...added],
  };
}

function refused(zh: string, en: string): Answered {
  return { ok: false, message: said(zh, en) };
}
