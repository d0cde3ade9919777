import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { connectDashboards } from './dashboards.ts';
import { residentMb } from './processes.ts';
import { atMost, percentile, type Result } from './result.ts';
import { newName, nextVoucher, plainEnvironment, post, startIdle } from './servers.ts';

/** Goal 12: how soon `npm start` answers, and how much memory the server holds. */
export async function startRow(): Promise<Result[]> {
  const file = newName();
  const times: number[] = [];
  // The first of them also makes the database and the first account.
  for (let n = 0; n < 3; n += 1) times.push(await npmStart(file));
  const ours = await startIdle();
  await wait(5_000);
  const atRest = await residentMb(ours.pid);
  const dashboards = await connectDashboards(ours, 1_000);
  for (let n = 0; n < 100; n += 1) {
    await post(ours, ours.paths.single, nextVoucher().body);
    await wait(20);
  }
  const withDashboards = await residentMb(ours.pid);
  await dashboards.close();
  await ours.stop();
  return [
    atMost(2_000, {
      row: 'start',
      figure: 'npm start, already built → /healthz, slowest of 3',
      unit: 'ms',
      ours: percentile(times, 1),
    }),
    atMost(150, { row: 'start', figure: 'memory at rest, 1,200 projects', unit: 'MB', ours: atRest }),
    atMost(200, {
      row: 'start',
      figure: 'memory with 1,000 dashboards',
      unit: 'MB',
      ours: withDashboards,
    }),
  ];
}

/** Ms from the command to the first answer. npm, its shell and the server are stopped as one group. */
async function npmStart(file: string): Promise<number> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn('npm', ['start'], {
    detached: true,
    stdio: 'ignore',
    env: { ...plainEnvironment(), DATABASE_URL: `sqlite:${file}`, PORT: String(port) },
  });
  const exited = once(child, 'exit');
  try {
    for (;;) {
      const answered = await fetch(`http://127.0.0.1:${port}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      );
      const taken = performance.now() - began;
      if (answered) return taken;
      if (taken > 60_000 || child.exitCode !== null) throw new Error('npm start did not answer');
      await wait(10);
    }
  } finally {
    if (child.pid) process.kill(-child.pid, 'SIGTERM');
    await exited;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
