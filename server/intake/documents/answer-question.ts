import { type Said, said } from '#shared/language.ts';
import { parseYuan, toYuan } from '#shared/money.ts';
import type { Question, Reading } from '#shared/reading.ts';
import { readTarget } from '#shared/target.ts';
import { parsePlanLine } from './plan-line.ts';
import { cellMoney } from './read-money.ts';
import { relink } from './read-prose.ts';
import { cannotSay } from './target-questions.ts';

export type ChangedReading =
  | { ok: true; reading: Reading; questions: Question[] }
  | { ok: false; code: string; message: Said };

/**
 * Puts a person's answer in the place it was asked about: a printed target, an amount (`8.00万元`), or a
 * spending plan in the form of its choices. The target then has confidence high, and the printed text of
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
  const refused = place(next, question, answer.trim(), year);
  if (refused) return refused;
  const answered = questions.map((one) => (one.id === id ? { ...one, answer: answer.trim() } : one));
  return { ok: true, reading: relink(next), questions: answered };
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
  if (kind === 'nodes' && project) {
    const plan = parsePlanLine(answer);
    if (!plan) {
      return problem(
        'answer_unreadable',
        `请写明各节点的日期和累计金额，如“${year}-06-30 40000.00元；${year}-12-31 80000.00元”。`,
        `Name each node's day and cumulative amount, such as "${year}-06-30 40000.00元；${year}-12-31 80000.00元".`,
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
        'Write the amount with its unit, such as 8.00万元.',
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
  if (answer === cannotSay && !blocks) return undefined;
  const level2 = 'level2' in indicator ? indicator.level2 : '';
  const target = readTarget({ level2, name: indicator.name, value: answer, year });
  if (target.confidence === 'low') {
    return problem(
      'answer_unreadable',
      `“${answer}”不能作为指标值：${target.notes.join('')}`,
      `"${answer}" cannot be read as a target; write one such as ≥98%, ≤5%, 12月底前.`,
    );
  }
  indicator.target = { ...target, confidence: 'high', notes: [...target.notes, `由人确认为“${answer}”。`] };
  return undefined;
}

function problem(code: string, zh: string, en: string): { ok: false; code: string; message: Said } {
  return { ok: false, code, message: said(zh, en) };
}
