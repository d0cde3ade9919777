import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

export interface Running {
  address: string;
  pid: number;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a server as a process of its own; answers once it has printed its address. */
export async function startProcess(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<Running> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const exited = once(child, 'exit');
  let said = '';
  child.stderr?.on('data', (part: Buffer) => {
    said += part.toString();
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (part: Buffer) => {
      said += part.toString();
      const found = /http:\/\/[\d.]+:\d+/.exec(said)?.[0];
      if (found) resolve(found);
    });
    child.on('exit', (code) => reject(new Error(`${command} ${args.join(' ')} ended (${code}): ${said}`)));
    child.on('error', reject);
  });
  return {
    address,
    pid: child.pid ?? 0,
    async stop() {
      const kill = setTimeout(() => child.kill('SIGKILL'), 10_000);
      child.kill('SIGTERM');
      await exited;
      clearTimeout(kill);
      running.delete(child);
      if (child.signalCode === 'SIGKILL') throw new Error(`${args[0]} did not stop within 10 s`);
    },
  };
}

/** How much memory a process holds (its resident set), in MB. */
export async function residentMb(pid: number): Promise<number> {
  if (process.platform === 'linux') {
    const kb = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kb) / 1024;
  }
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) / 1024;
}

/** Looks at a process ten times a second; `stop` answers the most memory that it held. */
export function watchMemory(pid: number) {
  let peak = 0;
  const look = () =>
    void residentMb(pid).then((mb) => {
      peak = Math.max(peak, mb);
    });
  const timer = setInterval(look, 100);
  return {
    stop() {
      clearInterval(timer);
      return peak;
    },
  };
}

/** Milliseconds on a clock that all processes of this machine share. */
export function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
