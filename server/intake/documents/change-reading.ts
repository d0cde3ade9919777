import { type Said, said, type Told, toldIn } from '#shared/language.ts';
import { parseYuan, toYuan } from '#shared/money.ts';
import { type Question, type Reading, SaidReading } from '#shared/reading.ts';
import { readTarget, type TargetReading } from '#shared/target.ts';
import { afterMove, answerAboutDocument, confirmedAs, isAboutDocument, moveYear } from './answer-document.ts';
import { nonsense } from './nonsense.ts';
import { parsePlanLine } from './plan-line.ts';
import { cellMoney } from './read-money.ts';
import { relink } from './read-prose.ts';
import { cannotSay, reasons } from './target-questions.ts';

/** `given` is the answer as it is kept: one of the choices is in both languages. */
export type ChangedReading =
  | { ok: true; reading: Reading; questions: Question[]; given: Told }
  | { ok: false; code: string; message: Said };

/**
 * Puts a person's answer in the place it was asked about: a printed target, an amount (`8.00万元`), a
 * spending plan in the form of its choices, or what the document itself left out (code, name, unit, year). The target then has confidence high, and the printed text of
 * the document stays beside it. `无法判断` leaves a prose indicator unjudged. An answer that cannot be
 * read, or an unknown question, changes nothing. Answering again replaces the answer before.
 */
export function answerQuestion(
  reading: Reading,
  questions: Question[],
  id: string,
  answer: string,
  year: number,
): ChangedReading {
  const question = questions.find((one) => one.id === id);
  if (!question) return problem('question_unknown', `没有这个问题：${id}。`, `There is no question ${id}.`);
  const next = structuredClone(reading);
  const given = givenAs(question, answer.trim());
  const text = inUnits(toldIn(given, 'zh'));
  let asked = questions;
  if (isAboutDocument(id.split('/')[0])) {
    const placed = answerAboutDocument(next, questions, question, text);
    if (!placed.ok) return { ok: false, code: 'answer_unreadable', message: placed.message };
    asked = placed.questions;
  } else {
    const refused = place(next, question, text, year);
    if (refused) return refused;
  }
  const answered = asked.map((one) => (one.id === id ? { ...one, answer: given } : one));
  return { ok: true, reading: relink(next), questions: answered, given };
}

/** The choice that an answer names in either language; anything else as it was typed. */
function givenAs({ choices = [] }: Question, answer: string): Told {
  return (
    choices.find((choice) => toldIn(choice, 'zh') === answer || toldIn(choice, 'en') === answer) ?? answer
  );
}

/** Amounts that were typed in English words in those that cells have: 80000 yuan is 80000元. */
function inUnits(answer: string): string {
  return answer.replace(/(?<=\d)\s*10k yuan\b/gi, '万元').replace(/(?<=\d)\s*(?:yuan|RMB|CNY)\b/gi, '元');
}

function place(
  reading: Reading,
  { id, blocks }: Question,
  answer: string,
  year: number,
): ChangedReading | undefined {
  const [kind, line, nth] = id.split('/');
  const at = Number(line);
  const project = reading.projects.find((one) => one.line === at);
  if ((kind === 'nodes' || kind === 'budget') && project?.unit) {
    if (!project.unit.sure) return unitFirst();
    delete project.unit;
  }
  if (kind === 'nodes' && project) {
    const plan = parsePlanLine(answer);
    if (!plan) {
      return problem(
        'answer_unreadable',
        `请写明各节点的日期和累计金额，如“${year}-06-30 40000.00元；${year}-12-31 80000.00元”。`,
        `Name each node's day and cumulative amount, such as “${year}-06-30 40000.00 yuan; ${year}-12-31 80000.00 yuan”.`,
      );
    }
    Object.assign(project, plan);
    return undefined;
  }
  if (kind === 'budget' && project) {
    const budget = /元$/.test(answer) ? cellMoney(answer, '元') : undefined;
    if (budget === undefined || budget < 0) {
      return problem(
        'answer_unreadable',
        '请写金额和单位，如 8.00万元。',
        'Write the amount with its unit, such as 80000 yuan.',
      );
    }
    const other = Math.min(parseYuan(project.other) ?? 0, budget);
    Object.assign(project, { budget: toYuan(budget), other: toYuan(other), fiscal: toYuan(budget - other) });
    return undefined;
  }
  const indicator =
    kind === 'target'
      ? reading.projects.flatMap(({ indicators }) => indicators).find((one) => one.line === at)
      : reading.departmentIndicators.filter((one) => one.line === at)[Number(nth) - 1];
  if (!indicator) return problem('question_unknown', `没有这个问题：${id}。`, `There is no question ${id}.`);
  if (answer === cannotSay.zh && !blocks) return undefined;
  const level2 = 'level2' in indicator ? indicator.level2 : '';
  const target = readTarget({ level2, name: indicator.name, value: answer, year }, true);
  if (target.confidence === 'low' || answer === '') {
    return problem(
      'answer_unreadable',
      `“${answer}”不能作为指标值：${reasons(target).zh}`,
      `“${answer}” cannot be read as a target. ${reasons(target).en || 'Write one such as ≥98%, ≤5% or 12月底前 (by the end of December).'}`,
    );
  }
  indicator.target = { ...target, confidence: 'high', notes: [...target.notes, confirmedAs(answer)] };
  return undefined;
}

