import { z } from 'zod';
import { Day } from './calendar.ts';
import { Yuan } from './money.ts';
import { MonitoringText, Written, words } from './paper-texts.ts';

/** What a person writes of an indicator that no project measures into 部门整体绩效目标执行监控表. */
export const DepartmentMonitoringText = MonitoringText.extend({
  /** 执行情况, as a person says it. */
  value: words(200),
});
export type DepartmentMonitoringText = z.infer<typeof DepartmentMonitoringText>;

/** The same of 部门整体支出绩效自评表: 实际完成值, 偏差原因分析及改进措施. */
export const DepartmentSelfEvaluationText = z.strictObject({ value: words(200), reason: words(1000) });
export type DepartmentSelfEvaluationText = z.infer<typeof DepartmentSelfEvaluationText>;

const id = z.string().min(1).max(100);

/** What is to be written into a department's monitoring form: only what is named changes. */
export const NewDepartmentMonitoringTexts = z.strictObject({
  indicators: z.array(DepartmentMonitoringText.extend({ id })).max(500).default([]),
});

/** The same of its self-evaluation form. */
export const NewDepartmentSelfEvaluationTexts = z.strictObject({
  /** 年度总体目标 实际完成情况; null takes it back. */
  goals: words(2000).optional(),
  indicators: z.array(DepartmentSelfEvaluationText.extend({ id })).max(500).default([]),
});

const named = z.object({ code: z.string(), name: z.string() });

const WholeRow = z.object({
  id: z.string(),
  subject: z.string(),
  name: z.string(),
  printed: z.string(),
  /** The project's indicator that says the same: its value and texts are shown, and written in the project's form. */
  linked: z.object({ project: named, name: z.string(), printed: z.string() }).nullable(),
  conflict: z.boolean(),
  value: z.string().nullable(),
  written: Written.nullable(),
});

const head = {
  department: named,
  year: z.int(),
  asOf: Day,
  /** The month-end that the texts are for. */
  period: Day,
  /** Whether whoever asks may write. */
  mayWrite: z.boolean(),
  projects: z.int(),
  /** What the plan intends, part by part. */
  expected: z.array(z.string()),
};

/** The monitoring form of a department as a whole as it is filled in on the screen. */
export const DepartmentMonitoringTexts = z.object({
  ...head,
  months: z.int(),
  /** Of all projects; null where it is not known of one. */
  budget: Yuan.nullable(),
  spent: Yuan,
  rate: z.string().nullable(),
  indicators: z.array(WholeRow.extend(MonitoringText.shape)),
});
export type DepartmentMonitoringTexts = z.infer<typeof DepartmentMonitoringTexts>;

/** The self-evaluation form of a department as a whole as it is filled in on the screen. */
export const DepartmentSelfEvaluationTexts = z.object({
  ...head,
  goals: z.string().nullable(),
  goalsWritten: Written.nullable(),
  indicators: z.array(WholeRow.extend({ reason: z.string().nullable() })),
});
export type DepartmentSelfEvaluationTexts = z.infer<typeof DepartmentSelfEvaluationTexts>;
