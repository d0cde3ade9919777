import { sql } from 'kysely';
import type { Day, Instant } from '#shared/calendar.ts';
import type { Measured } from '#shared/evaluate/snapshot.ts';
import type { Measurement, Review } from '#shared/measurement.ts';
import type { Value } from '#shared/value.ts';
import type { Db } from '../schema.ts';
import { type Ids, idsOf } from '../sql.ts';
import { askTogether, type Question } from '../together.ts';
import { evidenceOf } from './evidence.ts';
import type { Seen } from './reach.ts';

export interface NewMeasurement {
  indicatorId: string;
  projectId: string | null;
  period: Day;
  printed: string;
  value: Value;
  measuredOn: Day;
  sampleSize: number | null;
  favourable: number | null;
  source: string | null;
  note: string | null;
  approved: boolean;
  /** Where who reports it also approved it, there being nobody else. */
  approvedAlone?: boolean;
}

/** Adds values to the ledger; an older one of the same indicator and period stays in its history. */
export async function appendMeasurements(
  db: Db,
  values: readonly NewMeasurement[],
  { at, by }: { at: Instant; by: string },
): Promise<void> {
  for (const { value, approved, approvedAlone = false, ...row } of values) {
    const { id } = await db
      .insertInto('measurement')
      .values({
        indicator_id: row.indicatorId,
        project_id: row.projectId,
        period: row.period,
        printed: row.printed,
        value: JSON.stringify(value),
        measured_on: row.measuredOn,
        sample_size: row.sampleSize,
        favourable: row.favourable,
        source: row.source,
        note: row.note,
        recorded_at: at,
        recorded_by: by,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (approved) await reviewMeasurement(db, id, 'approved', null, { at, by, alone: approvedAlone });
  }
}

/** Says of a measurement that it counts, or sends it back. */
export async function reviewMeasurement(
  db: Db,
  measurement: number,
  verdict: 'approved' | 'returned',
  note: string | null,
  { at, by, alone }: { at: Instant; by: string; alone: boolean },
): Promise<void> {
  const moment = { recorded_at: at, recorded_by: by, alone: alone ? 1 : 0 };
  await db
    .insertInto('measurement_review')
    .values({ measurement_id: measurement, verdict, note, ...moment })
    .execute();
}

/** A ledger row with the verdict that stands at `knownAt`, or now. */
function reviewed(db: Db, knownAt?: Instant) {
  const verdict = latestVerdict(db, knownAt).as('verdict');
  let query = db.selectFrom('measurement as m').selectAll('m').select(verdict);
  if (knownAt) query = query.where('m.recorded_at', '<=', knownAt);
  return query;
}

/** Sorts after every instant. */
const farFuture = '9999-12-31T23:59:59.999Z';

function latestVerdict(db: Db, knownAt?: Instant) {
  const reviews = db
    .selectFrom('measurement_review as r')
    .select('r.verdict')
    .whereRef('r.measurement_id', '=', 'm.id' as never)
    .orderBy('r.id', 'desc')
    .limit(1);
  return knownAt ? reviews.where('r.recorded_at', '<=', knownAt) : reviews;
}

/** The values of the projects in the order in which they became known, as `measuredFrom` understands them. */
export function measurementsQuestion(db: Db, projects: Ids, knownAt?: Instant): Question<MeasuredRow> {
  const query = reviewed(db, knownAt).where('m.project_id', 'in', idsOf(db, projects)).orderBy('m.id');
  const columns = [
    'id',
    'project_id',
    'indicator_id',
    'period',
    'printed',
    'value',
    'measured_on',
    'verdict',
    'sample_size',
    'favourable',
  ] as const;
  return { query, columns };
}

export interface MeasuredRow {
  id: number;
  project_id: string | null;
  indicator_id: string;
  period: Day;
  printed: string;
  value: string;
  measured_on: Day;
  verdict: 'approved' | 'returned' | null;
  sample_size: number | null;
  favourable: number | null;
}

/** Values as judging takes them, by project. */
export function measuredFrom(rows: readonly MeasuredRow[]): Map<string, Measured[]> {
  const byId = new Map<string, Measured[]>();
  for (const row of rows) {
    const list = byId.get(row.project_id ?? '') ?? [];
    byId.set(row.project_id ?? '', list);
    list.push({
      id: row.id,
      indicatorId: row.indicator_id,
      period: row.period,
      printed: row.printed,
      value: JSON.parse(row.value) as Value,
      measuredOn: row.measured_on,
      state: row.verdict ?? 'provisional',
      ...(row.sample_size !== null &&
        row.favourable !== null && { survey: { sample: row.sample_size, favourable: row.favourable } }),
    });
  }
  return byId;
}

/** The values of the projects in the order in which they became known. */
export async function measurementsOf(db: Db, projects: readonly string[]): Promise<Map<string, Measured[]>> {
  const { values } = await askTogether<{ values: MeasuredRow }>(db, {
    values: measurementsQuestion(db, projects),
  });
  return measuredFrom(values);
}

export interface MeasurementFilter {
  year: number;
  project?: string | undefined;
  indicator?: string | undefined;
  period?: Day | undefined;
  /** One value alone. */
  id?: number | undefined;
  state?: string | undefined;
  /** Values about a later day are left out. */
  asOf?: Day | undefined;
  knownAt?: Instant | undefined;
  before?: number | undefined;
  limit: number;
  seen?: Seen | undefined;
}

/** The ledger's values, the newest first. */
export async function listMeasurements(db: Db, filter: MeasurementFilter): Promise<Measurement[]> {
  const { knownAt, asOf, state } = filter;
  let query = reviewed(db, knownAt)
    .innerJoin('indicator', 'indicator.id', 'm.indicator_id')
    .innerJoin('project', 'project.id', 'm.project_id')
    .select(['indicator.name as indicator', 'project.code as projectCode', 'project.name as projectName'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('measurement as newer')
            .select('newer.id')
            .whereRef('newer.indicator_id', '=', 'm.indicator_id')
            .whereRef('newer.period', '=', 'm.period')
            .whereRef('newer.id', '>', 'm.id')
            .where('newer.recorded_at', '<=', knownAt ?? farFuture),
        )
        .as('superseded'),
    )
    .where('project.year', '=', filter.year)
    .orderBy('m.id', 'desc')
    .limit(filter.limit);
  if (filter.id !== undefined) query = query.where('m.id', '=', filter.id);
  if (filter.project) query = query.where('project.code', '=', filter.project);
  if (filter.indicator) query = query.where('m.indicator_id', '=', filter.indicator);
  if (filter.period) query = query.where('m.period', '=', filter.period);
  if (filter.before !== undefined) query = query.where('m.id', '<', filter.before);
  if (filter.seen) query = query.where('m.project_id', 'in', idsOf(db, filter.seen.projects));
  // What a value is about: its period's end, or the day it was measured if earlier.
  if (asOf) query = query.where((eb) => eb.or([eb('m.period', '<=', asOf), eb('m.measured_on', '<=', asOf)]));
  if (state) {
    const verdict = sql`coalesce(${latestVerdict(db, knownAt)}, 'provisional')`;
    query = query.where(sql<boolean>`${verdict} = ${state}`);
  }
  const rows = await query.execute();
  const ids = rows.map(({ id }) => id);
  const reviews = await reviewsOf(db, ids, knownAt);
  const evidence = await evidenceOf(db, ids, knownAt);
  return rows.map(
    (row): Measurement => ({
      id: row.id,
      indicatorId: row.indicator_id,
      indicator: row.indicator,
      projectCode: row.projectCode,
      projectName: row.projectName,
      period: row.period,
      value: row.printed,
      measuredOn: row.measured_on,
      state: row.verdict ?? 'provisional',
      superseded: Boolean(row.superseded),
      source: row.source,
      sampleSize: row.sample_size,
      favourable: row.favourable,
      note: row.note,
      recordedAt: row.recorded_at,
      recordedBy: row.recorded_by,
      review: reviews.get(row.id)?.at(-1) ?? null,
      evidence: evidence.get(row.id) ?? [],
    }),
  );
}

/** What was decided about values, in order; now or as known at an instant. */
export async function reviewsOf(
  db: Db,
  ids: readonly number[],
  knownAt?: Instant,
): Promise<Map<number, Review[]>> {
  const rows = await db
    .selectFrom('measurement_review')
    .select(['measurement_id as measurement', 'verdict', 'note', 'recorded_at as at', 'recorded_by as by'])
    .select('alone')
    .where('measurement_id', 'in', [...ids, -1])
    .where('recorded_at', '<=', knownAt ?? farFuture)
    .orderBy('id')
    .execute();
  const found = new Map<number, Review[]>();
  for (const { measurement, alone, ...review } of rows) {
    const list = found.get(measurement) ?? [];
    found.set(measurement, list);
    list.push({ ...review, ...(alone === 1 && { alone: true }) });
  }
  return found;
}

/** A measurement with its project and the verdict that stands; undefined where there is none. */
export async function findMeasurement(db: Db, id: number) {
  return await reviewed(db)
    .innerJoin('project', 'project.id', 'm.project_id')
    .select(['project.year', 'project.code as projectCode'])
    .where('m.id', '=', id)
    .executeTakeFirst();
}
