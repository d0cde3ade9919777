import { z } from 'zod';

/*
 * A backup is one gzip file of lines of JSON, the same for both databases:
 *
 *   {"duibiao":"backup","format":1,"version":…,"level":…,"database":…,"takenAt":…,"seq":…}
 *   {"table":"department","columns":["id","code","name"]}      before the rows of each table
 *   ["…","130529","…"]                                         a row, its values in the order of the columns
 *   {"rows":{"department":1,…},"sha256":"…"}                   the end: how many rows, and SHA-256 of all lines before
 *
 * Bytes are hexadecimal digits. A table that hands out ids says the last of them as `lastId`.
 */

/** The first line: what the backup is of. */
export const Head = z.object({
  duibiao: z.literal('backup'),
  format: z.number().int(),
  /** Of the product that wrote it. */
  version: z.string(),
  /** The last migration of the database. */
  level: z.string(),
  database: z.enum(['SQLite', 'PostgreSQL']),
  /** The instant, in real time. */
  takenAt: z.string(),
  /** The last change that is in it. */
  seq: z.number().int(),
});
export type Head = z.infer<typeof Head>;

/** What comes before the rows of a table. */
export const TableLine = z.object({
  table: z.string(),
  columns: z.array(z.string()).min(1),
  lastId: z.number().int().optional(),
});
export type TableLine = z.infer<typeof TableLine>;

/** The last line. */
export const End = z.object({ rows: z.record(z.string(), z.number().int()), sha256: z.string() });
export type End = z.infer<typeof End>;

/** The format that is written, and the newest that is read. */
export const format = 1;

/** What is not in a backup: who is signed in, and the answers kept for requests that are sent twice. */
export const leftOut: readonly string[] = ['session', 'idempotency'];

/** Why a backup cannot be taken or restored, in one sentence for the person at the console. */
export class BackupError extends Error {}
