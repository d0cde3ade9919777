import {
  type ControlledTransaction,
  type Kysely,
  type KyselyPlugin,
  type RootOperationNode,
  sql,
} from 'kysely';
import type { AlertTransition } from '#shared/alert.ts';
import type { Day, Instant } from '#shared/calendar.ts';
import type { Topic } from '#shared/events.ts';
import type { AlertRow } from './queries/alert-rows.ts';
import { auditRow, type NewAuditRow } from './queries/audit.ts';
import { type Judged, keepCommit, keepJudged } from './queries/judged.ts';
import type { Db, Tables } from './schema.ts';
import { isConnectionLost, isWorthRetrying, lockingClause, notifyOthers } from './sql.ts';
import { keptStatement } from './together.ts';
import type { Deed, Trail } from './trail.ts';

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
  /** The `seq` under which the commit is told, if anything is announced in it. */
  readonly seq: number;
  /** The last committed `seq` that changed a plan; -1 once this commit changed one: then nothing read of plans may be kept. */
  readonly planSeq: number;
  /** The business day: the calendar's, or training mode's. */
  readonly today: Day;
  /** Whether others wait for this commit, and have long enough: a long work may then end here and go on in its next one. */
  readonly isAwaited: boolean;
  /** Says what became stale. Said twice, both count. */
  announce(change: Omit<Change, 'seq' | 'at'>): void;
  /** Says that what is known of these projects, by id, changed: they are judged before the commit, once. */
  touch(projects: readonly string[]): void;
  /** Says that what was read of plans is stale. */
  planChanged(): void;
  /** Moves training mode's day, or begins training. What was touched before is judged on the day it leaves. */
  train(today: Day, from?: 'environment' | 'sample'): Promise<void>;
  /** Says for the trail what is done; without a word the request says it. Nothing where nobody acts. */
  record(deed: Deed): void;
}

/** Judges the projects that works of a commit touched, within it; answers what is to be written of it. */
export type Settle = (trx: Db, unit: Unit, projects: readonly string[]) => Promise<Judged>;

export type Work<T> = (trx: Db, unit: Unit) => Promise<T>;

/** A kind of work of which many can be done in one go: a few statements for all of them instead of a few for each. */
export interface Joint<Input, Result> {
  /**
   * Does all of them, and answers each; or undefined where it cannot, and has written nothing then: each is
   * done by itself.
   */
  together(trx: Db, unit: Unit, inputs: readonly Input[]): Promise<Result[] | undefined>;
}

/** What one work brings to a joint one; `joins` makes it. */
export interface Joining<Result> {
  joint: Joint<never, Result>;
  input: unknown;
}

export function joins<Input, Result>(joint: Joint<Input, Result>, input: Input): Joining<Result> {
  return { joint, input };
}

