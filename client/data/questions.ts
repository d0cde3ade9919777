import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Listing } from '#shared/api.ts';
import type { MeetingOpening } from '#shared/meeting.ts';
import type { PrintedTarget } from '#shared/target.ts';
import type { Answers } from './answers.ts';
import type { Moment } from './moment.ts';
import { type Params, RequestProblem, read, write } from './request.ts';

/** Who is signed in; null for a stranger. The one key that is no topic: it is stale when accounts change. */
export const session = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: async () => {
      try {
        return await read('Session', 'session');
      } catch (error) {
        if (error instanceof RequestProblem && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The own account. */
export const me = () => queryOptions({ queryKey: ['people', 'me'], queryFn: () => read('Me', 'me') });

/** Where one is signed in. */
export const mySessions = () =>
  queryOptions({ queryKey: ['people', 'sessions'], queryFn: () => read('MySessions', 'me/sessions') });

/** Accounts, those that a word is found in where one is given. */
export const users = (q: string) =>
  queryOptions({ queryKey: ['people', 'users', { q }], queryFn: () => read('Users', 'users', { q }) });

/** The tokens of machines. */
export const tokens = () =>
  queryOptions({ queryKey: ['people', 'tokens'], queryFn: () => read('Tokens', 'tokens') });

/** The links of screens on walls, and for what one may make more. */
export const wallLinks = () =>
  queryOptions({ queryKey: ['people', 'walls'], queryFn: () => read('WallLinks', 'wall-links') });

/** What an admin has set about signing in. */
export const accessRules = () =>
  queryOptions({ queryKey: ['people', 'rules'], queryFn: () => read('AccessRules', 'access-rules') });

/** The departments that roles and tokens may be bound to. */
export const departments = () =>
  queryOptions({ queryKey: ['plans', 'departments'], queryFn: () => read('Departments', 'departments') });

/** What every page shows around itself. */
export const system = () =>
  queryOptions({ queryKey: ['clock', 'system'], queryFn: () => read('System', 'system') });

/** The department at a moment: figures, curve, counts, two sentences. */
export const overview = (moment: Moment) =>
  queryOptions({
    queryKey: ['overview', { ...moment }],
    queryFn: () => read('Overview', 'overview', { ...moment }),
  });

/** All projects with their lights, worst first. */
export const projects = (moment: Moment) =>
  queryOptions({
    queryKey: ['projects', { ...moment }],
    queryFn: () => read('Projects', 'projects', { ...moment, limit: 500 }),
  });

/** Every project by code and name. */
export const projectNames = (moment: Moment) =>
  queryOptions({
    queryKey: ['projects', 'names', { ...moment }],
    queryFn: () => read('ProjectNames', 'project-names', { ...moment }),
  });

/** Projects page by page in an order; what they come to is that of the rows that are loaded. */
export const projectTable = (filter: Params) =>
  infiniteQueryOptions({
    queryKey: ['projects', 'table', { ...filter }],
    queryFn: ({ pageParam }) => read('Projects', 'projects', { limit: 500, ...filter, cursor: pageParam }),
    ...byCursor<Answers['Projects']>(),
  });

/** One project whole. */
export const project = (code: string, moment: Moment) =>
  queryOptions({
    queryKey: ['projects', { project: code, ...moment }],
    queryFn: () => read('ProjectWhole', `projects/${encodeURIComponent(code)}`, { ...moment }),
  });

/** All that judging a project takes: what is tried out is judged from it in the browser. */
export const projectSnapshot = (code: string, moment: Moment) =>
  queryOptions({
    queryKey: ['projects', { project: code, snapshot: true, ...moment }],
    queryFn: () => read('ProjectSnapshot', `projects/${encodeURIComponent(code)}/snapshot`, { ...moment }),
  });

/** What people wrote into the monitoring form of a project, for the month one looks at. */
export const monitoringTexts = (code: string, moment: Moment) =>
  queryOptions({
    queryKey: ['projects', { project: code, texts: 'monitoring', ...moment }],
    queryFn: () =>
      read('MonitoringTexts', `projects/${encodeURIComponent(code)}/monitoring-texts`, { ...moment }),
  });

/** The same of its self-evaluation form. */
export const selfEvaluationTexts = (code: string, moment: Moment) =>
  queryOptions({
    queryKey: ['projects', { project: code, texts: 'self-evaluation', ...moment }],
    queryFn: () =>
      read('SelfEvaluationTexts', `projects/${encodeURIComponent(code)}/self-evaluation-texts`, {
        ...moment,
      }),
  });

/** What people wrote into the monitoring form of a department as a whole, for the month one looks at. */
export const departmentMonitoringTexts = (code: string, moment: Moment) =>
  queryOptions({
    queryKey: ['projects', { department: code, texts: 'monitoring', ...moment }],
    queryFn: () =>
      read('DepartmentMonitoringTexts', `departments/${encodeURIComponent(code)}/monitoring-texts`, {
        ...moment,
      }),
  });

/** The same of its self-evaluation form. */
export const departmentSelfEvaluationTexts = (code: string, moment: Moment) =>
  queryOptions({
    queryKey: ['projects', { department: code, texts: 'self-evaluation', ...moment }],
    queryFn: () =>
      read('DepartmentSelfEvaluationTexts', `departments/${encodeURIComponent(code)}/self-evaluation-texts`, {
        ...moment,
      }),
  });

/** The month-ends that finance added to a year as reporting days. */
export const addedReportingDays = (year: number) =>
  queryOptions({
    queryKey: ['plans', 'reporting-days', year],
    queryFn: () => read('AddedReportingDays', `years/${year}/reporting-days`),
  });

/** How a project went from owner to owner. */
export const handovers = (code: string, { year }: Moment) =>
  queryOptions({
    queryKey: ['projects', { project: code, handovers: true, year }],
    queryFn: () => read('Handovers', `projects/${encodeURIComponent(code)}/handovers`, { year }),
  });

/** The vouchers of one project. */
export const projectExpenditures = (code: string, moment: Moment) =>
  queryOptions({
    queryKey: ['expenditures', { project: code, ...moment }],
    queryFn: () =>
      read('Expenditures', `projects/${encodeURIComponent(code)}/expenditures`, { ...moment, limit: 100 }),
  });

/** What the feed tells of: what is open and what has been resolved. */
export const everyCondition = { condition: 'pending,firing,resolved' } as const;

/** Alerts by condition, severity, kind and project; a slow look of its own bounds how late a screen can be. */
export const alerts = (filter: Params) =>
  queryOptions({
    queryKey: ['alerts', { ...filter }],
    queryFn: () => read('Alerts', 'alerts', { limit: 200, ...filter }),
    refetchInterval: 60_000,
  });

/**
 * How many critical alerts nobody has acknowledged: the answer's total says it. What a silence or another alert mutes
 * calls for nobody.
 */
export const unacknowledged = () =>
  alerts({ severity: 'critical', condition: 'firing', handling: 'open', muted: 'false', limit: 1 });

/** Alerts page by page in an order, over all of them. */
export const alertTable = (filter: Params) =>
  infiniteQueryOptions({
    queryKey: ['alerts', 'table', { ...filter }],
    queryFn: ({ pageParam }) => read('Alerts', 'alerts', { limit: 200, ...filter, cursor: pageParam }),
    refetchInterval: 60_000,
    ...byCursor<Answers['Alerts']>(),
  });

/** How many alerts each part of the inbox holds. */
export const alertCounts = (filter: Params) =>
  queryOptions({
    queryKey: ['alerts', 'counts', { ...filter }],
    queryFn: () => read('AlertCounts', 'alerts/counts', filter),
    refetchInterval: 60_000,
  });

/** One alert with what happened to it by a moment. */
export const alert = (id: string, moment: Moment) =>
  queryOptions({
    queryKey: ['alerts', 'one', id, { ...moment }],
    queryFn: () => read('Alert', `alerts/${encodeURIComponent(id)}`, { ...moment }),
  });

/** What oneself may do to an alert now, and what its forms start with. */
export const alertMoves = (id: string) =>
  queryOptions({
    queryKey: ['alerts', 'moves', id],
    queryFn: () => read('AlertMoves', `alerts/${encodeURIComponent(id)}/moves`),
  });

/** What is left to conclude before a year is closed, or how it was. */
export const yearClosing = (year: number) =>
  queryOptions({
    queryKey: ['projects', 'closing', year],
    queryFn: () => read('YearClosing', `years/${year}/close`),
  });

/** The newest vouchers behind an alert of a project. */
export const basisExpenditures = (code: string, moment: Params) =>
  queryOptions({
    queryKey: ['expenditures', { basis: code, ...moment }],
    queryFn: () =>
      read('Expenditures', `projects/${encodeURIComponent(code)}/expenditures`, { ...moment, limit: 8 }),
  });

/** The newest values behind an alert: of one indicator, or of the whole project. */
export const basisMeasurements = (project: string, indicator: string | undefined, moment: Params) =>
  queryOptions({
    queryKey: ['measurements', { basis: project, indicator, ...moment }],
    queryFn: () => read('Measurements', 'measurements', { ...moment, project, indicator, limit: 8 }),
  });

/** The ledger page by page, newest first; of one project or all. */
export const expenditures = (filter: Params) =>
  infiniteQueryOptions({
    queryKey: ['expenditures', 'list', { ...filter }],
    queryFn: ({ pageParam }) =>
      read('Expenditures', 'expenditures', { limit: 100, ...filter, cursor: pageParam }),
    ...byCursor<Answers['Expenditures']>(),
  });

/** How many vouchers a filter leaves, and what they come to. */
export const expenditureTotals = (filter: Params) =>
  queryOptions({
    queryKey: ['expenditures', 'totals', { ...filter }],
    queryFn: () => read('ExpenditureTotals', 'expenditures/totals', filter),
  });

/** Indicators page by page in an order, over all of them. */
export const indicatorTable = (filter: Params) =>
  infiniteQueryOptions({
    queryKey: ['indicators', 'table', { ...filter }],
    queryFn: ({ pageParam }) =>
      read('Indicators', 'indicators', { limit: 200, ...filter, cursor: pageParam }),
    ...byCursor<Answers['Indicators']>(),
  });

/** Indicators with their last values and how they stand. */
export const indicators = (filter: Params) =>
  queryOptions({
    queryKey: ['indicators', { ...filter }],
    queryFn: () => read('Indicators', 'indicators', { limit: 500, ...filter }),
  });

/** The ledger of values, those waiting for approval among them. */
export const measurements = (filter: Params) =>
  queryOptions({
    queryKey: ['measurements', { ...filter }],
    queryFn: () => read('Measurements', 'measurements', { limit: 500, ...filter }),
  });

/** Every value of the same indicator and reporting day as one of them, with what was decided. */
export const measurementHistory = (id: number) =>
  queryOptions({
    queryKey: ['measurements', 'history', id],
    queryFn: () => read('MeasurementHistory', `measurements/${id}/history`),
  });

/** What happened to a voucher line. */
export const expenditureHistory = (id: number) =>
  queryOptions({
    queryKey: ['expenditures', 'history', id],
    queryFn: () => read('ExpenditureHistory', `expenditures/${id}/history`),
  });

/** Corrections of vouchers that wait for a second person. */
export const openCorrections = (moment: Moment) =>
  queryOptions({
    queryKey: ['expenditures', 'corrections', { year: moment.year }],
    queryFn: () => read('Corrections', 'expenditures/corrections', { year: moment.year, state: 'proposed' }),
  });

/** The day up to which the vouchers are complete. */
export const ledger = (moment: Moment) =>
  queryOptions({
    queryKey: ['ledger', { year: moment.year }],
    queryFn: () => read('Ledger', 'ledger', { year: moment.year }),
  });

/** An import with its reading, its questions and the lines it was read from. */
export const planImport = (id: string) =>
  queryOptions({
    queryKey: ['plans', 'import', id],
    queryFn: () => read('PlanImportWhole', `plan-imports/${encodeURIComponent(id)}`),
  });

/** What a printed target would be read as; nothing is stored. */
export const targetReading = (printed: PrintedTarget) =>
  queryOptions({
    queryKey: ['plans', 'target', printed],
    queryFn: () => write('TargetReading', 'POST', 'targets/parse', printed),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Imports of files page by page, newest first. */
export const importRuns = (filter: Params) =>
  infiniteQueryOptions({
    queryKey: ['imports', 'table', { ...filter }],
    queryFn: ({ pageParam }) => read('ImportRuns', 'imports', { limit: 100, ...filter, cursor: pageParam }),
    ...byCursor<Answers['ImportRuns']>(),
  });

/** Plan documents that were read, page by page, newest first unless ordered otherwise. */
export const planImportRuns = (filter: Params) =>
  infiniteQueryOptions({
    queryKey: ['plans', 'imports', { ...filter }],
    queryFn: ({ pageParam }) =>
      read('PlanImportRuns', 'plan-imports', { limit: 100, ...filter, cursor: pageParam }),
    ...byCursor<Answers['PlanImportRuns']>(),
  });

/** One import of a file with what it came to; looked at again while it runs. */
export const importRun = (id: string) =>
  queryOptions({
    queryKey: ['imports', id],
    queryFn: () => read('ImportRunWhole', `imports/${encodeURIComponent(id)}`),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 2_000 : false),
  });

/** Past evaluations page by page, newest first. */
export const evaluations = (filter: Params) =>
  infiniteQueryOptions({
    queryKey: ['evaluations', { ...filter }],
    queryFn: ({ pageParam }) =>
      read('EvaluationRuns', 'evaluations', { limit: 100, ...filter, cursor: pageParam }),
    ...byCursor<Answers['EvaluationRuns']>(),
  });

/** The trail page by page, newest first; each look asks anew, for what happens there nobody is told of. */
export const audit = (filter: Params) =>
  infiniteQueryOptions({
    queryKey: ['people', 'audit', { ...filter }],
    queryFn: ({ pageParam }) => read('Audit', 'audit', { limit: 100, ...filter, cursor: pageParam }),
    staleTime: 5_000,
    ...byCursor<Answers['Audit']>(),
  });

/** How the chain of the trail stands. */
export const auditChain = () =>
  queryOptions({
    queryKey: ['people', 'audit-chain'],
    queryFn: () => read('AuditChain', 'audit/chain'),
    staleTime: 5_000,
  });

/** Review meetings, the last one first; of a year where one is looked at. */
export const meetings = (year: string | undefined) =>
  queryOptions({
    queryKey: ['meetings', 'list', { year }],
    queryFn: () => read('Meetings', 'meetings', { year, limit: 200 }),
  });

/** One meeting with its frozen pack: all that presenting it takes. */
export const meeting = (id: string) =>
  queryOptions({
    queryKey: ['meetings', 'one', id],
    queryFn: () => read('Meeting', `meetings/${encodeURIComponent(id)}`),
    // Presented for hours, perhaps without the network: what was loaded is not thrown away.
    gcTime: Number.POSITIVE_INFINITY,
  });

/** What opening a meeting for a node would come to; nothing is stored. */
export const meetingPreview = (opening: MeetingOpening) =>
  queryOptions({
    queryKey: ['meetings', 'preview', opening],
    queryFn: () => write('MeetingPreview', 'POST', 'meetings?preview=true', opening),
  });

/** A meeting beside the one before it, or beside what is known today. */
export const meetingComparison = (id: string, against: 'previous' | 'now') =>
  queryOptions({
    queryKey: ['meetings', 'comparison', id, against],
    queryFn: () =>
      read('MeetingComparison', `meetings/${encodeURIComponent(id)}/comparison`, { with: against }),
    gcTime: Number.POSITIVE_INFINITY,
  });

/** Actions that meetings decided on, by their state; of all years, for they live on. */
export const meetingActions = (state: string) =>
  queryOptions({
    queryKey: ['meetings', 'actions', { state }],
    queryFn: () => read('MeetingActions', 'meeting-actions', { state, limit: 500 }),
  });

/** The rules of a scope at a moment. */
export const rules = (scope: string, moment: Moment) =>
  queryOptions({
    queryKey: ['rules', { scope, ...moment }],
    queryFn: () => read('RulesOfScope', 'rules', { scope, ...moment }),
  });

function byCursor<Answer extends Listing<unknown>>() {
  return {
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Answer) => last.nextCursor ?? undefined,
  };
}
