import { type Day, isDay } from '#shared/calendar.ts';
import { type Said, said } from '#shared/language.ts';
import { type Fen, toYuan } from '#shared/money.ts';
import type { ReadProject } from '#shared/reading.ts';
import { cellMoney } from './read-money.ts';

/** The three ways of reading a plan's cells, by name. */
export const readAs = {
  amount: said('累计金额', 'cumulative amounts'),
  percent: said('累计百分比', 'cumulative percents'),
  increment: said('分期金额', 'amounts per period'),
} as const satisfies Record<ReadProject['nodesRead'], Said>;

/** A spending plan in one line that `parsePlanLine` reads back: `累计金额：2023-03-31 12500.00元；…`. */
export function describePlan(
  days: Day[],
  { nodesRead, cumulative }: { nodesRead: ReadProject['nodesRead']; cumulative: Fen[] },
): Said {
  const { zh, en } = readAs[nodesRead];
  const nodes = (unit: string) => days.map((day, i) => `${day} ${toYuan(cumulative[i] ?? 0)}${unit}`);
  return said(`${zh}：${nodes('元').join('；')}`, `Read as ${en}, in yuan: ${nodes('').join('; ')}`);
}

/** What a person says of a project that has no spending plan. */
export const noPlan = said('没有支出计划', 'It has no spending plan');

/** The nodes that a choice, or a person in the same form, names; undefined where the text names none. */
export function parsePlanLine(text: string): Pick<ReadProject, 'nodes' | 'nodesRead'> | undefined {
  if (text === noPlan.zh) return { nodes: [], nodesRead: 'amount' };
  const [head = '', list = ''] = /[：:]/.test(text) ? text.split(/[：:]/, 2) : ['', text];
  const nodes = list.split(/[；;]/).map((part) => {
    const [, day = '', figure = ''] = /^\s*(\d{4}-\d{2}-\d{2})\s*(\S+)\s*$/.exec(part) ?? [];
    const cumulative = cellMoney(figure, '元');
    return isDay(day) && cumulative !== undefined ? { day, cumulative: toYuan(cumulative) } : undefined;
  });
  const found = nodes.filter((node) => node !== undefined);
  const rising = found.every(({ day }, i) => i === 0 || day > (found[i - 1]?.day ?? ''));
  if (found.length !== nodes.length || !rising) return undefined;
  const nodesRead = /百分比|percent/i.test(head)
    ? 'percent'
    : /分期|per period/i.test(head)
      ? 'increment'
      : 'amount';
  return { nodes: found, nodesRead };
}
