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
import { Correction, Expenditure, ExpenditureHistory, ExpenditureInput } from '#shared/expenditure.ts';
import { ImportOutcome, ImportProblem, ImportRun, ImportRunWhole } from '#shared/imports.ts';
import { type Said, said } from '#shared/language.ts';
import {
  Evidence,
  EvidenceLink,
  Measurement,
  MeasurementHistory,
  MeasurementInput,
} from '#shared/measurement.ts';
import { Yuan } from '#shared/money.ts';
import { IndicatorChange, ProjectChange } from '#shared/plan-changes.ts';
import { ProjectSnapshot } from '#shared/project-snapshot.ts';
import { Question, Reading } from '#shared/reading.ts';
import { PrintedTarget, TargetReading } from '#shared/target.ts';
import { Since } from './changes.ts';
import { CorrectionFilter, WithdrawCorrection } from './corrections.ts';
import { ImportQuery } from './imports.ts';
import { ApproveMeasurement, MeasurementFilter, ReturnMeasurement } from './measurements.ts';
import { mostRows, OfProject } from './parse.ts';
import type { Scope } from './sign-in.ts';
import { FillInQuery, TemplateQuery, workbookMedia } from './templates.ts';

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
  WithdrawCorrection,
  ApproveMeasurement,
  ReturnMeasurement,
  EvidenceLink,
  ConfirmLedger,
  EvaluateNow,
  SetClock,
} as const;

