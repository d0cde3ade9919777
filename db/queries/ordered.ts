import { type Expression, type RawBuilder, sql } from 'kysely';

/** Where a page of an ordered list ended: the value of its last row, and what tells it from its equals. */
export interface Place {
  value: string | number;
  id: string | number;
}

/** Whether a row comes after a place, in an order that puts the larger id first among equals. */
export function isAfter(
  value: Expression<unknown>,
  id: Expression<unknown>,
  down: boolean,
  place: Place,
): RawBuilder<boolean> {
  const beyond = down ? sql`<` : sql`>`;
  return sql<boolean>`(${value} ${beyond} ${place.value} or (${value} = ${place.value} and ${id} < ${place.id}))`;
}

/** Whether letters stand in one of the texts, capital or small. */
export function holds(letters: string, texts: readonly Expression<unknown>[]): RawBuilder<boolean> {
  const pattern = `%${letters.toLowerCase().replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const each = texts.map((text) => sql`lower(${text}) like ${pattern} escape '\\'`);
  return sql<boolean>`(${sql.join(each, sql` or `)})`;
}
