import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describe, inject } from 'vitest';

/** A new, empty database of one kind. */
export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** Runs a suite on both databases. `fresh` makes a new one; the suite drops what it made. */
export function onEachDatabase(name: string, suite: (fresh: () => Promise<TestDatabase>) => void): void {
  describe(`${name} [sqlite]`, () => suite(freshSqlite));
  describe(`${name} [postgres]`, () => suite(freshPostgres));
}

export async function freshSqlite(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'duibiao-test-'));
  return {
    url: `sqlite:${join(folder, 'test.sqlite')}`,
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

export async function freshPostgres(): Promise<TestDatabase> {
  const server = inject('postgres');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await run(server, `create database ${name}`);
  return { url: `${server}/${name}`, drop: () => run(server, `drop database ${name} with (force)`) };
}

async function run(server: string, statement: string) {
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  await client.query(statement);
  await client.end();
}
