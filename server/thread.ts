import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a thread whose entry is named and lies beside the file that starts it: the source while developing and
 * in tests, which needs its loader first, or an entry of the build.
 */
export function startThread(
  name: string,
  { from, ...options }: { from: string } & Pick<WorkerOptions, 'workerData' | 'resourceLimits'>,
): Worker {
  const isSource = from.endsWith('.ts');
  const entry = new URL(`${name}.${isSource ? 'ts' : 'js'}`, from);
  if (!isSource) return new Worker(entry, options);
  const load = `import('tsx/esm/api').then(({ register }) => { register(); return import('${entry.href}'); })`;
  return new Worker(load, { ...options, eval: true, execArgv: [] });
}
