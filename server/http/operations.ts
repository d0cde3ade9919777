import { z } from 'zod';
import { Alert, AlertEvent, Explanation } from '#shared/alert.ts';
import {
  AlertFilter,
  AsOfQuery,
  ChangePassword,
  Changes,
  Clock,
  ConfirmLedger,
  DryEvaluation,
  Evaluated,
  EvaluateNow,
  EvaluationRun,
  Indicator,
  Ingested,
  Ledger,
  Light,
  listing,
  Overview,
  Page,
  PlanAdjusted,
  PlanAdjustment,
  PlanCommit,
  PlanCommitted,
  PlanImport,
  PlanImportPatch,
  PlanImportWhole,
  Problem,
  Project,
  ProjectWhole,
  RowProblem,
  Session,
  SetClock,
  SignIn,
  System,
} from '#shared/api.ts';
import { Day } from '#shared/calendar.ts';
import { Expenditure, ExpenditureInput } from '#shared/expenditure.ts';
import { type Said, said } from '#shared/language.ts';
import { Measurement, MeasurementInput } from '#shared/measurement.ts';
import { Yuan } from '#shared/money.ts';
import { IndicatorChange, ProjectChange } from '#shared/plan-changes.ts';
import { Question, Reading } from '#shared/reading.ts';
import { PrintedTarget, TargetReading } from '#shared/target.ts';
import { Since } from './changes.ts';
import { ApproveMeasurement, MeasurementFilter, ReturnMeasurement } from './measurements.ts';
import { mostRows, OfProject } from './parse.ts';
import type { Scope } from './sign-in.ts';

const batchOf = <Item extends z.ZodType>(item: Item) =>
  z.union([item, z.object({ items: z.array(item).min(1).max(mostRows) })]);

/** What requests carry, by the name it has in the published description. */
export const requestSchemas = {
  Day,
  SignIn,
  ChangePassword,
  PlanImportPatch,
  PlanCommit,
  PlanAdjustment,
  PrintedTarget,
  ExpenditureInput,
  ExpenditureBatch: batchOf(ExpenditureInput),
  MeasurementInput,
  MeasurementBatch: batchOf(MeasurementInput),
  ApproveMeasurement,
  ReturnMeasurement,
  ConfirmLedger,
  EvaluateNow,
  SetClock,
} as const;

/** What answers carry, by the name it has in the published description. */
export const answerSchemas = {
  Day,
  Yuan,
  Health: z.object({ ok: z.literal(true) }),
  Readiness: z.object({ database: z.boolean(), evaluated: z.boolean() }),
  Session,
  System,
  Clock,
  Changes,
  Reading,
  Question,
  TargetReading,
  PlanImport,
  PlanImportWhole,
  PlanCommitted,
  PlanAdjusted,
  ProjectChange,
  IndicatorChange,
  Ingested,
  Expenditure,
  ExpenditureList: listing(Expenditure),
  Measurement,
  MeasurementList: listing(Measurement),
  Ledger,
  Light,
  Overview,
  Project,
  ProjectList: listing(Project),
  ProjectWhole,
  Indicator,
  IndicatorList: listing(Indicator),
  Explanation,
  AlertEvent,
  Alert,
  AlertList: listing(Alert),
  Evaluation: z.union([Evaluated, DryEvaluation]),
  EvaluationRun,
  EvaluationRunList: listing(EvaluationRun),
  RowProblem,
  Problem,
} as const;

/** What the operations are about, in the order in which the readable page shows them. */
export const subjects = {
  session: said('登录', 'Signing in'),
  plans: said('绩效文本与目标', 'Plans and targets'),
  actuals: said('支出、完成值与账', 'What actually happened'),
  monitoring: said('监控', 'Monitoring'),
  system: said('系统', 'System'),
  running: said('运行与文档', 'Running and description'),
} as const;

