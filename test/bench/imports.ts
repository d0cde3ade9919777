import { createReadStream, readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { createHttpClient } from './http-client.ts';
import { startPostgres } from './postgres.ts';
import { startProcess, watchMemory } from './processes.ts';
import { atMost, atMostTimes, percentile, type Result } from './result.ts';
import {
  newName,
  nextVoucher,
  plainEnvironment,
  post,
  projects,
  startIdle,
  startIdleOn,
  type Target,
} from './servers.ts';
import { writeVouchers } from './voucher-file.ts';

const rows = 1_000_000;
/** What npm sqlite3 makes of the rate of the sqlite3 command line, as recorded: it is not of npm. */
const ofCommandLine = 0.665;

let file: Promise<string> | undefined;

async function voucherFile(): Promise<string> {
  file ??= (async () => {
    const path = newName();
    await writeVouchers(path, rows, projects);
    return path;
  })();
  return await file;
}

/** Where imports are measured, and the yardstick that is recorded for it. */
interface Place {
  row: string;
  /** A new database for the bare pipeline. */
  bare(): Promise<string>;
  idle(environment?: Record<string, string>): Promise<Target>;
  /** What the yardstick takes of the bare pipeline's time, and what it is called. */
  yardstick: { name: string; ofBare: number };
}

const onSqlite: Place = {
  row: 'import',
  bare: async () => newName(),
  idle: startIdle,
  yardstick: {
    name: 'sqlite3 .import, by its recorded ratio to the bare pipeline',
    ofBare: ofCommandLine,
  },
};

/** Goal 1: a million vouchers from a file on a quiet server, against the bare pipeline. */
export function importRow(): Promise<Result[]> {
  return measureImport(onSqlite);
}

/** Goal 2: the same while vouchers are POSTed, against the bare pipeline under the same load. */
export function busyImportRow(): Promise<Result[]> {
  return measureBusyImport(onSqlite);
}

/** Goal 1 on PostgreSQL, against a bare pipeline of `unnest` inserts into the same server. */
export function postgresImportRow(): Promise<Result[]> {
  return withPostgres(measureImport);
}

/** Goal 2 on PostgreSQL. */
export function busyPostgresImportRow(): Promise<Result[]> {
  return withPostgres(measureBusyImport);
}

async function withPostgres(measure: (place: Place) => Promise<Result[]>): Promise<Result[]> {
  const postgres = await startPostgres();
  try {
    return await measure({
      row: 'import-postgres',
      bare: postgres.empty,
      idle: (environment) => startIdleOn(postgres, environment),
      yardstick: { name: 'bare pipeline of unnest inserts', ofBare: 1 },
    });
  } finally {
    await postgres.stop();
  }
}

async function measureImport({ row, bare: empty, idle, yardstick }: Place): Promise<Result[]> {
  const path = await voucherFile();
  const bare = await bareImport(await empty(), path, false);
  await bare.stop();
  const delays = newName();
  const ours = await idle({ NODE_OPTIONS: '--import ./test/bench/watch-loop.mjs', LOOP_DELAYS: delays });
  await wait(500);
  process.kill(ours.pid, 'SIGUSR2');
  const memory = watchMemory(ours.pid);
  const seconds = await sendFile(ours, path);
  process.kill(ours.pid, 'SIGUSR2');
  await wait(200);
  const stall = Number(readFileSync(delays, 'utf8').trim().split('\n')[1]);
  const peak = memory.stop();
  await ours.stop();
  return [
    atMostTimes(2, {
      row,
      figure: `${rows.toLocaleString('en')} vouchers from a file`,
      unit: 'ms',
      ours: seconds * 1_000,
      yardstick: { name: yardstick.name, value: bare.seconds * 1_000 * yardstick.ofBare },
    }),
    atMost(300, { row, figure: 'memory while it runs', unit: 'MB', ours: peak }),
    atMost(25, { row, figure: 'longest silence of the main thread', unit: 'ms', ours: stall }),
  ];
}

async function measureBusyImport({ row: quiet, bare: empty, idle }: Place): Promise<Result[]> {
  const path = await voucherFile();
  const bare = await bareImport(await empty(), path, true);
  const bareLatency = percentile(bare.latencies, 0.99);
  await bare.stop();
  const ours = await idle();
  const posting = keepPosting(() => post(ours, ours.paths.single, nextVoucher().body));
  const seconds = await sendFile(ours, path);
  const latencies = await posting.stop();
  await ours.stop();
  const [rate, bareRate] = [rows / seconds, rows / bare.seconds];
  const row = `${quiet}-busy`;
  return [
    {
      row,
      figure: 'rows of the file, vouchers POSTed meanwhile',
      unit: '/s',
      ours: rate,
      yardstick: { name: 'bare pipeline', value: bareRate },
      goal: '≥ 0.6 ×',
      held: rate >= 0.6 * bareRate,
    },
    atMostTimes(1.3, {
      row,
      figure: 'POST p99 meanwhile',
      unit: 'ms',
      ours: percentile(latencies, 0.99),
      yardstick: { name: 'bare pipeline', value: bareLatency },
    }),
  ];
}

async function bareImport(database: string, path: string, busy: boolean) {
  const running = await startProcess(
    process.execPath,
    ['--import', 'tsx', 'test/bench/bare-import.ts', database],
    {
      env: plainEnvironment(),
    },
  );
  const http = createHttpClient(running.address);
  const voucher = () => http.send('POST', '/', nextVoucher().body).then(() => undefined);
  const posting = busy ? keepPosting(voucher) : undefined;
  const began = performance.now();
  const { status, body } = await http.send('POST', '/', JSON.stringify({ path, busy }));
  if (status !== 201) throw new Error(`bare import: ${status} ${body}`);
  const seconds = (performance.now() - began) / 1_000;
  const latencies = (await posting?.stop()) ?? [];
  http.close();
  return { seconds, latencies, stop: running.stop };
}

/** Sends a voucher fifty times a second, however long the last one takes; answers how long each took. */
function keepPosting(send: () => Promise<void>) {
  const latencies: number[] = [];
  const sent = new Set<Promise<void>>();
  let failed: unknown;
  const timer = setInterval(() => {
    const began = performance.now();
    const one = send()
      .then(() => void latencies.push(performance.now() - began))
      .catch((error: unknown) => {
        failed ??= error;
      })
      .finally(() => sent.delete(one));
    sent.add(one);
  }, 20);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(sent);
      if (failed) throw failed;
      return latencies;
    },
  };
}

