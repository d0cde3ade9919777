import { fundsOf } from '#shared/evaluate/finding.ts';
import { forecastFor } from '#shared/evaluate/forecast.ts';
import type { IndicatorStanding } from '#shared/evaluate/results.ts';
import type { Days, Measured, Snapshot } from '#shared/evaluate/snapshot.ts';
import type { Handled } from '#shared/handling.ts';
import { type Fen, parseYuan, rateOf, toYuan } from '#shared/money.ts';
import { type MonitoringText, nothingWritten } from '#shared/paper-texts.ts';
import { spentBy } from '#shared/plan.ts';
import type { RuleProfile } from '#shared/profile.ts';
import type { FundRow } from '#shared/reports.ts';
import type { PaperValue } from './paper.ts';

/** What a form of a project is made from. */
export interface ReportedProject {
  snapshot: Snapshot;
  profile: RuleProfile;
  days: Days;
  standings: readonly IndicatorStanding[];
  /** 年度总体目标, as the plan prints it. */
  goals: readonly string[];
  /** What was acknowledged of its alerts, by the indicator that they are about. */
  taken: ReadonlyMap<string, Handled>;
  /** What people wrote into its forms, by indicator, and of the goals. */
  written: Written;
}

/** What people wrote into the forms of one project. */
export interface Written {
  monitoring: ReadonlyMap<string, WrittenText<MonitoringText>>;
  selfEvaluation: ReadonlyMap<string, WrittenText<{ reason: string | null }>>;
  goals: WrittenText<{ goals: string | null }> | undefined;
}

/** A text with who wrote it and when it became known. */
export interface WrittenText<Text> {
  text: Text;
  at: string;
  by: string;
}

/** What stands of an indicator in the monitoring form: as written, until then as acknowledged of its alert. */
export function monitoringText({ written, taken }: ReportedProject, indicatorId: string): MonitoringText {
  const own = written.monitoring.get(indicatorId);
  if (own) return own.text;
  const { cause = null, measure = null } = taken.get(indicatorId) ?? {};
  return { ...nothingWritten, cause, measure };
}

/** 偏差原因分析及改进措施 of an indicator: as written, until then as acknowledged of its alert. */
export function deviationText({ written, taken }: ReportedProject, indicatorId: string): string | null {
  const own = written.selfEvaluation.get(indicatorId);
  if (own) return own.text.reason;
  const { cause, measure } = taken.get(indicatorId) ?? {};
  return [cause, measure].filter(Boolean).join('：') || null;
}

/** X of 1–X月: the month that a day is in. */
export function monthsBy(asOf: string): number {
  return Number(asOf.slice(5, 7));
}

/** 实施单位: who carries the project out, 责任股室 where one is named. */
export function unitOf({ plan }: Snapshot): string {
  return plan.section ?? plan.department.name;
}

/**
 * The money of a project as the forms have it. The plan prints 财政资金 together with what was carried over, so
 * 上年结转 has no budget of its own, and its payments count in the row above it too.
 */
export function fundRows({ snapshot, profile, days }: ReportedProject): FundRow[] {
  const { plan, spending } = snapshot;
  const spent = (fund?: (source: 'fiscal' | 'carryover' | 'other') => boolean) =>
    spentBy(spending, days.asOf, fund);
  const adjusted = plan.budget !== plan.originalBudget;
  const row = (of: FundRow['of'], budget: Fen | null, paid: Fen): FundRow => ({
    of,
    // What the year began with is known of the whole only.
    original:
      of === 'total' ? toYuan(plan.originalBudget) : adjusted || budget === null ? null : toYuan(budget),
    budget: budget === null ? null : toYuan(budget),
    spent: toYuan(paid),
    rate: budget === null ? null : rateOf(paid, budget),
    forecast: of === 'total' ? toYuan(forecastFor(snapshot, profile, days).amount) : null,
  });
  return [
    row('total', plan.budget, spent()),
    row('fiscal', plan.fiscal, spent(fundsOf.fiscal)),
    row(
      'carryover',
      null,
      spent((source) => source === 'carryover'),
    ),
    row('other', plan.other, spent(fundsOf.other)),
  ];
}

/** The value that stands for an indicator: the one that is judged, else the newest that is in. */
export function standingValue({ judged, known }: IndicatorStanding): Measured | undefined {
  const newest = known.at(-1);
  return judged?.measured ?? newest?.approved ?? newest?.unavailable ?? newest?.provisional;
}

/** An amount of 元 as a cell; a place to write where it is not known. */
export function yuanCell(yuan: string | null): PaperValue {
  const fen = yuan === null ? undefined : parseYuan(yuan);
  return fen === undefined ? 'blank' : { fen };
}

/** One amount as a share of another; nothing where there is no whole. */
export function shareCell(part: string, whole: string | null): PaperValue {
  const of = whole === null ? 0 : (parseYuan(whole) ?? 0);
  return of === 0 ? 'blank' : { part: parseYuan(part) ?? 0, of };
}

export const fundNames: Record<FundRow['of'], string> = {
  total: '年度资金总额',
  fiscal: '其中：财政资金',
  carryover: '上年结转',
  other: '其他资金',
};
