import { type Day, later } from './calendar.ts';
import { firstPaymentDay, owedDays } from './evaluate/duties.ts';
import type { Facts } from './evaluate/finding.ts';
import type { Snapshot } from './evaluate/snapshot.ts';
import { asOfOn } from './plan.ts';

/**
 * The last day that may be promised: the next day on which the thing is measured, a node for money and the
 * indicator's next reporting day for results. After the last one it is 31 March of the next year, or
 * today where even that has passed.
 */
export function latestPromise(snapshot: Snapshot, facts: Facts, today: Day): Day {
  const { plan } = snapshot;
  const measured = measuredDays(snapshot, facts, today).find((day) => day > today);
  return measured ?? later(`${plan.year + 1}-03-31`, today);
}

function measuredDays(snapshot: Snapshot, facts: Facts, today: Day): Day[] {
  const { plan } = snapshot;
  const isMoney = !('indicatorId' in facts) || ('ledger' in facts && facts.ledger);
  const indicator = isMoney ? undefined : plan.indicators.find(({ id }) => id === facts.indicatorId);
  if (!indicator) return plan.nodes.map(({ day }) => day);
  return owedDays(plan, indicator, firstPaymentDay(snapshot, asOfOn(plan.year, today)));
}
