import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttpClient, type HttpClient } from './http-client.ts';
import { planDocument, projectCode } from './plans.ts';
import type { Postgres } from './postgres.ts';
import { type Running, startProcess } from './processes.ts';

const password = 'bench-password';
export const projects = 1_200;
/** The nodes of the end of March are past their grace, nothing is paid: every project is behind. */
export const [planned, judged] = ['2023-03-30', '2023-04-20'];

/** A server being measured, and how a voucher reaches it. */
export interface Target extends Running {
  name: 'ours' | 'bare';
  /** What a dashboard sends with its handshake. */
  sockets: Record<string, string>;
  http: HttpClient;
  /** Where a voucher goes; `together` where many are sent at a time. */
  paths: { single: string; together: string };
}

/** Everything the bench writes lies in one folder, removed when the process ends. */
export const folder = mkdtempSync(join(tmpdir(), 'duibiao-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

let names = 0;
export function newName(): string {
  names += 1;
  return join(folder, String(names));
}

/** Our built server on an SQLite file. */
export async function startOurs(file: string, environment: Record<string, string> = {}): Promise<Target> {
  const running = await startProcess(process.execPath, ['dist/server/main.js'], {
    env: { ...plainEnvironment(), DATABASE_URL: `sqlite:${file}`, ...environment },
  });
  const stranger = createHttpClient(running.address);
  const signIn = JSON.stringify({ username: 'admin', password });
  const { status, headers, body } = await stranger.send('POST', '/api/v1/session', signIn);
  stranger.close();
  if (status >= 300) throw new Error(`sign-in: ${status} ${body}`);
  const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  const http = createHttpClient(running.address, { cookie });
  const path = '/api/v1/expenditures';
  return {
    ...running,
    name: 'ours',
    sockets: { cookie },
    http,
    paths: { single: path, together: path },
    async stop() {
      http.close();
      await running.stop();
    },
  };
}

/** The environment of a server under measurement: only what it is told. */
export function plainEnvironment(): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    NODE_ENV: 'production',
    PORT: '0',
    LOG_LEVEL: 'warn',
    ADMIN_PASSWORD: password,
  };
}

/** The bare server on a file of its own. */
export async function startBare(): Promise<Target> {
  const running = await startProcess(
    process.execPath,
    ['--import', 'tsx', 'test/bench/bare-server.ts', newName()],
    { env: plainEnvironment() },
  );
  const http = createHttpClient(running.address);
  return {
    ...running,
    name: 'bare',
    sockets: {},
    http,
    paths: { single: '/vouchers', together: '/vouchers-together' },
    async stop() {
      http.close();
      await running.stop();
    },
  };
}

let seeded: Promise<string> | undefined;

/** Our server, just started, with 1,200 projects in force, all behind their plan: a copy of the seeded database. */
export async function startIdle(environment: Record<string, string> = {}): Promise<Target> {
  seeded ??= seed();
  const file = newName();
  copyFileSync(await seeded, file);
  return await startOurs(file, { CLOCK: planned, ...environment });
}

/** The same on PostgreSQL: a copy of a database that was seeded there. */
export async function startIdleOn(
  postgres: Postgres,
  environment: Record<string, string> = {},
): Promise<Target> {
  await postgres.seeded((url) => seed({ DATABASE_URL: url }));
  const url = await postgres.copyOfSeeded();
  return await startOurs('', { CLOCK: planned, DATABASE_URL: url, ...environment });
}

/** The same after some work. */
export async function startSeeded(): Promise<Target> {
  const ours = await startIdle();
  await payEach(ours, projects);
  return ours;
}

/** A voucher for each of so many projects, as on a server that has run for a day: their plans are kept in memory. */
export async function payEach(ours: Target, among: number): Promise<void> {
  const items = Array.from({ length: among }, () => JSON.parse(nextVoucher(among).body) as unknown);
  await post(ours, ours.paths.single, JSON.stringify({ items }));
}

async function seed(environment: Record<string, string> = {}): Promise<string> {
  return await putInForce(planDocument(projects), judged, environment);
}

/** A database in which a plan was put in force before the first node, and the day that it was then. */
export async function putInForce(
  document: string,
  today: string = planned,
  environment: Record<string, string> = {},
): Promise<string> {
  const file = newName();
  const { http, stop } = await startOurs(file, { CLOCK: planned, ...environment });
  const expectOk = async (method: string, path: string, body: string, type = 'application/json') => {
    const answer = await http.send(method, `/api/v1${path}`, body, { 'content-type': type });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
    return answer.body;
  };
  const text = 'text/plain; charset=utf-8';
  const draft = await expectOk('POST', '/plan-imports', document, text);
  const { id } = JSON.parse(draft) as { id: string };
  await expectOk('POST', `/plan-imports/${id}/commit`, '{}');
  if (today > planned) await expectOk('PUT', '/clock', JSON.stringify({ today }));
  await stop();
  return file;
}

let vouchers = 0;

/**
 * A voucher of its own, and the project by which its alert is known. No two that follow each other concern
 * the same project; a few yuan leave it behind, so its alert stands and says the new figures.
 */
export function nextVoucher(among = projects): { body: string; project: string } {
  vouchers += 1;
  const project = projectCode((vouchers * 487) % among);
  const amount = `${1 + (vouchers % 9)}.${String(vouchers % 100).padStart(2, '0')}`;
  const voucher = { voucherNo: `B${vouchers}`, projectCode: project, paidOn: '2023-04-19', amount };
  return { body: JSON.stringify(voucher), project };
}

/** Sends a voucher and throws unless it was stored. */
export async function post({ http }: Target, path: string, body: string): Promise<void> {
  const answer = await http.send('POST', path, body);
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.body}`);
}
