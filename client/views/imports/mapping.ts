import type { ImportField, ImportKind, ImportMapping, ImportTable } from '#shared/imports.ts';

/** The fields in the order of the paper. Written out: the schemas beside their names are no part of what users load. */
const fields: Record<ImportKind, readonly ImportField[]> = {
  expenditures: [
    'voucherNo',
    'line',
    'projectCode',
    'projectName',
    'paidOn',
    'amount',
    'kind',
    'fundSource',
    'payee',
    'purpose',
    'reverses',
    'series',
  ],
  measurements: [
    'projectCode',
    'projectName',
    'indicator',
    'period',
    'value',
    'measuredOn',
    'source',
    'sampleSize',
    'favourable',
    'note',
  ],
};

/** What a column of a file of this kind may mean, in the order of the paper. */
export function fieldsOf(kind: ImportKind): readonly ImportField[] {
  return fields[kind];
}

/** Which column holds which field, as the file was understood. */
export function mappingOf(columns: ImportTable['columns']): ImportMapping {
  return Object.fromEntries(columns.flatMap(({ index, field }) => (field ? [[field, index]] : [])));
}

/**
 * The mapping with a column given a meaning, or none. A field has one column: what held it before holds nothing
 * then, and what the column held before is held by none.
 */
export function assign(
  mapping: ImportMapping,
  column: number,
  field: ImportField | undefined,
): ImportMapping {
  const rest = Object.entries(mapping).filter(([name, index]) => index !== column && name !== field);
  return Object.fromEntries(field ? [...rest, [field, column]] : rest);
}

/** The mapping with a field taken from a column, or from none. */
export function take(mapping: ImportMapping, field: ImportField, column: number | undefined): ImportMapping {
  if (column !== undefined) return assign(mapping, column, field);
  return Object.fromEntries(Object.entries(mapping).filter(([name]) => name !== field));
}

/** The field that a column holds. */
export function fieldAt(mapping: ImportMapping, column: number): ImportField | undefined {
  return fieldsIn(mapping).find((field) => mapping[field] === column);
}

const named: Record<ImportKind, readonly (readonly ImportField[])[]> = {
  expenditures: [['voucherNo'], ['projectCode', 'projectName'], ['paidOn'], ['amount']],
  measurements: [['indicator'], ['value']],
};

/** What must be known of each row and is not: each as the fields of which one is enough. */
export function missingFields(kind: ImportKind, mapping: ImportMapping): (readonly ImportField[])[] {
  return named[kind].filter((any) => any.every((field) => mapping[field] === undefined));
}

/** What a file left open, each as the fields of which one is enough: a project is known by its code or its name. */
export function openFields(missing: readonly string[]): (readonly ImportField[])[] {
  const project: readonly ImportField[] = ['projectCode', 'projectName'];
  return missing.map((field) => (field.startsWith('project') ? project : [field as ImportField]));
}

/** The mapping to send: what the file was read by `before` and nobody holds now is said to be held by no column. */
export function withUnused(before: ImportMapping, mapping: ImportMapping): ImportMapping {
  const gone = fieldsIn(before).filter((field) => mapping[field] === undefined);
  return { ...mapping, ...Object.fromEntries(gone.map((field) => [field, unused])) };
}

/** As `noColumn` of the schema. */
const unused = -1;

/** Whether two mappings say the same. */
export function sameMapping(a: ImportMapping, b: ImportMapping): boolean {
  const fields = new Set([...fieldsIn(a), ...fieldsIn(b)]);
  return [...fields].every((field) => a[field] === b[field]);
}

/** A column by the letter that spreadsheets give it: 0 is A, 26 is AA. */
export function columnLetter(index: number): string {
  const rest = index % 26;
  const letter = String.fromCharCode(65 + rest);
  return index < 26 ? letter : columnLetter((index - rest) / 26 - 1) + letter;
}

function fieldsIn(mapping: ImportMapping): ImportField[] {
  return Object.keys(mapping) as ImportField[];
}
