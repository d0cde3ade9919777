import type { AlertKind, Severity } from './alert.ts';
import type { Day } from './calendar.ts';
import type { Facts } from './evaluate/finding.ts';
import { type Handled, handledBy } from './handling.ts';
import { graceOver } from './working-days.ts';

/** The three levels of 督办 (提示, 督办, 挂牌督办), as events name them. */
export const levels = ['remind', 'supervise', 'list'] as const;
export type EscalationLevel = (typeof levels)[number];

/** For whom a level is: a role, with the person's or section's name where it is known. */
export interface Recipient {
  role: 'owner' | 'section' | 'leader' | 'finance';
  name?: string;
}

/** What escalating looks at. */
export interface Escalating {
  kind: AlertKind;
  severity: Severity;
  facts: Facts;
}

/** So many working days without an acknowledgement, each. */
const [few, many] = [5, 10];

/**
 * The 督办 level that an alert has come to by a day. 提示 at once; 督办 after 5 working days without an
 * acknowledgement, or at once if critical; 挂牌督办 after 10, on a missed promise, or after 5 if critical;
 * `OVER_BUDGET` at once. A watch only reminds, a remark says nothing, and what rests on a ledger that
 * is not covered stays with 财务; what is muted reaches no level before it speaks again. The wait is over on the day after its last working day, as with all graces.
 */
export function dueLevel(alert: Escalating, handled: Handled, today: Day): Handled['level'] {
  const { kind, severity } = alert;
  if (handledBy(kind) === 'nobody' || severity === 'notice') return 0;
  if (handled.state !== 'open') return 0;
  if (severity === 'watch' || staysWithFinance(alert)) return 1;
  if (kind === 'OVER_BUDGET' || handled.promise === 'missed') return 3;
  const waited = (days: number) =>
    handled.waitingSince !== null && graceOver(handled.waitingSince, days) <= today;
  if (severity === 'critical') return waited(few) ? 3 : 2;
  return waited(many) ? 3 : waited(few) ? 2 : 1;
}

/** The days on which waiting alone raises the level. */
export function escalationDays({ waitingSince, state }: Handled): Day[] {
  if (waitingSince === null || state !== 'open') return [];
  return [graceOver(waitingSince, few), graceOver(waitingSince, many)];
}

/** For whom a level is. Where the project has no owner or no section, 财务 stands in. */
export function recipientsOf(
  level: EscalationLevel,
  alert: Escalating,
  { owner, section }: { owner: string | null; section: string | null },
): Recipient[] {
  if (alert.kind === 'PLAN_INVALID' || staysWithFinance(alert)) return [{ role: 'finance' }];
  if (level === 'list') return [{ role: 'leader' }, { role: 'finance' }];
  const name = level === 'remind' ? owner : section;
  return name ? [{ role: level === 'remind' ? 'owner' : 'section', name }] : [{ role: 'finance' }];
}

/** Whether nobody but 财务 is to be asked: the ledger itself, or spending judged before it is covered. */
function staysWithFinance({ facts }: Escalating): boolean {
  if (facts.kind === 'DATA_OVERDUE') return facts.what === 'ledger';
  return facts.kind === 'SPEND_BEHIND' && 'coveredTo' in facts;
}
