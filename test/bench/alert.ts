import { setTimeout as wait } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { nowMs } from './processes.ts';
import { atMostTimes, percentile, type Result } from './result.ts';
import { nextVoucher, post, startBare, startSeeded, type Target } from './servers.ts';

const [rounds, samplesARound, warmUp] = [8, 80, 200];

/** Recorded beside the bare server on one machine: their time is so many times its, at their best. */
const recorded = {
  kuma: { p50: 3.6 / 1.6, p99: 11 / 5 },
  prometheus: { p50: 1_435 / 1.6, p99: 1_828 / 5 },
};

/** Goal 3: one voucher POSTed → its alert on a connected dashboard. */
export async function alertRow(): Promise<Result[]> {
  const ours = await startSeeded();
  const bare = await startBare();
  const watched = await Promise.all([ours, bare].map(watch));
  const samples: Record<Target['name'], number[]> = { ours: [], bare: [] };
  for (const one of watched) await series(one, warmUp);
  for (let round = 0; round < rounds; round += 1) {
    // Turn about, so that what drifts on the machine meets both.
    for (const one of round % 2 === 0 ? watched : watched.toReversed())
      samples[one.target.name].push(...(await series(one, samplesARound)));
  }
  for (const { socket } of watched) socket.disconnect();
  await Promise.all([ours.stop(), bare.stop()]);
  return (['p50', 'p99'] as const).flatMap((name) => {
    const share = name === 'p50' ? 0.5 : 0.99;
    const [mine, yardstick] = [percentile(samples.ours, share), percentile(samples.bare, share)];
    const given = {
      row: 'alert',
      figure: `POST → alert, 1,200 projects, ${name}`,
      unit: 'ms',
      ours: mine,
    } as const;
    const against = (who: string, ratio: number) => ({ name: who, value: yardstick * ratio });
    return [
      atMostTimes(2, { ...given, yardstick: against('bare server', 1) }),
      atMostTimes(1, { ...given, yardstick: against('Uptime Kuma (recorded)', recorded.kuma[name]) }),
      atMostTimes(0.01, { ...given, yardstick: against('Prometheus (recorded)', recorded.prometheus[name]) }),
    ];
  });
}

export interface Watched {
  target: Target;
  socket: Socket;
}

/** Connects a dashboard to a server. */
export async function watch(target: Target): Promise<Watched> {
  const socket = io(target.address, { transports: ['websocket'], extraHeaders: target.sockets });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return { target, socket };
}

/**
 * Ms from each POST to its first alert. One voucher every 20 ms: each says its shortfall and the forecast that
 * follows from it, and more than 20 alerts in 100 ms become one message, which is another figure than this.
 */
export async function series({ target, socket }: Watched, count: number, among?: number): Promise<number[]> {
  const samples: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const { body, project } = nextVoucher(among);
    const told = new Promise<number>((resolve, reject) => {
      const heard = ({ alert }: { alert: { projectCode: string } }) => {
        if (alert.projectCode !== project) return;
        socket.off('alert', heard).off('alerts', flooded);
        resolve(nowMs());
      };
      const flooded = () => reject(new Error('alerts came too close together to be told one by one'));
      socket.on('alert', heard).once('alerts', flooded);
    });
    const began = nowMs();
    await post(target, target.paths.single, body);
    samples.push((await told) - began);
    await wait(Math.max(0, began + 20 - nowMs()));
  }
  return samples;
}
