import { type Language, type Said, said } from '#shared/language.ts';
import type { Question, Reading, ReadProject } from '#shared/reading.ts';
import type { PlanLine } from './plan-text.ts';
import { departmentLine } from './stated.ts';

interface Unit {
  code: string;
  name: string;
  line: number;
}

/** The question that a document of several units asks: a plan is of one. Undefined where it is of one. */
export function unitsQuestion(lines: PlanLine[], projects: ReadProject[]): Question | undefined {
  const units = unitsOf(lines, projects);
  const [first, second] = units;
  if (!first || !second) return undefined;
  const named = units.slice(0, 6).map(({ code, name }) => `${code} ${name}`);
  return {
    id: `units/${second.line}`,
    blocks: true,
    line: second.line,
    subject: said('单位', 'Unit'),
    message: said(
      `文件里有${units.length}个单位的项目（${named.join('、')}），一份绩效文本只归一个单位。项目都归第一个单位，还是只读入其中一个？其余单位的请分开上传。`,
      `The document holds projects of ${units.length} units (${named.join(', ')}), and a plan is of one. Do all projects belong to the first, or is only one unit to be read? Send the others separately.`,
    ),
    choices: [
      said(`都归${first.code}`, `All belong to ${first.code}`),
      ...units
        .slice(0, 20)
        .map((unit) =>
          said(
            `只读入${unit.code}：${spanOf(units, unit, 'zh')}`,
            `Read only ${unit.code} ${spanOf(units, unit, 'en')}`,
          ),
        ),
    ],
  };
}

/** The units above whose tables projects stand, each once, in order. */
function unitsOf(lines: PlanLine[], projects: ReadProject[]): Unit[] {
  const stated = lines.flatMap(({ line, text, columns }): Unit[] => {
    const [, code, name] = columns || !/^\D{0,8}\d{6}/.test(text) ? [] : (departmentLine.exec(text) ?? []);
    return code && name ? [{ code, name, line }] : [];
  });
  const owning = new Set(
    projects.map(({ line }) => (stated.findLast((unit) => unit.line < line) ?? stated[0])?.code),
  );
  const seen = new Set<string>();
  return stated.filter(({ code }) => owning.has(code) && seen.size !== seen.add(code).size);
}

/** Which lines are a unit's, in the words of a choice: its first up to the next unit's. */
function spanOf(units: Unit[], unit: Unit, language: Language): string {
  const next = units.find(({ line }) => line > unit.line);
  const from = unit === units[0] ? 1 : unit.line;
  if (language === 'en')
    return `“${unit.name}” (${next ? `lines ${from} to ${next.line - 1}` : `from line ${from} on`})`;
  return `${unit.name}（第${from}行起${next ? `，到第${next.line - 1}行` : ''}）`;
}

/**
 * Puts in place whose plan it is: everything the first unit's, or only what stands on the lines of the unit
 * that is chosen. Prose of projects that are left out goes with them.
 */
export function answerUnits(
  reading: Reading,
  questions: Question[],
  answer: string,
): { ok: true; questions: Question[] } | { ok: false; message: Said } {
  if (/^都归\d/.test(answer)) return { ok: true, questions };
  const [, code, name, from, to] =
    /^只读入(\d{6,9})：(.+)（第(\d+)行起(?:，到第(\d+)行)?）$/.exec(answer) ?? [];
  const inside = (line: number) => line >= Number(from) && (to === undefined || line <= Number(to));
  const kept = reading.projects.filter(({ line }) => inside(line));
  if (!code || !name || kept.length === 0) {
    const zh = '请从给出的选项里选择。';
    return { ok: false, message: said(zh, 'Choose one of the answers given.') };
  }
  const left = new Set(reading.projects.filter((one) => !kept.includes(one)).map((one) => one.code));
  reading.department = { code, name };
  reading.projects = kept;
  reading.departmentIndicators = reading.departmentIndicators.filter(
    ({ projectCode }) => projectCode === undefined || !left.has(projectCode),
  );
  const about = /^(?:code|name|budget|nodes|target)\/(\d+)$/;
  return {
    ok: true,
    questions: questions.filter(({ id }) => {
      const line = about.exec(id)?.[1];
      return line === undefined || inside(Number(line));
    }),
  };
}
