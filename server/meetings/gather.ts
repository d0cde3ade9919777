import type { Database } from '#db/open.ts';
import type { AlertRow } from '#db/queries/alert-rows.ts';
import { everyAlert, openAlertsByProject } from '#db/queries/alerts.ts';
import { yearProjects } from '#db/queries/standings.ts';
import { gravestFirst } from '#shared/agenda.ts';
import type { Day } from '#shared/calendar.ts';
import { dueDay } from '#shared/evaluate/duties.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import type { Finding } from '#shared/evaluate/finding.ts';
import { type IndicatorStanding, indicatorStandings } from '#shared/evaluate/results.ts';
import { isFinished } from '#shared/evaluate/snapshot.ts';
import { figuresOf, type ProjectFigures } from '#shared/figures.ts';
import type { PackMissing } from '#shared/meeting.ts';
import { rulesFor } from '#shared/profile.ts';
import { graceOver } from '#shared/working-days.ts';
import { loadSnapshots, type PlanCache } from '../evaluation/snapshots.ts';
import type { Sight } from '../sight.ts';
import { inSlices } from '../slices.ts';
import { planSeq } from '../year-figures.ts';
import { type Moment, pastOf } from './moment.ts';

/** What a meeting is about: the whole house, or one department. */
export interface Scope {
  department: { id: string; code: string; name: string } | null;
}

/** A project with what a meeting wants to know of it. */
export interface GatheredProject {
  figures: ProjectFigures;
  missing: PackMissing[];
  isFinished: boolean;
  /** The ledger is complete up to this day. */
  coveredTo: Day | null;
  /** The last day on which what is missing may still be reported in time. */
  dueBy: Day | null;
  /** Until this day a shortfall waits for what is posted late. */
  judgedFrom: Day;
  /** What is off as of the moment's day, as an alert keeps it. */
  findings: readonly Finding[];
}

/** Everything that was so at a moment, of which a meeting is made. */
export interface Gathered {
  /** In the order of their codes. */
  projects: GatheredProject[];
  /** What was pending or firing, the gravest first. */
  open: AlertRow[];
  /** By project id, how many of them fire. */
  firing: ReadonlyMap<string, number>;
  /** How the scope reads what is not of a project. */
  sight: Pick<Sight, 'seen' | 'isIn'>;
}

/** So many projects are judged before others have their turn: some ten milliseconds. */
const slice = 25;

/** Reads and judges every project of a scope as of a moment. Nothing is written. */
export async function gather(
  db: Database,
  cache: PlanCache,
  { department }: Scope,
  moment: Moment,
): Promise<Gathered> {
  const past = pastOf(moment);
  const ids = await projectsOf(db, moment.year, department?.code);
  const rules = await cache.rules(db.read, await planSeq(db));
  const slices = await inSlices(ids, slice, async (some) => {
    const snapshots = await loadSnapshots(db.read, cache.passing, await planSeq(db), some, moment);
    return snapshots.map((snapshot): GatheredProject => {
      const profile = rules.profileOf(snapshot, moment.today, moment.knownAt);
      const standings = indicatorStandings(snapshot, profile, moment);
      const missing = missingOf(snapshot.plan, standings, moment.asOf);
      const owing = standings.filter(({ indicator }) =>
        missing.some((one) => one.indicators.includes(indicator.name)),
      );
      return {
        figures: figuresOf(snapshot, profile, moment, standings),
        missing,
        isFinished: isFinished(snapshot, moment),
        coveredTo: snapshot.coveredTo,
        dueBy:
          owing
            .map(({ indicator }) => dueDay(moment.asOf, rulesFor(profile, indicator.id)))
            .sort()
            .at(-1) ?? null,
        judgedFrom: graceOver(moment.asOf, profile.spending.graceWorkingDays),
        findings: evaluate(snapshot, profile, moment, standings).findings,
      };
    });
  });
  const seen = department ? { projects: ids, departments: [department.code] } : undefined;
  const filter = { year: moment.year, past, conditions: ['pending', 'firing'] as const, seen };
  const projects = slices.flat();
  const open = (await everyAlert(db.read, filter)).map(asOfThen(projects));
  return {
    projects,
    open: open.toSorted(gravestFirst),
    firing: await openAlertsByProject(db.read, moment.year, past),
    sight: { seen, isIn: (code) => department === null || code === department.code },
  };
}

/**
 * An alert with the figures that stand beside it: those as of the moment's day, where it is off by them too. What came
 * after that day is in the alert of today, and in no figure of a meeting.
 */
function asOfThen(projects: readonly GatheredProject[]): (row: AlertRow) => AlertRow {
  const nameOf = (
    code: string | null,
    { kind, subject, period }: Pick<Finding, 'kind' | 'subject' | 'period'>,
  ) => [code, kind, subject, period].join('|');
  const then = new Map(
    projects.flatMap(({ figures, findings }) =>
      findings.map((finding) => [nameOf(figures.code, finding), finding] as const),
    ),
  );
  return (row) => {
    const finding = then.get(nameOf(row.projectCode, row));
    if (!finding) return row;
    const { inRow } = row.facts;
    return { ...row, severity: finding.severity, facts: { ...finding.facts, ...(inRow && { inRow }) } };
  };
}

async function projectsOf(db: Database, year: number, department: string | undefined): Promise<string[]> {
  if (department === undefined) return await yearProjects(db.read, year);
  const rows = await db.read
    .selectFrom('project')
    .innerJoin('department', 'department.id', 'project.department_id')
    .select('project.id')
    .where('year', '=', year)
    .where('department.code', '=', department)
    .orderBy('project.code')
    .execute();
  return rows.map(({ id }) => id);
}

/** Of each indicator the latest reporting day up to `asOf`, where nothing is in for it: what `reported` counts as not done. */
function missingOf(
  plan: { code: string; name: string; owner: string | null },
  standings: readonly IndicatorStanding[],
  asOf: Day,
): PackMissing[] {
  const byPeriod = new Map<Day, string[]>();
  for (const { indicator, owed, known } of standings) {
    const latest = owed.findLast((day) => day <= asOf);
    if (latest === undefined || known.some(({ period }) => period === latest)) continue;
    byPeriod.set(latest, [...(byPeriod.get(latest) ?? []), indicator.name]);
  }
  return [...byPeriod]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([period, indicators]) => ({
      projectCode: plan.code,
      projectName: plan.name,
      owner: plan.owner,
      period,
      indicators,
    }));
}
