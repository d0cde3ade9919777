import type { Severity } from '#shared/alert.ts';
import { type Day, earlier } from '#shared/calendar.ts';
import type { Facts, Findings, Standing } from '#shared/evaluate/finding.ts';
import type { Course } from '#shared/evaluate/replay.ts';
import { explain } from '#shared/explain.ts';
import type { Language } from '#shared/language.ts';
import type { BackTestItem } from '#shared/rules-api.ts';
import { alertTransitions, type OpenAlert, type Transition } from '#shared/transitions.ts';

/** Whose alert it is: a project's, or a department's ledger. */
interface Place {
  code: string | null;
  name: string | null;
  year: number;
}

/** How one alert stands on one side of a comparison. */
interface Side {
  severity: Severity;
  since: Day;
  until: Day | null;
  facts: Facts;
}

/** An alert that would be another under the proposal; its sentence is still to be said. */
export interface Compared extends Standing {
  change: BackTestItem['change'];
  place: Place;
  before: Side | null;
  after: Side | null;
  /** The day up to which its sentences are read. */
  asOf: Day;
}

/** The alerts of a period that would have been others: those of both courses that were open at some time in it. */
export function comparedCourses(
  { code, name, year }: Place,
  { before, after }: { before: ReadonlyMap<string, Course>; after: ReadonlyMap<string, Course> },
  { from, to }: { from: Day; to: Day },
): Compared[] {
  const isIn = (course: Course | undefined) =>
    course && course.since <= to && (course.until === null || course.until >= from) ? course : undefined;
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key): Compared[] => {
    const [was, is] = [isIn(before.get(key)), isIn(after.get(key))];
    const known = is ?? was;
    const change = changeOf(was, is);
    if (!known || !change) return [];
    const { kind, subject, period } = known;
    const place = { code, name, year };
    return [{ change, place, kind, subject, period, before: was ?? null, after: is ?? null, asOf: to }];
  });
}

function changeOf(was: Course | undefined, is: Course | undefined): BackTestItem['change'] | undefined {
  if (!was) return 'appears';
  if (!is) return 'vanishes';
  if (was.severity !== is.severity) return 'severity';
  return was.since !== is.since || was.until !== is.until ? 'days' : undefined;
}

/**
 * What other rules would make of the alerts that are open, on a day, that the rules of now would not make of
 * them on the same day.
 */
export function comparedAtOnce(
  { code, name, year }: Place,
  open: readonly OpenAlert[],
  { asIs, asProposed }: { asIs: Findings; asProposed: Findings },
  today: Day,
): Compared[] {
  const anyway = new Set(alertTransitions(open, asIs).flatMap((one) => saidOf(one) ?? []));
  return alertTransitions(open, asProposed).flatMap((one): Compared[] => {
    const said = saidOf(one);
    if (said === undefined || anyway.has(said)) return [];
    const { kind, subject, period } = one.do === 'open' ? one.finding : one.alert;
    const was: Side | null =
      one.do === 'open' || one.alert.condition === 'pending'
        ? null
        : { severity: one.alert.severity, since: today, until: null, facts: one.alert.facts };
    const is: Side | null =
      one.do === 'open' || one.do === 'update'
        ? { severity: one.finding.severity, since: today, until: null, facts: one.finding.facts }
        : null;
    const change = was === null ? 'appears' : is === null ? 'vanishes' : 'severity';
    return [
      { change, place: { code, name, year }, kind, subject, period, before: was, after: is, asOf: today },
    ];
  });
}

/** What a transition comes to, as far as somebody would notice; undefined where nobody would. */
function saidOf(one: Transition): string | undefined {
  const key = ({ kind, subject, period }: Standing) => `${kind}|${subject}|${period}`;
  if (one.do === 'open') return one.finding.condition === 'firing' ? `open ${key(one.finding)}` : undefined;
  if (one.do === 'resolve') return `resolve ${key(one.alert)}`;
  if (one.do === 'drop') return undefined;
  const { alert, finding } = one;
  if (alert.condition === 'pending') return finding.condition === 'firing' ? `open ${key(alert)}` : undefined;
  return alert.severity === finding.severity ? undefined : `${finding.severity} ${key(alert)}`;
}

/** An alert of a comparison as the API shows it, said in one language. */
export function showCompared(one: Compared, language: Language): BackTestItem {
  const { change, kind, subject, period, place, asOf } = one;
  const side = (of: Side | null) =>
    of && {
      severity: of.severity,
      since: of.since,
      until: of.until,
      text: explain(
        of.facts,
        language,
        of.until ? earlier(of.until, asOf) : asOf,
        of.until ? 'resolved' : 'firing',
        place.year,
      ).text,
    };
  return {
    change,
    projectCode: place.code,
    projectName: place.name,
    kind,
    subject,
    period,
    before: side(one.before),
    after: side(one.after),
  };
}
