import { z } from 'zod';
import { Alert, AlertKind, Condition, Explanation, Handling, Severity } from './alert.ts';
import { Day } from './calendar.ts';
import { conclusions } from './closing.ts';
import { causes, moves } from './handling.ts';
import { MeasurementState } from './measurement.ts';
import { Yuan, YuanInput } from './money.ts';
import { Preferences } from './people.ts';
import { IndicatorChange, ProjectChange } from './plan-changes.ts';
import { Question, Reading, ReadingCorrection, ReadNode } from './reading.ts';
import { Flag, listOf, sortOf, TableQuery } from './table-query.ts';
import { TargetReading } from './target.ts';

/** What every read takes: the year, the last business day that counts, the day of judging, and what was known when. */
export const AsOfQuery = z.object({
  year: z.coerce.number().int().min(1990).max(2100).optional(),
  asOf: Day.optional(),
  today: Day.optional(),
  knownAt: z.iso.datetime({ offset: true }).optional(),
});
export type AsOfQuery = z.infer<typeof AsOfQuery>;

export const Page = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().optional(),
});

export interface Listing<Item> {
  items: Item[];
  nextCursor: string | null;
  total?: number;
}
export const listing = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int().optional() });

/** One of the four lights. `rate` is a fraction, `"0.6667"`; `text` says the arithmetic. */
export const Light = z.object({
  state: z.enum(['grey', 'green', 'yellow', 'red', 'blue', 'missing']),
  rate: z.string().nullable(),
  text: z.string(),
});
export type Light = z.infer<typeof Light>;
export type LightState = Light['state'];

export const Lights = z.object({ plan: Light, elapsed: Light, results: Light, yearEnd: Light });
export type Lights = z.infer<typeof Lights>;

/** A project with its figures at `asOf`. Money is 元. */
export const Project = z.object({
  code: z.string(),
  name: z.string(),
  department: z.object({ code: z.string(), name: z.string() }),
  section: z.string().nullable(),
  owner: z.string().nullable(),
  /** 年初预算数: what the year began with; 0.00 of a project that was added during the year. */
  originalBudget: Yuan,
  /** The budget of the day, which every rate is of: adjusted where it was, else the original. */
  budget: Yuan,
  /** cum(asOf): what the plan asks to have been spent. */
  planned: Yuan,
  spent: Yuan,
  /** max(0, planned − spent) */
  shortfall: Yuan,
  /** spent ÷ budget as a fraction. */
  executionRate: z.string().nullable(),
  /** The year-end forecast. */
  forecast: Yuan,
  lights: Lights,
  /** Values due so far and how many of them are in. */
  reported: z.object({ of: z.int(), done: z.int() }),
  openAlerts: z.int(),
  /** 预估得分: points earned of points judged so far; null where nothing is judged yet. */
  score: z.object({ earned: z.string(), judged: z.string() }).nullable(),
  /**
   * 执行与绩效匹配 at the last node that both can be read of: spent of planned and achieved of promised as fractions,
   * and which is ahead by more than the rules allow; null where nothing can be read yet.
   */
  joint: z
    .object({
      node: Day,
      fulfilment: z.string(),
      achievement: z.string(),
      ahead: z.enum(['money', 'results']).nullable(),
    })
    .nullable(),
  /** The place by 预算执行率 among the projects one sees, and at the last node before; null where it stands alone. */
  place: z.object({ now: z.int(), atNode: z.int().nullable(), of: z.int() }).nullable(),
});
export type Project = z.infer<typeof Project>;

/** A node with what was planned and what was spent by its day. */
export const NodeFigures = ReadNode.extend({
  /** Spent by the node's day; null while the node is to come. */
  spent: Yuan.nullable(),
  /** Spent as of now. */
  spentNow: Yuan,
  shortfall: Yuan.nullable(),
  rate: z.string().nullable(),
  state: z.enum(['future', 'due', 'met', 'behind']),
  /** The first day on which a shortfall counts (posting lag over). */
  judgedFrom: Day,
});
export type NodeFigures = z.infer<typeof NodeFigures>;

export const IndicatorState = z.enum([
  'not_due',
  'unread',
  'due',
  'missing',
  'provisional',
  'met',
  'at_risk',
  'missed',
  'missed_badly',
  'within_ceiling',
  'over_ceiling',
]);
export type IndicatorState = z.infer<typeof IndicatorState>;

/** A value beside its indicator; `sampleSize` is how many answered, null where nobody was asked. */
const ShownValue = z.object({
  id: z.int(),
  period: Day,
  value: z.string(),
  measuredOn: Day,
  state: MeasurementState,
  sampleSize: z.int().nullable(),
});

