import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sqlite3 from 'sqlite3';

/**
 * The yardstick of imports: a CSV file goes through npm sqlite3 into a table with a unique voucher number and an
 * index on project and day, and nothing else: no sign-in, no checks, no totals, no judging. On its own it is one
 * transaction of 5,000 rows a statement, the next batch parsed meanwhile; with `busy`, one of 2,000 rows after
 * another, with the vouchers that are POSTed in between, each in a transaction of its own.
 */
async function main(database: string) {
  const db = new sqlite3.Database(database);
  const run = (sql: string, values: unknown[] = []) =>
    new Promise<void>((resolve, reject) => {
      db.run(sql, values, (error) => (error ? reject(error) : resolve()));
    });
  await run('pragma journal_mode = wal');
  await run('pragma synchronous = full');
  await run(`create table voucher (voucher_no text not null unique, paid_on text not null, amount text not null,
    project text not null, payee text, purpose text)`);
  await run('create index voucher_by_project on voucher (project, paid_on)');
  const insert = `insert into voucher select json_extract(value, '$[0]'), json_extract(value, '$[1]'),
    json_extract(value, '$[2]'), json_extract(value, '$[3]'), json_extract(value, '$[4]'), json_extract(value, '$[5]')
    from json_each(?)`;

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
      const json = JSON.stringify(rows);
      rows = [];
      await storing;
      storing = busy
        ? inTurn(async () => {
            await run('begin immediate');
            await run(insert, [json]);
            await run('commit');
          })
        : run(insert, [json]);
    };
    if (!busy) await run('begin immediate');
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
              run('insert into voucher values (?, ?, ?, ?, null, null)', [
                `P${posted}`,
                body.paidOn,
                body.amount,
                body.projectCode,
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

const [file] = process.argv.slice(2);
if (!file) throw new Error('bare-import.ts DATABASE');
await main(file);
