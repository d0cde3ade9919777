import type { AlertKind, Severity } from './alert.ts';
import { addDays, type Day } from './calendar.ts';

/** Which alerts a silence is for: all that is named must match. */
export interface Matchers {
  /** A project's code. */
  project?: string | undefined;
  kind?: AlertKind | undefined;
  /** `spending`, an indicator's id, `values`, `ledger`, … */
  subject?: string | undefined;
  severity?: Severity | undefined;
}

/** A silence as muting sees it. */
export interface Silencing {
  id: string;
  matchers: Matchers;
  starts: Day;
  /** The last day on which it is silent. */
  ends: Day;
  /** The day on which somebody ended it early; it speaks on that day. */
  endedOn: Day | null;
}

/** What a silence looks at. */
export interface Silenceable {
  projectCode: string | null;
  kind: AlertKind;
  subject: string;
  severity: Severity;
}

/** Whether a silence is in force on a day. */
export function isInForce({ starts, ends, endedOn }: Omit<Silencing, 'id' | 'matchers'>, day: Day): boolean {
  return starts <= day && day <= ends && (endedOn === null || day < endedOn);
}

/** Whether a silence is for an alert, whenever it is in force. */
export function matches({ project, kind, subject, severity }: Matchers, alert: Silenceable): boolean {
  return (
    (project === undefined || project === alert.projectCode) &&
    (kind === undefined || kind === alert.kind) &&
    (subject === undefined || subject === alert.subject) &&
    (severity === undefined || severity === alert.severity)
  );
}

/** The silence that hides an alert on a day; the oldest where several do. */
export function silencedBy<One extends Silencing>(
  silences: readonly One[],
  alert: Silenceable,
  day: Day,
): One | undefined {
  return silences.find((one) => isInForce(one, day) && matches(one.matchers, alert));
}

/** The days on which time alone begins or ends a silence. */
export function silenceDays({ starts, ends, endedOn }: Silencing): Day[] {
  return endedOn === null ? [starts, addDays(ends, 1)] : [];
}
