import type { FunctionComponent } from 'react';
import type { StringRouteParams } from 'wouter';
import type { Moment } from './data/moment.ts';
import {
  accessRules,
  addedReportingDays,
  alert,
  alertCounts,
  alertMoves,
  alerts,
  alertTable,
  audit,
  auditChain,
  departmentMonitoringTexts,
  departmentSelfEvaluationTexts,
  departments,
  evaluations,
  everyCondition,
  expenditures,
  expenditureTotals,
  handovers,
  importRun,
  importRuns,
  indicators,
  indicatorTable,
  ledger,
  me,
  measurements,
  meeting,
  meetingActions,
  meetingComparison,
  meetings,
  monitoringTexts,
  mySessions,
  openCorrections,
  overview,
  planImport,
  planImportRuns,
  project,
  projectExpenditures,
  projectNames,
  projects,
  projectTable,
  rules,
  selfEvaluationTexts,
  unacknowledged,
  users,
  wallLinks,
  yearClosing,
} from './data/questions.ts';
import type { Params } from './data/request.ts';
import * as tables from './data/tables.ts';
import { wallPath } from './data/wall-link.ts';
import { inboxAsked } from './views/alerts/inbox.ts';
import { openStates } from './views/meetings/actions.ts';
import { inLedger, ledgerAsked } from './views/rectification/asked.ts';
import { criticalAlerts, warnings } from './views/wall/questions.ts';

/** What is asked of the server, as `data/questions.ts` makes it. */
export interface Question {
  queryKey: readonly unknown[];
}

/** What stands in the URL behind the path. */
export interface At {
  moment: Moment;
  query: URLSearchParams;
}

/** A screen: its address, the code that draws it, and the questions it begins with. */
export interface Screen {
  path: string;
  view: () => Promise<{ default: FunctionComponent<never> }>;
  asks: (params: never, at: At) => readonly Question[];
}

function screen<Path extends string>(
  path: Path,
  view: () => Promise<{ default: FunctionComponent<StringRouteParams<Path>> }>,
  asks: (params: StringRouteParams<Path>, at: At) => readonly Question[] = () => [],
): Screen {
  return { path, view, asks };
}

/** A list that the URL narrows asks nothing early where that takes the names of projects first. */
function listed(at: At, table: tables.TableOf, asks: (filter: Params) => readonly Question[]) {
  const filter = tables.listAsked(at.query, table);
  return filter ? asks(filter) : [];
}

/**
 * Every screen, and what it begins with: asked together with its code, on the first load before anything else is here.
 * What only an answer tells is not among it: the year where the URL names none, what an alert rests on, whose names
 * pinyin spells, and whether a reader of `/entry` enters vouchers, which is taken for granted. Nor is what some readers
 * of a screen may not see, such as the tokens of machines: to be refused it would stand in the trail as their attempt.
 */
