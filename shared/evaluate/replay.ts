import type { AlertKind, Severity } from '../alert.ts';
import type { Day } from '../calendar.ts';
import { alertTransitions, type OpenAlert } from '../transitions.ts';
import type { Facts, Finding, Findings } from './finding.ts';

/** What became of one alert in a replay: all episodes of it together. */
export interface Course {
  kind: AlertKind;
  subject: string;
  period: string;
  /** The highest that it reached. */
  severity: Severity;
  /** The day it first fired, and the day it last resolved; null where it is open at the end. */
  since: Day;
  until: Day | null;
  facts: Facts;
}

const ranks: Record<Severity, number> = { notice: 0, watch: 1, warning: 2, critical: 3 };

/**
 * Lives a period again: judges each day on which something could change, in order, and reconciles it with what
 * is open by then, as evaluating does. Gives way after each day that it judged, and at its end answers the course
 * of every alert that fired, by kind, subject and period.
 */
export function* replay(
  judge: (day: Day) => Findings,
  { from, to }: { from: Day; to: Day },
): Generator<Day, Map<string, Course>> {
  const courses = new Map<string, Course>();
  let open: OpenAlert[] = [];
  for (let day = from; day <= to; ) {
    const findings = judge(day);
    open = oneDay(open, findings, day, courses);
    day = findings.nextCheckOn;
    yield day;
  }
  return courses;
}

function oneDay(open: OpenAlert[], findings: Findings, day: Day, courses: Map<string, Course>): OpenAlert[] {
  const left = new Map(open.map((alert) => [alert.id, alert]));
  for (const one of alertTransitions(open, findings)) {
    if (one.do === 'open') {
      const id = keyOf(one.finding);
      left.set(id, { ...alertOf(one.finding), id, mutedBy: null });
      keep(courses, id, one.finding, day);
    } else if (one.do === 'update') {
      left.set(one.alert.id, { ...one.alert, ...alertOf(one.finding) });
      keep(courses, one.alert.id, one.finding, day);
    } else {
      left.delete(one.alert.id);
      const course = courses.get(one.alert.id);
      if (one.do === 'resolve' && course)
        courses.set(one.alert.id, { ...course, until: day, facts: one.facts });
    }
  }
  return [...left.values()];
}

/** What fires begins on that day, or goes on with the higher severity; what is pending is no alert yet. */
function keep(courses: Map<string, Course>, id: string, finding: Finding, day: Day): void {
  const { kind, subject, period, severity, facts, condition } = finding;
  const course = courses.get(id);
  if (course) {
    const highest = ranks[severity] > ranks[course.severity] ? severity : course.severity;
    courses.set(id, { ...course, severity: highest, until: null, facts });
  } else if (condition === 'firing') {
    courses.set(id, { kind, subject, period, severity, since: day, until: null, facts });
  }
}

function alertOf({ strength: _, ...alert }: Finding) {
  return alert;
}

function keyOf({ kind, subject, period }: Finding): string {
  return `${kind}|${subject}|${period}`;
}