interface Waiting {
  run: Work<unknown>;
  joining: Joining<unknown> | undefined;
  /** In whose name; undefined where the product does it by itself. */
  trail: Trail | undefined;
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

/** What the clock on the wall says, and which business day that is. */
interface Time {
  now: () => Date;
  dayOf: (now: Date) => Day;
}

/** What a batch asks of its surroundings. */
interface Around extends Time {
  isAwaited: () => boolean;
}

/** Where works wait for their turn: `front` for those that somebody waits for, `back` for parts of a long one. */
interface Queues {
  front: Waiting[];
  back: Waiting[];
}

/** So many works share a commit at most; more would make the first of them wait. */
const mostTogether = 64;
/**
 * So many ms a part of a long work may go on while others wait, if theirs took as long before it: where they never
 * stop coming, it would hardly get on otherwise.
 */
const mostBehind = 40;

/**
 * The one gate through which everything is written. Works that wait together share a transaction and its
 * commit, and what they touched is judged once before it; none is answered before the commit. They run one
 * after another under the lock of the `clock` row, on both databases, so `seq` and `recordedAt` never go
 * back, and what a work checks first still holds when it writes. A work that fails before it wrote is
 * refused alone; one that fails later undoes the whole transaction, and all of it is run again with each
 * work in a savepoint of its own. A part of a long work waits behind: it has a transaction to itself, and lets
 * those before it have one in between. Works of one kind that follow each other may be done in one go: see `Joint`.
 */
export function createGate(
  writer: Kysely<Tables>,
  { now, dayOf, committed, settle }: Time & { committed: (change: Change) => void; settle: Settle },
) {
  const queues: Queues = { front: [], back: [] };
  let running: Promise<void> | undefined;
  let backUntil = 0;

  const enqueue = (queue: Waiting[]) =>
    function write<T>(run: Work<T>, joining?: Joining<T>, trail?: Trail): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        queue.push({ run, joining, trail, resolve: resolve as (value: unknown) => void, reject });
        running ??= drain();
      });
    };

  async function drain() {
    const front = createTurn(queues.front, mostTogether);
    const back = createTurn(queues.back, 1);
    while (queues.front.length > 0 || queues.back.length > 0) {
      const began = performance.now();
      if (queues.front.length > 0) await front();
      const ended = performance.now();
      backUntil = ended + Math.min(mostBehind, ended - began);
      if (queues.back.length > 0) await back();
    }
    // In the same step as the last look: a write handed in between would find nobody to run it.
    running = undefined;
  }

  /** One transaction of works of a queue after another, what failed in the last one remembered for the next. */
  function createTurn(queue: Waiting[], most: number) {
    let lost = 0;
    let savepoints = false;
    return async () => {
      const together: Waiting[] = [];
      try {
        await runTogether(queue, together, most, savepoints);
        [lost, savepoints] = [0, false];
      } catch (error) {
        const begun = together.length > 0;
        lost = !begun && isConnectionLost(error) ? lost + 1 : 0;
        savepoints = error instanceof Spoiled && together.length > 1;
        // The shared transaction itself failed and nothing of it is stored. A lost race is run again, and so is
        // one that found a dead connection before it began: the first may say so, then the next is the same one.
        if (savepoints || isWorthRetrying(error) || (lost > 0 && lost < 3)) queue.unshift(...together);
        // Where none can begin, the database is away, and all who wait must hear.
        else
          for (const work of begun ? together : queue.splice(0))
            work.reject(error instanceof Spoiled ? error.cause : error);
      }
    };
  }

  async function runTogether(queue: Waiting[], together: Waiting[], most: number, savepoints: boolean) {
    const trx = await writer.startTransaction().execute();
    const answers: (() => void)[] = [];
    let change: Change | undefined;
    try {
      const isAwaited = () => queues.front.length > 0 && performance.now() >= backUntil;
      const batch = new Batch(trx, await lockClock(trx), settle, { now, dayOf, isAwaited });
      while (queue.length > 0 && together.length < most) {
        const works = savepoints ? queue.splice(0, 1) : takeJoint(queue, most - together.length);
        together.push(...works);
        const joint = works.length > 1 ? await runJoint(batch, works) : undefined;
        if (joint) answers.push(...joint);
        else
          for (const work of works) answers.push(await (savepoints ? runInSavepoint : runOne)(batch, work));
      }
      change = await batch.finish().catch((error: unknown) => {
        throw isWorthRetrying(error)
          ? error
          : new Spoiled('what was touched cannot be judged', { cause: error });
      });
      if (change) await notifyOthers(trx, change.seq);
      await trx.commit().execute();
      batch.recorded();
    } catch (error) {
      await trx
        .rollback()
        .execute()
        .catch(() => undefined);
      throw error;
    }
    if (change) committed(change);
    for (const answer of answers) answer();
  }

  return {
    write: enqueue(queues.front),
    writeBehind: enqueue(queues.back),
    /** Waits until everything that was handed in has been answered. */
    idle: async () => {
      while (running) await running;
    },
  };
}

/** The next work, and those right behind it that can be done with it in one go. */
function takeJoint(queue: Waiting[], most: number): Waiting[] {
  const joint = queue[0]?.joining?.joint;
  const other = queue.findIndex((work) => !joint || work.joining?.joint !== joint);
  const count = joint ? (other === -1 ? queue.length : other) : 1;
  return queue.splice(0, Math.min(count, most));
}

/** Runs works of a shared transaction in one go; undefined where that cannot be, and nothing was written. */
async function runJoint(batch: Batch, works: readonly Waiting[]) {
  const guard = new Guard();
  const unit = batch.unit();
  const joinings = works.flatMap(({ joining }) => joining ?? []);
  try {
    const inputs = joinings.map(({ input }) => input as never);
    const results = await joinings[0]?.joint.together(batch.trx.withPlugin(guard), unit, inputs);
    if (!results) return undefined;
    batch.absorb(unit);
    for (const { trail } of works) batch.record(trail, unit, guard.hasWritten);
    return works.map((work, at) => () => work.resolve(results[at]));
  } catch (error) {
    if (isWorthRetrying(error)) throw error;
    throw new Spoiled('works done in one go failed', { cause: error });
  } finally {
    guard.close();
  }
}

