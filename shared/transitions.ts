import type { AlertTransition, Condition, ResolvedBecause, Severity } from './alert.ts';
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
  /** A finding that no open alert speaks of. `predecessor` ended in this evaluation because its period did. */
  | { do: 'open'; finding: Finding; predecessor: string | null }
  /** The same alert with other figures. `say` is null where nobody needs to hear of it; `opened` where it was pending. */
  | {
      do: 'update';
      alert: OpenAlert;
      finding: Finding;
      say: AlertTransition | null;
      predecessor: string | null;
    }
  | { do: 'resolve'; alert: OpenAlert; because: ResolvedBecause }
  /** It was pending and never fired: there was no alert. */
  | { do: 'drop'; alert: OpenAlert };

/**
 * Reconciles findings with the open alerts of the same scope: nothing new found, nothing to do. A finding
 * that only holds keeps an alert open and opens none. Pending alerts that clear before they fire leave
 * no trace; what fires is opened once and told once.
 */
export function alertTransitions(open: readonly OpenAlert[], { findings, whyOver }: Findings): Transition[] {
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
      over.push({ do: 'resolve', alert, because: whyOver(alert) });
    }
  }
  const opened = findings
    .filter((finding) => finding.strength === 'fires' && !known.has(keyOf(finding)))
    .map((finding): Transition => ({ do: 'open', finding, predecessor: predecessorOf(finding, over) }));
  return [...over, ...kept.flatMap(([alert, finding]) => updated(alert, finding, over)), ...opened];
}

function keyOf({ kind, subject, period }: Standing): string {
  return `${kind}|${subject}|${period}`;
}

const ranks: Record<Severity, number> = { notice: 0, watch: 1, warning: 2, critical: 3 };

function updated(alert: OpenAlert, finding: Finding, over: readonly Transition[]): Transition[] {
  const fires = alert.condition === 'pending' && finding.condition === 'firing';
  const severity = ranks[finding.severity] - ranks[alert.severity];
  const sameFigures = JSON.stringify(alert.facts) === JSON.stringify(finding.facts);
  // An alert that fires does not go back to waiting.
  const condition = alert.condition === 'firing' ? 'firing' : finding.condition;
  if (!fires && severity === 0 && sameFigures) return [];
  const told = { ...finding, condition };
  const say = fires ? 'opened' : condition === 'pending' ? null : severity > 0 ? 'escalated' : 'changed';
  const predecessor = fires ? predecessorOf(finding, over) : null;
  return [{ do: 'update', alert, finding: told, say, predecessor }];
}

function predecessorOf(finding: Finding, over: readonly Transition[]): string | null {
  const before = over.find(
    (one) =>
      one.do === 'resolve' &&
      one.because === 'period_closed' &&
      one.alert.kind === finding.kind &&
      one.alert.subject === finding.subject,
  );
  return before?.do === 'resolve' ? before.alert.id : null;
}

/** An alert after reconciling, as muting sees it. */
export type Mutable = Pick<OpenAlert, 'id' | 'kind' | 'facts'>;

/**
 * Which alert mutes which (抑制): overdue values mute the alerts of the indicators they name, and spending
 * over the budget mutes the cost ceiling that it breaks. Muting stops messages, never the display.
 */
export function mutedBy(alerts: readonly Mutable[]): Map<string, string> {
  const muted = new Map<string, string>();
  for (const alert of alerts) {
    const { facts } = alert;
    if (!('indicatorId' in facts)) continue;
    const by = alerts.find((other) =>
      other.facts.kind === 'DATA_OVERDUE' && other.facts.what === 'values'
        ? other.facts.missing.some(({ id }) => id === facts.indicatorId)
        : other.facts.kind === 'OVER_BUDGET' && facts.kind === 'INDICATOR_MISSED' && facts.ledger,
    );
    if (by) muted.set(alert.id, by.id);
  }
  return muted;
}
