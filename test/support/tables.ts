import { randomUUID } from 'node:crypto';
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProjectRow } from '#server/intake/tables/project-book.ts';
import { projectBook } from '#server/intake/tables/project-book.ts';
import { readTable, type TableOptions } from '#server/intake/tables/read-table.ts';
import { openSource } from '#server/intake/tables/source.ts';
import { valueReader } from '#server/intake/tables/value-rows.ts';
import { voucherReader } from '#server/intake/tables/voucher-rows.ts';
import type { ImportKind } from '#shared/imports.ts';

/** The projects that the files of these tests name. */
export const someProjects: ProjectRow[] = [
  ['id-1', 2023, 'P001', '光纤租赁费用', 0],
  ['id-2', 2023, 'P002', '政务外网费用', 0],
  ['id-3', 2023, 'P003', '设备购置', 0],
  ['id-4', 2023, 'P004', '设备购置', 0],
];

/** Reads a file as the import does, without a server. */
export async function readFile(
  content: string | Uint8Array,
  kind: ImportKind = 'expenditures',
  more: Partial<TableOptions> & { year?: number; period?: string; measuredOn?: string } = {},
) {
  const path = join(tmpdir(), `duibiao-test-${randomUUID()}`);
  writeFileSync(path, content);
  const fd = openSync(path, 'r');
  try {
    const bytes = Buffer.from(content);
    const source = await openSource(fd, bytes.length, kind);
    const { year = 2023, period, measuredOn, ...options } = more;
    const table = await readTable(source, {
      kind,
      remembered: {},
      defaults: [],
      mapping: undefined,
      ...options,
    });
    const projects = projectBook([JSON.stringify(someProjects)]);
    const read =
      kind === 'expenditures'
        ? voucherReader(table.columns, table.unit, projects)
        : valueReader(table.columns, projects, { year, period, measuredOn });
    const rows = [];
    for await (const chunk of table.rows())
      for (const { row, cells, sheet } of chunk) rows.push({ row, sheet, ...read(cells) });
    return {
      table: table.table,
      notes: table.notes,
      fingerprint: table.fingerprint,
      rows,
      items: rows.flatMap((row) => ('item' in row ? [row.item] : [])),
      problems: rows.flatMap(({ row, ...rest }) =>
        'problems' in rest
          ? rest.problems.map(([field, code, message]) => ({ row, field, code, message: message.zh }))
          : [],
      ),
    };
  } finally {
    closeSync(fd);
    rmSync(path, { force: true });
  }
}