/** An indicator with its last value and how it stands. */
export const Indicator = z.object({
  id: z.string(),
  projectCode: z.string(),
  projectName: z.string(),
  level1: z.string(),
  level2: z.string(),
  name: z.string(),
  printed: z.string(),
  target: TargetReading,
  basis: z.string(),
  state: IndicatorState,
  light: z.enum(['grey', 'green', 'yellow', 'red', 'missing']),
  /** How it stands, with its arithmetic, as one sentence. */
  text: z.string(),
  /** The reporting days on which it owes a value, all year. */
  owedOn: z.array(Day),
  /** The next reporting day that is not reported yet. */
  nextDue: Day.nullable(),
  last: ShownValue.nullable(),
  values: z.array(ShownValue),
});
export type Indicator = z.infer<typeof Indicator>;

/** A project declared finished (项目完结): a proposal until finance approves it. */
export const Finish = z.object({
  projectCode: z.string(),
  state: z.enum(['declared', 'approved']),
  reason: z.string(),
  declaredBy: z.string(),
  declaredOn: Day,
  approvedBy: z.string().nullable(),
  approvedOn: Day.nullable(),
  /** Who approved had declared it, there being nobody else. */
  alone: z.boolean(),
  note: z.string().nullable(),
});
export type Finish = z.infer<typeof Finish>;

/** `GET /projects/{code}`: a Project with more beside it. */
export const ProjectWhole = Project.extend({
  year: z.int(),
  asOf: Day,
  today: Day,
  fiscal: Yuan,
  other: Yuan,
  purpose: z.string(),
  goals: z.array(z.string()),
  /** Which budget the rates are of: 年初预算数 or 调整后预算数. */
  budgetBasis: z.enum(['original', 'adjusted']),
  coveredTo: Day.nullable(),
  nodes: z.array(NodeFigures),
  /** Said where a node is still to be judged, from a day in a year whose holidays are not published yet; null otherwise. */
  calendarNote: z.string().nullable(),
  /** Cumulative spending after each day on which money moved. */
  actual: z.array(z.object({ day: Day, amount: Yuan })),
  indicators: z.array(Indicator),
  departmentIndicators: z.array(
    z.object({
      id: z.string(),
      subject: z.string(),
      name: z.string(),
      printed: z.string(),
      target: TargetReading,
      linkedTo: z.string().nullable(),
      conflict: z.boolean(),
    }),
  ),
  alerts: z.array(Alert),
  finish: Finish.nullable(),
  /** Whether the year is closed: nothing of it is written any more. */
  closed: z.boolean(),
  /** What was concluded when the year was closed. */
  conclusion: z.enum(conclusions).nullable(),
  versions: z.array(
    z.object({
      number: z.int(),
      effectiveOn: Day,
      reason: z.string(),
      author: z.string(),
      recordedAt: z.string(),
      /** Whether the figures above are of this version; none later counts on that day. */
      inForce: z.boolean(),
      /** What it changed in this project; null of the first version, and where nothing. */
      changes: ProjectChange.nullable(),
    }),
  ),
});
export type ProjectWhole = z.infer<typeof ProjectWhole>;

const lightCounts = z.record(Light.shape.state, z.int());

/** `GET /overview`: the department at `asOf`. */
export const Overview = z.object({
  year: z.int(),
  asOf: Day,
  today: Day,
  department: z.object({ code: z.string(), name: z.string() }).nullable(),
  budget: Yuan,
  planned: Yuan,
  spent: Yuan,
  shortfall: Yuan,
  forecast: Yuan,
  executionRate: z.string().nullable(),
  projectCount: z.int(),
  /** Projects by the state of each light. */
  lights: z.object({ plan: lightCounts, elapsed: lightCounts, results: lightCounts, yearEnd: lightCounts }),
  /** The department's nodes: planned and spent by each. */
  nodes: z.array(ReadNode.extend({ spent: Yuan.nullable() })),
  series: z.object({
    /** The plan as steps: the amount from that day on. */
    planned: z.array(z.object({ day: Day, amount: Yuan })),
    /** Cumulative spending after each day on which money moved, up to `asOf`. */
    actual: z.array(z.object({ day: Day, amount: Yuan })),
    /** From `asOf` to the year's end; empty once the year is over. */
    forecast: z.array(z.object({ day: Day, amount: Yuan })),
  }),
  /** Values due so far, how many are in, and how those that are judged stand. */
  reported: z.object({ of: z.int(), done: z.int(), met: z.int(), missed: z.int(), missing: z.int() }),
  alerts: z.object({
    pending: z.int(),
    notice: z.int(),
    watch: z.int(),
    warning: z.int(),
    critical: z.int(),
  }),
  /** Why things are off (偏差原因), as said of the open alerts that somebody has to handle; null where nobody said yet. */
  causes: z.array(z.object({ cause: z.enum(causes).nullable(), count: z.int() })),
  ledger: z.object({ coveredTo: Day.nullable() }),
  /** The worst projects first, at most ten; and the best, at most five. */
  bottom: z.array(Project),
  top: z.array(Project),
  /** The state of money in one sentence, and of results in another. */
  sentences: z.object({ money: z.string(), results: z.string() }),
});
export type Overview = z.infer<typeof Overview>;

