import type { Place } from '#db/queries/ordered.ts';
import { said } from '#shared/language.ts';
import type { Order } from '#shared/table-query.ts';
import { HttpError } from './errors.ts';

/** By what a list can be ordered: which of it are numbers, all others being texts, and what tells equals apart. */
export interface Ordered {
  numbers: readonly string[];
  id: 'number' | 'string';
}

/** A place in an ordered list as the cursor that a page ends with. */
export function placeCursor(order: Order<string>, { value, id }: Place): string {
  return Buffer.from(JSON.stringify([sortText(order), value, id])).toString('base64url');
}

/** The place that a cursor of `placeCursor` stands for in the same order; undefined without one. Throws a 400 for any other. */
export function placeOf(
  cursor: string | undefined,
  order: Order<string>,
  { numbers, id: kindOfId }: Ordered,
): Place | undefined {
  if (cursor === undefined) return undefined;
  const [sort, value, id] = parsed(Buffer.from(cursor, 'base64url').toString());
  const kind = numbers.includes(order.by) ? 'number' : 'string';
  if (sort !== sortText(order) || !isPart(value, kind) || !isPart(id, kindOfId))
    throw new HttpError(400, 'cursor', said('cursor 不是本接口给出的', 'The cursor is not one of ours'));
  return { value, id };
}

function sortText({ by, down }: Order<string>): string {
  return `${down ? '-' : ''}${by}`;
}

/** PostgreSQL compares a column only with what is of its kind, and knows no text with a NUL in it. */
function isPart(value: unknown, kind: 'number' | 'string'): value is string | number {
  if (typeof value !== kind) return false;
  return typeof value === 'string' ? !/\0|\p{Surrogate}/u.test(value) : Number.isSafeInteger(value);
}

function parsed(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.length === 3 ? value : [];
  } catch {
    return [];
  }
}
