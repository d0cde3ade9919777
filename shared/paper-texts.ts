import { z } from 'zod';
import { Day } from './calendar.ts';
import { type Cause, causes } from './handling.ts';
import { likelihoods } from './likelihood.ts';
import { Yuan } from './money.ts';

/** The forms that people write into, each for a month-end; the self-evaluation for the year's last. */
export const paperKinds = ['monitoring', 'self-evaluation'] as const;
export type PaperKind = (typeof paperKinds)[number];

/** A text of so many characters at most; null where nothing is said. */
export const words = (most: number) => z.string().trim().max(most).nullable();

/** What a person writes of one indicator into 绩效目标执行监控表; null where nothing is said. */
export const MonitoringText = z.strictObject({
  /** 全年预计完成情况 */
  expected: words(200),
  cause: z.enum(causes as readonly [Cause, ...Cause[]]).nullable(),
  /** 原因说明 */
  reason: words(1000),
  /** What is done about it. */
  measure: words(1000),
  likelihood: z.enum(likelihoods).nullable(),
  note: words(500),
});
export type MonitoringText = z.infer<typeof MonitoringText>;

export const nothingWritten: MonitoringText = {
  expected: null,
  cause: null,
  reason: null,
  measure: null,
  likelihood: null,
  note: null,
};

/** What is to be written into a project's monitoring form: only what is named changes. */
export const NewMonitoringTexts = z.strictObject({
  /** 全年预计执行数; null takes the owner's figure back. */
  forecast: Yuan.nullable().optional(),
  indicators: z
    .array(MonitoringText.extend({ id: z.string().min(1).max(100) }))
    .max(500)
    .default([]),
});

/** The same of 绩效自评表: 实际完成情况 of the goals, and of each indicator 偏差原因分析及改进措施. */
export const NewSelfEvaluationTexts = z.strictObject({
  /** 年度总体目标 实际完成情况; null takes it back. */
  goals: words(2000).optional(),
  indicators: z
    .array(z.strictObject({ id: z.string().min(1).max(100), reason: words(1000) }))
    .max(500)
    .default([]),
});

/** Who wrote what stands, and when. */
export const Written = z.object({ by: z.string(), at: z.string() });

const FormRow = z.object({
  id: z.string(),
  level1: z.string(),
  level2: z.string(),
  name: z.string(),
  printed: z.string(),
  value: z.string().nullable(),
  state: z.string(),
});

const head = {
  project: z.object({ code: z.string(), name: z.string() }),
  year: z.int(),
  asOf: Day,
  /** The month-end that the texts are for. */
  period: Day,
  /** Whether whoever asks may write. */
  mayWrite: z.boolean(),
};

/** A project's monitoring form as it is filled in on the screen. */
export const MonitoringTexts = z.object({
  ...head,
  months: z.int(),
  budget: Yuan,
  spent: Yuan,
  rate: z.string().nullable(),
  /** What stands as 全年预计执行数, and whether it is the owner's. */
  forecast: Yuan,
  own: z.boolean(),
  /** What the owner said last; null where nothing, or it was taken back. */
  said: Written.extend({ on: Day, amount: Yuan }).nullable(),
  indicators: z.array(
    FormRow.extend({
      ...MonitoringText.shape,
      /** Taken from what was acknowledged of its alert, until somebody writes here. */
      prefilled: z.boolean(),
      written: Written.nullable(),
    }),
  ),
});
export type MonitoringTexts = z.infer<typeof MonitoringTexts>;

/** A project's self-evaluation form as it is filled in on the screen. */
export const SelfEvaluationTexts = z.object({
  ...head,
  expected: z.array(z.string()),
  goals: z.string().nullable(),
  goalsWritten: Written.nullable(),
  indicators: z.array(
    FormRow.extend({
      points: z.string().nullable(),
      earned: z.string().nullable(),
      reason: z.string().nullable(),
      prefilled: z.boolean(),
      written: Written.nullable(),
    }),
  ),
});
export type SelfEvaluationTexts = z.infer<typeof SelfEvaluationTexts>;

/** How many texts a write stored: what stands in the same words already is not stored again. */
export const TextsStored = z.object({ stored: z.int() });

/** A month-end that finance makes a reporting day. */
export const NewReportingDay = z.strictObject({ month: z.int().min(1).max(12) });

/** The month-ends that finance added to a year, by department. */
export const AddedReportingDays = z.object({
  year: z.int(),
  /** Whether whoever asks may add and take back. */
  mayChange: z.boolean(),
  items: z.array(
    z.object({
      day: Day,
      department: z.string(),
      /** The business day on which it was added; after `day` where it may only be reported for. */
      addedOn: Day,
      by: z.string(),
      at: z.string(),
    }),
  ),
});
export type AddedReportingDays = z.infer<typeof AddedReportingDays>;
