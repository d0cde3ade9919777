import { z } from 'zod';
import { Day } from './calendar.ts';
import { Yuan } from './money.ts';
import { TargetReading } from './target.ts';

/** A node (节点) of a spending plan: by the end of `day`, `cumulative` 元 are to have been spent. */
export const ReadNode = z.object({ day: Day, cumulative: Yuan });

export const ReadIndicator = z.object({
  level1: z.string(),
  level2: z.string(),
  name: z.string(),
  printed: z.string(),
  target: TargetReading,
  /** 指标值确定依据 */
  basis: z.string(),
  line: z.int(),
});
export type ReadIndicator = z.infer<typeof ReadIndicator>;

export const ReadProject = z.object({
  code: z.string(),
  name: z.string(),
  budget: Yuan,
  /** 财政资金 */
  fiscal: Yuan,
  /** 其他资金 */
  other: Yuan,
  purpose: z.string(),
  goals: z.array(z.string()),
  /** How the plan's cells were understood: cumulative amounts, cumulative percents, or amounts per period. */
  nodesRead: z.enum(['amount', 'percent', 'increment']),
  nodes: z.array(ReadNode),
  /**
   * Of a project whose table states no unit: the one its amounts were read in, and whether a person has said
   * that it is right. Gone once an amount of it was corrected by hand.
   */
  unit: z.object({ read: z.enum(['万元', '元']), sure: z.boolean() }).optional(),
  line: z.int(),
  indicators: z.array(ReadIndicator),
});
export type ReadProject = z.infer<typeof ReadProject>;

/** An indicator of the plan's prose part (分项绩效目标). */
export const DepartmentIndicator = z.object({
  /** The heading it stands under. */
  subject: z.string(),
  projectCode: z.string().optional(),
  name: z.string(),
  printed: z.string(),
  target: TargetReading,
  line: z.int(),
  /** The printed name of the table indicator that it repeats or contradicts, where one was found. */
  linkedTo: z.string().optional(),
  /** Whether its target differs from the linked one's. */
  conflict: z.boolean().optional(),
});
export type DepartmentIndicator = z.infer<typeof DepartmentIndicator>;

export const ReadingNote = z.object({ line: z.int(), code: z.string(), message: z.string() });
export type ReadingNote = z.infer<typeof ReadingNote>;

/** What a plan document was understood to say. Lines are counted from 1 in its text. */
export const Reading = z.object({
  department: z.object({ code: z.string(), name: z.string() }),
  year: z.int(),
  projects: z.array(ReadProject),
  departmentIndicators: z.array(DepartmentIndicator),
  notes: z.array(ReadingNote),
});
export type Reading = z.infer<typeof Reading>;

/**
 * What a person has to decide. `subject`: CODE, CODE/budget, CODE/nodes, CODE/<indicator>, or a heading; a
 * project without a code stands under its name.
 */
export const Question = z.object({
  id: z.string(),
  /** Whether the plan cannot be put in force before it is answered. */
  blocks: z.boolean(),
  line: z.int(),
  subject: z.string(),
  message: z.string(),
  choices: z.array(z.string()).optional(),
  answer: z.string().optional(),
});
export type Question = z.infer<typeof Question>;

/** What a person answered or put right in a draft: `what` is a question's id or a JSON pointer. */
export const ReadingCorrection = z.object({
  at: z.string(),
  by: z.string(),
  what: z.string(),
  value: z.unknown(),
});
export type ReadingCorrection = z.infer<typeof ReadingCorrection>;