/** What answers carry, by the name it has in the published description. */
export const answerSchemas = {
  ProjectSnapshot,
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
  ImportOutcome,
  ImportProblem,
  ImportRun,
  ImportRunList: listing(ImportRun),
  ImportRunWhole,
  Expenditure,
  ExpenditureList: listing(Expenditure),
  ExpenditureHistory,
  Correction,
  CorrectionList: listing(Correction),
  Measurement,
  MeasurementList: listing(Measurement),
  MeasurementHistory,
  Evidence,
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
  /** A body that is a form with the field `file`: its other fields, and what each says. */
  formTexts?: Readonly<Record<string, Said>>;
  /** Besides its JSON body it takes a file, as the field `file` of a form. */
  file?: true;
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
    answers: { 200: 'Ingested', 201: 'Ingested', 202: 'Ingested' },
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
    method: 'get',
    path: '/api/v1/expenditures/{id}/history',
    subject: 'actuals',
    says: said(
      '一行凭证的经过：现在和以前的内容、更正、从它退回或红冲的。',
      'What happened to a voucher line: how it stands and stood, its corrections, what was taken back of it.',
    ),
    needs: 'read',
    tagged: true,
    answers: { 200: 'ExpenditureHistory' },
  },
  {
    method: 'get',
    path: '/api/v1/expenditures/corrections',
    subject: 'actuals',
    says: said('一年的更正，新的在前。', "The corrections of a year's vouchers, the newest first."),
    needs: 'read',
    query: [CorrectionFilter],
    tagged: true,
    answers: { 200: 'CorrectionList' },
  },
  {
    method: 'post',
    path: '/api/v1/expenditures/corrections/{id}/confirm',
    subject: 'actuals',
    says: said(
      '由另一人确认更正：新内容取代原行，原行留在经过里。',
      'A second person confirms a correction: it takes the place of the line, which stays in the history.',
    ),
    needs: 'manage',
    answers: { 200: 'Correction' },
    problems: [409],
  },
  {
    method: 'post',
    path: '/api/v1/expenditures/corrections/{id}/withdraw',
    subject: 'actuals',
    says: said('撤回更正，原行不变。', 'Withdraw a correction; the line stays as it is.'),
    needs: 'ingest',
    body: 'WithdrawCorrection',
    answers: { 200: 'Correction' },
    problems: [409],
    example: { reason: '核对后原凭证无误' },
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
    method: 'post',
    path: '/api/v1/imports/expenditures',
    subject: 'actuals',
    says: said(
      '导入支付凭证文件（.csv、.xlsx），与逐笔写入同样检查；有一行不对则全不写入（onError=skip 除外）。各列按表头辨认，认不出为 422 columns_unknown。',
      'A file of vouchers (.csv, .xlsx), checked as vouchers that are sent, all or nothing unless onError=skip. Columns are known by their headers; a 422 columns_unknown asks for a mapping.',
    ),
    needs: 'ingest',
    query: [ImportQuery],
    formTexts: {
      mapping: said(
        'JSON：字段到列序号（从 0 起）；会被记住。',
        'JSON: field to column, from 0; it is remembered.',
      ),
      coveredTo: said('凭证截止日：到这一天为止已齐全。', 'The day up to which the ledger is complete.'),
    },
    answers: { 200: 'ImportOutcome', 201: 'ImportOutcome' },
    problems: [409],
  },
  {
    method: 'post',
    path: '/api/v1/imports/measurements',
    subject: 'actuals',
    says: said(
      '导入完成值文件（.csv、.xlsx）；空着的完成值略过。',
      'A file of measured values (.csv, .xlsx); empty values are passed over.',
    ),
    needs: 'ingest',
    query: [ImportQuery],
    formTexts: {
      mapping: said(
        'JSON：字段到列序号（从 0 起）；会被记住。',
        'JSON: field to column, from 0; it is remembered.',
      ),
      period: said('没有填报期一列时的填报期。', 'The reporting day, where no column says it.'),
      measuredOn: said('没有测量日期一列时的测量日期。', 'The day of measuring, where no column says it.'),
    },
    answers: { 200: 'ImportOutcome', 201: 'ImportOutcome' },
    problems: [409],
  },
  {
    method: 'get',
    path: '/api/v1/imports',
    subject: 'actuals',
    says: said('导入记录，新的在前，试算在内。', 'Imports, the newest first, dry runs among them.'),
    needs: 'ingest',
    query: [Page],
    answers: { 200: 'ImportRunList' },
  },
  {
    method: 'get',
    path: '/api/v1/imports/{id}',
    subject: 'actuals',
    says: said('一次导入的结果。', 'What an import came to.'),
    needs: 'ingest',
    answers: { 200: 'ImportRunWhole' },
  },
  {
    method: 'get',
    path: '/api/v1/imports/{id}/rejected.xlsx',
    subject: 'actuals',
    says: said(
      '有问题的行，末列写明问题，改正后可直接再导入。',
      'The bad rows with what is wrong behind each, to be corrected and sent again.',
    ),
    needs: 'ingest',
    answers: { 200: { media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } },
  },
  {
    method: 'delete',
    path: '/api/v1/imports/{id}',
    subject: 'actuals',
    says: said('取消正在进行的导入，不留任何数据。', 'Cancel an import that runs; nothing of it stays.'),
    needs: 'ingest',
    answers: { 204: null },
    problems: [409],
  },
  {
    method: 'get',
    path: '/api/v1/measurements/{id}/history',
    subject: 'actuals',
    says: said(
      '同一指标、同一填报期的全部完成值及审定、退回，新的在前。',
      'Every value of the same indicator and reporting day with what was decided about it, the newest first.',
    ),
    needs: 'read',
    tagged: true,
    answers: { 200: 'MeasurementHistory' },
  },
  {
    method: 'post',
    path: '/api/v1/measurements/{id}/evidence',
    subject: 'actuals',
    says: said(
      '附佐证材料：表单字段 file（PDF、OFD、图片、docx、xlsx，20 MB 以内），或一个 http(s) 链接。同一文件再发一次无妨。',
      'Attach evidence: the form field "file" (PDF, OFD, picture, docx, xlsx, up to 20 MB), or an http(s) link.',
    ),
    needs: 'ingest',
    body: 'EvidenceLink',
    file: true,
    answers: { 200: 'Evidence', 201: 'Evidence' },
    problems: [409],
    example: { url: 'https://www.example.gov.cn/notice.html', name: '验收公告' },
  },
  {
    method: 'get',
    path: '/api/v1/measurements/{id}/evidence/{evidenceId}',
    subject: 'actuals',
    says: said('下载一份佐证文件。', 'Download a file of evidence.'),
    needs: 'read',
    answers: { 200: { media: 'application/octet-stream' } },
  },
  {
    method: 'get',
    path: '/api/v1/imports/templates/expenditures.xlsx',
    subject: 'actuals',
    says: said(
      '支付凭证模板：该年度的项目为下拉列表，附一行示例。',
      "The sheet for vouchers, with the year's projects as drop-downs and one example row.",
    ),
    needs: 'read',
    query: [TemplateQuery],
    answers: { 200: { media: workbookMedia } },
    problems: [422],
  },
  {
    method: 'get',
    path: '/api/v1/imports/templates/measurements.xlsx',
    subject: 'actuals',
    says: said(
      '完成值模板：该年度的项目、指标和填报期为下拉列表，附一行示例。',
      "The sheet for measured values, with the year's projects, indicators and reporting days as drop-downs.",
    ),
    needs: 'read',
    query: [TemplateQuery],
    answers: { 200: { media: workbookMedia } },
    problems: [422],
  },
  {
    method: 'get',
    path: '/api/v1/imports/templates/fill-in.xlsx',
    subject: 'actuals',
    says: said(
      '某填报期、某责任人应报而未报的指标，填好即可导入；没有责任人的项目归“财务”。',
      "What is due and not reported on a reporting day, of one owner's projects; those without an owner are 财务's.",
    ),
    needs: 'read',
    query: [FillInQuery],
    answers: { 200: { media: workbookMedia } },
    problems: [422],
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
    path: '/api/v1/projects/{code}/snapshot',
    subject: 'monitoring',
    says: said(
      '评判一个项目所用的全部数据，供在本地试算。',
      'All that judging a project takes, for dry runs on the spot.',
    ),
    needs: 'read',
    query: [AsOfQuery],
    tagged: true,
    answers: { 200: 'ProjectSnapshot' },
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
  evidenceId: said('佐证材料的标识。', 'The identity of the evidence.'),
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
  owner: said('责任人；没有责任人的项目归“财务”。', "The projects' owner; 财务 for those without one."),
  state: said('完成值或更正的状态。', 'The state of the value or of the correction.'),
  condition: said(
    'pending、firing、resolved，可用逗号列出多个；缺省 pending,firing。',
    'pending, firing, resolved, comma-separated; by default pending,firing.',
  ),
  severity: said('notice、watch、warning、critical，可列多个。', 'notice, watch, warning, critical.'),
  handling: said('处置状态，可列多个。', 'The state of handling, comma-separated.'),
  kind: said('预警类别，如 SPEND_BEHIND，可列多个。', 'The kind, such as SPEND_BEHIND, comma-separated.'),
  since: said('序号；应答其后的变化。', 'A sequence number: what changed after it is answered.'),
  dryRun: said('true：只检查，说明会写入什么，不写入。', 'true: only say what would be stored.'),
  onError: said(
    'skip：写入没有问题的行，仍列出有问题的行。',
    'skip: store the good rows and still name the bad.',
  ),
};
