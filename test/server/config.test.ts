import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readConfig } from '#server/config.ts';
import type { System } from '#shared/api.ts';
import { moveClock, startTestApp } from '../support/app.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';

// Some start the server as a process of its own.
vi.setConfig({ testTimeout: 90_000 });

describe('the environment', () => {
  test('says nothing and everything has its default', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: 'sqlite:./data/duibiao.sqlite',
      adminPassword: undefined,
      evaluateCron: '0 7 * * *',
      timeZone: 'Asia/Shanghai',
      publicUrl: undefined,
      trustProxy: 0,
      secretKey: undefined,
      logLevel: 'info',
      clock: undefined,
    });
    // An empty value is none: docker compose passes those on.
    expect(readConfig({ PORT: '', CLOCK: '', PUBLIC_URL: '', DATABASE_URL: '' })).toEqual(readConfig({}));
  });

  // biome-ignore format: one case a line
  test.for([
    ['PORT',           'abc'],
    ['PORT',           '-1'],
    ['PORT',           '65536'],
    ['PORT',           '30.5'],
    ['DATABASE_URL',   'mysql://x'],
    ['DATABASE_URL',   './data.sqlite'],
    ['DATABASE_URL',   'sqlite:'],
    ['ADMIN_PASSWORD', 'short'],
    ['EVALUATE_CRON',  'every morning'],
    ['EVALUATE_CRON',  '0 25 * * *'],
    ['TIME_ZONE',      'Mars/Olympus'],
    ['PUBLIC_URL',     'duibiao.example'],
    ['PUBLIC_URL',     'ftp://duibiao.example'],
    ['TRUST_PROXY',    'yes'],
    ['TRUST_PROXY',    '10.0.0.0/8/8'],
    ['SECRET_KEY',     'too short to be one'],
    ['LOG_LEVEL',      'loud'],
    ['CLOCK',          'tomorrow'],
    ['CLOCK',          '2023-02-29'],
    ['CLOCK',          '2023-1-1'],
  ] as const)('%s="%s" stops the start with one sentence that names it', ([name, value]) => {
    const read = () => readConfig({ [name]: value });
    // What may hold a password is not printed.
    const isSecret = ['ADMIN_PASSWORD', 'SECRET_KEY', 'DATABASE_URL'].includes(name);
    const shown = isSecret ? '' : `, not "${value}"`;
    expect(read).toThrow(new RegExp(`^${name} must (be|begin|have) .*${shown.replaceAll(/[.*/]/g, '\\$&')}\\.$`));
    if (name === 'ADMIN_PASSWORD' || name === 'SECRET_KEY') expect(read).not.toThrow(/short/);
  });

  test('names the proxies that are believed, by their number or their networks', () => {
    const trusted = ['1', 'loopback', 'loopback, 10.0.0.0/8,fd00::/8'].map(
      (TRUST_PROXY) => readConfig({ TRUST_PROXY }).trustProxy,
    );
    expect(trusted).toEqual([1, 'loopback', 'loopback,10.0.0.0/8,fd00::/8']);
  });
});

describe('the process', () => {
  let at: TestDatabase;
  beforeEach(async () => {
    at = await freshSqlite();
  });
  afterEach(() => at.drop());

  test('names the wrong variable in one sentence and is gone', async () => {
    const { code, error } = await serve({ PORT: 'abc', DATABASE_URL: at.url });
    expect([code, error]).toEqual([1, 'PORT must be a port, 0 to 65535, not "abc".\n']);
  });

  test('names DATABASE_URL where nothing answers there', async () => {
    const [nobody, noFolder] = await Promise.all([
      serve({ PORT: '0', DATABASE_URL: 'postgres://nobody:secret-word@127.0.0.1:1/none' }),
      serve({ PORT: '0', DATABASE_URL: `sqlite:${import.meta.filename}/data/duibiao.sqlite` }),
    ]);
    for (const { code, error } of [nobody, noFolder]) {
      expect(code).toBe(1);
      expect(error).toMatch(/^DATABASE_URL cannot be opened: .*\.\n$/);
      expect(error).not.toContain('secret-word');
    }
  });

  test('prints the address and the made password once, and ends well on SIGTERM', async () => {
    const first = await serve({ PORT: '0', DATABASE_URL: at.url }, 'SIGTERM');
    expect(first.code).toBe(0);
    expect(first.output).toMatch(/对标 Duibiao: http:\/\/127\.0\.0\.1:\d+\n/);
    expect(first.output).toMatch(/admin.*: [\w-]{16}\n/);
    const second = await serve({ PORT: '0', DATABASE_URL: at.url }, 'SIGTERM');
    expect(second.output).not.toContain('admin');
  });
});

