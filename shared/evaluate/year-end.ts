import { addDays, type Day, later, monthEnd } from '../calendar.ts';
import type { Fen } from '../money.ts';
import { isHistory, type PlanNode, type ProjectPlan, plannedBy, spentBy } from '../plan.ts';
import type { RuleProfile } from '../profile.ts';
import type { Finding } from './finding.ts';
import { countdownDay, type Days, type Snapshot } from './snapshot.ts';

/** The treasury's closing day (国库关账日) of a plan's year. */
function closingDay({ year }: ProjectPlan, { closing }: RuleProfile): Day {
  return `${year}-${closing.day}`;
}

/** The node that the last money belongs to; the closing day where a plan has none. */
function lastNode(plan: ProjectPlan, profile: RuleProfile): Day {
  return plan.nodes.at(-1)?.day ?? closingDay(plan, profile);
}

/**
 * `LUMP_APPROACHING`, one a node: a step that holds most of the budget comes near with less than half of it
 * spent, or the treasury closes with much of the budget left. Where both are so, the closing day is told.
 */
export function lumpFindings(snapshot: Snapshot, profile: RuleProfile, days: Days): Finding[] {
  const closing = closingFinding(snapshot, profile, days);
  const steps = stepFindings(snapshot, profile, days).filter(({ period }) => period !== closing?.period);
  return closing ? [...steps, closing] : steps;
}

interface Step extends PlanNode {
  before: Fen;
  amount: Fen;
}

/** The steps of the plan that hold more than so much of the budget. */
function lumps({ nodes, budget }: ProjectPlan, { lump }: RuleProfile): Step[] {
  const steps = nodes.map((node, at) => {
    const before = nodes[at - 1]?.cumulative ?? 0;
    return { ...node, before, amount: node.cumulative - before };
  });
  return steps.filter(({ amount }) => amount * 100 > budget * lump.step);
}

function stepFindings({ plan, spending }: Snapshot, profile: RuleProfile, days: Days): Finding[] {
  const { watchDays, spent: line } = profile.lump;
  return lumps(plan, profile).flatMap(({ day, before, amount }): Finding[] => {
    const now = countdownDay(day, days);
    if (now < addDays(day, -watchDays) || now > day || isHistory(plan, day)) return [];
    const spent = spentBy(spending, days.asOf) - before;
    if (spent * 100 >= amount * line) return [];
    const toClear = Math.ceil((amount * line) / 100) - spent;
    const facts = {
      kind: 'LUMP_APPROACHING',
      of: 'step',
      on: day,
      due: amount,
      spent,
      toClear,
      line,
    } as const;
    return [approaching(day, 'watch', 'fires', facts)];
  });
}

/** Past the closing day it opens nothing more: it waits for late vouchers until the last node's day is over. */
function closingFinding({ plan, spending }: Snapshot, profile: RuleProfile, days: Days): Finding | undefined {
  const { unspent: line, watchDays, warningDays } = profile.closing;
  const on = closingDay(plan, profile);
  const node = lastNode(plan, profile);
  const end = later(on, node);
  const now = countdownDay(end, days);
  const spent = spentBy(spending, days.asOf);
  const left = plan.budget - spent;
  if (now < addDays(on, -watchDays) || now > end || plan.budget === 0) return undefined;
  if (left * 100 < plan.budget * line) return undefined;
  const toClear = left - Math.ceil((plan.budget * line) / 100) + 1;
  const facts = {
    kind: 'LUMP_APPROACHING',
    of: 'closing',
    on,
    due: plan.budget,
    spent,
    toClear,
    line,
  } as const;
  const severity = now >= addDays(on, -warningDays) ? 'warning' : 'watch';
  return approaching(node, severity, now > on ? 'holds' : 'fires', facts);
}

function approaching(
  period: Day,
  severity: Finding['severity'],
  strength: Finding['strength'],
  facts: Extract<Finding['facts'], { kind: 'LUMP_APPROACHING' }>,
): Finding {
  return {
    kind: 'LUMP_APPROACHING',
    subject: 'spending',
    period,
    strength,
    condition: 'firing',
    severity,
    facts,
  };
}

/** `YEAR_END_RUSH` (突击花钱): much of the budget paid in December, against a plan that did not say so. */
export function rushFindings({ plan, spending }: Snapshot, profile: RuleProfile, days: Days): Finding[] {
  const { share: line } = profile.rush;
  const november = monthEnd(plan.year, 11);
  const december = spentBy(spending, days.asOf) - spentBy(spending, november);
  const planned = plannedBy(plan.nodes, monthEnd(plan.year, 12)) - plannedBy(plan.nodes, november);
  const isMuch = (amount: Fen) => amount * 100 > plan.budget * line;
  if (days.asOf <= november || plan.budget === 0 || !isMuch(december) || isMuch(planned)) return [];
  return [
    {
      kind: 'YEAR_END_RUSH',
      subject: 'spending',
      period: String(plan.year),
      strength: 'fires',
      condition: 'firing',
      severity: 'notice',
      facts: { kind: 'YEAR_END_RUSH', budget: plan.budget, december, planned, line },
    },
  ];
}

/** Whether the days that a countdown was for are over: what is still missing is told at the node. */
export function isPastLump(plan: ProjectPlan, profile: RuleProfile, days: Days, node: Day): boolean {
  const end = node === lastNode(plan, profile) ? later(node, closingDay(plan, profile)) : node;
  return countdownDay(end, days) > end;
}

/** The days after which time alone can change what is said of the last steps. */
export function yearEndCheckDays({ plan }: Snapshot, profile: RuleProfile): Day[] {
  const on = closingDay(plan, profile);
  return [
    ...lumps(plan, profile).flatMap(({ day }) => [addDays(day, -profile.lump.watchDays), addDays(day, 1)]),
    addDays(on, -profile.closing.watchDays),
    addDays(on, -profile.closing.warningDays),
    addDays(on, 1),
    addDays(later(on, lastNode(plan, profile)), 1),
  ];
}
