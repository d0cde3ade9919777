import { parseArgs } from 'node:util';
import { alertRow } from './alert.ts';
import { alertScaleRow } from './alert-scale.ts';
import { evaluateRow } from './evaluate.ts';
import { fanoutRow } from './fanout.ts';
import { busyImportRow, busyPostgresImportRow, importRow, postgresImportRow } from './imports.ts';
import { longTasksRow } from './long-tasks.ts';
import { overviewRow } from './overview.ts';
import { pageRow } from './page.ts';
import { postsRow } from './posts.ts';
import { type Result, tableOf } from './result.ts';
import { startRow } from './start.ts';
import { stormRow } from './storm.ts';
import { tableRow } from './table.ts';

/** The rows by the name under which one of them can be asked for. */
const rows: Record<string, () => Promise<Result[]>> = {
  alert: alertRow,
  'alert-scale': alertScaleRow,
  fanout: fanoutRow,
  posts: postsRow,
  import: importRow,
  'import-busy': busyImportRow,
  'import-postgres': postgresImportRow,
  'import-postgres-busy': busyPostgresImportRow,
  evaluate: evaluateRow,
  storm: stormRow,
  overview: overviewRow,
  page: pageRow,
  table: tableRow,
  'long-tasks': longTasksRow,
  start: startRow,
};

/** Prints one table of what is measured; see the README for what the rows mean. */
async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const names = positionals.length > 0 ? positionals : Object.keys(rows);
  const unknown = names.find((name) => !rows[name]);
  if (unknown) throw new Error(`There is no row ${unknown}; there are ${Object.keys(rows).join(', ')}.`);
  const results: Result[] = [];
  for (const name of names) {
    const began = performance.now();
    results.push(...((await rows[name]?.()) ?? []));
    process.stderr.write(`${name}: ${((performance.now() - began) / 1_000).toFixed(0)} s\n`);
  }
  process.stdout.write(values.json ? `${JSON.stringify(results, null, 2)}\n` : `${tableOf(results)}\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${(error as Error).stack}\n`);
    process.exit(1);
  },
);
