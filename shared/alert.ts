import { z } from 'zod';
import { alertKinds } from './alert-kinds.ts';
import { Day } from './calendar.ts';

export const AlertKind = z.enum(alertKinds);
export type AlertKind = z.infer<typeof AlertKind>;

export const Severity = z.enum(['notice', 'watch', 'warning', 'critical']);
export type Severity = z.infer<typeof Severity>;

export const Condition = z.enum(['pending', 'firing', 'resolved']);
export type Condition = z.infer<typeof Condition>;

export const Handling = z.enum([
  'open',
  'acknowledged',
  'rectifying',
  'submitted',
  'closed',
  'returned',
  'accepted',
]);
export type Handling = z.infer<typeof Handling>;

export const ResolvedBecause = z.enum([
  'recovered',
  'data_corrected',
  'plan_revised',
  'completed',
  'period_closed',
  'accepted',
]);
export type ResolvedBecause = z.infer<typeof ResolvedBecause>;

export const AlertTransition = z.enum(['opened', 'escalated', 'changed', 'resolved']);
export type AlertTransition = z.infer<typeof AlertTransition>;

/** The arithmetic of an alert. Money is 元; a value of an indicator carries its unit; rates are fractions. */
export const Explanation = z.object({
  planned: z.string().nullable(),
  actual: z.string().nullable(),
  gap: z.string().nullable(),
  gapRate: z.string().nullable(),
  threshold: z.string().nullable(),
  /** What would resolve it: an amount of 元, a value, or null where nothing can any more. */
  toClear: z.string().nullable(),
  /** What else it is reckoned from, each with its name. */
  inputs: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  /** How the rate comes about, such as `(7.50 − 5.00) ÷ 7.50 = 33.3%`; amounts in 万元, of what is over a budget in 元. */
  formula: z.string().optional(),
  text: z.string(),
});
export type Explanation = z.infer<typeof Explanation>;

/** The parts of what an event of an alert's life says: promises, reasons, days, for whom it is. */
export const EventDetail = z.object({
  owner: z.string().optional(),
  cause: z.string().optional(),
  measure: z.string().optional(),
  promisedOn: Day.nullable().optional(),
  promise: z.enum(['kept', 'missed']).nullable().optional(),
  why: z.string().optional(),
  until: Day.nullable().optional(),
  nodes: z.int().optional(),
  to: z.array(z.object({ role: z.string(), name: z.string().optional() })).optional(),
  silence: z.string().optional(),
  conclusion: z.string().optional(),
  /** The version of the rules by which it is over. */
  rules: z.int().optional(),
  /** Who decided had done the first half as well, there being nobody else. */
  alone: z.boolean().optional(),
});
export type EventDetail = z.infer<typeof EventDetail>;

export const AlertEvent = z.object({
  at: z.string(),
  /** The business day it happened on. */
  day: Day,
  by: z.string(),
  what: z.string(),
  note: z.string().optional(),
  /** What the event says beside the note; which parts depends on `what`. */
  detail: EventDetail.optional(),
});
export type AlertEvent = z.infer<typeof AlertEvent>;

/** An alert as the API and the socket show it. */
export const Alert = z.object({
  id: z.string(),
  key: z.string(),
  kind: AlertKind,
  year: z.int(),
  projectCode: z.string().nullable(),
  projectName: z.string().nullable(),
  /** Who has it in hand: the owner, else 财务. */
  owner: z.string(),
  section: z.string().nullable(),
  subject: z.string(),
  /** The node day, the reporting day, the deadline or the year. */
  period: z.string(),
  severity: Severity,
  condition: Condition,
  handling: Handling,
  episode: z.int(),
  since: Day,
  openedAt: z.string(),
  resolvedAt: z.string().optional(),
  resolvedOn: Day.optional(),
  resolvedBecause: ResolvedBecause.optional(),
  mutedBy: z.string().optional(),
  /** What was acknowledged: why it went wrong, what will be done, and by when. */
  cause: z.string().optional(),
  measure: z.string().optional(),
  promisedOn: Day.optional(),
  /** What became of the last promise. */
  promise: z.enum(['kept', 'missed']).optional(),
  result: z.string().optional(),
  acceptedUntil: Day.optional(),
  acceptedBy: z.string().optional(),
  /** The 督办 level that this episode has reached: 提示, 督办, 挂牌督办. */
  level: z.enum(['remind', 'supervise', 'list']).optional(),
  /** At how many nodes or periods running the same thing is wrong, where it is not the first. */
  consecutive: z.int().optional(),
  /** The version of the rules that raised it, 0 for the defaults; and the one by which it is over, where that is why. */
  ruleVersion: z.int().optional(),
  endedByRules: z.int().optional(),
  /** Since when it comes and goes so often that it no longer notifies and the data should be looked at. */
  flappingSince: Day.optional(),
  /** The alert of the node or period before that this one goes on from. */
  predecessor: z.string().optional(),
  explanation: Explanation,
  history: z.array(AlertEvent).optional(),
});
export type Alert = z.infer<typeof Alert>;