/** `GET /system`: what every page shows around itself. */
export const System = z.object({
  version: z.string(),
  /** Whether today is moved by hand and everything is for practice. */
  training: z.boolean(),
  /** Whether invented vouchers and values of the sample year arrive as days go by. */
  invented: z.boolean(),
  today: Day,
  year: z.int(),
  years: z.array(z.int()),
  /** Nothing was ever imported: the welcome screen offers the two choices. */
  empty: z.boolean(),
  department: z.object({ code: z.string(), name: z.string() }).nullable(),
  /** The days on which something of the plan falls due, for stepping through the year. */
  nodes: z.array(Day),
  coveredTo: Day.nullable(),
  /** Whether the year is closed (已结账): it is shown, and takes no writes. */
  closed: z.boolean(),
  lastEvaluation: z.object({ at: z.string(), forDay: Day, ok: z.boolean() }).nullable(),
  seq: z.int(),
});
export type System = z.infer<typeof System>;

export const Session = z.object({
  username: z.string(),
  name: z.string(),
  /** What the account holds; of a token none. */
  roles: z.array(z.string()),
  /** Everything that the caller may do of something, at least: what else there is need not be offered. */
  may: z.array(z.string()),
  /** Whether the caller sees everything, or some departments or projects. */
  sees: z.enum(['all', 'department', 'own']),
  /** Signed in with a password that the product made: choose another one first. */
  mustChangePassword: z.boolean(),
  /** Holds a role for which the admin asks for a second factor, and has none: set it up first. */
  mustSetUpSecondFactor: z.boolean(),
  /** Of a person; a token has none. */
  preferences: Preferences,
  /** A screen on the wall: it reads what that shows, and nothing else. */
  wall: z.boolean(),
});
export type Session = z.infer<typeof Session>;

/** One hand-over (移交) of a project from its owner to another. */
export const Handover = z.object({
  from: z.string().nullable(),
  to: z.string(),
  reason: z.string(),
  at: z.string(),
  by: z.string(),
});
export type Handover = z.infer<typeof Handover>;

export const SignIn = z.strictObject({
  username: z.string().min(1).max(100),
  password: z.string().min(1).max(500),
  /** Of the authenticator, or a recovery code, where the account has a second factor. */
  code: z.string().min(1).max(30).optional(),
});
/** How long and of what `next` must be, `passwordFault` says. */
export const ChangePassword = z.strictObject({
  current: z.string().min(1).max(500),
  next: z.string().min(1).max(500),
});

export const PlanImport = z.object({
  id: z.string(),
  state: z.enum(['draft', 'committed']),
  fileName: z.string().nullable(),
  kind: z.enum(['txt', 'docx', 'xlsx', 'pdf']),
  createdAt: z.string(),
  createdBy: z.string(),
  reading: Reading,
  questions: z.array(Question),
  /** Oldest first. */
  corrections: z.array(ReadingCorrection),
});
export type PlanImport = z.infer<typeof PlanImport>;

/** A plan document in the list of those that were read; the year and version of what it put in force. */
export const PlanImportRun = PlanImport.pick({
  id: true,
  state: true,
  fileName: true,
  kind: true,
  createdAt: true,
  createdBy: true,
}).extend({ year: z.int().nullable(), planVersion: z.int().nullable() });
export type PlanImportRun = z.infer<typeof PlanImportRun>;

/**
 * `GET /plan-imports/{id}` adds the document's lines, so that the reading can be held against its source, and
 * for each of them its place in the file, such as 表3 第5行 or 第7页; a text has no places.
 */
