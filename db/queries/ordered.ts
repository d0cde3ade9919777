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

/**
 * Whether letters stand in one of the texts, capital or small. SQLite knows small letters of English only: all others,
 * such as Ⅱ and Ａ, are found as they are written.
 */
export function holds(letters: string, texts: readonly Expression<unknown>[]): RawBuilder<boolean> {
  const like = (text: RawBuilder<unknown> | Expression<unknown>, some: string) =>
    sql`${text} like ${`%${some.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`} escape '\\'`;
  const each = texts.map(
    (text) => sql`(${like(sql`lower(${text})`, letters.toLowerCase())} or ${like(text, letters)})`,
  );
  return sql<boolean>`(${sql.join(each, sql` or `)})`;
}
