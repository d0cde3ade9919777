import { isDay } from '#shared/calendar.ts';
import { parseFraction } from '#shared/fraction.ts';
import { type Said, said } from '#shared/language.ts';
import { parseYuan, toYuan } from '#shared/money.ts';
import { type Question, Reading } from '#shared/reading.ts';
import { readTarget, type TargetReading } from '#shared/target.ts';
import { relink } from './read-prose.ts';

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
  parent[last] = /^(?:budget|fiscal|other|cumulative)$/.test(last) ? asYuan(value) : value;
  if (last === 'printed' && typeof value === 'string') {
    const target = readTarget({
      level2: text(parent.level2),
      name: text(parent.name),
      value,
      year: reading.year,
    });
    if (value.trim() === '' || target.confidence === 'low') {
      const why = target.notes.join('');
      return problem(
        'field_invalid',
        `${pointer}：“${value}”不能作为指标值。${why}`,
        `${pointer}: "${value}" cannot be read as a target.`,
      );
    }
    parent.target = { ...target, confidence: 'high' } satisfies TargetReading;
  }
  // A person who corrects a part of a target has read it.
  if (pointer.includes('/target/') && last !== 'confidence' && 'confidence' in parent)
    parent.confidence = 'high';
  const checked = Reading.safeParse(next);
  if (!checked.success) return unfit(pointer, `/${checked.error.issues[0]?.path.join('/') ?? ''}`);
  const wrong = nonsense(checked.data);
  if (wrong) return unfit(pointer, wrong);
  return { ok: true, reading: relink(checked.data) };
}

/** What the schema cannot say: codes are there and differ, money is not negative, nodes rise in time. */
function nonsense({ projects }: Reading): string | undefined {
  for (const [i, { code, name, budget, fiscal, other, nodes, indicators }] of projects.entries()) {
    const at = `/projects/${i}`;
    if (code.trim() === '' || projects.findIndex((one) => one.code === code) !== i) return `${at}/code`;
    if (name.trim() === '') return `${at}/name`;
    for (const [field, amount] of Object.entries({ budget, fiscal, other })) {
      if (amount.startsWith('-') || parseYuan(amount) === undefined) return `${at}/${field}`;
    }
    const unread = indicators.findIndex(({ target }) => !isWhole(target));
    if (unread >= 0) return `${at}/indicators/${unread}/target`;
    const late = nodes.findIndex(({ day, cumulative }, n) => {
      const before = nodes[n - 1]?.day;
      return !isDay(day) || (before !== undefined && before >= day) || cumulative.startsWith('-');
    });
    if (late >= 0) return `${at}/nodes/${late}`;
  }
  return undefined;
}

/** Whether a target has what its kind needs: a number, two for an interval, or a day. */
function isWhole({ kind, operator, value, upper, date }: TargetReading): boolean {
  if (kind === 'deadline') return date !== undefined;
  if (kind !== 'number') return true;
  return (
    parseFraction(value) !== undefined && (operator !== 'between' || parseFraction(upper ?? '') !== undefined)
  );
}

/** The open questions that a correction of `pointer` has answered: the person has put the value there. */
export function settleQuestions(reading: Reading, questions: Question[], pointer: string): Question[] {
  const [, list, index = '', field, row = ''] = pointer.split('/');
  const project = list === 'projects' ? reading.projects[Number(index)] : undefined;
  const prose = list === 'departmentIndicators' ? reading.departmentIndicators[Number(index)] : undefined;
  const ids: string[] = [];
  if (project && (field === 'nodes' || field === 'budget')) ids.push(`${field}/${project.line}`);
  if (project && field === 'indicators') ids.push(`target/${project.indicators[Number(row)]?.line}`);
  if (prose) {
    const before = reading.departmentIndicators
      .slice(0, Number(index))
      .filter(({ line }) => line === prose.line);
    ids.push(`prose/${prose.line}/${before.length + 1}`);
  }
  return questions.map((one) => (ids.includes(one.id) ? { ...one, answer: '已更正' } : one));
}

function unfit(pointer: string, where: string) {
  const at = pointer === where ? where : `${pointer}（${where}）`;
  return problem('field_invalid', `${at} 的值不符合要求。`, `The value of ${at} is not acceptable.`);
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
