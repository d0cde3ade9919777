import type { Day } from '#shared/calendar.ts';
import type { ToldReading } from '#shared/reading.ts';

/** The fields of a reading that have a name of their own on the screen. */
export const namedFields = [
  'code',
  'name',
  'budget',
  'fiscal',
  'other',
  'printed',
  'level1',
  'level2',
  'operator',
  'value',
  'unit',
  'direction',
  'accrual',
  'confidence',
] as const;
export type NamedField = (typeof namedFields)[number] | 'else';

/**
 * What a JSON pointer of a correction is about: whose it is by name, and which field; of a node its day. The names
 * are those the reading has now.
 */
export function pointedAt(
  { projects, departmentIndicators }: ToldReading,
  pointer: string,
): { owner: string; field: NamedField; day?: Day | undefined } {
  const [, list, index = '', part, row = ''] = pointer.split('/');
  const last = pointer.split('/').at(-1) ?? '';
  const field = namedFields.find((name) => name === last) ?? 'else';
  if (list === 'departmentIndicators') {
    return { owner: departmentIndicators[Number(index)]?.name ?? '', field };
  }
  const project = projects[Number(index)];
  if (part === 'nodes') return { owner: project?.name ?? '', field, day: project?.nodes[Number(row)]?.day };
  const indicator = part === 'indicators' ? project?.indicators[Number(row)] : undefined;
  const owner = [project?.name, indicator?.name].filter(Boolean).join(' ');
  return { owner: list === 'projects' ? owner : pointer, field };
}