/** The real server as a process of its own; told to end by the signal as soon as it says its address. */
function serve(environment: Record<string, string>, signal?: NodeJS.Signals) {
  const server = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    cwd: join(import.meta.dirname, '../..'),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'silent', ...environment },
  });
  return new Promise<{ code: number | null; output: string; error: string }>((resolve) => {
    let [output, error] = ['', ''];
    server.stdout.on('data', (data) => {
      output += String(data);
      if (signal && output.includes('Duibiao: ')) setTimeout(() => server.kill(signal), 20);
    });
    server.stderr.on('data', (data) => {
      error += String(data);
    });
    server.on('close', (code) => resolve({ code, output, error }));
  });
}

describe('training mode and the real calendar', () => {
  let at: TestDatabase;
  beforeEach(async () => {
    at = await freshSqlite();
  });
  afterEach(() => at.drop());

  /** Starts, does something, stops. */
  async function once<T>(
    environment: Record<string, string>,
    work: (app: Awaited<ReturnType<typeof startTestApp>>) => Promise<T>,
  ): Promise<T> {
    const app = await startTestApp(at.url, environment);
    try {
      return await work(app);
    } finally {
      await app.stop();
    }
  }
  const today = (environment: Record<string, string>) =>
    once(environment, async (app) => (await app.ok<System>('GET', '/system')).today);

  test('a database begun with CLOCK refuses to start without it, and keeps its day', async () => {
    await once({ CLOCK: '2023-01-01' }, (app) => moveClock(app, '2023-02-03'));
    await expect(startTestApp(at.url)).rejects.toThrow(/^CLOCK is not set, but .*training mode/);
    expect(await today({ CLOCK: '2023-01-01' })).toBe('2023-02-03');
    expect(await today({ CLOCK: '2023-02-05' })).toBe('2023-02-05');
  });

  test('a database begun with the real calendar refuses CLOCK', async () => {
    await once({}, async (app) => {
      const { samplePlan } = await import('#db/sample/plan-2023.ts');
      const { id } = await app.ok<{ id: string }>('POST', '/plan-imports', samplePlan);
      await app.ok('POST', `/plan-imports/${id}/commit`);
      const moved = await app.call<{ code: string }>('PUT', '/clock', { today: '2099-01-01' });
      expect([moved.status, moved.body.code]).toEqual([409, 'not_training']);
    });
    await expect(startTestApp(at.url, { CLOCK: '2023-01-01' })).rejects.toThrow(
      /^CLOCK is set, but .*real calendar/,
    );
  });

  test('one begun on the welcome screen starts again without CLOCK, where it was', async () => {
    await once({}, async (app) => {
      expect(await app.ok<System>('GET', '/system')).toMatchObject({ empty: true, training: false });
      const begun = await app.call<System>('POST', '/setup/sample');
      expect(begun).toMatchObject({
        status: 201,
        body: { empty: false, training: true, invented: true, today: '2023-01-01', year: 2023 },
      });
      await moveClock(app, '2023-01-20');
      expect((await app.call('POST', '/setup/sample')).status).toBe(409);
    });
    expect(await today({})).toBe('2023-01-20');
  });

  test('the day moves forward only: backward is a 409, the day it already is a 200', async () => {
    await once({ CLOCK: '2023-01-10' }, async (app) => {
      const put = (day: string) =>
        app.call<{ code?: string; today?: string }>('PUT', '/clock', { today: day });
      expect((await put('2023-01-09')).body).toMatchObject({ status: 409, code: 'backward' });
      const { seq } = await app.ok<System>('GET', '/system');
      expect(await put('2023-01-10')).toMatchObject({ status: 200, body: { today: '2023-01-10' } });
      expect((await app.ok<System>('GET', '/system')).seq).toBe(seq);
      expect(await put('2023-01-12')).toMatchObject({ status: 200, body: { today: '2023-01-12' } });
      // Two at once: neither goes back behind the other.
      const both = await Promise.all([put('2023-01-14'), put('2023-01-16')]);
      expect(both.map(({ status }) => status).toSorted()).not.toContain(500);
      expect((await app.ok<System>('GET', '/system')).today).toBe('2023-01-16');
    });
  });
});
