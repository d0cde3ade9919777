import { defineConfig } from 'vitest/config';

/** `npm test` runs everything: tables, queries on both databases, the server from outside, the browser. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/bench/**'],
    globalSetup: ['test/support/postgres.ts'],
    reporters: ['default', './test/support/closing-line.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is polled for comes soon, but a busy machine may take its time.
    expect: { poll: { timeout: 15_000 } },
  },
});