export const PlanImportWhole = PlanImport.extend({
  source: z.array(z.string()),
  places: z.array(z.string().nullable()).nullable(),
  /** The plan of the same department and year that this draft would revise, and what it changes; null without one. */
  revises: z
    .object({
      version: z.int(),
      effectiveOn: Day,
      reason: z.string(),
      changes: z.array(ProjectChange),
      /** Of the plan's prose. */
      department: z.array(IndicatorChange),
      /** Indicators that are gone though values were reported: each must be said to be renamed. */
      reported: z.array(
        z.object({ projectCode: z.string(), id: z.string(), name: z.string(), values: z.int() }),
      ),
    })
    .nullable(),
});
export type PlanImportWhole = z.infer<typeof PlanImportWhole>;

/** Answers to questions by id, and corrections by JSON pointer into the reading (`/projects/0/budget`). */
export const PlanImportPatch = z.strictObject({
  answers: z
    .array(z.strictObject({ question: z.string(), answer: z.string().trim().min(1).max(200) }))
    .max(500)
    .optional(),
  corrections: z
    .array(z.strictObject({ pointer: z.string().startsWith('/'), value: z.unknown() }))
    .max(500)
    .optional(),
});
export type PlanImportPatch = z.infer<typeof PlanImportPatch>;

/**
 * What the commit asks for. The owners may come later; until then alerts go to 财务. A revision of a plan in force
 * must say its reason and the day from which it counts.
 */
export const PlanCommit = z.strictObject({
  owners: z
    .array(
      z.strictObject({
        projectCode: z.string(),
        section: z.string().trim().max(50).optional(),
        owner: z.string().trim().max(50).optional(),
      }),
    )
    .max(10_000)
    .optional(),
  /** Whether the approved (批复) figures are those of this draft. */
  approvedFiguresSame: z.boolean().optional(),
  reason: z.string().trim().min(1).max(500).optional(),
  effectiveOn: Day.optional(),
  /** The version that the differences were looked at against; without it, the latest when the draft was read. */
  revises: z.int().optional(),
  /** Indicators in force, by id or printed name, that the document calls otherwise: their values go on. */
  renamed: z
    .array(
      z.strictObject({
        projectCode: z.string().optional(),
        from: z.string().trim().min(1).max(500),
        to: z.string().trim().min(1).max(500),
      }),
    )
    .max(10_000)
    .optional(),
  /** Codes of projects that the document lacks because they end (取消). */
  ended: z.array(z.string()).max(10_000).optional(),
});
export const PlanCommitted = z.object({
  projects: z.int(),
  indicators: z.int(),
  departmentIndicators: z.int(),
  planVersion: z.int(),
  /** A plan of a year gone by is put away closed: it is shown, but nothing is judged or alerted. */
  closed: z.boolean(),
});

const notNegative = YuanInput.refine((fen) => fen >= 0, { params: { said: 'money' } });

/** A project's budget adjusted without a document. Money is 元. */
export const PlanAdjustment = z.strictObject({
  budget: notNegative,
  /** What is not said follows: the other source is the rest; where neither is said, 财政资金 takes the change. */
  fiscal: notNegative.optional(),
  other: notNegative.optional(),
  /** The day from which it counts; its year is the plan's. */
  effectiveOn: Day,
  reason: z.string().trim().min(1).max(500),
  /** The nodes to come, the last at the budget; without them they move in proportion. Those past stay. */
  nodes: z
    .array(z.strictObject({ day: Day, cumulative: notNegative }))
    .min(1)
    .max(24)
    .optional(),
  /** The version of the project's plan that was looked at; a 409 where it has moved on. */
  revises: z.int().optional(),
});
export type PlanAdjustment = z.infer<typeof PlanAdjustment>;
export const PlanAdjusted = z.object({
  planVersion: z.int(),
  effectiveOn: Day,
  budget: Yuan,
  fiscal: Yuan,
  other: Yuan,
  nodes: z.array(ReadNode),
});
export type PlanAdjusted = z.infer<typeof PlanAdjusted>;

/** One bad row of a write. Rows of a JSON batch are counted from 1. */
export const RowProblem = z.object({
  row: z.int().optional(),
  pointer: z.string().optional(),
  column: z.string().optional(),
  code: z.string(),
  message: z.string(),
});
export type RowProblem = z.infer<typeof RowProblem>;

/** RFC 9457. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string().optional(),
  errors: z.array(RowProblem).optional(),
});
export type Problem = z.infer<typeof Problem>;

export const Ingested = z.object({
  accepted: z.int(),
  known: z.int(),
  /** Corrections that count once a second person has confirmed them. */
  proposed: z.int().optional(),
  rejected: z.array(RowProblem),
});
export type Ingested = z.infer<typeof Ingested>;

