import pg from 'pg';
import { startEmbedded } from '../support/embedded-postgres.ts';

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
  const server = await startEmbedded();
  const { address } = server;
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
    stop: server.stop,
  };
}
