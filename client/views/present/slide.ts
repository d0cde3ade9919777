import type { Alert } from '#shared/alert.ts';
import type { Indicator, IndicatorState } from '#shared/api.ts';
import type { Day } from '#shared/calendar.ts';
import type { AgendaItem, DecisionTaken, Meeting, PackProject } from '#shared/meeting.ts';
import { gravestFirst } from '../../ui/marks.ts';

/** What the owner says of an item: before the meeting, else when the alert was acknowledged. */
export interface OwnWords {
  cause: string | null;
  explanation: string | null;
  measure: string | null;
  promisedOn: Day | null;
}

const ofMoney = [
  'SPEND_BEHIND',
  'OVER_BUDGET',
  'LUMP_APPROACHING',
  'FORECAST_SHORT',
  'SPEND_AHEAD',
  'PACE_BEHIND',
  'YEAR_END_RUSH',
];

/** Whether a project's slide shows the curve or the indicators that are off: whatever its gravest alert is about. */
export function pictureOf(project: Pick<PackProject, 'alerts' | 'indicators'>): 'curve' | 'indicators' {
  const [gravest] = project.alerts.toSorted(gravestFirst);
  const isOfResults = gravest !== undefined && !ofMoney.includes(gravest.kind);
  return isOfResults && offIndicators(project.indicators).length > 0 ? 'indicators' : 'curve';
}

const offRank: readonly IndicatorState[] = [
  'missed_badly',
  'over_ceiling',
  'missed',
  'missing',
  'at_risk',
  'provisional',
];

/** The indicators that are off, worst first. */
export function offIndicators(indicators: readonly Indicator[]): Indicator[] {
  const rank = ({ state }: Indicator) => offRank.indexOf(state);
  return indicators.filter((each) => rank(each) >= 0).sort((a, b) => rank(a) - rank(b));
}

/** What the owner says; undefined where nothing was said at all. */
export function ownWords({ statement, project }: AgendaItem): OwnWords | undefined {
  if (statement) return statement;
  const acknowledged = project?.alerts.toSorted(gravestFirst).find(hasWords);
  if (!acknowledged) return undefined;
  const { cause = null, measure = null, promisedOn = null } = acknowledged;
  return { cause, explanation: null, measure, promisedOn };
}

/** What the meeting before decided of the same thing: of the action's own item, else of the project. */
export function lastDecision(item: AgendaItem, previous: Meeting | undefined): DecisionTaken | undefined {
  const { action, projectCode } = item;
  const of = previous?.items.find(({ id }) => id === action?.itemId);
  if (of?.decision) return of.decision;
  if (projectCode === null) return undefined;
  const same = previous?.items.filter((each) => each.projectCode === projectCode && each.decision) ?? [];
  return (same.find(({ kind }) => kind === 'project') ?? same[0])?.decision ?? undefined;
}

function hasWords({ measure, cause }: Alert): boolean {
  return measure !== undefined || cause !== undefined;
}
