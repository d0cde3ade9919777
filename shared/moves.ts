import { z } from 'zod';
import { AlertKind, Severity } from './alert.ts';
import { Day } from './calendar.ts';
import { conclusions } from './closing.ts';
import { causes } from './handling.ts';

const words = (most: number) => z.string().trim().min(1).max(most);

/** 签收并承诺: who will do what by when, and why it went wrong. */
export const AcknowledgeAlert = z.strictObject({
  owner: words(50),
  cause: z.enum(causes),
  measure: words(1000),
  promisedOn: Day,
  note: words(1000).optional(),
});
export type AcknowledgeAlert = z.infer<typeof AcknowledgeAlert>;

/** 开始整改, or ordering it. */
export const RectifyAlert = z.strictObject({ note: words(1000).optional() }).default({});
/** 报整改结果 */
export const SubmitAlert = z.strictObject({ result: words(2000) });
/** 退回 */
export const ReturnAlert = z.strictObject({ reason: words(1000) });
/** 销号 */
export const CloseAlert = z.strictObject({ note: words(1000) });
/** 认可 until a day, that day included. */
export const AcceptAlert = z.strictObject({ reason: words(1000), until: Day });

const SilenceMatchers = z
  .strictObject({
    project: z.string().min(1).max(100).optional(),
    kind: AlertKind.optional(),
    subject: z.string().min(1).max(200).optional(),
    severity: Severity.optional(),
  })
  .refine((matchers) => Object.values(matchers).some((value) => value !== undefined), {
    params: { said: 'matchers' },
  });

/** What hides some alerts from the notifications until a day. `starts` is today where nothing is said. */
export const NewSilence = z.strictObject({
  reason: words(500),
  matchers: SilenceMatchers,
  starts: Day.optional(),
  ends: Day,
});

export const Silence = z.object({
  id: z.string(),
  year: z.int(),
  author: z.string(),
  reason: z.string(),
  matchers: z.object({
    project: z.string().optional(),
    kind: AlertKind.optional(),
    subject: z.string().optional(),
    severity: Severity.optional(),
  }),
  starts: Day,
  /** The last day on which it is silent. */
  ends: Day,
  createdAt: z.string(),
  endedOn: Day.nullable(),
  endedBy: z.string().nullable(),
  state: z.enum(['to_come', 'in_force', 'over']),
});
export type Silence = z.infer<typeof Silence>;

/** A project is declared finished (项目完结), with the reason. */
export const FinishProject = z.strictObject({ reason: words(1000) });
export const ApproveFinish = z.strictObject({ note: words(1000).optional() }).default({});

/** What becomes of a project that is not done when its year is closed. */
export const ProjectConclusion = z.strictObject({
  projectCode: z.string(),
  conclusion: z.enum(conclusions),
  note: words(1000).optional(),
});
export const CloseYear = z
  .strictObject({ conclusions: z.array(ProjectConclusion).max(10_000).default([]) })
  .default({ conclusions: [] });
