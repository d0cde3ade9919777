import { z } from 'zod';
import { Alert } from './alert.ts';
import { Indicator, Light, NodeFigures, Overview, Page, Project } from './api.ts';
import { Day, daysBetween } from './calendar.ts';
import { causes } from './handling.ts';
import { Yuan } from './money.ts';
import { ReportMade } from './reports.ts';

/** What a meeting can decide of an item (处置). */
export const decisions = ['continue', 'reallocate', 'cancel', 'rectify', 'other'] as const;
export type Decision = (typeof decisions)[number];

/** Why something is on the agenda, in the order in which a meeting takes it. */
export const agendaKinds = ['action', 'project', 'missing', 'good'] as const;
export type AgendaKind = (typeof agendaKinds)[number];

/** What somebody promised to do, by when: open until what was done is submitted and found good. */
export const actionStates = ['open', 'submitted', 'returned', 'closed'] as const;
export type ActionState = (typeof actionStates)[number];

/** What happens to an action. */
export const actionEvents = [
  'decided',
  'changed',
  'reminded',
  'overdue',
  'submitted',
  'returned',
  'closed',
] as const;
export type ActionEvent = (typeof actionEvents)[number];

/** What may be done to an action after it was decided, in the order of its life. */
export const actionMoves = ['submit', 'return', 'close'] as const;
export type ActionMove = (typeof actionMoves)[number];

/** Reminders (催办) go out so many days before the day of an action; the day after it, it is overdue. */
export const reminderDays = [7, 3, 1] as const;

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
  /** Days until its day, negative past it; null once a result is submitted or it is closed. */
  daysLeft: z.int().nullable(),
  /** The reminder that stands: its day comes within 7, 3 or 1 days; null before, after, and once submitted. */
  dueWithin: z.union(reminderDays.map((days) => z.literal(days))).nullable(),
  /** Past its day and not submitted. */
  overdue: z.boolean(),
  result: z.string().nullable(),
  /** What the last return asks for, or with which words it was closed. */
  answer: z.string().nullable(),
  history: z.array(
    z.object({
      at: z.string(),
      by: z.string(),
      /** `reminded` and `overdue` are the product's own words, `system`: a day came. */
      what: z.enum(actionEvents),
      note: z.string().nullable(),
      /** Who decided had done the first half as well, there being nobody else. */
      alone: z.boolean(),
    }),
  ),
  /** What the reader may do to it now. */
  moves: z.array(z.enum(actionMoves)),
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
export type ActionInput = z.infer<typeof ActionInput>;

/** `PATCH /meeting-actions/{id}`: what is not given stays. */
export const ActionChange = ActionInput.partial();
export const SubmitAction = z.strictObject({ result: z.string().trim().min(1).max(2000) });
export const ReturnAction = z.strictObject({ reason: z.string().trim().min(1).max(2000) });
export const CloseAction = z.strictObject({ note: z.string().trim().min(1).max(2000) });
export const NotesInput = z.strictObject({ notes: z.string().max(10_000) });