/** One request that the server understands. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With its parameters in braces. */
  path: string;
  subject: keyof typeof subjects;
  says: Said;
  /** What the caller must be allowed: a scope, to be signed in at all, or nothing. */
  needs: Scope | 'signed in' | 'nobody';
  query?: readonly z.ZodObject[];
  body?: keyof typeof requestSchemas;
  /** Whether the body may be left out. */
  bodyOptional?: true;
  /** A body that is a document rather than JSON: as text, or as the field `file` of a form. */
  document?: true;
  /** Repeating it with the same `Idempotency-Key` header answers what it answered first. */
  once?: true;
  /** Answered with an ETag, and with a 304 where nothing has changed. */
  tagged?: true;
  /** Status and what is answered: JSON by its schema's name, another media type, or nothing. */
  answers: Readonly<Record<number, keyof typeof answerSchemas | { media: string } | null>>;
  /** Problems besides those that follow from the rest. */
  problems?: readonly number[];
  /** A body as one would send it. */
  example?: unknown;
}

const OnError = z.object({ onError: z.enum(['skip']).optional() });

/** Every operation, in the order of the readable page. A test holds it against the routes that are mounted. */
export const operations: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/session',
    subject: 'session',
    says: said('登录；应答设置会话 Cookie。', 'Sign in; the answer sets the session cookie.'),
    needs: 'nobody',
    body: 'SignIn',
    answers: { 201: 'Session' },
    problems: [401, 403],
    example: { username: 'admin', password: '………' },
  },
  {
    method: 'get',
    path: '/api/v1/session',
    subject: 'session',
    says: said('我是谁。', 'Who am I.'),
    needs: 'signed in',
    answers: { 200: 'Session' },
  },
  {
    method: 'delete',
    path: '/api/v1/session',
    subject: 'session',
    says: said('退出登录。', 'Sign out.'),
    needs: 'signed in',
    answers: { 204: null },
  },
  {
    method: 'post',
    path: '/api/v1/session/password',
    subject: 'session',
    says: said(
      '修改自己的密码；其他会话随即失效。',
      'Choose another password; all other sessions of the account end.',
    ),
    needs: 'signed in',
    body: 'ChangePassword',
    answers: { 200: 'Session' },
    example: { current: '………', next: '至少十个字符' },
  },

  {
    method: 'post',
    path: '/api/v1/plan-imports',
    subject: 'plans',
    says: said(
      '读入一份绩效文本，得到草稿：读出的内容和要确认的问题；尚未生效。',
      'Read a plan document into a draft with its questions; nothing is in force yet.',
    ),
    needs: 'manage',
    document: true,
    answers: { 201: 'PlanImport' },
  },
  {
    method: 'get',
    path: '/api/v1/plan-imports/{id}',
    subject: 'plans',
    says: said(
      '草稿及其原文各行；该部门当年已有计划的，附与现行计划的差异。',
      'The draft with the lines of its source; where the year has a plan, what it would change in it.',
    ),
    needs: 'manage',
    answers: { 200: 'PlanImportWhole' },
  },
  {
    method: 'patch',
    path: '/api/v1/plan-imports/{id}',
    subject: 'plans',
    says: said('回答问题，更正字段；全部成立或全不改。', 'Answer questions and correct fields, all or none.'),
    needs: 'manage',
    body: 'PlanImportPatch',
    answers: { 200: 'PlanImport' },
    problems: [409],
    example: { corrections: [{ pointer: '/projects/0/budget', value: '50000.00' }] },
  },
  {
    method: 'post',
    path: '/api/v1/plan-imports/{id}/commit',
    subject: 'plans',
    says: said(
      '使草稿生效；当年已有计划的为修订，须写明原因和生效日，已报的值不能失去指标或填报期。还有须先回答的问题、同一文本已生效、现行计划已不是核对时的版本时为 409。',
      'Put the draft in force; of a year that has a plan it is a revision with a reason and a day, and no reported value may lose its indicator or day. A 409 while a blocking question is open, where the same plan is in force, or where the plan has moved on since it was looked at.',
    ),
    needs: 'manage',
    body: 'PlanCommit',
    bodyOptional: true,
    answers: { 200: 'PlanCommitted' },
    problems: [409],
  },
  {
    method: 'post',
    path: '/api/v1/projects/{code}/adjustments',
    subject: 'plans',
    says: said(
      '调整一个项目的预算，不需文本：自生效日起为新的一版。不给节点时，已过的节点不变，其后的按比例变动；低于已支出数不能调整。',
      "Adjust a project's budget without a document: a new version from its day on. Without nodes those past stay and those to come move in proportion; never below what was spent.",
    ),
    needs: 'manage',
    body: 'PlanAdjustment',
    once: true,
    answers: { 201: 'PlanAdjusted' },
    problems: [409],
    example: { budget: '100000.00', effectiveOn: '2023-09-01', reason: '年中调剂' },
  },
  {
    method: 'post',
    path: '/api/v1/targets/parse',
    subject: 'plans',
    says: said('一条指标值会被怎样理解；不写入。', 'How a printed target is understood; stores nothing.'),
    needs: 'signed in',
    body: 'PrintedTarget',
    answers: { 200: 'TargetReading' },
    example: { level2: '质量指标', name: '验收合格率', value: '≥98%', year: 2023 },
  },

  {
    method: 'post',
    path: '/api/v1/expenditures',
    subject: 'actuals',
    says: said(
      '支付凭证，一条或一批；有一行不对则全不写入（onError=skip 除外）。已有的凭证号再发一次无妨，内容不同为 409。',
      'Vouchers, one or a batch, all or nothing unless onError=skip; a known number is harmless, with other content a 409.',
    ),
    needs: 'ingest',
    query: [OnError],
    body: 'ExpenditureBatch',
    once: true,
    answers: { 200: 'Ingested', 201: 'Ingested' },
    problems: [409],
    example: {
      voucherNo: 'PZ-2023-0715',
      projectCode: '13052923P00533C10004D',
      paidOn: '2023-07-15',
      amount: '12500.00',
    },
  },
  {
    method: 'get',
    path: '/api/v1/expenditures',
    subject: 'actuals',
    says: said('支出明细，新的在前。', 'The ledger of expenditures, the newest first.'),
    needs: 'read',
    query: [AsOfQuery, OfProject],
    tagged: true,
    answers: { 200: 'ExpenditureList' },
  },
  {
    method: 'post',
    path: '/api/v1/measurements',
    subject: 'actuals',
    says: said(
      '完成值，一条或一批；approved: true 需要 manage 权限。',
      'Measured values, one or a batch; approved: true needs the scope manage.',
    ),
    needs: 'ingest',
    query: [OnError],
    body: 'MeasurementBatch',
    once: true,
    answers: { 200: 'Ingested', 201: 'Ingested' },
    problems: [409],
    example: {
      projectCode: '13052923P006L0N10002F',
      indicator: '活动参与者满意度',
      period: '2023-06-30',
      value: '98.5%',
      measuredOn: '2023-07-02',
    },
  },
  {
    method: 'get',
    path: '/api/v1/measurements',
    subject: 'actuals',
    says: said('完成值明细，新的在前。', 'The ledger of measured values, the newest first.'),
    needs: 'read',
    query: [AsOfQuery, MeasurementFilter],
    tagged: true,
    answers: { 200: 'MeasurementList' },
  },
  {
    method: 'post',
    path: '/api/v1/measurements/{id}/approve',
    subject: 'actuals',
    says: said('审定一个完成值。', 'Approve a measured value.'),
    needs: 'manage',
    body: 'ApproveMeasurement',
    bodyOptional: true,
    answers: { 200: 'Measurement' },
    problems: [409],
    example: { note: '已核对' },
  },
  {
    method: 'post',
    path: '/api/v1/measurements/{id}/return',
    subject: 'actuals',
    says: said('退回一个完成值。', 'Send a measured value back.'),
    needs: 'manage',
    body: 'ReturnMeasurement',
    answers: { 200: 'Measurement' },
    problems: [409],
    example: { reason: '与台账不符' },
  },
  {
    method: 'get',
    path: '/api/v1/ledger',
    subject: 'actuals',
    says: said('凭证已录全至哪一天。', 'The day up to which the vouchers are complete.'),
    needs: 'read',
    query: [AsOfQuery],
    tagged: true,
    answers: { 200: 'Ledger' },
  },
  {
    method: 'post',
    path: '/api/v1/ledger/confirm',
    subject: 'actuals',
    says: said(
      '确认凭证已录全至某日（含当日），最晚今天。',
      'Confirm that the vouchers are complete up to and including a day, today at the latest.',
    ),
    needs: 'ingest',
    body: 'ConfirmLedger',
    answers: { 200: 'Ledger' },
    example: { coveredTo: '2023-06-30' },
  },

  {
    method: 'get',
    path: '/api/v1/overview',
    subject: 'monitoring',
    says: said('某日的部门总览。', 'The department on a day.'),
    needs: 'read',
    query: [AsOfQuery],
    tagged: true,
    answers: { 200: 'Overview' },
  },
  {
    method: 'get',
    path: '/api/v1/projects',
    subject: 'monitoring',
    says: said('各项目及其四个灯，最差的在前。', 'The projects with their four lights, the worst first.'),
    needs: 'read',
    query: [AsOfQuery, Page],
    tagged: true,
    answers: { 200: 'ProjectList' },
  },
  {
    method: 'get',
    path: '/api/v1/projects/{code}',
    subject: 'monitoring',
    says: said(
      '一个项目的全部：节点、指标、支出曲线、预警、版本。',
      'One project whole: nodes, indicators, spending curve, alerts, versions.',
    ),
    needs: 'read',
    query: [AsOfQuery],
    tagged: true,
    answers: { 200: 'ProjectWhole' },
  },
  {
    method: 'get',
    path: '/api/v1/projects/{code}/expenditures',
    subject: 'monitoring',
    says: said('一个项目的支出明细。', 'The expenditures of one project.'),
    needs: 'read',
    query: [AsOfQuery, Page],
    tagged: true,
    answers: { 200: 'ExpenditureList' },
  },
  {
    method: 'get',
    path: '/api/v1/indicators',
    subject: 'monitoring',
    says: said('各指标、最近的完成值和现状。', 'Every indicator with its last value and how it stands.'),
    needs: 'read',
    query: [AsOfQuery, OfProject],
    tagged: true,
    answers: { 200: 'IndicatorList' },
  },
  {
    method: 'get',
    path: '/api/v1/alerts',
    subject: 'monitoring',
    says: said(
      '预警；缺省为待定和触发中的。筛选项可用逗号列出多个。',
      'Alerts; by default those pending and firing. Filters take several values, comma-separated.',
    ),
    needs: 'read',
    query: [AsOfQuery, AlertFilter],
    tagged: true,
    answers: { 200: 'AlertList' },
  },
  {
    method: 'get',
    path: '/api/v1/alerts/{id}',
    subject: 'monitoring',
    says: said('一条预警，连同算式和全部经过。', 'One alert with its arithmetic and its whole history.'),
    needs: 'read',
    query: [AsOfQuery],
    tagged: true,
    answers: { 200: 'Alert' },
  },

  {
    method: 'get',
    path: '/api/v1/system',
    subject: 'system',
    says: said('每个页面周围显示的：版本、今天、年度。', 'What every page shows around itself.'),
    needs: 'signed in',
    answers: { 200: 'System' },
  },
  {
    method: 'post',
    path: '/api/v1/setup/sample',
    subject: 'system',
    says: said(
      '把仍空着的数据库变为带示例文本的演练库。',
      'Turn a database that is still empty into a training one with the sample plan.',
    ),
    needs: 'manage',
    answers: { 201: 'System' },
    problems: [409],
  },
  {
    method: 'get',
    path: '/api/v1/clock',
    subject: 'system',
    says: said('系统的今天。', "The product's today."),
    needs: 'signed in',
    answers: { 200: 'Clock' },
  },
  {
    method: 'put',
    path: '/api/v1/clock',
    subject: 'system',
    says: said(
      '演练模式下把今天向前移；经过的每一天都评估完才应答。',
      'In training mode, move today forward; answers when every day passed has been evaluated.',
    ),
    needs: 'manage',
    body: 'SetClock',
    answers: { 200: 'Clock' },
    problems: [409],
    example: { today: '2023-07-15' },
  },
  {
    method: 'get',
    path: '/api/v1/changes',
    subject: 'system',
    says: said(
      '某序号之后的全部变化；reset 表示太多，请全部重取。',
      'Everything that changed since a sequence number; reset says to ask for everything again.',
    ),
    needs: 'read',
    query: [Since],
    answers: { 200: 'Changes' },
  },
  {
    method: 'post',
    path: '/api/v1/evaluations',
    subject: 'system',
    says: said(
      '立即评估；给出另一天的 asOf 时只试算，不动预警。',
      'Evaluate now; with asOf of another day a dry run that touches no alert.',
    ),
    needs: 'manage',
    body: 'EvaluateNow',
    bodyOptional: true,
    answers: { 200: 'Evaluation' },
    example: { asOf: '2023-06-30' },
  },
  {
    method: 'get',
    path: '/api/v1/evaluations',
    subject: 'system',
    says: said('以往的评估，新的在前。', 'Past evaluations, the newest first.'),
    needs: 'read',
    query: [Page],
    tagged: true,
    answers: { 200: 'EvaluationRunList' },
  },

  {
    method: 'get',
    path: '/healthz',
    subject: 'running',
    says: said('进程活着。', 'The process is alive.'),
    needs: 'nobody',
    answers: { 200: 'Health' },
  },
  {
    method: 'get',
    path: '/readyz',
    subject: 'running',
    says: said('数据库可用，错过的评估已补做。', 'The database answers and missed evaluations are done.'),
    needs: 'nobody',
    answers: { 200: 'Readiness', 503: 'Readiness' },
  },
  {
    method: 'get',
    path: '/metrics',
    subject: 'running',
    says: said('Prometheus 指标。', 'Figures for Prometheus.'),
    needs: 'nobody',
    answers: { 200: { media: 'text/plain' } },
  },
  {
    method: 'get',
    path: '/api/openapi.json',
    subject: 'running',
    says: said('本接口的 OpenAPI 3.1 描述。', 'This description, as OpenAPI 3.1.'),
    needs: 'signed in',
    answers: { 200: { media: 'application/json' } },
  },
  {
    method: 'get',
    path: '/api/docs',
    subject: 'running',
    says: said('同一描述的可读页面。', 'The same as a readable page.'),
    needs: 'signed in',
    answers: { 200: { media: 'text/html' } },
  },
  {
    method: 'get',
    path: '/api/docs.css',
    subject: 'running',
    says: said('该页面的样式。', 'The style of that page.'),
    needs: 'signed in',
    answers: { 200: { media: 'text/css' } },
  },
];

