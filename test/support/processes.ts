import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { adminPassword } from './app.ts';

/** The product as a process of its own. */
export interface ServerProcess {
  address: string;
  child: ChildProcess;
  /** Every line it has printed so far. */
  lines: string[];
  /** Waits until it has ended; answers its exit code, null where a signal ended it. */
  ended: Promise<number | null>;
}

/** Starts `server/main.ts` as a process, and waits until it says where it answers. */
export async function startServerProcess(environment: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    env: { ...process.env, PORT: '0', ADMIN_PASSWORD: adminPassword, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const address = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        const found = /Duibiao: (http:\S+)/.exec(line)?.[1];
        if (found) resolve(found);
      });
    }
    void ended.then((code) => reject(new Error(`the server ended with ${code}:\n${lines.join('\n')}`)));
  });
  return { address: await address, child, lines, ended };
}
