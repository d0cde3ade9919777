import { z } from 'zod';
import { EvaluationRun, IndicatorState, Light, Page, PlanImport } from './api.ts';
import { Day } from './calendar.ts';
import { ExpenditureKind, FundSource } from './expenditure.ts';
import { ImportKind, ImportState } from './imports.ts';
import { Yuan } from './money.ts';
import { Flag, listOf, sortOf, TableQuery } from './table-query.ts';

const LightState = Light.shape.state;
const Rows = Page.extend(TableQuery.shape);

/** Which projects: by what their lights show, by section; all words of the search must be found in one row. */
export const ProjectFilter = Rows.extend({
  plan: listOf(LightState).optional(),
  elapsed: listOf(LightState).optional(),
  results: listOf(LightState).optional(),
  yearEnd: listOf(LightState).optional(),
  section: z.string().max(100).optional(),
  sort: sortOf([
    ...([
      'code',
      'name',
      'budget',
      'planned',
      'spent',
      'shortfall',
      'rate',
      'openAlerts',
      'section',
    ] as const),
    ...(['plan', 'elapsed', 'results', 'yearEnd'] as const),
  ]),
});
export type ProjectFilter = z.output<typeof ProjectFilter>;

/**
 * How an indicator counts in what is owed by now: met, missed or doubtful, reported and not to be judged yet, or not
 * reported for its latest reporting day. The four together are all that is owed, so that their sums are the overview's.
 */
export const IndicatorDuty = z.enum(['met', 'missed', 'unjudged', 'unreported']);
export type IndicatorDuty = z.output<typeof IndicatorDuty>;

/** Which indicators: by how they stand and how they count in what is owed, of one project or all. */
export const IndicatorFilter = Rows.extend({
  project: z.string().optional(),
  state: listOf(IndicatorState).optional(),
  duty: listOf(IndicatorDuty).optional(),
  sort: sortOf(['name', 'state', 'project', 'level', 'due']),
});
export type IndicatorFilter = z.output<typeof IndicatorFilter>;

/** Which vouchers: of one project or all, by kind, source of the money and the days between which they were paid. */
export const ExpenditureFilter = Rows.extend({
  project: z.string().optional(),
  payment: listOf(ExpenditureKind).optional(),
  fund: listOf(FundSource).optional(),
  paidFrom: Day.optional(),
  paidTo: Day.optional(),
  sort: sortOf(['voucherNo', 'paidOn', 'project', 'amount']),
});
export type ExpenditureFilter = z.output<typeof ExpenditureFilter>;

/** Which imports of files. */
export const ImportFilter = Rows.extend({
  file: listOf(ImportKind).optional(),
  came: listOf(ImportState).optional(),
  /** Leaves out what was only checked. */
  stored: Flag,
  sort: sortOf(['file', 'by', 'accepted', 'known', 'rejected']),
});
export type ImportFilter = z.output<typeof ImportFilter>;

/** Which plan documents that were read: drafts, those in force, or both. */
export const PlanImportFilter = Rows.extend({
  state: listOf(PlanImport.shape.state).optional(),
  sort: sortOf(['file', 'at', 'by']),
});
export type PlanImportFilter = z.output<typeof PlanImportFilter>;

/** Which evaluations. */
export const RunFilter = Rows.extend({
  trigger: listOf(EvaluationRun.shape.trigger).optional(),
  /** Only those that failed. */
  failed: Flag,
  /** Only those that changed anything. */
  news: Flag,
  sort: sortOf(['forDay', 'opened', 'changed', 'resolved', 'ms']),
});
export type RunFilter = z.output<typeof RunFilter>;

/** `GET /expenditures/totals`: how many lines the filters leave, and what they come to. */
export const ExpenditureTotals = z.object({
  count: z.int(),
  /** What counts of them as this year's spending. */
  sum: Yuan,
  /** How many of them do not count: money that came back of an earlier year's payment. */
  uncounted: z.int(),
});
export type ExpenditureTotals = z.infer<typeof ExpenditureTotals>;

/** `GET /alerts/counts`: how many alerts each part of the inbox holds, under the other filters. */
export const AlertCounts = z.object({
  all: z.int(),
  /** For the caller to act on. */
  mine: z.int(),
  unacknowledged: z.int(),
  /** A promise that was missed, or whose day has passed. */
  overdue: z.int(),
});
export type AlertCounts = z.infer<typeof AlertCounts>;

/** A project by code and name: all of them are few enough to be searched by pinyin in the browser. */
export const ProjectName = z.object({ code: z.string(), name: z.string() });
export type ProjectName = z.infer<typeof ProjectName>;
