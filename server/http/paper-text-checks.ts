import { monthEnd } from '#shared/calendar.ts';
import { said } from '#shared/language.ts';
import { missingIn } from '#shared/likelihood.ts';
import { monthsBy } from '../reports/project-data.ts';
import { HttpError, type SaidRowProblem } from './errors.ts';

/** What somebody writes into a form, under what it is said of. */
export interface NewText {
  subject: string;
  body: object;
}

/** The texts that differ from what stands; in the same words they are not stored again. */
export function changedTexts(
  standing: readonly { subject: string; body: unknown }[],
  texts: readonly NewText[],
): { changed: NewText[]; before: Record<string, object | null>; after: Record<string, object> } {
  const stands = new Map(standing.map(({ subject, body }) => [subject, body as object]));
  const changed = texts.filter(({ subject, body }) => !isSame(stands.get(subject), body));
  return {
    changed,
    before: Object.fromEntries(changed.map(({ subject }) => [subject, stands.get(subject) ?? null])),
    after: Object.fromEntries(changed.map(({ subject, body }) => [subject, body])),
  };
}

function isSame(before: object | undefined, after: object): boolean {
  const sorted = (one: object) =>
    JSON.stringify(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return before !== undefined && sorted(before) === sorted(after);
}

/** 有可能 or 完全不可能 without cause or measure, naming the indicator. */
export function unexplained(
  indicators: readonly { id: string; name: string }[],
  text: Parameters<typeof missingIn>[0] & { id: string },
  at: number,
): SaidRowProblem[] {
  const field = missingIn(text);
  if (!field) return [];
  const name = indicators.find(({ id }) => id === text.id)?.name ?? text.id;
  const [zh, en] = field === 'cause' ? ['偏差原因', 'the cause'] : ['改进措施', 'the measure'];
  const message = said(
    `指标“${name}”选了“有可能”或“完全不可能”，须填写${zh}`,
    `“${name}” may miss its target: say ${en}`,
  );
  return [{ pointer: `/indicators/${at}/${field}`, code: 'unexplained', message }];
}

/** A 422 with everything that is wrong, where anything is. */
export function refuseProblems(problems: SaidRowProblem[]): void {
  const [first] = problems;
  if (first) throw new HttpError(422, first.code, first.message, problems);
}

/** A 422 where the month of a form has not begun. */
export function refuseEarly(period: string, today: string): void {
  if (period <= monthEnd(Number(today.slice(0, 4)), monthsBy(today))) return;
  throw new HttpError(
    422,
    'not_yet',
    said(`还没有到${period}所在的月份。`, `The month of ${period} has not begun.`),
  );
}

/** Indicators that one request names more than once: which of the texts is meant, nobody knows. */
export function writtenTwice(sent: readonly { id: string }[]): SaidRowProblem[] {
  return sent.flatMap(({ id }, at) => {
    if (sent.findIndex((one) => one.id === id) === at) return [];
    const message = said(`指标 ${id} 写了两次`, `The indicator ${id} stands here twice`);
    return [{ pointer: `/indicators/${at}/id`, code: 'twice', message }];
  });
}
