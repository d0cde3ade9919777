import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import sqlite3 from 'sqlite3';

export interface Sqlite3Options {
  /** The database file; it is created where it does not exist. */
  file: string;
  /** How many connections. A writer has one; readers wait for one of theirs to be free. */
  connections: number;
  /** Readers refuse every statement that would write. */
  readOnly: boolean;
}

/**
 * Kysely over the npm sqlite3 driver. A connection serves one caller at a time, so statements of two
 * callers never share a transaction; who comes while all are taken waits in line.
 */
export function sqlite3Dialect(options: Sqlite3Options): Dialect {
  return {
    createDriver: () => new Sqlite3Driver(options),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new TransactionalSqliteAdapter(),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
  };
}

/** SQLite rolls schema changes back like any other; a migration that fails then leaves nothing behind. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true;
  }
}

class Sqlite3Driver implements Driver {
  readonly #options: Sqlite3Options;
  readonly #all: Connection[] = [];
  readonly #free: Connection[] = [];
  readonly #waiting: ((connection: Connection) => void)[] = [];

  constructor(options: Sqlite3Options) {
    this.#options = options;
  }

  async init() {
    for (let count = 0; count < this.#options.connections; count += 1) {
      const connection = await Connection.open(this.#options);
      this.#all.push(connection);
      this.#free.push(connection);
    }
  }

  async acquireConnection(): Promise<Connection> {
    return this.#free.pop() ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  async releaseConnection(connection: Connection) {
    const next = this.#waiting.shift();
    if (next) next(connection);
    else this.#free.push(connection);
  }

  /** A writer asks for the lock at once: it waits here, never half way through its work. */
  async beginTransaction(connection: Connection) {
    await connection.executeQuery(CompiledQuery.raw(this.#options.readOnly ? 'begin' : 'begin immediate'));
  }

  async commitTransaction(connection: Connection) {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: Connection) {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async destroy() {
    await Promise.all(this.#all.map((connection) => connection.close()));
  }
}

const keptStatements = 200;

class Connection implements DatabaseConnection {
  readonly #db: sqlite3.Database;
  /** Prepared statements by their text, the least recently used first. */
  readonly #prepared = new Map<string, sqlite3.Statement>();

  private constructor(db: sqlite3.Database) {
    this.#db = db;
  }

  static async open({ file, readOnly }: Sqlite3Options): Promise<Connection> {
    const mode = sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE;
    const db = await new Promise<sqlite3.Database>((resolve, reject) => {
      const opened = new sqlite3.Database(file, mode, (error) => (error ? reject(error) : resolve(opened)));
    });
    const connection = new Connection(db);
    const pragmas = [
      'pragma busy_timeout = 10000',
      'pragma journal_mode = wal',
      // A voucher that was answered must survive a power cut, not only a crash of the process.
      'pragma synchronous = full',
      'pragma foreign_keys = on',
      'pragma temp_store = memory',
      // Where a big file's numbers come in order, what it touches of the index fits many times over.
      `pragma cache_size = -${readOnly ? 2_000 : 16_000}`,
    ];
    if (readOnly) pragmas.push('pragma query_only = on');
    for (const pragma of pragmas) await connection.executeQuery(CompiledQuery.raw(pragma));
    return connection;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const statement = this.#prepared.get(sql) ?? (await this.#prepare(sql));
    this.#keep(sql, statement);
    return new Promise((resolve, reject) => {
      if (givesRows(sql)) {
        statement.all<Row>(parameters, (error, rows) => (error ? reject(error) : resolve({ rows })));
      } else {
        statement.run(parameters, function (error) {
          if (error) reject(error);
          else resolve({ rows: [], numAffectedRows: BigInt(this.changes), insertId: BigInt(this.lastID) });
        });
      }
    });
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('sqlite3 gives rows whole; page with limit instead');
  }

  async close(): Promise<void> {
    for (const statement of this.#prepared.values()) statement.finalize();
    await new Promise<void>((resolve, reject) =>
      this.#db.close((error) => (error ? reject(error) : resolve())),
    );
  }

  #prepare(sql: string): Promise<sqlite3.Statement> {
    return new Promise((resolve, reject) => {
      const statement = this.#db.prepare(sql, (error: Error | null) =>
        error ? reject(error) : resolve(statement),
      );
    });
  }

  #keep(sql: string, statement: sqlite3.Statement) {
    this.#prepared.delete(sql);
    this.#prepared.set(sql, statement);
    if (this.#prepared.size <= keptStatements) return;
    const [oldest] = this.#prepared;
    if (!oldest) return;
    this.#prepared.delete(oldest[0]);
    oldest[1].finalize();
  }
}

function givesRows(sql: string): boolean {
  return /^\s*(select|with|pragma)\b/i.test(sql) || /\breturning\b/i.test(sql);
}
