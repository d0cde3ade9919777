import { z } from 'zod';
import { Day } from './calendar.ts';

const count = z.int().min(0).max(1_000_000_000);

/** A measured value (完成值) as it comes in: one indicator, one reporting day. */
export const MeasurementInput = z.strictObject({
  projectCode: z.string().trim().min(1).max(100),
  /** The indicator's id or its printed name (三级指标). */
  indicator: z.string().trim().min(1).max(200),
  /** The reporting day (填报期) it is for. */
  period: Day,
  /**
   * As a person writes it: `98.5%`, `1`, `2023-12-20`, `已完成`, `未完成`, a percentage for words; `本期无法取得`
   * (`unavailable`) with the reason as `note`.
   */
  value: z.union([z.string().trim().min(1).max(200), z.number()]).transform(String),
  measuredOn: Day,
  source: z.string().trim().max(200).optional(),
  sampleSize: count.optional(),
  favourable: count.optional(),
  note: z.string().trim().max(1000).optional(),
  /** From a caller who may approve: the value counts at once. */
  approved: z.boolean().optional(),
  /** Says that an unusual value, such as 完成率 120%, is meant. */
  confirmed: z.boolean().optional(),
});
export type MeasurementInput = z.infer<typeof MeasurementInput>;

export const MeasurementState = z.enum(['provisional', 'approved', 'returned']);
export type MeasurementState = z.infer<typeof MeasurementState>;

/** A measurement of the ledger as the API shows it. */
export const Measurement = z.object({
  id: z.int(),
  indicatorId: z.string(),
  indicator: z.string(),
  projectCode: z.string(),
  projectName: z.string(),
  period: Day,
  value: z.string(),
  measuredOn: Day,
  state: MeasurementState,
  /** Whether a newer value of the same indicator and period stands in its place. */
  superseded: z.boolean(),
  source: z.string().nullable(),
  sampleSize: z.int().nullable(),
  favourable: z.int().nullable(),
  note: z.string().nullable(),
  recordedAt: z.string(),
  recordedBy: z.string(),
});
export type Measurement = z.infer<typeof Measurement>;
