import type { TestProject } from 'vitest/node';
import { startEmbedded } from './embedded-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of a real PostgreSQL without a database name. */
    postgres: string;
  }
}

/** Starts one PostgreSQL for the whole run; each suite makes databases of its own in it. */
export default async function setup(project: TestProject) {
  const server = await startEmbedded(['-c', 'fsync=off', '-c', 'max_connections=200']);
  project.provide('postgres', server.address);
  return server.stop;
}
