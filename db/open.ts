import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { type Day, dayAt } from '#shared/calendar.ts';
import { type Change, createGate, type Joining, type Settle, type Work } from './gate.ts';
import { migrate } from './migrate.ts';
import { changesSince } from './queries/changes.ts';
import { prepareCommits } from './queries/judged.ts';
import type { Db, Tables } from './schema.ts';
import { changeChannel } from './sql.ts';
import { sqlite3Dialect } from './sqlite3.ts';
import type { Trail } from './trail.ts';

export interface Database {
  /** For reading only: a statement that would write is refused by the database. */
  readonly read: Db;
  /** The only way to write: see `createGate`. */
  write<T>(work: Work<T>, joining?: Joining<T>): Promise<T>;
  /** The same for one part of a long work: whoever else writes goes first, and in between. */
  writeBehind<T>(work: Work<T>): Promise<T>;
  /** The same database, in which whatever is written leaves its row in the trail. */
  as(trail: Trail): Database;
  /** The business day now: the calendar's in the time zone of the office, or training mode's. */
  today(): Promise<Day>;
  /** Hears of every committed change, here or by another server, in the order of `seq`, each once. */
  onChange(listener: (change: Change) => void): void;
  /** Says how projects that a write touched are judged before its commit; until then they are not. */
  settleWith(settle: Settle): void;
  /** Finishes what was handed in, then lets go of the database. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** `sqlite:./data/duibiao.sqlite` or `postgres://user:password@host/name`. */
  url: string;
  timeZone: string;
  now?: () => Date;
}

/** Opens and migrates the database that a URL names. Throws where it cannot be reached. */
export async function openDb({ url, timeZone, now = () => new Date() }: OpenOptions): Promise<Database> {
  const { reader, writer, listen } = connect(url);
  try {
    await migrate(writer);
    await prepareCommits(writer);
    const feed = await createFeed(reader);
    const dayOf = (instant: Date) => dayAt(instant, timeZone);
    let settle: Settle = async () => ({});
    const gate = createGate(writer, {
      now,
      dayOf,
      committed: feed.committed,
      settle: (trx, unit, projects) => settle(trx, unit, projects),
    });
    const stopListening = await listen(feed.catchUp);
    const opened: Database = {
      read: reader,
      write: gate.write,
      writeBehind: gate.writeBehind,
      onChange: feed.onChange,
      as: (trail) => ({
        ...opened,
        write: (work, joining) => gate.write(work, joining, trail),
        writeBehind: (work) => gate.writeBehind(work, undefined, trail),
      }),
      settleWith(how) {
        settle = how;
      },
      async today() {
        const clock = await reader.selectFrom('clock').select('training_today').executeTakeFirstOrThrow();
        return clock.training_today ?? dayOf(now());
      },
      async close() {
        await gate.idle();
        feed.stop();
        await stopListening();
        await Promise.all([reader.destroy(), writer.destroy()]);
      },
    };
    return opened;
  } catch (error) {
    await Promise.allSettled([reader.destroy(), writer.destroy()]);
    throw error;
  }
}

/** The connections to the database that a URL names, whatever is in it: nothing is migrated. Both are to be destroyed. */
export function connect(url: string): Opened {
  return url.startsWith('postgres') ? openPostgres(url) : openSqlite(url);
}

type Opened = {
  /** Refuses to write. */
  reader: Kysely<Tables>;
  writer: Kysely<Tables>;
  /** Calls back when another server has committed; answers how to stop. */
  listen(heard: () => void): Promise<() => Promise<void>>;
};

function openSqlite(url: string): Opened {
  const file = url.replace(/^sqlite:(\/\/)?/, '');
  mkdirSync(dirname(file), { recursive: true });
  return {
    reader: new Kysely({ dialect: sqlite3Dialect({ file, connections: 2, readOnly: true }) }),
    writer: new Kysely({ dialect: sqlite3Dialect({ file, connections: 1, readOnly: false }) }),
    listen: async () => async () => {},
  };
}

function openPostgres(connectionString: string): Opened {
  // int8 as a number: the amounts, counts and keys kept here stay below 2^53.
  const types = { getTypeParser: ((oid: number, format: 'text') => int8AsNumber(oid, format)) as never };
  const pool = (max: number, options?: string) => {
    const connections = new pg.Pool({ connectionString, max, types, options, keepAlive: true });
    // Whoever uses a connection that is lost hears of it; an `error` that nobody listens to ends the process.
    connections.on('error', () => undefined);
    connections.on('connect', (client) => client.on('error', () => undefined));
    return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: connections }) });
  };
  return {
    reader: pool(8, '-c default_transaction_read_only=on'),
    writer: pool(1),
    listen: (heard) => listenForChanges(connectionString, heard),
  };
}

function int8AsNumber(oid: number, format: 'text') {
  return oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);
}

/**
 * A lost connection only makes other servers' news late: it is opened again, and the gap is read then. Each
 * attempt has one successor at most, however many ways a connection says that it ended.
 */
async function listenForChanges(connectionString: string, heard: () => void) {
  let stopped = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  const connect = async () => {
    const opened = new pg.Client({ connectionString, keepAlive: true });
    client = opened;
    let lost = false;
    const tryAgain = () => {
      if (stopped || lost) return;
      lost = true;
      opened.end().catch(() => undefined);
      retry = setTimeout(() => void connect().catch(() => undefined), 1000);
    };
    opened.on('notification', heard);
    opened.on('error', tryAgain);
    opened.on('end', tryAgain);
    try {
      await opened.connect();
      await opened.query(`listen ${changeChannel}`);
    } catch (error) {
      tryAgain();
      throw error;
    }
    heard();
  };
  const stop = async () => {
    stopped = true;
    clearTimeout(retry);
    await client?.end();
  };
  try {
    await connect();
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
  return stop;
}

/** Passes committed changes on in the order of `seq`; what other servers wrote in between is read. */
async function createFeed(reader: Db) {
  const listeners: ((change: Change) => void)[] = [];
  const clock = await reader.selectFrom('clock').select('seq').executeTakeFirstOrThrow();
  let told = clock.seq;
  let reading: Promise<void> | undefined;
  let again = false;
  let retry: NodeJS.Timeout | undefined;
  let stopped = false;

  const tell = (change: Change) => {
    if (change.seq <= told) return;
    told = change.seq;
    for (const listener of listeners) listener(change);
  };
  const readGap = async () => {
    do {
      again = false;
      for (const change of await changesSince(reader, told, 1000)) {
        tell(change);
        again = true;
      }
    } while (again);
  };
  const catchUp = () => {
    again = true;
    if (stopped) return;
    reading ??= readGap().then(
      () => readAgain(50),
      // The database is away: what it committed is told as soon as it can be read.
      () => {
        again = true;
        readAgain(1000);
      },
    );
  };
  const readAgain = (wait: number) => {
    reading = undefined;
    if (!again || stopped) return;
    clearTimeout(retry);
    retry = setTimeout(catchUp, wait).unref();
  };
  return {
    onChange: (listener: (change: Change) => void) => void listeners.push(listener),
    catchUp,
    stop() {
      stopped = true;
      clearTimeout(retry);
    },
    committed(change: Change) {
      // Ours follows what was told last unless another server came between; then the gap is read in order.
      if (!reading && change.seq === told + 1) tell(change);
      else catchUp();
    },
  };
}
