import { type ControlledTransaction, type Kysely, type KyselyPlugin, sql } from 'kysely';
import type { AlertTransition } from '#shared/alert.ts';
import type { Day, Instant } from '#shared/calendar.ts';
import type { Topic } from '#shared/events.ts';
import type { AlertRow } from './queries/alerts.ts';
import type { Db, Tables } from './schema.ts';
import { isConnectionLost, isWorthRetrying, lockingClause, notifyOthers } from './sql.ts';

/** What became of an alert, with the alert as it stood at the commit. */
export interface AlertChange {
  transition: AlertTransition;
  /** The day up to which its arithmetic is true. */
  asOf: Day;
  alert: AlertRow;
}

/** What one committed write made stale, and what became of alerts: the payload of the live feed. */
export interface Change {
  seq: number;
  at: Instant;
  topics: Topic[];
  /** Codes; absent where all projects may be concerned. */
  projects?: string[];
  alerts?: AlertChange[];
}

/** What a work may know and say besides its SQL. */
export interface Unit {
  /** When everything of this work became known: `recordedAt`, taken under the lock that orders all writes. */
  readonly at: Instant;
  /** The `seq` under which this work's change is told, if it announces one. */
  readonly seq: number;
  /** The last `seq` that changed a plan. */
  readonly planSeq: number;
  /** The business day: the calendar's, or training mode's. */
  readonly today: Day;
  /** Says what became stale. Said twice, both count. */
  announce(change: Omit<Change, 'seq' | 'at'>): void;
  /** Says that what was read of plans is stale. */
  planChanged(): void;
  /** Moves training mode's day, or begins training. */
  train(today: Day, from?: 'environment' | 'sample'): Promise<void>;
}

export type Work<T> = (trx: Db, unit: Unit) => Promise<T>;

interface Waiting {
  run: Work<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

interface ClockRow {
  seq: number;
  recorded_at: string;
  plan_seq: number;
  training_today: string | null;
  training_from: string | null;
}

/** So many works share a commit at most; more would make the first of them wait. */
const mostTogether = 64;

/**
 * The one gate through which everything is written. Works that wait together share a transaction and its
 * commit, each in a savepoint of its own; none is answered before the commit. They run one after another
 * under the lock of the `clock` row, on both databases, so `seq` and `recordedAt` never go back, and what
 * a work checks first still holds when it writes.
 */
export function createGate(
  writer: Kysely<Tables>,
  {
    now,
    dayOf,
    committed,
  }: { now: () => Date; dayOf: (now: Date) => Day; committed: (changes: Change[]) => void },
) {
  const waiting: Waiting[] = [];
  let running: Promise<void> | undefined;

  function write<T>(run: Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      waiting.push({ run, resolve: resolve as (value: unknown) => void, reject });
      running ??= drain();
    });
  }

  async function drain() {
    let lost = 0;
    while (waiting.length > 0) {
      const together: Waiting[] = [];
      try {
        await runTogether(together);
        lost = 0;
      } catch (error) {
        const begun = together.length > 0;
        lost = !begun && isConnectionLost(error) ? lost + 1 : 0;
        // The shared transaction itself failed and nothing of it is stored. A lost race is run again, and so is
        // one that found a dead connection before it began: the first may say so, then the next is the same one.
        if (isWorthRetrying(error) || (lost > 0 && lost < 3)) waiting.unshift(...together);
        // Where none can begin, the database is away, and all who wait must hear.
        else for (const work of begun ? together : waiting.splice(0)) work.reject(error);
      }
    }
    // In the same step as the last look: a write handed in between would find nobody to run it.
    running = undefined;
  }

  async function runTogether(together: Waiting[]) {
    const trx = await writer.startTransaction().execute();
    const answers: (() => void)[] = [];
    const changes: Change[] = [];
    try {
      const clock = await lockClock(trx);
      const before = clock.seq;
      for (
        let work = waiting.shift();
        work;
        work = together.length < mostTogether ? waiting.shift() : undefined
      ) {
        together.push(work);
        answers.push(await runOne(trx, clock, work, changes));
      }
      if (clock.seq > before) await keepClock(trx, clock);
      if (changes.length > 0) await notifyOthers(trx, clock.seq);
      await trx.commit().execute();
    } catch (error) {
      await trx
        .rollback()
        .execute()
        .catch(() => undefined);
      throw error;
    }
    if (changes.length > 0) committed(changes);
    for (const answer of answers) answer();
  }

  async function runOne(
    trx: ControlledTransaction<Tables>,
    clock: ClockRow,
    work: Waiting,
    changes: Change[],
  ) {
    const guard = new Guard();
    const before = { ...clock };
    const unit = new OneUnit(trx, clock, now(), dayOf);
    await sql`savepoint work`.execute(trx);
    try {
      const value = await work.run(trx.withPlugin(guard), unit);
      guard.close();
      const change = await unit.finish();
      await sql`release savepoint work`.execute(trx);
      if (change) changes.push(change);
      return () => work.resolve(value);
    } catch (error) {
      guard.close();
      if (isWorthRetrying(error)) throw error;
      Object.assign(clock, before);
      await sql`rollback to savepoint work`.execute(trx);
      await sql`release savepoint work`.execute(trx);
      return () => work.reject(error);
    }
  }

  return {
    write,
    /** Waits until everything that was handed in has been answered. */
    idle: async () => {
      while (running) await running;
    },
  };
}