/**
 * Sets one field of a reading, named by JSON pointer, e.g. `/projects/0/budget`. The field must be one the
 * reading has, and the whole must still be a reading: otherwise the problem names the field. A corrected
 * printed target is read anew; an amount may be given as `80000` or `80000.00`.
 */
export function correctField(
  reading: Reading,
  pointer: string,
  value: unknown,
): { ok: true; reading: Reading } | { ok: false; code: string; message: Said } {
  const next: unknown = structuredClone(reading);
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop() ?? '';
  const parent = keys.reduce<unknown>((at, key) => own(at, key), next);
  if (
    !isRecord(parent) ||
    !Object.hasOwn(parent, last) ||
    pointer === '' ||
    (Array.isArray(parent) && last === 'length')
  ) {
    return problem('field_unknown', `没有这个字段：${pointer}。`, `There is no field ${pointer}.`);
  }
  const { projects } = reading;
  const amounts = /^\/projects\/(\d+)\/(?:budget|fiscal|other|nodes)(?:\/|$)/.exec(pointer)?.[1];
  const unit = projects[Number(amounts ?? -1)]?.unit;
  if (unit && !unit.sure) return unitFirst();
  if (unit) delete (own(own(next, 'projects'), amounts ?? '') as Partial<Reading['projects'][number]>).unit;
  parent[last] = /^(?:budget|fiscal|other|cumulative)$/.test(last) ? asYuan(value) : value;
  if (last === 'printed' && typeof value === 'string') {
    const target = readTarget(
      {
        level2: text(parent.level2),
        name: text(parent.name),
        value,
        year: reading.year,
      },
      true,
    );
    if (value.trim() === '' || target.confidence === 'low') {
      const why = reasons(target);
      return problem(
        'field_invalid',
        `${pointer}：“${value}”不能作为指标值。${why.zh}`,
        `${pointer}: “${value}” cannot be read as a target. ${why.en}`.trimEnd(),
      );
    }
    parent.target = { ...target, confidence: 'high' } satisfies TargetReading;
  }
  // A person who corrects a part of a target has read it.
  if (pointer.includes('/target/') && last !== 'confidence' && 'confidence' in parent)
    parent.confidence = 'high';
  const checked = SaidReading.safeParse(next);
  if (!checked.success) return unfit(pointer, `/${checked.error.issues[0]?.path.join('/') ?? ''}`);
  const wrong = nonsense(checked.data, reading);
  if (wrong) return unfit(pointer, wrong);
  if (checked.data.year !== reading.year) {
    const moved = structuredClone(reading);
    moveYear(moved, checked.data.year);
    return { ok: true, reading: relink(moved) };
  }
  return { ok: true, reading: relink(checked.data) };
}

/** The open questions that a correction of `pointer` has answered: the person has put the value there. */
export function settleQuestions(reading: Reading, questions: Question[], pointer: string): Question[] {
  const [, list, index = '', field, row = ''] = pointer.split('/');
  const project = list === 'projects' ? reading.projects[Number(index)] : undefined;
  const prose = list === 'departmentIndicators' ? reading.departmentIndicators[Number(index)] : undefined;
  const ids: string[] = [];
  if (project && ['nodes', 'budget', 'code', 'name'].includes(field ?? ''))
    ids.push(`${field}/${project.line}`);
  if (project && field === 'indicators') ids.push(`target/${project.indicators[Number(row)]?.line}`);
  if (prose) {
    const before = reading.departmentIndicators
      .slice(0, Number(index))
      .filter(({ line }) => line === prose.line);
    ids.push(`prose/${prose.line}/${before.length + 1}`);
  }
  const about = list === 'year' ? 'year/' : list === 'department' && index === 'code' ? 'department/' : '?';
  const asked = list === 'year' ? afterMove(reading, questions) : questions;
  return asked.map((one) =>
    ids.includes(one.id) || one.id.startsWith(about) ? { ...one, answer: corrected } : one,
  );
}

const corrected = said('已更正', 'Corrected');

function unitFirst() {
  return problem(
    'unit_first',
    '请先回答金额单位是万元还是元。',
    'Say first whether the amounts are in 10,000 yuan (万元) or in yuan (元).',
  );
}

function unfit(pointer: string, where: string) {
  const same = pointer === where;
  const [zh, en] = [same ? where : `${pointer}（${where}）`, same ? where : `${pointer} (${where})`];
  return problem('field_invalid', `${zh} 的值不符合要求。`, `The value of ${en} is not acceptable.`);
}

function problem(code: string, zh: string, en: string): { ok: false; code: string; message: Said } {
  return { ok: false, code, message: said(zh, en) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function own(at: unknown, key: string): unknown {
  return isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function asYuan(value: unknown): unknown {
  const fen = typeof value === 'string' || typeof value === 'number' ? parseYuan(String(value)) : undefined;
  return fen === undefined ? value : toYuan(fen);
}
