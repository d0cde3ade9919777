import { z } from 'zod';
import { Day } from './calendar.ts';
import type { Said, Told } from './language.ts';
import { Yuan } from './money.ts';
import { TargetReading, targetReading } from './target.ts';

/** A node (节点) of a spending plan: by the end of `day`, `cumulative` 元 are to have been spent. */
export const ReadNode = z.object({ day: Day, cumulative: Yuan });

/** The shapes of a reading whose sentences are words of a kind: said in both languages, or told to one reader. */
function shapesOf<Words extends z.ZodType, Target extends z.ZodType>(words: Words, target: Target) {
  const indicator = z.object({
    level1: z.string(),
    level2: z.string(),
    name: z.string(),
    printed: z.string(),
    target,
    /** 指标值确定依据 */
    basis: z.string(),
    line: z.int(),
  });
  const project = z.object({
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
    indicators: z.array(indicator),
  });
  const departmentIndicator = z.object({
    /** The heading it stands under. */
    subject: z.string(),
    projectCode: z.string().optional(),
    name: z.string(),
    printed: z.string(),
    target,
    line: z.int(),
    /** The printed name of the table indicator that it repeats or contradicts, where one was found. */
    linkedTo: z.string().optional(),
    /** Whether its target differs from the linked one's. */
    conflict: z.boolean().optional(),
  });
  const note = z.object({ line: z.int(), code: z.string(), message: words });
  return {
    indicator,
    project,
    departmentIndicator,
    note,
    reading: z.object({
      department: z.object({ code: z.string(), name: z.string() }),
      year: z.int(),
      projects: z.array(project),
      departmentIndicators: z.array(departmentIndicator),
      notes: z.array(note),
    }),
  };
}

const told = shapesOf(z.string(), TargetReading);
/** A sentence kept before there were two languages, or sent back as it was told, counts for both. */
const saidWords = z.union([
  z.object({ zh: z.string(), en: z.string() }),
  z.string().transform((text): Said => ({ zh: text, en: text })),
]);
const kept = shapesOf(saidWords, targetReading(saidWords));

/** What a plan document was understood to say, told to one reader. Lines are counted from 1 in its text. */
export const Reading = told.reading;
/** The same as it is made and kept: its sentences in both languages. */
export const SaidReading = kept.reading;
export type Reading = z.infer<typeof SaidReading>;
export type ReadProject = z.infer<typeof kept.project>;
export type ReadIndicator = z.infer<typeof kept.indicator>;
/** An indicator of the plan's prose part (分项绩效目标). */
export type DepartmentIndicator = z.infer<typeof kept.departmentIndicator>;
export type ReadingNote = z.infer<typeof kept.note>;

/** A reading and its parts as one reader is told them. */
export type ToldReading = z.infer<typeof Reading>;
export type ToldProject = z.infer<typeof told.project>;
export type ToldNote = z.infer<typeof told.note>;

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
export type ToldQuestion = z.infer<typeof Question>;

/**
 * A question as it is made and kept. Its sentence is in both languages; a name, a printed target or what a person
 * typed is told to everybody alike.
 */
export interface Question extends Omit<ToldQuestion, 'subject' | 'message' | 'choices' | 'answer'> {
  subject: Told;
  message: Said;
  choices?: Told[] | undefined;
  answer?: Told | undefined;
}

/** What a person answered or put right in a draft: `what` is a question's id or a JSON pointer. */
export const ReadingCorrection = z.object({
  at: z.string(),
  by: z.string(),
  what: z.string(),
  value: z.unknown(),
});
export type ReadingCorrection = z.infer<typeof ReadingCorrection>;
