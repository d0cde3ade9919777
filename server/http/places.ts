import type { Place } from '#db/queries/ordered.ts';
import { said } from '#shared/language.ts';
import { HttpError } from './errors.ts';

/** A place in an ordered list as the cursor that a page ends with. */
export function placeCursor({ value, id }: Place): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url');
}

/** The place that a cursor of `placeCursor` stands for; undefined without one. */
export function placeOf(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const [value, id] = parsed(Buffer.from(cursor, 'base64url').toString());
  if (!isPart(value) || !isPart(id))
    throw new HttpError(400, 'cursor', said('cursor 不是本接口给出的', 'The cursor is not one of ours'));
  return { value, id };
}

function isPart(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function parsed(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.length === 2 ? value : [];
  } catch {
    return [];
  }
}
