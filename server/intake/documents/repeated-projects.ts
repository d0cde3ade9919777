import { type Said, said } from '#shared/language.ts';
import type { Question, Reading, ReadingNote, ReadProject } from '#shared/reading.ts';
import type { ProjectFound } from './read-project.ts';
import { lineNamed, renamedSubject } from './subject.ts';

/**
 * The projects with every code once. A table printed twice word for word is one; another table with a code
 * that is taken keeps its figures without the code, and a person is asked whose it is (`answerRepeated`).
 */
export function withoutRepeatedCodes(found: ProjectFound[]): { found: ProjectFound[]; notes: ReadingNote[] } {
  const first = new Map<string, ReadProject>();
  const notes: ReadingNote[] = [];
  const kept = found.filter((one) => {
    const { project } = one;
    const { code, line } = project;
    const before = code === '' ? undefined : first.get(code);
    if (!before) {
      if (code !== '') first.set(code, project);
      return true;
    }
    if (contentOf(before) === contentOf(project)) {
      const message = said(
        `这张表与第${before.line}行“${before.name}”的表完全相同，只读入一次。`,
        `This table is the same as that of “${before.name}” on line ${before.line}, word for word; it was read once.`,
      );
      notes.push({ line, code: 'table_repeated', message });
      return false;
    }
    project.code = '';
    const name = project.name || lineNamed(line);
    one.questions = one.questions.map((asked) => ({
      ...asked,
      subject: renamedSubject(asked.subject, code, name),
    }));
    one.questions.unshift(repeatedQuestion(project, code, before));
    return true;
  });
  return { found: kept, notes };
}

function contentOf(project: ReadProject): string {
  const { indicators, line: _, ...rest } = project;
  return JSON.stringify([rest, indicators.map(({ line: __, ...indicator }) => indicator)]);
}

function repeatedQuestion({ line, name }: ReadProject, code: string, before: ReadProject): Question {
  return {
    id: `code/${line}`,
    blocks: true,
    line,
    subject: name || lineNamed(line),
    message: said(
      `“${name}”印的项目编码 ${code} 与第${before.line}行“${before.name}”相同。是同一项目的另一张表，还是另一个项目？是另一个项目的，请填写它自己的编码。`,
      `“${name}” is printed with the code ${code} of “${before.name}” on line ${before.line}. Is it another table of the same project, or another project? If another, enter its own code.`,
    ),
    choices: [
      said(
        `与第${before.line}行是同一项目，把指标并过去`,
        `The same project as on line ${before.line}: join its indicators to it`,
      ),
      leaveOut,
    ],
  };
}

const leaveOut = said('不读入这张表', 'Leave this table out');

type Answered = { ok: true; questions: Question[] } | { ok: false; message: Said };

/**
 * Joins a table to the project whose code it repeats, or leaves it out, in place; undefined where the answer says
 * neither. The other table's money and plan stand; indicators that it has already are not doubled.
 */
export function answerRepeated(
  reading: Reading,
  questions: Question[],
  project: ReadProject | undefined,
  { line, answer }: { line: number; answer: string },
): Answered | undefined {
  const into = Number(/^与第(\d+)行是同一项目/.exec(answer)?.[1] ?? 0);
  const isGone = project === undefined;
  if (into === 0 && answer !== leaveOut.zh && !isGone) return undefined;
  const first = reading.projects.find((one) => one.line === into && one !== project);
  if (isGone || (into > 0 && !first)) {
    const zh = '这张表已经并入其他表或没有读入，不能再改；请重新上传文件。';
    return {
      ok: false,
      message: said(zh, 'This table is part of another, or left out, by now. Send it again.'),
    };
  }
  if (first) {
    const known = new Set(first.indicators.map(({ name, printed }) => `${name}|${printed}`));
    first.indicators.push(
      ...project.indicators.filter(({ name, printed }) => !known.has(`${name}|${printed}`)),
    );
    if (first.nodes.length === 0)
      Object.assign(first, { nodes: project.nodes, nodesRead: project.nodesRead });
    if (first.goals.length === 0) first.goals = project.goals;
  }
  reading.projects = reading.projects.filter((one) => one !== project);
  const lines = new Set(first ? [] : project.indicators.map((one) => `target/${one.line}`));
  const gone = (id: string) => /^(?:budget|nodes|name)\//.test(id) && id.endsWith(`/${line}`);
  return { ok: true, questions: questions.filter(({ id }) => !gone(id) && !lines.has(id)) };
}