class OneUnit implements Unit {
  readonly at: Instant;
  readonly seq: number;
  readonly #trx: Db;
  readonly #clock: ClockRow;
  readonly #dayOfNow: Day;
  readonly #topics = new Set<Topic>();
  readonly #projects = new Set<string>();
  readonly #alerts: AlertChange[] = [];
  #allProjects = false;
  #plans = false;

  constructor(trx: Db, clock: ClockRow, now: Date, dayOf: (now: Date) => Day) {
    const at = now.toISOString();
    this.at = at > clock.recorded_at ? at : clock.recorded_at;
    this.seq = clock.seq + 1;
    this.#trx = trx;
    this.#clock = clock;
    this.#dayOfNow = dayOf(now);
  }

  get planSeq() {
    return this.#clock.plan_seq;
  }

  get today() {
    return this.#clock.training_today ?? this.#dayOfNow;
  }

  announce({ topics, projects, alerts = [] }: Omit<Change, 'seq' | 'at'>) {
    for (const topic of topics) this.#topics.add(topic);
    for (const project of projects ?? []) this.#projects.add(project);
    if (!projects) this.#allProjects = true;
    this.#alerts.push(...alerts);
  }

  planChanged() {
    this.#plans = true;
    this.#clock.plan_seq = this.seq;
  }

  async train(today: Day, from?: 'environment' | 'sample') {
    this.#clock.training_today = today;
    if (from) this.#clock.training_from = from;
    const row = { training_today: today, training_from: this.#clock.training_from };
    await this.#trx.updateTable('clock').set(row).where('id', '=', 1).execute();
  }

  /** Writes the change row, if anything was announced, and takes the `seq`. */
  async finish(): Promise<Change | undefined> {
    if (this.#topics.size === 0 && !this.#plans) return undefined;
    const change: Change = { seq: this.seq, at: this.at, topics: [...this.#topics] };
    if (!this.#allProjects) change.projects = [...this.#projects];
    if (this.#alerts.length > 0) change.alerts = this.#alerts;
    const { seq, at, ...body } = change;
    await this.#trx
      .insertInto('change')
      .values({ seq, at, body: JSON.stringify(body) })
      .execute();
    this.#clock.seq = seq;
    this.#clock.recorded_at = at;
    return change;
  }
}

/** Refuses statements of a work that has ended: one sent too late would land in somebody else's savepoint. */
class Guard implements KyselyPlugin {
  #closed = false;

  close() {
    this.#closed = true;
  }

  transformQuery({ node }: Parameters<KyselyPlugin['transformQuery']>[0]) {
    if (this.#closed)
      throw new Error('a statement was sent after its write had ended: await every statement');
    return node;
  }

  async transformResult({ result }: Parameters<KyselyPlugin['transformResult']>[0]) {
    return result;
  }
}

async function lockClock(trx: Db): Promise<ClockRow> {
  const row = sql<ClockRow>`select seq, recorded_at, plan_seq, training_today, training_from
    from clock where id = 1 ${lockingClause(trx)}`;
  const { rows } = await row.execute(trx);
  const [clock] = rows;
  if (!clock) throw new Error('the database has lost its clock row');
  return { ...clock };
}

async function keepClock(trx: Db, { seq, recorded_at, plan_seq }: ClockRow) {
  await trx.updateTable('clock').set({ seq, recorded_at, plan_seq }).where('id', '=', 1).execute();
}
