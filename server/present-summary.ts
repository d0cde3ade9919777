import type { Database } from '#db/open.ts';
import { keptFigures } from '#db/queries/year-records.ts';
import type { Overview } from '#shared/api.ts';
import type { Day } from '#shared/calendar.ts';
import type { ProjectFigures } from '#shared/figures.ts';
import type { DailySpending } from '#shared/plan.ts';
import { byRate, type Ranked } from '#shared/ranking.ts';
import { firing } from './alert-tallies.ts';
import type { Sight } from './sight.ts';
import { dayNumber, lightNumber, lightStates, type YearColumns } from './year-columns.ts';
import { bottomCount, noLights, topCount, trouble, type YearSummary } from './year-summary.ts';

/** The present of a year as an overview tells it, and what was spent in it by day. */
export interface Present extends Pick<Overview, 'alerts' | 'causes'> {
  summary: YearSummary;
  spending: Omit<DailySpending, 'fund'>[];
  /** How many alerts each of the projects shown has open, by its id. */
  open: ReadonlyMap<string, number>;
}

/**
 * What `summaryOf` says, from the columns of a year: a few passes over the numbers, and the figures themselves read of
 * the few that are shown. Undefined where time alone may have changed what is kept of a project: then it has to be
 * computed. Everything is taken from the columns before anything is waited for.
 */
export async function presentOf(
  db: Database,
  columns: YearColumns,
  today: Day,
  { seen }: Pick<Sight, 'seen'>,
): Promise<Present | undefined> {
  const among = seen && columns.placesOf(seen.projects);
  const counted = countedOf(columns, dayNumber(today), among);
  if (!counted) return undefined;
  const order = worstFirst(columns);
  const chosen = choose(columns, counted, order);
  const behind = most(counted, (at) => (columns.planned[at] ?? 0) - (columns.spent[at] ?? 0), order);
  const missed = most(counted, (at) => columns.missed[at] ?? 0, order);
  const besides = most(
    counted,
    (at) => ((columns.missed[at] ?? 0) > 0 ? 0 : (troubles[columns.results[at] ?? 0] ?? 0)),
    order,
  );
  const silent = most(counted, (at) => (columns.of[at] ?? 0) - (columns.done[at] ?? 0), order);
  const shown = [...new Set([...chosen.bottom, ...chosen.top])];
  const places = placesOf(columns, counted, shown);
  const spending = columns.spentByDay(among);
  const told = columns.countAlerts(seen && { places: among ?? [], departments: seen.departments }).told();
  const open = new Map(shown.map((at) => [columns.ids[at] ?? '', firing(columns.alerts[at] ?? [])]));
  const sum = (column: Float64Array) => sumOf(column, counted);
  const [of, done] = [sum(columns.of), sum(columns.done)];
  const summary = {
    projectCount: counted.length,
    budget: sum(columns.budget),
    forecast: sum(columns.forecast),
    lights: {
      plan: countLights(columns.plan, counted),
      elapsed: countLights(columns.elapsed, counted),
      results: countLights(columns.results, counted),
      yearEnd: countLights(columns.yearEnd, counted),
    },
    reported: { of, done, met: sum(columns.met), missed: sum(columns.missed), missing: of - done },
    places,
  };
  const ids = (some: readonly number[]) => some.map((at) => columns.ids[at] ?? '');
  const [bottom, top, firsts] = [
    ids(chosen.bottom),
    ids(chosen.top),
    ids([behind.first, missed.first, silent.first, besides.first]),
  ];
  const kept = new Map<string, ProjectFigures | null>();
  for (const [id, json] of await keptFigures(db.read, [...bottom, ...top, ...firsts]))
    kept.set(id, JSON.parse(json) as ProjectFigures | null);
  const figures = (some: readonly string[]) => some.flatMap((id) => kept.get(id) ?? []);
  const [ofBehind, ofMissed, ofSilent, ofBesides] = firsts.map((id) => kept.get(id)?.name ?? '');
  return {
    summary: {
      ...summary,
      bottom: figures(bottom),
      top: figures(top),
      behind: { first: ofBehind ?? '', count: behind.count, short: shortOf(columns, counted) },
      missed: { first: ofMissed ?? '', count: missed.count },
      silent: { first: ofSilent ?? '', count: silent.count },
      besides: { first: ofBesides ?? '', count: besides.count },
    },
    spending,
    ...told,
    open,
  };
}

/** Where the projects stand that count, among those at some places; undefined where one has to be judged anew. */
function countedOf(
  { isCounted, nextCheck, size }: YearColumns,
  today: number,
  among: readonly number[] | undefined,
): Uint32Array | undefined {
  const counted = new Uint32Array(among?.length ?? size);
  let count = 0;
  for (let n = 0; n < counted.length; n += 1) {
    const at = among ? (among[n] ?? 0) : n;
    if ((nextCheck[at] ?? 0) <= today) return undefined;
    if (isCounted[at]) counted[count++] = at;
  }
  return counted.subarray(0, count);
}

/** The ten worst, and the best of those as planned. */
function choose(columns: YearColumns, counted: Uint32Array, order: Order) {
  const bottom = new First(bottomCount, order);
  const top = new First(topCount, (a, b) => order(b, a));
  const green = lightNumber('green');
  for (const at of counted) {
    bottom.offer(at);
    if (columns.plan[at] === green) top.offer(at);
  }
  return { bottom: bottom.places, top: top.places };
}