export const screens: readonly Screen[] = [
  screen(
    '/',
    () => import('./views/OverviewView.tsx'),
    (_, { moment }) => [overview(moment), projects(moment), alerts({ ...everyCondition, ...moment })],
  ),
  screen(
    '/projects',
    () => import('./views/ProjectsView.tsx'),
    (_, at) => listed(at, tables.projectList, (filter) => [projectTable({ ...filter, ...at.moment })]),
  ),
  screen(
    '/projects/:code',
    () => import('./views/ProjectView.tsx'),
    ({ code }, { moment }) => [
      project(code, moment),
      projectExpenditures(code, moment),
      handovers(code, moment),
    ],
  ),
  screen(
    '/alerts',
    () => import('./views/AlertsView.tsx'),
    (_, at) => [
      ...listed(at, tables.alertList, (filter) => {
        const { list, counts } = inboxAsked(filter);
        return [alertTable({ ...list, ...at.moment }), alertCounts({ ...counts, ...at.moment })];
      }),
      projectNames(at.moment),
    ],
  ),
  screen(
    '/alerts/:id',
    () => import('./views/AlertView.tsx'),
    ({ id }, { moment }) => [alert(id, moment), alertMoves(id)],
  ),
  screen(
    '/rectification',
    () => import('./views/RectificationView.tsx'),
    (_, at) => [
      ...listed(at, tables.rectificationList, (filter) => [
        alertTable({ ...ledgerAsked(filter), ...at.moment }),
      ]),
      alertCounts({ ...inLedger, ...at.moment }),
      alertCounts({ ...at.moment }),
      meetingActions(openStates),
      projectNames(at.moment),
    ],
  ),
  screen(
    '/closing',
    () => import('./views/ClosingView.tsx'),
    (_, { moment: { year } }) => (year ? [yearClosing(Number(year))] : []),
  ),
  screen(
    '/expenditures',
    () => import('./views/ExpendituresView.tsx'),
    (_, at) => [
      ...listed(at, tables.expenditureList, ({ sort, ...narrowed }) => [
        expenditures({ ...narrowed, sort, ...at.moment }),
        expenditureTotals({ ...narrowed, ...at.moment }),
      ]),
      openCorrections(at.moment),
      projectNames(at.moment),
    ],
  ),
  screen(
    '/indicators',
    () => import('./views/IndicatorsView.tsx'),
    (_, at) => [
      ...listed(at, tables.indicatorList, (filter) => [indicatorTable({ ...filter, ...at.moment })]),
      projectNames(at.moment),
    ],
  ),
  screen(
    '/runs',
    () => import('./views/RunsView.tsx'),
    (_, at) => listed(at, tables.runList, (filter) => [evaluations(filter)]),
  ),
  screen(
    '/rules',
    () => import('./views/RulesView.tsx'),
    (_, { moment, query }) => [
      rules(query.get('scope') ?? 'all', moment),
      projectNames(moment),
      indicators({ ...moment }),
    ],
  ),
  screen(
    '/entry/:what?',
    () => import('./views/EntryView.tsx'),
    ({ what }, { moment, query }) => {
      if (what === 'ledger') return [ledger({})];
      if (what !== 'measurements') return [projectNames({})];
      const place = query.get('project');
      const ofPlace = place && !place.startsWith('section:') ? { project: place } : {};
      return [projects({}), indicators(ofPlace), measurements(ofPlace), projectNames(moment)];
    },
  ),
  screen('/import', () => import('./views/ImportView.tsx')),
  screen('/import/vouchers', async () => ({ default: (await fileImport()).VoucherFileView })),
  screen('/import/values', async () => ({ default: (await fileImport()).ValueFileView })),
  screen(
    '/imports',
    () => import('./views/ImportsView.tsx'),
    (_, at) =>
      at.query.get('of') === 'plans'
        ? listed(at, tables.planDocumentList, (filter) => [planImportRuns(filter)])
        : listed(at, tables.importList, (filter) => [
            importRuns({ ...filter, ...(at.query.get('checks') !== 'shown' && { stored: 'true' }) }),
          ]),
  ),
  screen(
    '/imports/:id',
    () => import('./views/ImportRunView.tsx'),
    ({ id }) => [importRun(id)],
  ),
  screen(
    '/import/:id',
    () => import('./views/ImportReviewView.tsx'),
    ({ id }) => [planImport(id)],
  ),
  screen(
    '/me',
    () => import('./views/MeView.tsx'),
    () => [me(), mySessions()],
  ),
  screen(
    '/audit',
    () => import('./views/AuditView.tsx'),
    (_, at) => [
      ...listed(at, tables.auditList, (filter) => [audit(filter)]),
      auditChain(),
      projectNames(at.moment),
    ],
  ),
  screen(
    '/people',
    () => import('./views/PeopleView.tsx'),
    (_, { query }) => [users(query.get('q') ?? ''), departments(), accessRules()],
  ),
  screen(
    '/tokens',
    () => import('./views/TokensView.tsx'),
    () => [wallLinks()],
  ),
  screen(
    '/papers/department/:form',
    () => import('./views/DepartmentFormView.tsx'),
    ({ form }, { moment, query }) => {
      const code = query.get('department');
      const texts = form === 'self-evaluation' ? departmentSelfEvaluationTexts : departmentMonitoringTexts;
      return [projects(moment), ...(code ? [texts(code, moment)] : [])];
    },
  ),
  screen(
    '/papers/:code/:form',
    () => import('./views/FormView.tsx'),
    ({ code, form }, { moment }) => [
      projectNames(moment),
      form === 'self-evaluation' ? selfEvaluationTexts(code, moment) : monitoringTexts(code, moment),
    ],
  ),
  screen(
    '/papers',
    () => import('./views/PapersView.tsx'),
    (_, { moment }) => [
      overview(moment),
      projects(moment),
      projectNames(moment),
      ...(moment.year ? [addedReportingDays(Number(moment.year))] : []),
    ],
  ),
  screen(
    '/meetings',
    () => import('./views/MeetingsView.tsx'),
    (_, { moment }) => [meetings(moment.year), meetingActions(openStates)],
  ),
  screen('/meetings/:id', () => import('./views/MeetingView.tsx'), ofMeeting),
  screen('/meetings/:id/items/:item', () => import('./views/MeetingItemView.tsx'), ofMeeting),
  screen(
    '/meetings/:id/compare',
    () => import('./views/MeetingComparisonView.tsx'),
    ({ id }, { query }) => {
      const against = query.get('with');
      const isNamed = against === 'previous' || against === 'now';
      return [meeting(id), ...(isNamed ? [meetingComparison(id, against)] : [])];
    },
  ),
  screen('/meetings/:id/pack', () => import('./views/MeetingPackView.tsx'), ofMeeting),
  screen('/meetings/:id/present', () => import('./views/MeetingPresentView.tsx'), ofMeeting),
  screen(
    wallPath,
    () => import('./views/WallView.tsx'),
    () => [overview({}), projects({}), criticalAlerts(), warnings(), unacknowledged()],
  ),
];

/** What an address that names no screen shows. */
export const missing = screen('', () => import('./views/MissingView.tsx'));
/** What is shown instead of most screens while there is no plan yet. */
export const welcome = screen('', () => import('./views/WelcomeView.tsx'));

function ofMeeting({ id }: { id: string }): readonly Question[] {
  return [meeting(id)];
}

function fileImport() {
  return import('./views/FileImportView.tsx');
}
