import { z } from 'zod';
import { Alert } from './alert.ts';
import { Indicator, NodeFigures, Overview, Project } from './api.ts';
import { Day } from './calendar.ts';
import { causes } from './handling.ts';
import { Yuan } from './money.ts';

/** What a meeting can decide of an item (处置). */
export const decisions = ['continue', 'reallocate', 'cancel', 'rectify', 'other'] as const;
export type Decision = (typeof decisions)[number];

/** Why something is on the agenda, in the order in which a meeting takes it. */
export const agendaKinds = ['action', 'project', 'missing', 'good'] as const;
export type AgendaKind = (typeof agendaKinds)[number];

/** What somebody promised to do, by when: open until what was done is submitted and found good. */
export const actionStates = ['open', 'submitted', 'returned', 'closed'] as const;

/** An action that a meeting decided on (议定事项). It lives on after the meeting, and opens the next one until closed. */
export const MeetingAction = z.object({
  id: z.string(),
  meetingId: z.string(),
  meetingTitle: z.string(),
  itemId: z.string(),
  projectCode: z.string().nullable(),
  projectName: z.string().nullable(),
  what: z.string(),
  /** 责任人: a user's name, or any. */
  who: z.string(),
  by: Day,
  state: z.enum(actionStates),
  /** Past its day and not submitted. */
  overdue: z.boolean(),
  result: z.string().nullable(),
  /** What the last return asks for, or with which words it was closed. */
  answer: z.string().nullable(),
  history: z.array(
    z.object({ at: z.string(), by: z.string(), what: z.string(), note: z.string().nullable() }),
  ),
});
export type MeetingAction = z.infer<typeof MeetingAction>;

/** What the owner says before the meeting: why, what is done about it, until when (责任人说明). */
export const StatementInput = z.strictObject({
  cause: z.enum(causes).nullable(),
  explanation: z.string().trim().min(1).max(2000),
  measure: z.string().trim().max(2000).nullable(),
  promisedOn: Day.nullable(),
});
export const Statement = StatementInput.extend({ by: z.string(), at: z.string() });
export type Statement = z.infer<typeof Statement>;

export const DecisionInput = z.strictObject({
  decision: z.enum(decisions),
  /** Asked for with `other`. */
  text: z.string().trim().max(2000).nullable(),
});
export const DecisionTaken = DecisionInput.extend({ by: z.string(), at: z.string() });
export type DecisionTaken = z.infer<typeof DecisionTaken>;

export const ActionInput = z.strictObject({
  what: z.string().trim().min(1).max(1000),
  who: z.string().trim().min(1).max(100),
  by: Day,
});

/** A voucher line as it counted when the meeting was opened; the payee as the reader may see it. */
export const PackVoucher = z.object({
  voucherNo: z.string(),
  line: z.int(),
  paidOn: Day,
  amount: Yuan,
  fundSource: z.string(),
  payee: z.string().nullable(),
  purpose: z.string().nullable(),
});

/** A project as it is shown to the meeting: frozen whole, so that a slide needs nothing else. */
export const PackProject = z.object({
  project: Project,
  goals: z.array(z.string()),
  nodes: z.array(NodeFigures),
  /** Cumulative spending after each day on which money moved, up to `asOf`. */
  actual: z.array(z.object({ day: Day, amount: Yuan })),
  forecast: z.array(z.object({ day: Day, amount: Yuan })),
  indicators: z.array(Indicator),
  /** Everything that was pending or firing, gravest first, with what was promised. */
  alerts: z.array(Alert),
  /** The newest first, at most 200; `voucherCount` says how many there are. */
  vouchers: z.array(PackVoucher),
  voucherCount: z.int(),
});
export type PackProject = z.infer<typeof PackProject>;

/** A value that was owed and not in. */
export const PackMissing = z.object({
  projectCode: z.string(),
  projectName: z.string(),
  owner: z.string().nullable(),
  period: Day,
  indicators: z.array(z.string()),
});
export type PackMissing = z.infer<typeof PackMissing>;

/** One item of the agenda. What hangs on its kind is null of the others. */
export const AgendaItem = z.object({
  id: z.string(),
  kind: z.enum(agendaKinds),
  /** Whether it is taken: an item that is left out stays below the line. */
  included: z.boolean(),
  /** The news of it in one sentence, frozen: the title of its slide. */
  title: z.string(),
  projectCode: z.string().nullable(),
  /** Of a project, and of an action or good news about one. */
  project: PackProject.nullable(),
  /** As it stood when the meeting was opened; what became of it since, the meeting's `actions` say. */
  action: MeetingAction.nullable(),
  missing: z.array(PackMissing),
  /** Good news: what is reached, kept or closed, a sentence each. */
  good: z.array(z.string()),
  statement: Statement.nullable(),
  /** 发言提纲: what the speaker wants to remember. */
  notes: z.string(),
  decision: DecisionTaken.nullable(),
  actions: z.array(MeetingAction),
});
export type AgendaItem = z.infer<typeof AgendaItem>;

