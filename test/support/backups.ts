import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, openDb } from '#db/open.ts';
import { listTables, pagesOf } from '#db/whole-tables.ts';
import { differences } from '#server/evaluation/check-kept.ts';
import { judgeProjects } from '#server/evaluation/evaluate-projects.ts';
import { createPlanCache } from '#server/evaluation/snapshots.ts';

/** What a backup taken in a test says of itself. */
export const taken = { version: 'test', now: new Date('2026-11-25T08:00:00Z') };

/** A folder to keep backups in for the length of a suite. */
export function backupFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'duibiao-backup-'));
  return {
    folder,
    at: (name: string) => join(folder, name),
    drop: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Every row of every table, as JSON of its values by the names of the columns; none of a database without tables. */
export async function allRows(url: string): Promise<Record<string, string[]>> {
  const { reader, writer } = connect(url);
  try {
    return await reader.transaction().execute(async (trx) => {
      const found: Record<string, string[]> = {};
      for (const table of await listTables(trx)) {
        table.columns.sort((one, other) => (one.name < other.name ? -1 : 1));
        const rows: string[] = [];
        for await (const page of pagesOf(trx, table)) rows.push(...page.map(compact));
        found[table.name] = rows.toSorted();
      }
      return found;
    });
  } finally {
    await Promise.all([reader.destroy(), writer.destroy()]);
  }
}

/** PostgreSQL puts blanks into its JSON. */
function compact(json: string): string {
  return JSON.stringify(JSON.parse(json));
}

/** What is kept and is not what the ledgers say. */
export async function differencesIn(url: string): Promise<string[]> {
  const db = await openDb({ url, timeZone: 'Asia/Shanghai' });
  const cache = createPlanCache();
  db.settleWith(async (trx, unit, ids) => (await judgeProjects(trx, unit, cache, ids)).judged);
  const found: string[] = [];
  for await (const { text } of differences(db)) found.push(text);
  await db.close();
  return found;
}
