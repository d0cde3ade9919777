import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { addDays } from '#shared/calendar.ts';
import packageJson from '../package.json' with { type: 'json' };
import { startApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';

const password = 'duibiao-demo';
const lastDay = '2024-01-31';

/**
 * A year on the sample plan, with invented vouchers and values, at about a day a second; alerts come and go
 * on whatever dashboard is open. It keeps its own throw-away database and then stays, to look around.
 */
async function main() {
  const { values } = parseArgs({ options: { 'days-per-second': { type: 'string', default: '1' } } });
  const pause = 1000 / Math.max(0.1, Number(values['days-per-second']) || 1);
  const folder = mkdtempSync(join(tmpdir(), 'duibiao-demo-'));
  const config = {
    ...readConfig(process.env),
    databaseUrl: `sqlite:${join(folder, 'demo.sqlite')}`,
    adminPassword: password,
    clock: undefined,
  };
  const dashboard = resolve(dirname(fileURLToPath(import.meta.url)), '../client');
  const app = await startApp(config, pino({ level: 'warn' }), { dashboard, version: packageJson.version });
  process.stdout.write(
    `演示 / demo: ${app.address}  admin / ${password}\n所有支出和完成值均为虚构。All figures are invented.\n`,
  );

  let running = true;
  const stop = () => {
    if (!running) process.exit(1);
    running = false;
    void app.stop().then(() => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(0);
    });
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);

  const api = await signIn(app.address);
  await api('POST', '/setup/sample');
  let { today } = (await api('GET', '/clock')) as { today: string };
  while (running && today < lastDay) {
    await wait(pause);
    // Somebody at the screen may have moved the day on meanwhile.
    ({ today } = (await api('GET', '/clock')) as { today: string });
    if (running && today < lastDay)
      ({ today } = (await api('PUT', '/clock', { today: addDays(today, 1) })) as { today: string });
    process.stdout.write(`\r${today} `);
  }
  if (running)
    process.stdout.write(
      '\n演示年度已走完，页面仍可查看；Ctrl+C 结束。The year is over; Ctrl+C ends the demo.\n',
    );
}

async function signIn(address: string) {
  let cookie = '';
  const api = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${address}/api/v1${path}`, {
      method,
      headers: { cookie, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    return await response.json();
  };
  await api('POST', '/session', { username: 'admin', password });
  return api;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : (error as Error).stack}\n`);
  process.exit(1);
});