/** Uploads a file as a browser does; answers how many seconds passed until all of it counts. */
async function sendFile({ address, sockets }: Target, path: string): Promise<number> {
  const boundary = 'a-boundary-of-the-bench';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="vouchers.csv"\r\ncontent-type: text/csv\r\n\r\n`;
  const tail = `\r\n--${boundary}--\r\n`;
  const began = performance.now();
  const answer = await new Promise<{ status: number; body: string }>((resolve, reject) => {
    const { hostname, port } = new URL(address);
    const sent = request({
      hostname,
      port,
      method: 'POST',
      path: '/api/v1/imports/expenditures',
      headers: {
        ...sockets,
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'content-length': head.length + statSync(path).size + tail.length,
      },
    });
    sent.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
      );
    });
    sent.on('error', reject);
    sent.write(head);
    const content = createReadStream(path, { highWaterMark: 1024 * 1024 });
    content.pipe(sent, { end: false });
    content.on('end', () => sent.end(tail));
  });
  const seconds = (performance.now() - began) / 1_000;
  const { accepted } = JSON.parse(answer.body) as { accepted?: number };
  if (answer.status !== 201 || accepted !== rows)
    throw new Error(`import: ${answer.status} ${answer.body.slice(0, 500)}`);
  return seconds;
}
