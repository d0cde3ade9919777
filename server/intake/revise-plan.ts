import { measurementsOf } from '#db/queries/measurements.ts';
import { type SpendingRow, spendingFrom, spendingQuestion } from '#db/queries/spending.ts';
import type { Db } from '#db/schema.ts';
import { askTogether } from '#db/together.ts';
import type { PlanImportWhole } from '#shared/api.ts';
import { type Day, firstDayOf, lastDayOf } from '#shared/calendar.ts';
import { type Said, said } from '#shared/language.ts';
import { indicatorChanges, type ProjectChange, planChanges } from '#shared/plan-changes.ts';
import { unspaced } from '#shared/printed-name.ts';
import type { Reading } from '#shared/reading.ts';
import { HttpError, type SaidRowProblem } from '../http/errors.ts';
import { inSlices } from '../slices.ts';
import type { PlanToCommit } from './commit-plan.ts';
import {
  endedProject,
  type Owners,
  type PlacedPlan,
  placeReading,
  proseText,
  readText,
} from './place-plan.ts';
import { loadPlanInForce, type PlanInForce, type ProjectInForce, textOf } from './plan-in-force.ts';
import { goneProblems, projectProblems, type Records } from './revision-problems.ts';

/** An indicator in force, by its id or its printed name, and what the new document calls it. */
export interface Renaming {
  projectCode?: string | undefined;
  from: string;
  to: string;
}

/** What a reading changes in the plan in force: project by project, and in the prose. */
async function changesOf(reading: Reading, inForce: PlanInForce) {
  const before = [...inForce.projects.values()].filter(({ ended }) => !ended);
  const prose = [...inForce.prose, ...before.flatMap(({ indicators }) => indicators)].filter(
    ({ subject }) => subject !== null,
  );
  const old = new Map(before.map((project) => [project.plan.code, project]));
  const codes = new Set(reading.projects.map(({ code }) => code));
  const compared = await inSlices(reading.projects, comparedAtOnce, (some) =>
    planChanges(some.flatMap(({ code }) => old.get(code) ?? []).map(textOf), some.map(readText)),
  );
  const left = before.filter(({ plan }) => !codes.has(plan.code));
  const changes: ProjectChange[] = [...compared.flat(), ...planChanges(left.map(textOf), [])];
  return {
    changes,
    department: indicatorChanges(
      prose.sort((a, b) => a.position - b.position).map((one) => ({ ...proseText(one), id: one.id })),
      reading.departmentIndicators.map(proseText),
    ),
  };
}

/** So many projects are compared before everybody else has their turn. */
const comparedAtOnce = 60;

/** What a draft would change in the plan of its department and year; null where there is none. */
export async function revisedBy(db: Db, reading: Reading): Promise<PlanImportWhole['revises']> {
  const inForce = await loadPlanInForce(db, reading.department.code, reading.year);
  if (!inForce) return null;
  const { number: version, effectiveOn, reason } = inForce.version;
  const changed = await changesOf(reading, inForce);
  const records = await recordsOf(db, inForce);
  const reported = changed.changes.flatMap(({ change, code, indicators }) => {
    const project = inForce.projects.get(code);
    if (!project || change !== 'changed') return [];
    const { measurements } = records(project.id);
    return indicators.flatMap(({ change: is, id, before }) => {
      const values = measurements.filter(({ indicatorId }) => indicatorId === id).length;
      return is === 'gone' && id && before && values > 0
        ? [{ projectCode: code, id, name: before.name, values }]
        : [];
    });
  });
  return { version, effectiveOn, reason, ...changed, reported };
}

/**
 * A reading as a revision of the plan in force. It needs a reason and the day from which it counts. That day lies
 * in the year and not before the day of the latest version, in force or to come; it may have gone by, since
 * approvals arrive late: then what was shown of the days since is right as known from now on, as known before it
 * stays as it was, and alerts are judged from today on. Whatever would leave money or values without their project,
 * indicator or reporting day is refused, each named with the way out.
 */
export async function revision(
  db: Db,
  plan: PlanToCommit,
  owners: Owners,
  inForce: PlanInForce,
): Promise<PlacedPlan & { effectiveOn: Day }> {
  const { reading, ended = [] } = plan;
  const { changes, department } = await changesOf(reading, inForce);
  if (changes.length + department.length === 0) throw samePlan(reading);
  refuseClosed(inForce, reading.year);
  if (plan.revises !== inForce.version.number) throw movedOn(plan, inForce.version.number);
  const effectiveOn = startOf(plan, inForce, reading.year);
  const renamed = renamedIds(plan.renamed ?? [], reading, inForce);
  const placed = await placeReading(reading, owners, { inForce, effectiveOn, renamed });
  const records = await recordsOf(db, inForce);
  const gone = goneFrom(reading, inForce);
  refuse([
    ...placed.projects.flatMap((project, at) => {
      const old = inForce.projects.get(project.code);
      const own = placed.indicators.filter(
        ({ projectId, subject }) => projectId === project.id && subject === null,
      );
      return old ? projectProblems(old, project, own, records(old.id), `/projects/${at}`) : [];
    }),
    ...gone.flatMap((old) => goneProblems(old, records(old.id), ended.includes(old.plan.code))),
  ]);
  return { ...placed, projects: [...placed.projects, ...gone.map(endedProject)], effectiveOn };
}

function goneFrom(reading: Reading, inForce: PlanInForce): ProjectInForce[] {
  const codes = new Set(reading.projects.map(({ code }) => code));
  return [...inForce.projects.values()].filter(({ ended, plan }) => !ended && !codes.has(plan.code));
}

