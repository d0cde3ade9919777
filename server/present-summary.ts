import type { Database } from '#db/open.ts';
import { keptFigures } from '#db/queries/year-records.ts';
import type { Project } from '#shared/api.ts';
import type { Day } from '#shared/calendar.ts';
import type { ProjectFigures } from '#shared/figures.ts';
import type { DailySpending } from '#shared/plan.ts';
import { byRate } from '#shared/ranking.ts';
import type { Sight } from './sight.ts';
import { dayNumber, lightNumber, lightStates, type YearColumns } from './year-columns.ts';
import { bottomCount, noLights, topCount, type YearSummary } from './year-summary.ts';

/** The present of a year as an overview tells it, and what was spent in it by day. */
export interface Present {
  summary: YearSummary;
  spending: Omit<DailySpending, 'fund'>[];
}

/**
 * What `summaryOf` says, from the columns of a year: one pass over the numbers, and the figures themselves read of
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
  const found = pass(columns, counted);
  const shown = [...new Set([...found.bottom, ...found.top])];
  const places = new Map(
    shown.map((at) => [columns.ids[at] ?? '', placeOf(columns, counted, at, found.hadNode)]),
  );
  const spending = columns.spentByDay(among);
  const idsOf = (some: readonly number[]) => some.map((at) => columns.ids[at] ?? '');
  const lists = { bottom: idsOf(found.bottom), top: idsOf(found.top) };
  const firsts = [found.behind, found.missed, found.silent].flatMap(({ first }) => first ?? []);
  const ids = idsOf([...new Set([...shown, ...firsts])]);
  const nameless = {
    behind: idsOf([found.behind.first ?? -1])[0],
    missed: idsOf([found.missed.first ?? -1])[0],
    silent: idsOf([found.silent.first ?? -1])[0],
  };
  const kept = new Map(
    [...(await keptFigures(db.read, ids))].map(([id, json]) => [
      id,
      JSON.parse(json) as ProjectFigures | null,
    ]),
  );
  const figures = (some: readonly string[]) => some.flatMap((id) => kept.get(id) ?? []);
  const named = (id: string | undefined, count: number) => ({ first: kept.get(id ?? '')?.name ?? '', count });
  const { of, done, met, missed } = found.sums;
  return {
    summary: {
      projectCount: counted.length,
      budget: found.sums.budget,
      forecast: found.sums.forecast,
      lights: found.lights,
      reported: { of, done, met, missed, missing: of - done },
      bottom: figures(lists.bottom),
      top: figures(lists.top),
      places,
      behind: named(nameless.behind, found.behind.count),
      missed: named(nameless.missed, found.missed.count),
      silent: named(nameless.silent, found.silent.count),
    },
    spending,
  };
}

/** Where the projects stand that count, among those at some places; undefined where one has to be judged anew. */
function countedOf(columns: YearColumns, today: number, among: readonly number[] | undefined) {
  const counted: number[] = [];
  const { isCounted, nextCheck, size } = columns;
  for (let n = 0; n < (among?.length ?? size); n += 1) {
    const at = among ? (among[n] ?? 0) : n;
    if ((nextCheck[at] ?? 0) <= today) return undefined;
    if (isCounted[at]) counted.push(at);
  }
  return counted;
}

function pass(columns: YearColumns, counted: readonly number[]) {
  const { spent, planned, spentAtNode } = columns;
  const worse = worstFirst(columns);
  const sums = { budget: 0, forecast: 0, of: 0, done: 0, met: 0, missed: 0 };
  const [bottom, top] = [new First(bottomCount, worse), new First(topCount, (a, b) => worse(b, a))];
  const [behind, missed, silent] = [new Most(worse), new Most(worse), new Most(worse)];
  const states = { plan: counts(), elapsed: counts(), results: counts(), yearEnd: counts() };
  const green = lightNumber('green');
  let hadNode = false;
  for (const at of counted) {
    const [of, done, isMissed] = [
      number(columns.of, at),
      number(columns.done, at),
      number(columns.missed, at),
    ];
    sums.budget += number(columns.budget, at);
    sums.forecast += number(columns.forecast, at);
    sums.of += of;
    sums.done += done;
    sums.met += number(columns.met, at);
    sums.missed += isMissed;
    count(states.plan, columns.plan, at);
    count(states.elapsed, columns.elapsed, at);
    count(states.results, columns.results, at);
    count(states.yearEnd, columns.yearEnd, at);
    bottom.offer(at);
    if (columns.plan[at] === green) top.offer(at);
    behind.offer(at, number(planned, at) - number(spent, at));
    missed.offer(at, isMissed);
    silent.offer(at, of - done);
    hadNode ||= !Number.isNaN(number(spentAtNode, at));
  }
  const lights = {
    plan: byState(states.plan),
    elapsed: byState(states.elapsed),
    results: byState(states.results),
    yearEnd: byState(states.yearEnd),
  };
  return { sums, lights, bottom: bottom.places, top: top.places, behind, missed, silent, hadNode };
}

/** The order of `worstFirst` between two places. */
function worstFirst({ rank, planned, spent, codes }: YearColumns) {
  return (a: number, b: number): number =>
    number(rank, a) - number(rank, b) ||
    number(planned, b) - number(spent, b) - (number(planned, a) - number(spent, a)) ||
    ((codes[a] ?? '') < (codes[b] ?? '') ? -1 : 1);
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

/** How many have some of it, and which has the most; of equals the first in an order. */
class Most {
  first: number | undefined;
  count = 0;
  #most = 0;
  readonly #order: Order;

  constructor(order: Order) {
    this.#order = order;
  }

  offer(at: number, much: number): void {
    if (much <= 0) return;
    this.count += 1;
    if (
      this.first === undefined ||
      much > this.#most ||
      (much === this.#most && this.#order(at, this.first) < 0)
    ) {
      this.first = at;
      this.#most = much;
    }
  }
}

/** What `projectPlaces` says of one: how many have the higher share, counted exactly. */
function placeOf(
  columns: YearColumns,
  counted: readonly number[],
  at: number,
  hadNode: boolean,
): NonNullable<Project['place']> {
  const { budget, spent, spentAtNode, rate, rateAtNode } = columns;
  const now = (one: number) => ({ budget: number(budget, one), spent: number(spent, one) });
  const atNode = (one: number) => ({ budget: number(budget, one), spent: number(spentAtNode, one) || 0 });
  return {
    now: 1 + higher(counted, rate, at, (a, b) => byRate(now(a), now(b))),
    atNode: hadNode ? 1 + higher(counted, rateAtNode, at, (a, b) => byRate(atNode(a), atNode(b))) : null,
    of: counted.length,
  };
}

/** How far two shares must be apart for their fractions, off in the last digit, to say which is higher. */
const near = 1e-12;

function higher(counted: readonly number[], rates: readonly number[], at: number, exactly: Order): number {
  const mine = number(rates, at);
  const doubt = Math.abs(mine) * near;
  let count = 0;
  for (const one of counted) {
    const rate = number(rates, one);
    if (rate > mine + doubt || (rate >= mine - doubt && exactly(one, at) < 0)) count += 1;
  }
  return count;
}

function number(column: readonly number[], at: number): number {
  return column[at] ?? 0;
}

function counts(): number[] {
  return lightStates.map(() => 0);
}

function count(states: number[], column: readonly number[], at: number): void {
  const state = number(column, at);
  states[state] = (states[state] ?? 0) + 1;
}

function byState(states: readonly number[]) {
  const lights = noLights();
  lightStates.forEach((state, at) => {
    lights[state] = states[at] ?? 0;
  });
  return lights;
}
