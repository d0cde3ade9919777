import { setImmediate } from 'node:timers/promises';
import type { Change } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import { changesSince, lastSeq } from '#db/queries/changes.ts';
import { nodesInForce, sumOfNodes } from '#db/queries/plans.ts';
import { departmentAlerts, yearRecords } from '#db/queries/year-records.ts';
import type { Day } from '#shared/calendar.ts';
import type { Topic } from '#shared/events.ts';
import type { PlanNode } from '#shared/plan.ts';
import { talliesOf } from './alert-tallies.ts';
import type { Sight } from './sight.ts';
import { inSlices } from './slices.ts';
import { YearColumns } from './year-columns.ts';
import { planSeq } from './year-figures.ts';

/** The present of years, kept in memory by what committed changes say. */
export interface YearIndex {
  /** The columns of a year as of the last commit before the call, or a later one. */
  columns(year: number): Promise<YearColumns>;
  /** What the plans that count on a day ask for together, of those that somebody sees. */
  nodes(year: number, asOf: Day, sight: Pick<Sight, 'seen' | 'key'>): Promise<PlanNode[]>;
}

/** So many projects are read at a time: nobody waits long for a slice. */
const slice = 500;
/** After so many commits at once it is cheaper to read everything. */
const mostChanges = 2_000;
/** The years asked for last; a third one replaces the one that nobody asked for longest. */
const mostYears = 2;
/** So many people's nodes are kept of a year. */
const mostNodes = 200;

/**
 * Keeps the present of the years that are asked for. Nothing is taken from what this process wrote: each read asks
 * which changes were committed since, here or by another server, and reads anew what they name, or everything
 * where they name nothing. What is kept is as of the `seq` up to which it asked, or of a later one.
 */
export function createYearIndex(db: Database): YearIndex {
  const years = new Map<number, KeptYear>();
  const keptOf = (year: number) => {
    const kept = years.get(year) ?? new KeptYear(db, year);
    years.delete(year);
    years.set(year, kept);
    const [oldest] = years.keys();
    if (years.size > mostYears && oldest !== undefined) years.delete(oldest);
    return kept;
  };
  return {
    columns: async (year) => await keptOf(year).columns(),
    nodes: async (year, asOf, sight) => await keptOf(year).nodes(asOf, sight),
  };
}

class KeptYear {
  readonly #db: Database;
  readonly #year: number;
  #kept: { seq: number; columns: YearColumns } | undefined;
  #running: Promise<YearColumns> | undefined;
  #next: Promise<YearColumns> | undefined;
  #nodes = new Map<string, Promise<PlanNode[]>>();
  #nodesOf = '';

  constructor(db: Database, year: number) {
    this.#db = db;
    this.#year = year;
  }

  /** What is under way may have asked before this call: then the call waits for the next one, with all who wait. */
  async columns(): Promise<YearColumns> {
    if (!this.#running) return await this.#run();
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.#run();
      });
    return await this.#next;
  }

  #run(): Promise<YearColumns> {
    const running = this.#upToDate().finally(() => {
      if (this.#running === running) this.#running = undefined;
    });
    this.#running = running;
    return running;
  }

  async #upToDate(): Promise<YearColumns> {
    const seq = await lastSeq(this.#db.read);
    const kept = this.#kept;
    const since = kept && seq - kept.seq;
    if (kept && since === 0) return kept.columns;
    const changes = kept && (await changesSince(this.#db.read, kept.seq, mostChanges + 1));
    // Each commit counts on by one: where one is missing, it is not known what changed.
    const last = changes?.at(-1)?.seq;
    const isWhole = kept && changes && last !== undefined && last - kept.seq === changes.length;
    const codes = isWhole && changes.length <= mostChanges ? codesIn(changes) : undefined;
    if (!kept || !codes || last === undefined) return await this.#loadAll(seq);
    await inSlices(codes, slice, async (some) => {
      for (const record of await yearRecords(this.#db.read, this.#year, { codes: some }))
        kept.columns.set(record);
    });
    if (changes?.some(({ topics }) => topics.includes('alerts'))) await this.#ofDepartments(kept.columns);
    kept.seq = last;
    return kept.columns;
  }

  async #loadAll(seq: number): Promise<YearColumns> {
    this.#kept = undefined;
    const columns = new YearColumns();
    for (let after = ''; ; ) {
      const records = await yearRecords(this.#db.read, this.#year, { after, limit: slice });
      for (const record of records) columns.set(record);
      after = records.at(-1)?.code ?? after;
      if (records.length < slice) break;
      await setImmediate();
    }
    await this.#ofDepartments(columns);
    this.#kept = { seq, columns };
    return columns;
  }

  async #ofDepartments(columns: YearColumns): Promise<void> {
    const own = await departmentAlerts(this.#db.read, this.#year);
    columns.ofDepartments = new Map([...own].map(([code, open]) => [code, talliesOf(open)]));
  }

  async nodes(asOf: Day, { seen, key }: Pick<Sight, 'seen' | 'key'>): Promise<PlanNode[]> {
    const of = `${await planSeq(this.#db)} ${asOf}`;
    if (of !== this.#nodesOf || this.#nodes.size >= mostNodes) {
      this.#nodes = new Map();
      this.#nodesOf = of;
    }
    const who = seen ? key : '';
    const before = this.#nodes.get(who);
    if (before) return await before;
    const nodes = this.#addUp(asOf, seen?.projects);
    const kept = this.#nodes;
    kept.set(who, nodes);
    nodes.catch(() => kept.delete(who));
    return await nodes;
  }

  async #addUp(asOf: Day, seen: readonly string[] | undefined): Promise<PlanNode[]> {
    const ids = seen ?? (await this.columns()).ids;
    const year = this.#year;
    const parts = await inSlices(ids, slice, async (projects) =>
      sumOfNodes(await nodesInForce(this.#db.read, year, { asOf, projects })),
    );
    return sumOfNodes(parts);
  }
}

/** Without a project named, a change of these may have moved figures of any. */
const ofFigures: readonly Topic[] = [
  'projects',
  'indicators',
  'expenditures',
  'measurements',
  'plans',
  'rules',
];

/** The codes of the projects that changes may have moved; undefined where they may be any. */
function codesIn(changes: readonly Change[]): string[] | undefined {
  const codes = new Set<string>();
  for (const { projects, topics, alerts } of changes) {
    for (const code of projects ?? []) codes.add(code);
    if (projects) continue;
    if (topics.some((topic) => ofFigures.includes(topic))) return undefined;
    // What became of departments' own alerts may be all there was.
    const isOwn = alerts?.every(({ alert }) => alert.projectCode === null);
    if (topics.includes('alerts') && !isOwn) return undefined;
  }
  return [...codes];
}