/** Runs one work of a shared transaction; where it fails after it wrote, the transaction is spoiled. */
async function runOne(batch: Batch, work: Waiting) {
  const guard = new Guard();
  const unit = batch.unit();
  try {
    const value = await work.run(batch.trx.withPlugin(guard), unit);
    batch.absorb(unit);
    batch.record(work.trail, unit, guard.hasWritten || unit.hasTrained);
    return () => work.resolve(value);
  } catch (error) {
    if (isWorthRetrying(error)) throw error;
    if (guard.hasWritten || unit.hasTrained)
      throw new Spoiled('a work failed after it wrote', { cause: error });
    return () => work.reject(error);
  } finally {
    guard.close();
  }
}

/** The same with a way back: whatever it does is undone alone, what it touched judged with it. */
async function runInSavepoint(batch: Batch, work: Waiting) {
  const guard = new Guard();
  const before = batch.mark();
  const { trx } = batch;
  await sql`savepoint work`.execute(trx);
  try {
    const unit = batch.unit();
    const value = await work.run(trx.withPlugin(guard), unit);
    batch.absorb(unit);
    batch.record(work.trail, unit, guard.hasWritten || unit.hasTrained);
    await batch.settle();
    await sql`release savepoint work`.execute(trx);
    return () => work.resolve(value);
  } catch (error) {
    if (isWorthRetrying(error)) throw error;
    batch.returnTo(before);
    await sql`rollback to savepoint work`.execute(trx);
    await sql`release savepoint work`.execute(trx);
    return () => work.reject(error);
  } finally {
    guard.close();
  }
}

/** A transaction that has to be undone for the sake of one of its works. */
class Spoiled extends Error {}

/** What is announced in a commit, by one of its works or by all of them. */
class News {
  topics = new Set<Topic>();
  projects = new Set<string>();
  alerts: AlertChange[] = [];
  allProjects = false;
  plans = false;
  touched = new Set<string>();

  add(other: News) {
    for (const topic of other.topics) this.topics.add(topic);
    for (const project of other.projects) this.projects.add(project);
    for (const project of other.touched) this.touched.add(project);
    this.alerts.push(...other.alerts);
    this.allProjects ||= other.allProjects;
    this.plans ||= other.plans;
  }
}

/** The works of one commit: they share its clock, its `seq` and its change row. */
class Batch {
  readonly trx: ControlledTransaction<Tables>;
  clock: ClockRow;
  readonly committedPlanSeq: number;
  #news = new News();
  #audit: { row: NewAuditRow; trail: Trail }[] = [];
  readonly #settle: Settle;
  readonly #around: Around;

  constructor(trx: ControlledTransaction<Tables>, clock: ClockRow, settle: Settle, around: Around) {
    this.trx = trx;
    this.clock = clock;
    this.committedPlanSeq = clock.plan_seq;
    this.#settle = settle;
    this.#around = around;
  }