export const Ledger = z.object({
  year: z.int(),
  /** The ledger is complete up to and including this day. */
  coveredTo: Day.nullable(),
  confirmedAt: z.string().nullable(),
  confirmedBy: z.string().nullable(),
  vouchers: z.int(),
  spent: Yuan,
});
export type Ledger = z.infer<typeof Ledger>;
export const ConfirmLedger = z.strictObject({ coveredTo: Day, year: z.int().optional() });

export const AlertFilter = Page.extend(TableQuery.shape).extend({
  year: AsOfQuery.shape.year,
  asOf: Day.optional(),
  condition: listOf(Condition).default(['pending', 'firing']),
  severity: listOf(Severity).optional(),
  handling: listOf(Handling).optional(),
  kind: listOf(AlertKind).optional(),
  project: z.string().optional(),
  /** Only those whose notifications are muted (true), or only those that speak (false). */
  muted: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
  /** Only those that the caller is to act on. */
  mine: Flag,
  /** Only those that fire and that nobody has acknowledged, of the kinds that somebody has to. */
  unacknowledged: Flag,
  /** Only those whose promise was missed, or whose promised day has passed. */
  promise: z.enum(['overdue']).optional(),
  /** Only those in the rectification ledger: in hand, or waiting for a new promise. */
  rectifying: Flag,
  sort: sortOf(['gravity', 'since', 'project', 'kind', 'owner', 'promisedOn']),
});
export type AlertFilter = z.output<typeof AlertFilter>;

/** `GET /alerts/{id}/moves`: what the caller may do to an alert now, and what its forms start with. */
export const AlertMoves = z.object({
  moves: z.array(z.object({ move: z.enum(moves), allowed: z.boolean(), why: z.string().optional() })),
  /** The one next step, where the caller may take it. */
  next: z.enum(moves).nullable(),
  /** The last day that may be promised. */
  promiseBy: Day.nullable(),
  owner: z.string(),
  /** The measures last promised, the newest first. */
  measures: z.array(z.string()),
  maySilence: z.boolean(),
  /** The silence that mutes it now. */
  silencedBy: z.string().nullable(),
});
export type AlertMoves = z.infer<typeof AlertMoves>;

/** `GET /years/{year}/close`: what is left to conclude before a year can be closed, or how it was closed. */
export const YearClosing = z.object({
  year: z.int(),
  state: z.enum(['running', 'closable', 'closed']),
  closedOn: Day.nullable(),
  closedBy: z.string().nullable(),
  /** Alerts that still fire; closing ends them. */
  openAlerts: z.int(),
  projects: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      budget: Yuan,
      spent: Yuan,
      /** 结余: what was not spent. */
      left: Yuan,
      openAlerts: z.int(),
      finished: z.boolean(),
      /** Something still fires: it cannot be closed without a conclusion. */
      required: z.boolean(),
      suggested: z.enum(conclusions).nullable(),
      conclusion: z.enum(conclusions).nullable(),
      note: z.string().nullable(),
    }),
  ),
});
export type YearClosing = z.infer<typeof YearClosing>;

export const Clock = z.object({ today: Day, training: z.boolean() });
export const SetClock = z.strictObject({ today: Day });

export const EvaluationRun = z.object({
  id: z.int(),
  trigger: z.enum(['cron', 'boot', 'manual', 'clock']),
  forDay: Day,
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  ok: z.boolean(),
  opened: z.int(),
  changed: z.int(),
  resolved: z.int(),
  ms: z.int(),
  error: z.string().nullable(),
});
export type EvaluationRun = z.infer<typeof EvaluationRun>;
export const EvaluateNow = z.strictObject({ asOf: Day.optional() });
/** What an evaluation came to. */
export const Evaluated = z.object({
  id: z.int(),
  opened: z.int(),
  changed: z.int(),
  resolved: z.int(),
  ms: z.int(),
});
/** What an evaluation as of another day would find; no alert is touched. */
export const DryEvaluation = z.object({
  dryRun: z.literal(true),
  asOf: Day,
  findings: z.array(
    z.object({
      projectCode: z.string(),
      kind: AlertKind,
      subject: z.string(),
      period: z.string(),
      severity: Severity,
      condition: Condition,
      explanation: Explanation,
    }),
  ),
});

/** `GET /changes?since=`: what changed since a sequence number. `reset` says that too much did: refetch everything. */
export const Changes = z.object({
  seq: z.int(),
  reset: z.boolean(),
  items: z.array(
    z.object({
      seq: z.int(),
      at: z.string(),
      topics: z.array(z.string()),
      projects: z.array(z.string()).optional(),
    }),
  ),
});
