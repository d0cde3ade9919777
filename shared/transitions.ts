import type { AlertTransition, Condition, ResolvedBecause, Severity } from './alert.ts';
import { isRemark } from './alert-kinds.ts';
import type { Facts, Finding, Findings, Standing } from './evaluate/finding.ts';

/** An alert that is not resolved, as reconciling sees it. */
export interface OpenAlert extends Standing {
  id: string;
  severity: Severity;
  condition: Exclude<Condition, 'resolved'>;
  facts: Facts;
  mutedBy: string | null;
}

/** What becomes of an alert in one evaluation. */
export type Transition =
  /** A finding that no open alert speaks of. Its predecessor, whose handling it inherits, is one that its period ended in this evaluation. */
  | { do: 'open'; finding: Finding; predecessor: string | null }
  /** The same alert with other figures. `say` is null where nobody needs to hear of it; `opened` where it was pending. */
  | {
      do: 'update';
      alert: OpenAlert;
      finding: Finding;
      say: AlertTransition | null;
      predecessor: string | null;
    }
  /** `facts`: what it says at its end. */
  | { do: 'resolve'; alert: OpenAlert; facts: Facts; because: ResolvedBecause }
  /** It was pending and never fired: there was no alert. */
  | { do: 'drop'; alert: OpenAlert };

/**
 * Reconciles findings with the open alerts of the same scope: nothing new found, nothing to do. A finding
 * that only holds keeps an alert open and opens none. Pending alerts that clear before they fire leave
 * no trace; what fires is opened once and told once.
 */
export function alertTransitions(
  open: readonly OpenAlert[],
  { findings, whyOver, lastWords }: Findings,
): Transition[] {
  const found = new Map(findings.map((finding) => [keyOf(finding), finding]));
  const known = new Set(open.map(keyOf));
  const over: Transition[] = [];
  const kept: [OpenAlert, Finding][] = [];
  for (const alert of open) {
    const finding = found.get(keyOf(alert));
    if (finding && !(alert.condition === 'pending' && finding.strength === 'holds')) {
      kept.push([alert, finding]);
    } else if (alert.condition === 'pending') {
      over.push({ do: 'drop', alert });
    } else {
      over.push({ do: 'resolve', alert, facts: lastWords?.(alert) ?? alert.facts, because: whyOver(alert) });
    }
  }
  const opened = findings
    .filter((finding) => finding.strength === 'fires' && !known.has(keyOf(finding)))
    .map((finding): Transition => {
      const before = predecessorOf(finding, over);
      return { do: 'open', finding: inRow(finding, before), predecessor: before?.id ?? null };
    });
  return [...over, ...kept.flatMap(([alert, finding]) => updated(alert, finding, over)), ...opened];
}

function keyOf({ kind, subject, period }: Standing): string {
  return `${kind}|${subject}|${period}`;
}

const ranks: Record<Severity, number> = { notice: 0, watch: 1, warning: 2, critical: 3 };

function updated(alert: OpenAlert, finding: Finding, over: readonly Transition[]): Transition[] {
  const fires = alert.condition === 'pending' && finding.condition === 'firing';
  const before = fires ? predecessorOf(finding, over) : undefined;
  const told = inRow(keeping(alert, finding), before);
  const severity = ranks[finding.severity] - ranks[alert.severity];
  const sameFigures = JSON.stringify(alert.facts) === JSON.stringify(told.facts);
  if (!fires && severity === 0 && sameFigures) return [];
  const say = fires ? 'opened' : sayOf(alert, told, severity);
  return [{ do: 'update', alert, finding: told, say, predecessor: before?.id ?? null }];
}

/** A remark is told once; what is pending is told when it fires. */
function sayOf(alert: OpenAlert, { condition }: Finding, severity: number): AlertTransition | null {
  if (condition === 'pending' || isRemark(alert.kind)) return null;
  return severity > 0 ? 'escalated' : 'changed';
}

/** The finding as the open alert goes on with it: it does not go back to waiting, and keeps what raised it. */
function keeping(alert: OpenAlert, finding: Finding): Finding {
  const condition = alert.condition === 'firing' ? 'firing' : finding.condition;
  const { profile = finding.facts.profile, inRow: count } = alert.facts;
  const kept = { ...(profile !== undefined && { profile }), ...(count && { inRow: count }) };
  return { ...finding, condition, facts: { ...finding.facts, ...kept } };
}

/** The alert of the node or period before, where the same goes on. */
function predecessorOf(finding: Finding, over: readonly Transition[]): OpenAlert | undefined {
  const before = over.find(
    (one) =>
      one.do === 'resolve' &&
      one.because === 'period_closed' &&
      one.alert.kind === finding.kind &&
      one.alert.subject === finding.subject,
  );
  return before?.do === 'resolve' ? before.alert : undefined;
}

function inRow(finding: Finding, before: OpenAlert | undefined): Finding {
  if (!before) return finding;
  return { ...finding, facts: { ...finding.facts, inRow: (before.facts.inRow ?? 1) + 1 } };
}

/** An alert after reconciling, as muting sees it. */
export type Mutable = Pick<OpenAlert, 'id' | 'kind' | 'facts' | 'condition'>;

/**
 * Which alert mutes which (抑制) among those of one project: a plan that is invalid all but what is over the
 * budget or overdue; overdue values the alerts of the indicators they name; a shortfall the forecast that
 * follows from it; spending over the budget what is ahead of the plan, and the cost ceiling that it breaks.
 * Muting stops messages, never the display. What only waits mutes nothing.
 */
export function mutedBy(alerts: readonly Mutable[]): Map<string, string> {
  const firing = alerts.filter(({ condition }) => condition === 'firing');
  const muted = new Map<string, string>();
  for (const alert of alerts) {
    const by = firing.find((other) => mutes(other, alert));
    if (by) muted.set(alert.id, by.id);
  }
  return muted;
}

function mutes({ facts: by }: Mutable, { facts }: Mutable): boolean {
  switch (by.kind) {
    case 'PLAN_INVALID':
      return !['PLAN_INVALID', 'OVER_BUDGET', 'DATA_OVERDUE'].includes(facts.kind);
    case 'DATA_OVERDUE':
      return (
        by.what === 'values' &&
        'indicatorId' in facts &&
        by.missing.some(({ id }) => id === facts.indicatorId)
      );
    case 'SPEND_BEHIND':
      return facts.kind === 'FORECAST_SHORT';
    case 'OVER_BUDGET':
      return facts.kind === 'SPEND_AHEAD' || (facts.kind === 'INDICATOR_MISSED' && facts.ledger);
    default:
      return false;
  }
}
