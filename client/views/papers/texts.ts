import type { Cause } from '#shared/handling.ts';
import { type Likelihood, missingIn } from '#shared/likelihood.ts';
import type { MonitoringTexts } from '#shared/paper-texts.ts';

/** What is typed of one indicator: every field as the form has it, empty where nothing is said. */
export interface Typed {
  expected: string;
  cause: Cause | '';
  reason: string;
  measure: string;
  likelihood: Likelihood | '';
  note: string;
}

/** What differs from what stands: by indicator, and the forecast in 万元. */
export interface Draft {
  rows: Record<string, Typed>;
  forecast?: string;
}

/** The same of a form that has its own cells, and of what became of the goals where it asks for that. */
export interface DraftOf<Cells> {
  rows: Record<string, Cells>;
  goals?: string;
}

export const emptyDraft = (): Draft => ({ rows: {} });

export function isEmptyDraft({ rows, forecast }: Draft): boolean {
  return Object.keys(rows).length === 0 && forecast === undefined;
}

type Row = Pick<MonitoringTexts['indicators'][number], 'id' | keyof Typed>;

/** What stands of an indicator, as its cells show it. */
export function typedOf({ expected, cause, reason, measure, likelihood, note }: Row): Typed {
  return {
    expected: expected ?? '',
    cause: cause ?? '',
    reason: reason ?? '',
    measure: measure ?? '',
    likelihood: likelihood ?? '',
    note: note ?? '',
  };
}

/** The draft after something was typed; what is as it stands is no change any more. */
export function type(draft: Draft, row: Row, change: Partial<Typed>): Draft {
  return { ...draft, rows: typeInto(draft.rows, row.id, typedOf(row), change) };
}

/** The changed rows after something was typed into one that stands so. */
export function typeInto<Cells extends object>(
  rows: Record<string, Cells>,
  id: string,
  standing: Cells,
  change: Partial<Cells>,
): Record<string, Cells> {
  const typed = { ...(rows[id] ?? standing), ...change };
  const { [id]: _, ...others } = rows;
  const isSame = (Object.keys(standing) as (keyof Cells)[]).every((name) => typed[name] === standing[name]);
  return isSame ? others : { ...others, [id]: typed };
}

/** The changed indicators as they are sent. */
export function sentRows({ rows }: { rows: Record<string, Typed> }) {
  return Object.entries(rows).map(([id, typed]) => ({ id, ...sentOf(typed) }));
}

/** The cells of one indicator as they are sent: blanks are nothing said. */
export function sentOf({ expected, cause, reason, measure, likelihood, note }: Typed) {
  return {
    expected: expected.trim() || null,
    cause: cause || null,
    reason: reason.trim() || null,
    measure: measure.trim() || null,
    likelihood: likelihood || null,
    note: note.trim() || null,
  };
}

/** Which field an indicator still needs, by its id: 有可能 and 完全不可能 say why and what is done. */
export function unexplained(draft: { rows: Record<string, Typed> }): Map<string, 'cause' | 'measure'> {
  return new Map(
    sentRows(draft).flatMap((row) => {
      const field = missingIn(row);
      return field ? [[row.id, field] as const] : [];
    }),
  );
}

/** How many rows a level's name covers from each row on; 0 where it is covered from above. */
export function spansOf<Item>(rows: readonly Item[], name: (row: Item) => string): number[] {
  return rows.map((row, at) => {
    const before = rows[at - 1];
    if (before !== undefined && name(before) === name(row)) return 0;
    const end = rows.findIndex((other, index) => index > at && name(other) !== name(row));
    return (end === -1 ? rows.length : end) - at;
  });
}