/** The money and the values of each project in force; values that were returned are reported no more. */
export async function recordsOf(
  db: Db,
  { projects }: Pick<PlanInForce, 'projects'>,
): Promise<(projectId: string) => Records> {
  const ids = [...projects.values()].map(({ id }) => id);
  const rows = await askTogether<{ spending: SpendingRow }>(db, { spending: spendingQuestion(db, ids) });
  const spending = spendingFrom(rows.spending);
  const measurements = await measurementsOf(db, ids);
  return (id) => ({
    spending: spending.get(id) ?? [],
    measurements: (measurements.get(id) ?? []).filter(({ state }) => state !== 'returned'),
  });
}

/** Nothing is revised in a year that is closed. */
export function refuseClosed({ version }: PlanInForce, year: number): void {
  if (version.closedAt === null) return;
  throw new HttpError(
    409,
    'year_closed',
    said(
      `${year}年已结账，不能再修订。没有写入任何数据。`,
      `The year ${year} is closed; nothing was stored.`,
    ),
  );
}

/** The day from which a version counts, held against the year and the latest version's day. */
export function refuseDay(effectiveOn: Day, { version }: PlanInForce, year: number): SaidRowProblem[] {
  const refused = (code: string, message: Said) => [{ pointer: '/effectiveOn', code, message }];
  if (effectiveOn < firstDayOf(year) || effectiveOn > lastDayOf(year))
    return refused('other_year', said(`生效日不在${year}年内。`, `The day is not within ${year}.`));
  if (effectiveOn < version.effectiveOn)
    return refused(
      'before_version',
      said(
        `生效日不能早于第${version.number}版的生效日${version.effectiveOn}。`,
        `The day must not be before ${version.effectiveOn}, when version ${version.number} begins.`,
      ),
    );
  return [];
}

/** Throws a 422 that names each problem; nothing where there is none. */
export function refuse(problems: readonly SaidRowProblem[]): void {
  const [first] = problems;
  if (!first) return;
  const more = problems.length - 1;
  throw new HttpError(
    422,
    first.code,
    said(
      `${first.message.zh}${more > 0 ? `另有${more}处。` : ''}没有写入任何数据。`,
      `${first.message.en}${more > 0 ? ` And ${more} more.` : ''} Nothing was stored.`,
    ),
    [...problems],
  );
}

function startOf({ reason, effectiveOn }: PlanToCommit, inForce: PlanInForce, year: number): Day {
  const missing = (pointer: string, message: Said) => ({ pointer, code: 'missing', message });
  refuse([
    ...(reason ? [] : [missing('/reason', said('修订须写明原因。', 'A revision needs a reason.'))]),
    ...(effectiveOn === undefined
      ? [
          missing(
            '/effectiveOn',
            said('修订须写明生效日。', 'A revision needs the day from which it counts.'),
          ),
        ]
      : refuseDay(effectiveOn, inForce, year)),
  ]);
  return effectiveOn ?? inForce.version.effectiveOn;
}

/** What indicators are called now, by id; refused where either name is not found, or stands for several. */
function renamedIds(
  renamings: readonly Renaming[],
  reading: Reading,
  { projects }: PlanInForce,
): Map<string, string> {
  const problems: SaidRowProblem[] = [];
  const renamed = new Map<string, string>();
  renamings.forEach(({ projectCode, from, to }, at) => {
    const wrong = (field: string, code: string, message: Said) =>
      problems.push({ pointer: `/renamed/${at}/${field}`, code, message });
    const of = [...projects.values()].filter(({ plan }) => !projectCode || plan.code === projectCode);
    const found = of.flatMap(({ plan }) =>
      plan.indicators
        .filter(({ id, name }) => id === from || unspaced(name) === unspaced(from))
        .map(({ id }) => ({ id, code: plan.code })),
    );
    const [one] = found;
    if (!one || found.length > 1) {
      wrong(
        'from',
        one ? 'ambiguous_indicator' : 'unknown_indicator',
        one
          ? said(
              `有${found.length}项指标叫“${from}”，请用指标 id。`,
              `${found.length} indicators are called "${from}"; use the id.`,
            )
          : said(`现行计划没有指标“${from}”。`, `The plan in force has no indicator "${from}".`),
      );
      return;
    }
    const project = reading.projects.find(({ code }) => code === one.code);
    if (!project?.indicators.some(({ name }) => unspaced(name) === unspaced(to))) {
      wrong(
        'to',
        'unknown_indicator',
        said(`新文本的该项目没有指标“${to}”。`, `The document's project has no indicator "${to}".`),
      );
      return;
    }
    renamed.set(one.id, to);
  });
  refuse(problems);
  return renamed;
}

function samePlan({ department, year }: Reading): HttpError {
  return new HttpError(
    409,
    'same_plan',
    said(
      `${department.name}${year}年的同一份绩效文本已经生效，没有重复写入。`,
      `The same plan of ${department.name} for ${year} is in force already; nothing was stored.`,
    ),
  );
}

function movedOn({ reading: { department, year }, revises }: PlanToCommit, number: number): HttpError {
  const seen = revises ? said(`第${revises}版`, `version ${revises}`) : said('没有计划', 'no plan');
  return new HttpError(
    409,
    'plan_in_force',
    said(
      `${department.name}${year}年的计划已是第${number}版，核对时是${seen.zh}；没有写入任何数据。请重新打开这份导入，核对差异后再提交。`,
      `The plan of ${department.name} for ${year} is at version ${number}, and was at ${seen.en} when this was looked over; nothing was stored. Open the import again, look at what differs, then commit.`,
    ),
  );
}
