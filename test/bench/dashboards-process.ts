import { io } from 'socket.io-client';
import type { Connect, FromDashboards } from './dashboards.ts';
import { nowMs } from './processes.ts';

/** Plays dashboards in a process of its own: says when the last of them has an alert, and what each has heard. */
const tell = (message: FromDashboards) => process.send?.(message);

/** What one dashboard has heard: when each message came, and of how many alerts it was told. */
class Ear {
  readonly frames: number[] = [];
  alerts = 0;

  hear(what: string, message: { counts?: Record<string, number> }) {
    this.frames.push(nowMs());
    if (what === 'alert') this.alerts += 1;
    for (const count of Object.values(message.counts ?? {})) this.alerts += count;
  }

  /** The most messages within any second. */
  get busiest(): number {
    return Math.max(
      0,
      ...this.frames.map((at, n) => n + 1 - this.frames.findIndex((one) => one > at - 1_000)),
    );
  }
}

const ears: Ear[] = [];

process.on('message', (message: Connect | 'heard?') => {
  if (message !== 'heard?') return connect(message);
  const alerts = ears.map((ear) => ear.alerts);
  const mostFrames = Math.max(...ears.map(({ busiest }) => busiest));
  tell({ heard: { mostFrames, fewest: Math.min(...alerts), most: Math.max(...alerts) } });
});

function connect({ address, headers, count }: Connect) {
  const got = new Map<string, number>();
  const heard = ({ alert }: { alert: { projectCode: string; kind?: string } }) => {
    const { projectCode, kind = 'SPEND_BEHIND' } = alert;
    // The forecast that follows from a shortfall is told beside it.
    if (kind !== 'SPEND_BEHIND') return;
    const many = (got.get(projectCode) ?? 0) + 1;
    got.set(projectCode, many === count ? 0 : many);
    if (many === count) tell({ project: projectCode, at: nowMs() });
  };
  let connected = 0;
  for (let n = 0; n < count; n += 1) {
    const socket = io(address, { transports: ['websocket'], extraHeaders: headers, forceNew: true });
    const ear = new Ear();
    ears.push(ear);
    socket.on('alert', heard);
    socket.onAny((what: string, message: { counts?: Record<string, number> }) => ear.hear(what, message));
    socket.once('connect', () => {
      connected += 1;
      if (connected === count) tell({ connected });
    });
  }
}
process.once('disconnect', () => process.exit(0));
tell({ connected: 0 });