/** What parameters mean, by their names: they mean the same wherever they stand. */
export const parameters: Readonly<Record<string, Said>> = {
  id: said('对象的标识。', 'The identity of the thing.'),
  code: said('项目编码。', "The project's code."),
  year: said('年度；缺省为有绩效文本的当前年度。', 'The year; by default the current one that has a plan.'),
  asOf: said(
    '计入的最后一个业务日；缺省今天，最晚该年 12 月 31 日。',
    'The last business day that counts; by default today, never past 31 December of the year.',
  ),
  today: said(
    '评判日；缺省为 asOf，未给 asOf 则为今天。',
    'The day of judging; by default asOf, else today.',
  ),
  knownAt: said('只计此刻以前已知的记录；缺省现在。', 'What was known at this instant; by default now.'),
  limit: said('每页条数。', 'How many items a page has.'),
  cursor: said('上一页应答的 nextCursor。', 'The nextCursor of the page before.'),
  project: said('项目编码。', "A project's code."),
  indicator: said('指标的 id。', "An indicator's id."),
  period: said('填报期（报告日）。', 'The reporting day.'),
  state: said('完成值的状态。', 'The state of the value.'),
  condition: said(
    'pending、firing、resolved，可用逗号列出多个；缺省 pending,firing。',
    'pending, firing, resolved, comma-separated; by default pending,firing.',
  ),
  severity: said('notice、watch、warning、critical，可列多个。', 'notice, watch, warning, critical.'),
  handling: said('处置状态，可列多个。', 'The state of handling, comma-separated.'),
  kind: said('预警类别，如 SPEND_BEHIND，可列多个。', 'The kind, such as SPEND_BEHIND, comma-separated.'),
  since: said('序号；应答其后的变化。', 'A sequence number: what changed after it is answered.'),
  onError: said(
    'skip：写入没有问题的行，仍列出有问题的行。',
    'skip: store the good rows and still name the bad.',
  ),
};
