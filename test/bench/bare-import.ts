import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import sqlite3 from 'sqlite3';

/** A database as bare as can be: statements, and many rows in one. */
interface Bare {
  run(sql: string): Promise<void>;
  insert(rows: readonly (string | null)[][]): Promise<void>;
}

/**
 * The yardstick of imports: a CSV file goes into a table with a unique voucher number and an index on project and
 * day, and nothing else: no sign-in, no checks, no totals, no judging. On its own it is one transaction of 5,000
 * rows a statement, the next batch parsed meanwhile; with `busy`, one of 2,000 rows after another, with the
 * vouchers that are POSTed in between, each in a transaction of its own.
 */
async function main(database: string) {
  const { run, insert } = await (database.startsWith('postgres') ? openPostgres : openSqlite)(database);
  await run(`create table voucher (voucher_no text not null unique, paid_on text not null, amount text not null,
    project text not null, payee text, purpose text)`);
  await run('create index voucher_by_project on voucher (project, paid_on)');
  const begin = database.startsWith('postgres') ? 'begin' : 'begin immediate';

  // Transactions of several callers take turns.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };

  async function importFile(path: string, busy: boolean) {
    const size = busy ? 2_000 : 5_000;
    let storing: Promise<unknown> = Promise.resolve();
    let rows: string[][] = [];
    const store = async () => {
      const taken = rows;
      rows = [];
      await storing;
      storing = busy
        ? inTurn(async () => {
            await run(begin);
            await insert(taken);
            await run('commit');
          })
        : insert(taken);
    };
    if (!busy) await run(begin);
    let rest = '';
    let isHeader = true;
    for await (const part of createReadStream(path, { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
      const lines = (rest + String(part)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (!isHeader) rows.push(line.split(','));
        isHeader = false;
        if (rows.length >= size) await store();
      }
    }
    if (rows.length > 0) await store();
    await storing;
    if (!busy) await run('commit');
  }

  let posted = 0;
  const http = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, string | boolean>;
      posted += 1;
      const work =
        typeof body.path === 'string'
          ? importFile(body.path, body.busy === true)
          : inTurn(() =>
              insert([
                [
                  `P${posted}`,
                  String(body.paidOn),
                  String(body.amount),
                  String(body.projectCode),
                  null,
                  null,
                ],
              ]),
            );
      work.then(
        () => res.writeHead(201).end('{}'),
        (error: unknown) => res.writeHead(500).end(String(error)),
      );
    });
  });
  http.requestTimeout = 0;
  http.listen(0, '127.0.0.1', () => {
    process.stdout.write(`bare: http://127.0.0.1:${(http.address() as AddressInfo).port}\n`);
  });
  process.on('SIGTERM', () => process.exit(0));
}

/** Through npm sqlite3, the rows as one JSON parameter. */
async function openSqlite(file: string): Promise<Bare> {
  const db = new sqlite3.Database(file);
  const run = (sql: string, values: unknown[] = []) =>
    new Promise<void>((resolve, reject) => {
      db.run(sql, values, (error) => (error ? reject(error) : resolve()));
    });
  await run('pragma journal_mode = wal');
  await run('pragma synchronous = full');
  const picked = [0, 1, 2, 3, 4, 5].map((at) => `json_extract(value, '$[${at}]')`);
  const insert = `insert into voucher select ${picked.join(', ')} from json_each(?)`;
  return { run, insert: (rows) => run(insert, [JSON.stringify(rows)]) };
}

/** Through one connection of npm pg, the rows as one array a column. */
async function openPostgres(url: string): Promise<Bare> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const arrays = [1, 2, 3, 4, 5, 6].map((at) => `$${at}::text[]`);
  const text = `insert into voucher select * from unnest(${arrays.join(', ')})`;
  return {
    run: async (sql) => void (await client.query(sql)),
    async insert(rows) {
      const columns = [0, 1, 2, 3, 4, 5].map((column) => rows.map((row) => row[column] ?? null));
      await client.query({ name: 'insert', text, values: columns });
    },
  };
}

const [file] = process.argv.slice(2);
if (!file) throw new Error('bare-import.ts DATABASE: an SQLite file or postgres://…');
await main(file);
