import {
  adjustedFunds,
  carriedNodes,
  type Funds,
  movedNodes,
  type NodesProblem,
  nodesProblem,
} from '#shared/adjustment.ts';
import type { ProjectWhole } from '#shared/api.ts';
import { type Day, isDay, later } from '#shared/calendar.ts';
import { type Fen, parseWan, parseYuan, toYuan } from '#shared/money.ts';
import type { PlanNode } from '#shared/plan.ts';

/** An adjustment as it is typed; amounts are 万元. */
export interface AdjustDraft {
  budget: string;
  other: string;
  effectiveOn: string;
  reason: string;
  /** The nodes to come as a person typed them, by day; undefined while they move in proportion. */
  nodes?: Readonly<Record<Day, string>>;
}

/** What a draft comes to: the figures to show, what is wrong with it, and what is sent where nothing is. */
export interface Adjustment {
  budget?: Fen;
  funds?: Funds;
  /** Those already past first: they stay, but are never above the new budget. */
  nodes: (PlanNode & { is: 'past' | 'capped' | 'toCome' })[];
  wrong: Partial<
    Record<
      'budget' | 'other' | 'effectiveOn',
      'notMoney' | 'belowSpent' | 'sources' | 'notDay' | 'beforeVersion'
    >
  >;
  nodesWrong?: NodesProblem;
  body?: object;
}

type Adjusted = Pick<ProjectWhole, 'budget' | 'other' | 'spent' | 'year' | 'nodes' | 'versions'>;

/** The draft to start from: the budget as it is, from `today` on or from the latest version's day if that is later. */
export function adjustDraft(project: Adjusted, today: Day): AdjustDraft {
  const day = latestVersion(project)?.effectiveOn ?? today;
  const budget = inWan(fenOf(project.budget));
  return { budget, other: inWan(fenOf(project.other)), effectiveOn: later(today, day), reason: '' };
}

/** The version that an adjustment goes on from: the latest, in force or to come. */
export function latestVersion({ versions }: Pick<ProjectWhole, 'versions'>) {
  return versions.at(-1);
}

/** Works a draft out by the same functions that the server holds it against. */
export function adjustmentOf(project: Adjusted, draft: AdjustDraft): Adjustment {
  const budget = notNegative(parseWan(draft.budget));
  const other = notNegative(parseWan(draft.other));
  const funds =
    budget === undefined || other === undefined ? undefined : adjustedFunds({ other: 0 }, budget, { other });
  const wrong: Adjustment['wrong'] = {};
  if (budget === undefined) wrong.budget = 'notMoney';
  else if (budget < fenOf(project.budget) && budget < fenOf(project.spent)) wrong.budget = 'belowSpent';
  if (other === undefined) wrong.other = 'notMoney';
  else if (budget !== undefined && !funds) wrong.other = 'sources';
  const { effectiveOn } = draft;
  const inYear = isDay(effectiveOn) && effectiveOn.startsWith(String(project.year));
  if (!inYear) wrong.effectiveOn = 'notDay';
  else if (effectiveOn < (latestVersion(project)?.effectiveOn ?? '')) wrong.effectiveOn = 'beforeVersion';
  if (budget === undefined || !inYear) return { nodes: [], wrong, ...(budget !== undefined && { budget }) };

  const before = project.nodes.map(({ day, cumulative }) => ({ day, cumulative: fenOf(cumulative) }));
  const moved = movedNodes({ year: project.year, nodes: before }, budget, effectiveOn);
  const { nodes: typed } = draft;
  const given = moved.map(({ day, cumulative }) => ({
    day,
    cumulative: typed?.[day] === undefined ? cumulative : (notNegative(parseWan(typed[day])) ?? -1),
  }));
  const nodes = typed ? carriedNodes(before, given, budget, effectiveOn) : moved;
  const nodesWrong = nodesProblem(nodes, budget);
  const isRight = Object.keys(wrong).length === 0 && !nodesWrong && draft.reason.trim() !== '';
  const { fiscal = 0 } = funds ?? {};
  const shown = ({ day, cumulative }: PlanNode) => ({ day, cumulative: toYuan(cumulative) });
  return {
    budget,
    ...(funds && { funds }),
    nodes: nodes.map((node) => ({ ...node, is: placeOf(node, before, effectiveOn) })),
    wrong,
    ...(nodesWrong && { nodesWrong }),
    ...(isRight && {
      body: {
        budget: toYuan(budget),
        fiscal: toYuan(fiscal),
        other: toYuan(other ?? 0),
        effectiveOn,
        reason: draft.reason.trim(),
        revises: latestVersion(project)?.number,
        ...(typed && { nodes: nodes.filter(({ day }) => day >= effectiveOn).map(shown) }),
      },
    }),
  };
}

function placeOf({ day, cumulative }: PlanNode, before: readonly PlanNode[], from: Day) {
  if (day >= from) return 'toCome';
  return before.some((node) => node.day === day && node.cumulative > cumulative) ? 'capped' : 'past';
}

/** An amount as one types it: 万元 without needless zeros beyond two decimals. */
export function inWan(fen: Fen): string {
  const digits = String(Math.abs(fen)).padStart(7, '0');
  const decimals = digits.slice(-6).replace(/0{1,4}$/, '');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -6)}.${decimals}`;
}

function fenOf(yuan: string): Fen {
  return parseYuan(yuan) ?? 0;
}

function notNegative(fen: Fen | undefined): Fen | undefined {
  return fen !== undefined && fen >= 0 ? fen : undefined;
}
