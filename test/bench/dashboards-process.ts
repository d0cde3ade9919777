import { io } from 'socket.io-client';
import type { Connect, FromDashboards } from './dashboards.ts';
import { nowMs } from './processes.ts';

/** Plays dashboards in a process of its own: says when the last of them has an alert. */
const tell = (message: FromDashboards) => process.send?.(message);

process.once('message', ({ address, headers, count }: Connect) => {
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
    socket.on('alert', heard);
    socket.once('connect', () => {
      connected += 1;
      if (connected === count) tell({ connected });
    });
  }
});
process.once('disconnect', () => process.exit(0));
tell({ connected: 0 });
