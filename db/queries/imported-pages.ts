import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Db } from '../schema.ts';
import { listOf, numbersOf } from '../sql.ts';

/**
 * Lays down by project which lines an import has put into the ledger after the id given, or from its first one
 * on. Answers the id up to which it did: what comes later is for the next page.
 */
export async function pageLines(db: Db, id: number, after: number | undefined): Promise<number> {
  const { last } = await db
    .selectFrom('expenditure')
    .select((eb) => eb.fn.coalesce(eb.fn.max('id'), sql<number>`0`).as('last'))
    .executeTakeFirstOrThrow();
  const from = after ?? (await firstRow(db, id)) - 1;
  await sql`insert into imported_page (first_id, import_id, project_id, ids)
    select min(e.id), ${sql.lit(id)}, e.project_id, ${listOf(db, sql.ref('e.id'))} from expenditure as e
    where e.id > ${from} and e.id <= ${last} and e.import_id = ${sql.lit(id)}
    group by e.project_id`.execute(db);
  return last;
}

async function firstRow(db: Db, id: number): Promise<number> {
  const run = db.selectFrom('import_run').select('first_row').where('id', '=', id);
  const { first_row } = await run.executeTakeFirstOrThrow();
  if (first_row === null) throw new Error(`import ${id} has put no rows into the ledger`);
  return first_row;
}

/** Removes some pages of an import that was given up; false once there are no more. */
export async function removePages(
  db: Db,
  { id, first_row }: { id: number; first_row: number | null },
  limit: number,
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`delete from imported_page where first_id in (
    select first_id from imported_page where first_id >= ${first_row} and import_id = ${sql.lit(id)}
    order by first_id limit ${sql.lit(limit)})`.execute(db);
  return numAffectedRows > 0n;
}

/** The ids of the ledger's lines of projects, whichever way they came; some may have been removed since. */
export function linesOf(db: Db, projects: Expression<string>): RawBuilder<number> {
  return sql<number>`(select e.id from expenditure as e where e.import_id is null and e.project_id in ${projects}
    union all select n.value from imported_page as p, ${numbersOf(db, sql.ref('p.ids'))} as n
    where p.project_id in ${projects})`;
}
