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

/** What proves a value: a file that was sent, or the address of a page. */
export const Evidence = z.object({
  id: z.string(),
  /** Of a file as it was sent; of a link what it is called. */
  name: z.string(),
  /** Null for a file. */
  url: z.string().nullable(),
  /** The media type found in the file, and its bytes; null for a link. */
  type: z.string().nullable(),
  size: z.int().nullable(),
  addedAt: z.string(),
  addedBy: z.string(),
  /** Of evidence that was taken back: when, by whom and why. Its bytes, or where its link led, are gone. */
  removed: z.object({ at: z.string(), by: z.string(), reason: z.string() }).nullable(),
});
export type Evidence = z.infer<typeof Evidence>;

/** A link as evidence. Only what a browser opens as a page. */
export const EvidenceLink = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2000),
  name: z.string().trim().min(1).max(200).optional(),
});
export type EvidenceLink = z.infer<typeof EvidenceLink>;

/** Why evidence is taken back. */
export const EvidenceRemoval = z.strictObject({ reason: z.string().trim().min(1).max(500) });
export type EvidenceRemoval = z.infer<typeof EvidenceRemoval>;

/** What was decided about a value, by whom and why. */
export const Review = z.object({
  verdict: z.enum(['approved', 'returned']),
  note: z.string().nullable(),
  at: z.string(),
  by: z.string(),
  /** Approved by whoever had submitted it, there being nobody else. */
  alone: z.boolean().optional(),
});
export type Review = z.infer<typeof Review>;

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
  /** What was last decided; null while it waits. */
  review: Review.nullable(),
  evidence: z.array(Evidence),
});
export type Measurement = z.infer<typeof Measurement>;

/** All values of one indicator and reporting day, the newest first, each with everything decided about it. */
export const MeasurementHistory = z.object({
  items: z.array(Measurement.extend({ reviews: z.array(Review) })),
});
export type MeasurementHistory = z.infer<typeof MeasurementHistory>;