  unit(): OneUnit {
    const now = this.#around.now();
    const at = now.toISOString();
    if (at > this.clock.recorded_at) this.clock.recorded_at = at;
    return new OneUnit(this, this.clock.recorded_at, this.#around.dayOf(now));
  }

  get isAwaited() {
    return this.#around.isAwaited();
  }

  absorb({ news }: OneUnit) {
    this.#news.add(news);
  }

  mark() {
    const news = new News();
    news.add(this.#news);
    return { clock: { ...this.clock }, news, recorded: this.#audit.length };
  }

  returnTo({ clock, news, recorded }: { clock: ClockRow; news: News; recorded: number }) {
    this.clock = clock;
    this.#news = news;
    this.#audit.length = recorded;
  }

  /**
   * What is said for the trail in somebody's name; where a work wrote and said nothing, the first of a request leaves a
   * row all the same.
   */
  record(trail: Trail | undefined, unit: OneUnit, hasWritten: boolean) {
    if (!trail) return;
    const isFirst = !trail.isRecorded && !this.#audit.some((one) => one.trail === trail);
    const deeds = unit.deeds.length === 0 && isFirst && hasWritten ? [{} as Deed] : unit.deeds;
    for (const deed of deeds) {
      const projects = deed.projects ?? [...unit.news.projects];
      const row = auditRow(trail.doing({ ...deed, projects }), { at: unit.at, day: unit.today });
      this.#audit.push({ trail, row });
    }
  }

  /** After the commit: what was recorded is not recorded again. */
  recorded() {
    for (const { trail } of this.#audit) trail.isRecorded = true;
  }

  async #judge(): Promise<Judged> {
    const projects = [...this.#news.touched];
    if (projects.length === 0) return {};
    this.#news.touched.clear();
    const unit = this.unit();
    const judged = await this.#settle(this.trx, unit, projects);
    this.absorb(unit);
    return judged;
  }

  /** Judges what was touched so far. */
  async settle() {
    await keepJudged(this.trx, await this.#judge());
  }

  /** Judges what was touched, and with it writes the change row, if anything was announced, and takes the `seq`. */
  async finish(): Promise<Change | undefined> {
    const judged = await this.#judge();
    const { topics, projects, alerts, allProjects, plans } = this.#news;
    const audit = this.#audit.map(({ row }) => row);
    if (topics.size === 0 && !plans) {
      await keepCommit(this.trx, judged, { audit });
      return undefined;
    }
    const [seq, at] = [this.clock.seq + 1, this.clock.recorded_at];
    const change: Change = { seq, at, topics: [...topics] };
    if (!allProjects) change.projects = [...projects];
    if (alerts.length > 0) change.alerts = alerts;
    const { seq: _, at: __, ...body } = change;
    await keepCommit(this.trx, judged, {
      audit,
      news: {
        change: { seq, at, body: JSON.stringify(body) },
        clock: { seq, at, planSeq: this.clock.plan_seq },
      },
    });
    return change;
  }
}

class OneUnit implements Unit {
  readonly at: Instant;
  readonly news = new News();
  readonly deeds: Deed[] = [];
  /** The day was moved, past the guard of the work's own statements. */
  hasTrained = false;
  readonly #batch: Batch;
  readonly #dayOfNow: Day;

  constructor(batch: Batch, at: Instant, dayOfNow: Day) {
    this.#batch = batch;
    this.at = at;
    this.#dayOfNow = dayOfNow;
  }

  get seq() {
    return this.#batch.clock.seq + 1;
  }

  get isAwaited() {
    return this.#batch.isAwaited;
  }

  get planSeq() {
    const { clock, committedPlanSeq } = this.#batch;
    return clock.plan_seq === committedPlanSeq ? committedPlanSeq : -1;
  }

  get today() {
    return this.#batch.clock.training_today ?? this.#dayOfNow;
  }

  announce({ topics, projects, alerts = [] }: Omit<Change, 'seq' | 'at'>) {
    for (const topic of topics) this.news.topics.add(topic);
    for (const project of projects ?? []) this.news.projects.add(project);
    if (!projects) this.news.allProjects = true;
    this.news.alerts.push(...alerts);
  }

  touch(projects: readonly string[]) {
    for (const project of projects) this.news.touched.add(project);
  }

  planChanged() {
    this.news.plans = true;
    this.#batch.clock.plan_seq = this.seq;
  }

  async train(today: Day, from?: 'environment' | 'sample') {
    await this.#batch.settle();
    this.hasTrained = true;
    const { clock, trx } = this.#batch;
    clock.training_today = today;
    if (from) clock.training_from = from;
    const row = { training_today: today, training_from: clock.training_from };
    await trx.updateTable('clock').set(row).where('id', '=', 1).execute();
  }

  record(deed: Deed) {
    this.deeds.push(deed);
  }
}

/** Refuses statements of a work that has ended: one sent too late would land in somebody else's. */
class Guard implements KyselyPlugin {
  #closed = false;
  hasWritten = false;

  close() {
    this.#closed = true;
  }

  transformQuery({ node }: Parameters<KyselyPlugin['transformQuery']>[0]) {
    if (this.#closed)
      throw new Error('a statement was sent after its write had ended: await every statement');
    if (!readsOnly(node)) this.hasWritten = true;
    return node;
  }

  async transformResult({ result }: Parameters<KyselyPlugin['transformResult']>[0]) {
    return result;
  }
}

function readsOnly(node: RootOperationNode): boolean {
  if (node.kind === 'RawNode') return /^\s*select\b/i.test(node.sqlFragments[0] ?? '');
  return node.kind === 'SelectQueryNode';
}

const clockRow = keptStatement<Record<string, never>, ClockRow>(
  (db) => sql<ClockRow>`select seq, recorded_at, plan_seq, training_today, training_from
    from clock where id = 1 ${lockingClause(db)}`,
);

async function lockClock(trx: Db): Promise<ClockRow> {
  const { rows } = await clockRow(trx, {});
  const [clock] = rows;
  if (!clock) throw new Error('the database has lost its clock row');
  return { ...clock };
}
