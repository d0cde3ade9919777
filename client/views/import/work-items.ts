import type { PlanImport } from '#shared/api.ts';
import type { ToldNote, ToldQuestion, ToldReading } from '#shared/reading.ts';
import type { ToldTarget } from '#shared/target.ts';
import type { Place, Trace } from './trace.ts';

/** A printed target with its reading and where it stands in the reading. */
export interface ReadTarget {
  /** The JSON pointer of the indicator. */
  pointer: string;
  name: string;
  level1?: string | undefined;
  level2: string;
  printed: string;
  target: ToldTarget;
  line: number;
  conflict: boolean;
}

interface Item {
  id: string;
  place: Place;
  /** The code of the project it is about; empty for the department. */
  project: string;
  done: boolean;
}
/** Something to look at: a question, a reading that is not sure, or notes that say the same. */
export type WorkItem =
  | (Item & { kind: 'question'; question: ToldQuestion; target?: ReadTarget | undefined })
  | (Item & { kind: 'unsure'; target: ReadTarget; notes: readonly ToldNote[] })
  | (Item & { kind: 'note'; note: ToldNote; lines: readonly number[] });

/**
 * Questions, unsure readings and notes as one list: what blocks first, then the other questions, then what is unsure,
 * then notes, each by line. An item keeps its place once it is answered, so that nobody loses theirs.
 */
export function workItems(
  { reading, questions, corrections }: Pick<PlanImport, 'reading' | 'questions' | 'corrections'>,
  trace: Trace,
): WorkItem[] {
  const targets = targetsOf(reading);
  const projectAt = projectByLine(reading);
  const asked = new Map(targets.flatMap((target) => questionIds(reading, target).map((id) => [id, target])));
  const touched = new Set(corrections.map(({ what }) => indicatorOf(what)));
  const seen = (pointer: string, line: number) => trace.places.get(`${pointer}/printed`) ?? { line };

  const ofQuestions = questions.map((question): WorkItem => {
    const target = asked.get(question.id);
    return {
      kind: 'question',
      id: question.id,
      question,
      target,
      place: target ? seen(target.pointer, question.line) : questionPlace(reading, question, trace),
      project: projectAt(question.line),
      done: question.answer !== undefined,
    };
  });
  const questioned = new Set(questions.map(({ id }) => asked.get(id)?.pointer));
  const unsure = targets.filter(
    ({ pointer, target }) =>
      !questioned.has(pointer) && (target.confidence !== 'high' || touched.has(pointer)),
  );
  const told = new Set<ToldNote>();
  const ofTargets = unsure.map((target): WorkItem => {
    const notes = reading.notes.filter(
      ({ line, code }) => line === target.line && code === 'operator_assumed',
    );
    for (const note of notes) told.add(note);
    return {
      kind: 'unsure',
      id: target.pointer,
      target,
      notes,
      place: seen(target.pointer, target.line),
      project: projectAt(target.line),
      done: target.target.confidence === 'high',
    };
  });
  const ofNotes = notesByMessage(reading.notes.filter((note) => !told.has(note))).map(
    ({ note, lines }): WorkItem => ({
      kind: 'note',
      id: `note/${note.line}/${note.code}`,
      note,
      lines,
      place: { line: note.line },
      project: lines.length === 1 ? projectAt(note.line) : '',
      done: true,
    }),
  );
  return [...ofQuestions, ...ofTargets, ...ofNotes].toSorted(
    (a, b) => rank(a) - rank(b) || a.place.line - b.place.line,
  );
}

/** How much is still to do: questions that block, other questions, and readings nobody has confirmed. */
export function openCounts(items: readonly WorkItem[]): {
  blocking: number;
  optional: number;
  unsure: number;
} {
  const open = items.filter(({ done }) => !done);
  const questions = open.filter((item) => item.kind === 'question');
  const blocking = questions.filter((item) => item.kind === 'question' && item.question.blocks).length;
  return { blocking, optional: questions.length - blocking, unsure: open.length - questions.length };
}

/** The next item that is open, from the one after `id` on and round to the first; undefined where none is. */
export function nextOpen(items: readonly WorkItem[], id: string | undefined): WorkItem | undefined {
  const at = items.findIndex((item) => item.id === id);
  return [...items.slice(at + 1), ...items.slice(0, at + 1)].find(({ done }) => !done);
}

/** Unsure readings that rest on the same assumptions as this one and are still open, this one among them. */
export function alike(items: readonly WorkItem[], { target }: { target: ReadTarget }): WorkItem[] {
  const reason = (each: ReadTarget) => each.target.notes.join();
  return items.filter(
    (item) => item.kind === 'unsure' && !item.done && reason(item.target) === reason(target),
  );
}

/** Every printed target of a reading, tables first. */
export function targetsOf({ projects, departmentIndicators }: ToldReading): ReadTarget[] {
  return [
    ...projects.flatMap(({ indicators }, project) =>
      indicators.map((each, row) => ({
        ...each,
        pointer: `/projects/${project}/indicators/${row}`,
        conflict: false,
      })),
    ),
    ...departmentIndicators.map((each, row) => ({
      ...each,
      level2: each.subject,
      pointer: `/departmentIndicators/${row}`,
      conflict: each.conflict ?? false,
    })),
  ];
}

function rank(item: WorkItem): number {
  if (item.kind === 'question') return item.question.blocks ? 0 : 1;
  return item.kind === 'unsure' ? 2 : 3;
}

/** The ids under which a target may have been asked about. */
function questionIds(reading: ToldReading, { pointer, line }: ReadTarget): string[] {
  if (pointer.startsWith('/projects/')) return [`target/${line}`];
  const before = reading.departmentIndicators.slice(0, Number(pointer.split('/')[2]));
  return [`prose/${line}/${before.filter((each) => each.line === line).length + 1}`];
}

function questionPlace(reading: ToldReading, { id, line }: ToldQuestion, trace: Trace): Place {
  const [kind] = id.split('/');
  const project = reading.projects.findIndex((each) => each.line === line);
  const field = kind === 'budget' ? 'budget' : kind === 'nodes' ? 'nodes/0/cumulative' : undefined;
  return (field && trace.places.get(`/projects/${project}/${field}`)) || { line };
}

function indicatorOf(pointer: string): string {
  return /^\/(?:projects\/\d+\/indicators|departmentIndicators)\/\d+/.exec(pointer)?.[0] ?? '';
}

/** A function from a line to the project that it belongs to. */
function projectByLine({ projects, departmentIndicators }: ToldReading): (line: number) => string {
  const starts = projects.map(({ line, code }) => ({ line, code })).sort((a, b) => a.line - b.line);
  const prose = new Map(departmentIndicators.map(({ line, projectCode }) => [line, projectCode ?? '']));
  return (line) => prose.get(line) ?? starts.findLast((start) => start.line <= line)?.code ?? '';
}

/** A document says the same of every table: one note then, with all its lines. */
function notesByMessage(notes: readonly ToldNote[]): { note: ToldNote; lines: number[] }[] {
  const found = new Map<string, { note: ToldNote; lines: number[] }>();
  for (const note of notes) {
    const same = found.get(note.message);
    if (same) same.lines.push(note.line);
    else found.set(note.message, { note, lines: [note.line] });
  }
  return [...found.values()];
}
