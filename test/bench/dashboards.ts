import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Target } from './servers.ts';

/** What the bench asks of a process that plays dashboards, and what that answers. */
export interface Connect {
  address: string;
  headers: Record<string, string>;
  count: number;
}
export interface Heard {
  /** The most messages that one of them had within a second. */
  mostFrames: number;
  /** The alerts that they were told of: the least and the most of one of them. */
  fewest: number;
  most: number;
}
export type FromDashboards =
  | { connected: number }
  | { heard: Heard }
  /** All of this process have the alert of this project; `at` on the machine's clock. */
  | { project: string; at: number };

/** Dashboards that are connected to one server. */
export interface Dashboards {
  /** From the first attempt until the last was greeted, in ms. */
  connectedIn: number;
  /** When the last of them had the next alert of a project. Ask before it is sent. */
  lastHas(project: string): Promise<number>;
  /** What they heard since they were connected. */
  heard(): Promise<Heard>;
  close(): Promise<void>;
}

/** Connects so many dashboards to a server, from processes of at most 500. */
export async function connectDashboards(target: Target, count: number): Promise<Dashboards> {
  const sizes = Array.from({ length: Math.ceil(count / 500) }, (_, n) => Math.min(500, count - n * 500));
  const children = sizes.map(() =>
    fork(fileURLToPath(new URL('./dashboards-process.ts', import.meta.url)), {
      execArgv: ['--import', 'tsx'],
    }),
  );
  await Promise.all(children.map((child) => once(child, 'message')));

  const expected = new Map<string, { left: number; latest: number; done: (at: number) => void }>();
  const began = performance.now();
  await Promise.all(
    children.map((child, at) => {
      const connect: Connect = { address: target.address, headers: target.sockets, count: sizes[at] ?? 0 };
      child.send(connect);
      return new Promise<void>((resolve, reject) => {
        child.on('exit', () => reject(new Error('the dashboards ended')));
        child.on('message', (message: FromDashboards) => {
          if ('connected' in message) return resolve();
          if ('heard' in message) return;
          const waits = expected.get(message.project);
          if (!waits) return;
          waits.left -= 1;
          waits.latest = Math.max(waits.latest, message.at);
          if (waits.left > 0) return;
          expected.delete(message.project);
          waits.done(waits.latest);
        });
      });
    }),
  );
  return {
    connectedIn: performance.now() - began,
    lastHas: (project) =>
      new Promise((done) => {
        expected.set(project, { left: children.length, latest: 0, done });
      }),
    async heard() {
      const all = await Promise.all(
        children.map(async (child) => {
          const answered = once(child, 'message') as Promise<[{ heard: Heard }]>;
          child.send('heard?');
          return (await answered)[0].heard;
        }),
      );
      return {
        mostFrames: Math.max(...all.map(({ mostFrames }) => mostFrames)),
        fewest: Math.min(...all.map(({ fewest }) => fewest)),
        most: Math.max(...all.map(({ most }) => most)),
      };
    },
    async close() {
      await Promise.all(
        children.map(async (child) => {
          const exited = once(child, 'exit');
          child.disconnect();
          await exited;
        }),
      );
    },
  };
}