/** A meeting as lists name it. */
export const MeetingLine = z.object({
  id: z.string(),
  year: z.int(),
  /** Null where it is of the whole house. */
  department: z.object({ code: z.string(), name: z.string() }).nullable(),
  /** The node that it is about. */
  node: Day,
  title: z.string(),
  /** `open`: decisions are taken; `closed`: the minutes stand, only its actions live on. */
  state: z.enum(['open', 'closed']),
  /** When it is held, where, who chairs, takes the minutes, and is there: as the minutes print it. */
  heldOn: Day.nullable(),
  place: z.string(),
  chair: z.string(),
  recorder: z.string(),
  attendees: z.string(),
  openedAt: z.string(),
  openedBy: z.string(),
  closedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
  /** The frozen moment: as of the node, judged on `today`, as known at the opening. */
  asOf: Day,
  today: Day,
  knownAt: z.string(),
  /** The last change that the figures know of. */
  seq: z.int(),
  counts: z.object({ items: z.int(), decided: z.int(), actions: z.int(), openActions: z.int() }),
});
export type MeetingLine = z.infer<typeof MeetingLine>;

/** `GET /meetings/{id}`: the frozen pack with what people added to it. Whoever sees only some projects gets only their items. */
export const Meeting = MeetingLine.extend({
  /** What was said at the opening, such as that reports were not due yet. */
  warnings: z.array(z.string()),
  /** Frozen; null for who does not see the whole of it. */
  overview: Overview.nullable(),
  /** In the order of the agenda, those left out last. */
  items: z.array(AgendaItem),
  /** The meeting before it that it is compared with. */
  previous: z.object({ id: z.string(), title: z.string(), node: Day }).nullable(),
});
export type Meeting = z.infer<typeof Meeting>;

/** `POST /meetings`, and with `?preview=true` what it would say. */
export const MeetingOpening = z.strictObject({
  year: z.int().optional(),
  node: Day,
  department: z.string().optional(),
  title: z.string().trim().min(1).max(200).optional(),
  heldOn: Day.optional(),
});
export const MeetingPreview = z.object({
  title: z.string(),
  asOf: Day,
  warnings: z.array(z.string()),
  /** How many items of each kind the agenda would have. */
  items: z.record(z.enum(agendaKinds), z.int()),
});
export type MeetingPreview = z.infer<typeof MeetingPreview>;

/** `PATCH /meetings/{id}`: what is not given stays. `order` names all items of the agenda. */
export const MeetingChange = z.strictObject({
  title: z.string().trim().min(1).max(200).optional(),
  heldOn: Day.nullable().optional(),
  place: z.string().trim().max(200).optional(),
  chair: z.string().trim().max(100).optional(),
  recorder: z.string().trim().max(100).optional(),
  attendees: z.string().trim().max(2000).optional(),
  order: z.array(z.string()).optional(),
  included: z.record(z.string(), z.boolean()).optional(),
});

const Side = z.object({
  spent: Yuan,
  shortfall: Yuan,
  executionRate: z.string().nullable(),
  planLight: Project.shape.lights.shape.plan.shape.state,
  resultsLight: Project.shape.lights.shape.plan.shape.state,
  openAlerts: z.int(),
});
export const ComparedProject = z.object({
  code: z.string(),
  name: z.string(),
  /** Null where it was not in the plan then. */
  before: Side.nullable(),
  after: Side.nullable(),
  change: z.enum(['better', 'worse', 'same', 'new', 'gone']),
});
export type ComparedProject = z.infer<typeof ComparedProject>;

/**
 * `GET /meetings/{id}/comparison?with=previous|now`. `previous` sets the meeting before it beside this one;
 * `now` sets this one beside the same node as it is known today: what was restated since.
 */
export const MeetingComparison = z.object({
  with: z.enum(['previous', 'now']),
  before: z.object({ title: z.string(), asOf: Day, knownAt: z.string() }),
  after: z.object({ title: z.string(), asOf: Day, knownAt: z.string() }),
  total: z.object({ before: Side, after: Side }).nullable(),
  projects: z.array(ComparedProject),
  /** Alerts that are new, and those that are over. */
  opened: z.array(z.object({ id: z.string(), projectName: z.string().nullable(), text: z.string() })),
  closed: z.array(
    z.object({ id: z.string(), projectName: z.string().nullable(), text: z.string(), because: z.string() }),
  ),
  /** Promises whose day came between the two, and actions decided on before: by whom they were made. */
  promises: z.array(z.object({ who: z.string(), kept: z.int(), missed: z.int(), open: z.int() })),
});
export type MeetingComparison = z.infer<typeof MeetingComparison>;