/** The order of `worstFirst` between two places. */
function worstFirst({ rank, planned, spent, codes, isInOrder }: YearColumns): Order {
  const byCode: Order = isInOrder
    ? (a, b) => a - b
    : (a, b) => ((codes[a] ?? '') < (codes[b] ?? '') ? -1 : 1);
  return (a, b) =>
    (rank[a] ?? 0) - (rank[b] ?? 0) ||
    (planned[b] ?? 0) - (spent[b] ?? 0) - ((planned[a] ?? 0) - (spent[a] ?? 0)) ||
    byCode(a, b);
}

type Order = (a: number, b: number) => number;

/** The first few of all that are offered, in order. */
class First {
  readonly places: number[] = [];
  readonly #most: number;
  readonly #order: Order;

  constructor(most: number, order: Order) {
    this.#most = most;
    this.#order = order;
  }

  offer(at: number): void {
    const { places } = this;
    const last = places[places.length - 1];
    if (places.length >= this.#most && last !== undefined && this.#order(at, last) > 0) return;
    const before = places.findIndex((one) => this.#order(at, one) < 0);
    places.splice(before < 0 ? places.length : before, 0, at);
    if (places.length > this.#most) places.pop();
  }
}

/** `trouble` by the number under which a light is kept. */
const troubles = lightStates.map(trouble);

/** How many have some of it, and where the one is that has the most; of equals the first in an order, -1 of none. */
function most(counted: Uint32Array, much: (at: number) => number, order: Order) {
  let [first, count, highest] = [-1, 0, 0];
  for (const at of counted) {
    const mine = much(at);
    if (mine <= 0) continue;
    count += 1;
    if (mine < highest || (mine === highest && order(at, first) > 0)) continue;
    [first, highest] = [at, mine];
  }
  return { first, count };
}

/** What `projectPlaces` says of those shown. */
function placesOf(
  columns: YearColumns,
  counted: Uint32Array,
  shown: readonly number[],
): YearSummary['places'] {
  const hadNode = counted.some((at) => !Number.isNaN(columns.spentAtNode[at] ?? 0));
  const now = higher(columns, { rates: columns.rate, spent: columns.spent }, counted, shown);
  const atNode =
    hadNode && higher(columns, { rates: columns.rateAtNode, spent: columns.spentAtNode }, counted, shown);
  return new Map(
    shown.map((at, n) => [
      columns.ids[at] ?? '',
      {
        now: 1 + (now[n] ?? 0),
        atNode: atNode ? 1 + (atNode[n] ?? 0) : null,
        of: counted.length,
      },
    ]),
  );
}

/** How far two shares must be apart for their fractions, off in the last digit, to say which is higher. */
const near = 1e-12;

/** How many have a higher share than each of those shown. */
function higher(
  { budget }: YearColumns,
  { rates, spent }: { rates: Float64Array; spent: Float64Array },
  counted: Uint32Array,
  shown: readonly number[],
): number[] {
  const ranked = (at: number) => ({ budget: budget[at] ?? 0, spent: spent[at] || 0 });
  // The lowest first: who is above one of them is above all before it.
  const order = shown.map((_, n) => n).sort((a, b) => byRate(ranked(shown[b] ?? 0), ranked(shown[a] ?? 0)));
  const limits = order.map((n) => ranked(shown[n] ?? 0));
  const fractions = order.map((n) => rates[shown[n] ?? 0] ?? 0);
  const below = Float64Array.from(fractions, (one) => one - Math.abs(one) * near);
  const beyond = Float64Array.from(fractions, (one) => one + Math.abs(one) * near);
  // How many are above so many of them, and no more.
  const above = new Uint32Array(limits.length + 1);
  for (let n = 0; n < counted.length; n += 1) {
    const at = counted[n] ?? 0;
    const rate = rates[at] ?? 0;
    let low = 0;
    let high = limits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rate > (beyond[middle] ?? 0)) low = middle + 1;
      else if (rate < (below[middle] ?? 0)) high = middle;
      else if (isHigher(budget[at] ?? 0, spent[at] || 0, limits[middle])) low = middle + 1;
      else high = middle;
    }
    above[low] = (above[low] ?? 0) + 1;
  }
  const counts: number[] = [];
  let sum = 0;
  for (let n = limits.length - 1; n >= 0; n -= 1) {
    sum += above[n + 1] ?? 0;
    counts[order[n] ?? 0] = sum;
  }
  return counts;
}

/** Whether a share is higher, exactly; what is the same to the digit takes no arithmetic. */
function isHigher(budget: number, spent: number, than: Ranked | undefined): boolean {
  if (!than) return false;
  if (spent === than.spent && (budget === than.budget || (spent === 0 && budget > 0 && than.budget > 0)))
    return false;
  return byRate({ budget, spent }, than) < 0;
}

/** What those behind their plan are short of together. */
function shortOf({ planned, spent }: YearColumns, counted: Uint32Array): number {
  let sum = 0;
  for (let n = 0; n < counted.length; n += 1) {
    const at = counted[n] ?? 0;
    sum += Math.max(0, (planned[at] ?? 0) - (spent[at] ?? 0));
  }
  return sum;
}

function sumOf(column: Float64Array, counted: Uint32Array): number {
  let sum = 0;
  for (let n = 0; n < counted.length; n += 1) sum += column[counted[n] ?? 0] ?? 0;
  return sum;
}

function countLights(column: Uint8Array, counted: Uint32Array) {
  const states = new Uint32Array(lightStates.length);
  for (let n = 0; n < counted.length; n += 1) {
    const state = column[counted[n] ?? 0] ?? 0;
    states[state] = (states[state] ?? 0) + 1;
  }
  const lights = noLights();
  lightStates.forEach((state, at) => {
    lights[state] = states[at] ?? 0;
  });
  return lights;
}
