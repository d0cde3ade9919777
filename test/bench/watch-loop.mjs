// Loaded into a server under measurement: says on SIGUSR2 how long its main thread was silent at most since the last time.
import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.env.LOOP_DELAYS) {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  process.on('SIGUSR2', () => {
    appendFileSync(process.env.LOOP_DELAYS, `${delays.max / 1e6}\n`);
    delays.reset();
  });
}