/** `GET /meetings`, `GET /meeting-actions`: of a year where one is named, else of all. */
export const MeetingFilter = Page.extend({ year: z.coerce.number().int().min(1990).max(2100).optional() });
export const ActionFilter = MeetingFilter.extend({
  /** Comma-separated; all where nothing is said. */
  state: z.string().optional(),
  /** Only those that the reader is named as 责任人 of. */
  mine: z.enum(['true', 'false']).optional(),
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
export type PackVoucher = z.infer<typeof PackVoucher>;

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
  /** Whether the reader may say or change the statement. */
  mayState: z.boolean(),
  /** 发言提纲: what the speaker wants to remember; empty for who does not hold the meeting. */
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

/** What the reader of a meeting may do; nothing of it once the meeting is closed, but reading. */
const Rights = z.object({
  /** Change it, decide, close it. */
  hold: z.boolean(),
});

/** `GET /meetings/{id}`: the frozen pack with what people added to it. Whoever sees only some projects gets only their items. */
export const Meeting = MeetingLine.extend({
  /** What was said at the opening, such as that reports were not due yet. */
  warnings: z.array(z.string()),
  /** Frozen; null for who does not see the whole of it. */
  overview: Overview.nullable(),
  /** In the order of the agenda, those left out last. */
  items: z.array(AgendaItem),
  may: Rights,
  /** The meeting before it that it is compared with: the last one of the same year and of the same house or department. */
  previous: z.object({ id: z.string(), title: z.string(), node: Day }).nullable(),
});
export type Meeting = z.infer<typeof Meeting>;

/** `POST /meetings`, and with `?preview=true` what it would say. */
export const MeetingOpening = z.strictObject({
  /** The year of `node`, where nothing is said. */
  year: z.int().optional(),
  node: Day,
  department: z.string().optional(),
  title: z.string().trim().min(1).max(200).optional(),
  heldOn: Day.optional(),
});
export type MeetingOpening = z.infer<typeof MeetingOpening>;
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
export type MeetingChange = z.infer<typeof MeetingChange>;

/** How a project stood. */
export const Side = z.object({
  spent: Yuan,
  shortfall: Yuan,
  executionRate: z.string().nullable(),
  planLight: Light.shape.state,
  resultsLight: Light.shape.state,
  openAlerts: z.int(),
});
export type Side = z.infer<typeof Side>;

const lightCounts = z.record(Light.shape.state, z.int());

/** All projects together: a sum has no light of its own, so the projects are counted by theirs. */
export const TotalSide = Side.omit({ planLight: true, resultsLight: true }).extend({
  projects: z.int(),
  budget: Yuan,
  planned: Yuan,
  plan: lightCounts,
  results: lightCounts,
});
export type TotalSide = z.infer<typeof TotalSide>;

export const ComparedProject = z.object({
  code: z.string(),
  name: z.string(),
  /** Null where it was not in the plan then. */
  before: Side.nullable(),
  after: Side.nullable(),
  /**
   * By the first of these that differs: the light of the own plan, that of results, the shortfall in 分, the open
   * alerts. Green, blue and grey are equal; then come missing, yellow and red.
   */
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
  total: z.object({ before: TotalSide, after: TotalSide }).nullable(),
  projects: z.array(ComparedProject),
  /** Alerts that are new, and those that are over. One that goes on from another (`predecessor`) is neither. */
  opened: z.array(z.object({ id: z.string(), projectName: z.string().nullable(), text: z.string() })),
  closed: z.array(
    z.object({ id: z.string(), projectName: z.string().nullable(), text: z.string(), because: z.string() }),
  ),
  /** Promises whose day came between the two, and actions decided on before: by whom they were made. */
  promises: z.array(z.object({ who: z.string(), kept: z.int(), missed: z.int(), open: z.int() })),
});
export type MeetingComparison = z.infer<typeof MeetingComparison>;

/** `GET /meetings/{id}/minutes`: what the meeting decided, as 会议纪要. A closed meeting's stand as they were when it was closed. */
export const MeetingMinutes = z.object({
  made: ReportMade,
  title: z.string(),
  heldOn: Day.nullable(),
  place: z.string(),
  chair: z.string(),
  recorder: z.string(),
  attendees: z.string(),
  /** Said where the meeting is not closed yet: the minutes may still change. */
  draft: z.boolean(),
  /** 一、总体情况 */
  overall: z.array(z.string()),
  /** 二、逐项议定: what was taken, in the order of the agenda. */
  items: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(agendaKinds),
      title: z.string(),
      project: z.string().nullable(),
      statement: z.string().nullable(),
      decision: z.string().nullable(),
      actions: z.array(z.object({ what: z.string(), who: z.string(), by: Day })),
    }),
  ),
  /** 三、上次议定事项落实情况 */
  previous: z.array(
    z.object({
      what: z.string(),
      who: z.string(),
      by: Day,
      meeting: z.string(),
      project: z.string().nullable(),
      state: z.string(),
      result: z.string().nullable(),
    }),
  ),
});
export type MeetingMinutes = z.infer<typeof MeetingMinutes>;

/** `GET /meetings/{id}/pack`: the meeting with every project as it stood, those without an item too. */
export const MeetingPack = z.object({ made: ReportMade, meeting: Meeting, projects: z.array(Project) });
export type MeetingPack = z.infer<typeof MeetingPack>;

/** The reminder of an action that is still owed, by its day: see `MeetingAction`. */
export function remindingOf(state: ActionState, by: Day, today: Day) {
  const isOwed = state === 'open' || state === 'returned';
  const daysLeft = isOwed ? daysBetween(today, by) : null;
  const overdue = daysLeft !== null && daysLeft < 0;
  const within = daysLeft === null || overdue ? undefined : reminderDays.findLast((days) => daysLeft <= days);
  return { daysLeft, dueWithin: within ?? null, overdue };
}
