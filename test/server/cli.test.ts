import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openDb } from '#db/open.ts';
import type { AuditEntry } from '#shared/audit.ts';
import { adminPassword, clientOf, startTestApp, type TestApp } from '../support/app.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';

// Each word to the command line is a process of its own.
vi.setConfig({ testTimeout: 90_000 });

let at: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  at = await freshSqlite();
  app = await startTestApp(at.url);
});
afterAll(async () => {
  await app.stop();
  await at.drop();
});

/** The command line as an operator runs it, beside the running server. */
function cli(...words: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/cli.ts', ...words], {
    cwd: join(import.meta.dirname, '../..'),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: at.url },
  });
  return new Promise<{ code: number | null; output: string; error: string }>((resolve) => {
    let [output, error] = ['', ''];
    child.stdout.on('data', (data) => {
      output += String(data);
    });
    child.stderr.on('data', (data) => {
      error += String(data);
    });
    child.on('close', (code) => resolve({ code, output, error }));
  });
}

test('makes a token, shown once, that works until it is revoked', async () => {
  const made = await cli(
    'token',
    'create',
    'finance-system',
    '--scopes',
    'read,ingest',
    '--expires',
    '2999-12-31',
  );
  expect(made).toMatchObject({ code: 0, output: expect.stringMatching(/^dbt_[\w-]{43}\n$/) });
  const machine = clientOf(app.address, { authorization: `Bearer ${made.output.trim()}` });
  expect((await machine.call('GET', '/overview')).status).toBe(200);
  expect((await machine.call('POST', '/evaluations', {})).status).toBe(403);
  expect(await machine.ok('GET', '/session')).toMatchObject({ username: 'finance-system' });

  const [listed, again] = await Promise.all([cli('token', 'list'), cli('token', 'create', 'finance-system')]);
  expect(listed.output).toMatch(
    /^finance-system\tread,ingest\tall departments\t.*\tuntil 2999-12-31\tin force\n$/,
  );
  expect(listed.output).not.toContain(made.output.trim());
  expect(again).toMatchObject({ code: 1, output: '', error: expect.stringContaining('finance-system') });

  expect(await cli('token', 'revoke', 'finance-system')).toMatchObject({ code: 0 });
  expect((await machine.call('GET', '/overview')).status).toBe(401);
  const revoked = await cli('token', 'list');
  expect(revoked.output).toMatch(/revoked\n$/);
});

test('says in a sentence what it does not understand, and makes nothing', async () => {
  const wrong = await Promise.all([
    cli('token', 'create', 'x', '--scopes', 'read,everything'),
    cli('token', 'create', 'x', '--scope', 'read'),
    cli('token', 'create', 'x', '--department', 'NOWHERE'),
    cli('account', 'reset', 'nobody'),
    cli('tokens'),
  ]);
  const names = ['--scopes', '--scope', '--department', 'nobody', 'Usage:'];
  wrong.forEach(({ code, output, error }, index) => {
    expect([code, output]).toEqual([1, '']);
    expect(error).toContain(names[index]);
    expect(error).not.toMatch(/\n\s+at /);
  });
});

test('lets an admin who is locked out in again, once, with a password to be changed', async () => {
  const signIn = (password: string) =>
    clientOf(app.address, {}).call('POST', '/session', { username: 'admin', password });
  const { code, output, error } = await cli('account', 'reset', 'admin');
  expect([code, error]).toEqual([0, expect.stringContaining('admin')]);
  expect((await app.call('GET', '/session')).status).toBe(401);
  expect((await signIn(adminPassword)).status).toBe(401);
  expect(await signIn(output.trim())).toMatchObject({ status: 201, body: { mustChangePassword: true } });
});

test('says whether the trail is as it was written, and has what was done at the console', async () => {
  const whole = await cli('audit', 'verify');
  expect(whole).toMatchObject({ code: 0, output: expect.stringMatching(/^The trail is whole: \d+ row/) });
  const exported = await cli('audit', 'export');
  const rows = exported.output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as AuditEntry);
  expect(rows.filter(({ kind }) => kind === 'console').map(({ route, subject }) => [route, subject])).toEqual(
    [
      ['cli token create', 'finance-system'],
      ['cli token revoke', 'finance-system'],
      ['cli account reset', 'admin'],
      ['cli audit export', expect.any(String)],
    ],
  );
  const hash = rows.at(-1)?.hash ?? '';
  const [known, unknown] = await Promise.all([
    cli('audit', 'verify', '--expect', hash),
    cli('audit', 'verify', '--expect', 'f'.repeat(64)),
  ]);
  expect(known).toMatchObject({ code: 0, output: expect.stringContaining(`row ${rows.length}`) });
  expect(unknown).toMatchObject({ code: 1, output: expect.stringContaining('is not in the chain') });

  const db = await openDb({ url: at.url, timeZone: 'Asia/Shanghai' });
  await db.write(async (trx) => {
    await sql`drop trigger audit_unchanged`.execute(trx);
    await trx.updateTable('audit').set({ who: 'somebody' }).where('number', '=', 2).execute();
  });
  await db.close();
  expect(await cli('audit', 'verify')).toMatchObject({
    code: 1,
    output: expect.stringMatching(/^The trail is broken: row 2, .* is not what was sealed/),
  });
});
