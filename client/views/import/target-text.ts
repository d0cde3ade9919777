import type { TFunction } from 'i18next';
import type { ToldTarget } from '#shared/target.ts';

/** A reading as printed again: `≥ 98%`, `85–90%`, `2023-12-31及以前`, or its word. */
export function dayOr({ kind, operator, value, upper, unit, date }: ToldTarget, t: TFunction): string {
  if (kind === 'none') return '–';
  if (kind === 'graded') return value;
  if (kind === 'deadline') return t('import.by', { day: date ?? value });
  if (operator === 'between') return `${value}–${upper ?? ''}${unit}`;
  return `${t(`import.operator.${operator}`)} ${value}${unit}`;
}

/** What can be put right in a target once it is read. */
export const targetFields = ['operator', 'value', 'unit', 'direction', 'accrual'] as const;
export type TargetField = (typeof targetFields)[number];

/**
 * The corrections that make the indicator at `pointer` what was typed: the printed target first, since it is read
 * anew, then what differs from that reading. None where nothing was changed.
 */
export function targetCorrections(
  pointer: string,
  read: { printed: string; target: ToldTarget },
  typed: { printed: string; target: ToldTarget },
  reread: ToldTarget | undefined,
): { pointer: string; value: string }[] {
  const printedAnew = typed.printed.trim() !== read.printed;
  const base = printedAnew && reread ? reread : read.target;
  const changed = targetFields.filter((field) => typed.target[field] !== base[field]);
  return [
    ...(printedAnew ? [{ pointer: `${pointer}/printed`, value: typed.printed.trim() }] : []),
    ...changed.map((field) => ({ pointer: `${pointer}/target/${field}`, value: typed.target[field] })),
  ];
}
