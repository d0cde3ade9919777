import { z } from 'zod';
import { Day } from './calendar.ts';

/** What a printed target such as `≥98%` or `12月底前` was understood to mean (the contract's §4). */
export const TargetReading = z.object({
  kind: z.enum(['number', 'deadline', 'graded', 'none']),
  operator: z.enum(['>=', '>', '<=', '<', '=', 'between']),
  /** The printed number as a decimal text in its printed unit, never converted; the lower bound of `between`. */
  value: z.string(),
  upper: z.string().optional(),
  unit: z.string(),
  direction: z.enum(['positive', 'reverse']),
  accrual: z.enum(['cumulative', 'completion', 'level', 'milestone', 'ceiling', 'graded']),
  /** Of a deadline: the (last) day by which it is to be done. */
  date: Day.optional(),
  /** Where one cell holds several dated milestones: each of them, in order; `date` is the last. */
  dates: z.array(z.object({ date: Day, what: z.string() })).optional(),
  confidence: z.enum(['high', 'medium', 'low']),
  notes: z.array(z.string()),
});
export type TargetReading = z.infer<typeof TargetReading>;

/** A printed target with what is needed to understand it; `year` says which year a bare month belongs to. */
export const PrintedTarget = z.object({
  level2: z.string().default(''),
  name: z.string().default(''),
  value: z.string(),
  year: z.int().min(1990).max(2100),
});
export type PrintedTarget = z.infer<typeof PrintedTarget>;
