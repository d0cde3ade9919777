import { z } from 'zod';

/** A comma-separated list in a query: `?condition=pending,firing`. */
export function listOf<Item extends z.ZodType<string, string>>(item: Item, most = 500) {
  return z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(item).max(most));
}

/** What is searched for in a list, and as what it is answered. */
export const TableQuery = z.object({
  /** Letters that a row must hold somewhere. */
  q: z.string().trim().max(100).optional(),
  /** Codes of projects that the search means as well: those whose names are spelled so, by pinyin. */
  named: listOf(z.string().max(100)).optional(),
  /** `xlsx`: every row that the filters leave, as a workbook. */
  format: z.enum(['json', 'xlsx']).default('json'),
});

/** How a list is ordered. */
export interface Order<By extends string> {
  by: By;
  down: boolean;
}

/** One of the columns that a list can be ordered by, downwards with a minus before it: `?sort=-amount`. */
export function sortOf<const By extends string>(columns: readonly By[]) {
  return z
    .enum([...columns, ...columns.map((by) => `-${by}` as const)])
    .transform((text): Order<By> => {
      const down = text.startsWith('-');
      return { by: (down ? text.slice(1) : text) as By, down };
    })
    .optional();
}

/** Something that is asked for or not: `?mine=true`. */
export const Flag = z
  .literal('true')
  .transform(() => true as const)
  .optional();
