import { isDay } from '#shared/calendar.ts';
import { parseFraction } from '#shared/fraction.ts';
import { parseYuan } from '#shared/money.ts';
import type { Reading } from '#shared/reading.ts';
import type { TargetReading } from '#shared/target.ts';

/** Where a reading breaks what its schema cannot say, as a JSON pointer: codes are there and differ, money is not negative, nodes rise in time. A code or name that was missing `before` may still be: it is asked for. */
export function nonsense({ projects }: Reading, before: Reading): string | undefined {
  for (const [i, { code, name, budget, fiscal, other, nodes, indicators }] of projects.entries()) {
    const at = `/projects/${i}`;
    const was = before.projects.find((one) => one.line === projects[i]?.line);
    if (code.trim() === '' && was?.code !== '') return `${at}/code`;
    if (code !== '' && projects.findIndex((one) => one.code === code) !== i) return `${at}/code`;
    if (name.trim() === '' && was?.name !== '') return `${at}/name`;
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
