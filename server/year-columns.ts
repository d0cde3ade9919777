import type { YearRecord } from '#db/queries/year-records.ts';
import type { LightState } from '#shared/api.ts';
import type { Day } from '#shared/calendar.ts';
import { lightRank } from '#shared/figures.ts';
import type { Fen } from '#shared/money.ts';
import type { DailySpending } from '#shared/plan.ts';
import { AlertCounts, type Tallies, talliesOf } from './alert-tallies.ts';

export const lightStates = ['grey', 'green', 'yellow', 'red', 'blue', 'missing'] as const;
const lightNames = ['plan', 'elapsed', 'results', 'yearEnd'] as const;
const numberNames = ['budget', 'planned', 'spent', 'forecast', 'of', 'done', 'met', 'missed'] as const;
const fractionNames = [...numberNames, 'spentAtNode', 'rate', 'rateAtNode'] as const;
const wholeNames = ['nextCheck', 'rank'] as const;
const byteNames = [...lightNames, 'isCounted'] as const;

/** A light's state as the number under which it is kept; `lightStates` says which. */
export function lightNumber(state: LightState): number {
  return lightStates.indexOf(state);
}

/** Later than any day: what waits for none. */
const noDay = 9999_99_99;

/** A day as a number in the order of days; 0 for the empty text, which is before all. */
export function dayNumber(day: Day): number {
  return Number(day.replaceAll('-', ''));
}

function dayOf(number: number): Day {
  const digits = String(number).padStart(8, '0');
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}

/** A column begins with room for so many. */
const least = 256;

/**
 * What is kept of the projects of a year, a column a figure: two hundred thousand of them are numbers in a row,
 * not objects to be searched through.
 */
export class YearColumns {
  readonly ids: string[] = [];
  readonly codes: string[] = [];
  /** 1 where a project counts at all: not while it is not in the plan, nor where it was never judged. */
  isCounted = new Uint8Array(least);
  nextCheck = new Uint32Array(least);
  budget = new Float64Array(least);
  planned = new Float64Array(least);
  spent = new Float64Array(least);
  forecast = new Float64Array(least);
  /** NaN before the first node. */
  spentAtNode = new Float64Array(least);
  of = new Float64Array(least);
  done = new Float64Array(least);
  met = new Float64Array(least);
  missed = new Float64Array(least);
  plan = new Uint8Array(least);
  elapsed = new Uint8Array(least);
  results = new Uint8Array(least);
  yearEnd = new Uint8Array(least);
  /** The order of the worst lights, and the share of the budget that is spent, now and at the last node: nearly. */
  rank = new Uint32Array(least);
  rate = new Float64Array(least);
  rateAtNode = new Float64Array(least);
  /** Day and amount in turn, of each day on which the totals say something. */
  readonly spending: (readonly number[])[] = [];
  /** The open alerts of each project. */
  readonly alerts: Tallies[] = [];
  /** Those that belong to no project, by the code of the department whose they are. */
  ofDepartments = new Map<string, Tallies>();
  readonly #alerts = new AlertCounts();
  readonly #places = new Map<string, number>();
  readonly #days = new DayTotals();

  get size(): number {
    return this.ids.length;
  }

  /** Where the projects named stand; those that are not of the year are left out. */
  placesOf(ids: readonly string[]): number[] {
    return ids.flatMap((id) => this.#places.get(id) ?? []);
  }

  /** Keeps what was read of a project instead of what was kept of it. */
  set({ id, code, nextCheckOn, figures, spending, alerts }: YearRecord): void {
    const at = this.#places.get(id) ?? this.size;
    if (at >= this.budget.length) this.#grow();
    this.#places.set(id, at);
    this.ids[at] = id;
    this.codes[at] = code;
    this.isCounted[at] = Number(figures !== null);
    this.nextCheck[at] = nextCheckOn === null ? noDay : dayNumber(nextCheckOn);
    for (const name of numberNames) this[name][at] = figures?.[name] ?? 0;
    this.spentAtNode[at] = figures?.spentAtNode ?? Number.NaN;
    for (const name of lightNames) this[name][at] = figures ? lightNumber(figures[name]) : 0;
    const {
      budget = 0,
      spent = 0,
      spentAtNode = 0,
      plan = 'grey',
      results = 'grey',
      yearEnd = 'grey',
    } = figures ?? {};
    this.rank[at] = lightRank(spent > budget, plan, results, yearEnd);
    this.rate[at] = nearRate(spent, budget);
    this.rateAtNode[at] = nearRate(spentAtNode ?? 0, budget);
    this.#days.add(this.spending[at] ?? nothing, -1);
    const pairs =
      spending.length === 0 ? nothing : spending.flatMap(([day, amount]) => [dayNumber(day), amount]);
    this.#days.add(pairs, 1);
    this.spending[at] = pairs;
    this.#alerts.add(this.alerts[at] ?? [], -1);
    this.alerts[at] = talliesOf(alerts);
    this.#alerts.add(this.alerts[at]);
  }

  /** The alerts of what somebody sees: of the projects at some places, and of some departments; of all where none are named. */
  countAlerts(seen?: { places: readonly number[]; departments: readonly string[] }): AlertCounts {
    if (!seen) return this.#alerts.with(this.ofDepartments.values());
    const { places, departments } = seen;
    return new AlertCounts().with([
      ...places.map((at) => this.alerts[at] ?? []),
      ...departments.map((code) => this.ofDepartments.get(code) ?? []),
    ]);
  }

  #grow(): void {
    for (const name of fractionNames)
      this[name] = longer(this[name], new Float64Array(2 * this[name].length));
    for (const name of wholeNames) this[name] = longer(this[name], new Uint32Array(2 * this[name].length));
    for (const name of byteNames) this[name] = longer(this[name], new Uint8Array(2 * this[name].length));
  }

  /** What the projects at some places spent together, by day; all of them where none are named. */
  spentByDay(places?: readonly number[]): Omit<DailySpending, 'fund'>[] {
    if (!places) return this.#days.list();
    const days = new DayTotals();
    for (const at of places) days.add(this.spending[at] ?? nothing, 1);
    return days.list();
  }
}

const nothing: readonly number[] = [];

function longer<Column extends Float64Array | Uint32Array | Uint8Array>(
  column: Column,
  into: Column,
): Column {
  into.set(column);
  return into;
}

/** A share as a fraction that may be off in its last digit; below all others where there is no budget. */
function nearRate(spent: Fen, budget: Fen): number {
  return budget === 0 ? Number.NEGATIVE_INFINITY : spent / budget;
}

/** Amounts by day; a day is listed while any project has something on it, be it that it comes to 0. */
class DayTotals {
  readonly #amounts = new Map<number, Fen>();
  readonly #projects = new Map<number, number>();

  add(pairs: readonly number[], sign: 1 | -1): void {
    for (let at = 0; at < pairs.length; at += 2) {
      const [day = 0, amount = 0] = [pairs[at], pairs[at + 1]];
      this.#amounts.set(day, (this.#amounts.get(day) ?? 0) + sign * amount);
      this.#projects.set(day, (this.#projects.get(day) ?? 0) + sign);
    }
  }

  list(): Omit<DailySpending, 'fund'>[] {
    const days = [...this.#projects].flatMap(([day, projects]) => (projects > 0 ? day : []));
    return days
      .sort((a, b) => a - b)
      .map((day) => ({ day: dayOf(day), amount: this.#amounts.get(day) ?? 0 }));
  }
}
