import type { OpenRecord } from '#db/queries/year-records.ts';
import type { Severity } from '#shared/alert.ts';
import type { Overview } from '#shared/api.ts';
import { causes } from '#shared/handling.ts';

/** The open alerts of a project, each as a number; `AlertCounts` reads them. */
export type Tallies = readonly number[];

const severities: readonly Severity[] = ['notice', 'watch', 'warning', 'critical'];
const said = [null, ...causes];

/** Of many that have none, nothing is kept. */
const none: Tallies = [];

export function talliesOf(open: readonly OpenRecord[]): Tallies {
  if (open.length === 0) return none;
  return open.map(
    ({ condition, severity, isHandled, cause }) =>
      ((said.indexOf(cause) * 2 + Number(isHandled)) * 2 + Number(condition === 'firing')) * 4 +
      severities.indexOf(severity),
  );
}

function readTally(tally: number) {
  return {
    severity: severities[tally & 3] ?? 'notice',
    isFiring: (tally & 4) !== 0,
    isHandled: (tally & 8) !== 0,
    cause: said[tally >> 4] ?? null,
  };
}

/** How many of them fire: those that a row of a project counts. */
export function firing(tallies: Tallies): number {
  return tallies.reduce((count, tally) => count + Number((tally & 4) !== 0), 0);
}

/** Counts alerts of many projects, as an overview tells them. */
export class AlertCounts {
  readonly #counts = new Map<number, number>();

  add(tallies: Tallies, times: 1 | -1 = 1): void {
    for (const tally of tallies) this.#counts.set(tally, (this.#counts.get(tally) ?? 0) + times);
  }

  /** These and those of others together. */
  with(others: Iterable<Tallies>): AlertCounts {
    const both = new AlertCounts();
    for (const [tally, count] of this.#counts) both.#counts.set(tally, count);
    for (const tallies of others) both.add(tallies);
    return both;
  }

  /** What `countOpenAlerts` and `countCauses` say of them. */
  told(): Pick<Overview, 'alerts' | 'causes'> {
    const alerts = { pending: 0, notice: 0, watch: 0, warning: 0, critical: 0 };
    const byCause = new Map<(typeof said)[number], number>();
    for (const [tally, count] of this.#counts) {
      if (count === 0) continue;
      const { severity, isFiring, isHandled, cause } = readTally(tally);
      alerts[isFiring ? severity : 'pending'] += count;
      if (isFiring && isHandled) byCause.set(cause, (byCause.get(cause) ?? 0) + count);
    }
    const counted = [...byCause].map(([cause, count]) => ({ cause, count }));
    counted.sort((a, b) => b.count - a.count || ((a.cause ?? '') < (b.cause ?? '') ? -1 : 1));
    return { alerts, causes: counted };
  }
}
