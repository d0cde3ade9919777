import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { commitSamplePlan, startTestApp, type TestApp } from '../../support/app.ts';
import { allRows, backupFolder } from '../../support/backups.ts';
import { freshSqlite, type TestDatabase } from '../../support/databases.ts';

// Each word to the command line is a process of its own.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const backups = backupFolder();
let at: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  at = await freshSqlite();
  app = await startTestApp(at.url, { CLOCK: '2023-01-10' });
  await commitSamplePlan(app);
});
afterAll(async () => {
  await app.stop();
  await at.drop();
  backups.drop();
});

async function cli(url: string, ...words: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/cli.ts', ...words], {
    cwd: join(import.meta.dirname, '../../..'),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: url },
  });
  const [said, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: code as number, said, error };
}

/** By which words the trail says that something was done with a backup of this name and content. */
async function toldOf(url: string, name: string, sum: string) {
  const rows = (await allRows(url)).audit ?? [];
  const sha256 = sum.split(' ').at(-1) ?? '';
  const told = rows.filter((row) => row.includes(name) && row.includes(sha256));
  return told.map((row) => (JSON.parse(row) as unknown[]).find((value) => `${value}`.startsWith('cli ')));
}

test('takes a backup beside the running server, verifies it, and restores it into a new database', async () => {
  const made = await cli(at.url, 'backup', backups.folder);
  const [name = ''] = readdirSync(backups.folder);
  const file = backups.at(name);
  expect(made).toMatchObject({ code: 0, error: '', said: expect.stringContaining(`${file}\n`) });
  expect(made.said).toMatch(/Taken 20.*Z of SQLite by version \d.*, level 00.*\n {2}account\t1\n/);
  expect(made.said).toMatch(/ {2}project\t8\n/);

  const seen = await cli(at.url, 'backup', 'verify', file);
  expect(seen).toMatchObject({ code: 0, said: expect.stringContaining('is whole') });
  const sum = /SHA-256.*$/m.exec(made.said)?.[0] ?? '';
  expect(seen.said).toContain(sum);

  const fresh = `sqlite:${backups.at('new.sqlite')}`;
  const restored = await cli(fresh, 'restore', file);
  expect(restored).toMatchObject({ code: 0, error: '' });
  expect(restored.said).toContain(sum);
  expect(restored.said).toMatch(/Everything that is kept is what the ledgers say\.\n$/);
  expect(await cli(fresh, 'restore', file)).toMatchObject({
    code: 1,
    said: '',
    error: expect.stringMatching(/^The database is not empty, .*\n$/),
  });

  expect(await toldOf(at.url, name, sum)).toEqual(['cli backup']);
  expect(await toldOf(fresh, name, sum)).toEqual(['cli restore']);

  truncateSync(file, 500);
  const other = backups.at('other.sqlite');
  const cut = await cli(`sqlite:${other}`, 'restore', file);
  expect(cut).toMatchObject({ code: 1, said: '', error: `${file} is cut short: its end is missing.\n` });
  expect(existsSync(other)).toBe(false);
});

test('says how it is used where a file is missing or there are too many words', async () => {
  const wrong = [['restore'], ['backup', 'verify'], ['backup', 'a.gz', 'b.gz']];
  for (const words of wrong)
    expect(await cli(at.url, ...words)).toMatchObject({ code: 1, error: expect.stringMatching(/^Usage:/) });
});
