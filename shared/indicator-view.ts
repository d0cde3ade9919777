import type { Indicator, IndicatorState } from './api.ts';
import { daysBetween, longDay, nodeName } from './calendar.ts';
import { isLedgerCeiling, isUnread } from './evaluate/duties.ts';
import { indicatorLight } from './evaluate/lights.ts';
import type { IndicatorStanding } from './evaluate/results.ts';
import type { Days, Measured } from './evaluate/snapshot.ts';
import { compare, parseFraction, show } from './fraction.ts';
import type { Verdict } from './judge.ts';
import { type Language, said } from './language.ts';
import { toWan } from './money.ts';
import type { ProjectPlan } from './plan.ts';
import { targetIn } from './target.ts';

/** An indicator as the API shows it: its target, its values and how it stands, in one language. */
export function showIndicator(
  plan: ProjectPlan,
  standing: IndicatorStanding,
  days: Days,
  language: Language,
): Indicator {
  const { indicator, owed, known } = standing;
  const values = known.flatMap(({ approved, provisional, unavailable }) =>
    [approved, unavailable, provisional].filter((one) => one !== undefined),
  );
  const last = standing.judged?.measured ?? values.at(-1);
  const state = indicatorState(plan, standing, days);
  return {
    id: indicator.id,
    projectCode: plan.code,
    projectName: plan.name,
    level1: indicator.level1,
    level2: indicator.level2,
    name: indicator.name,
    printed: indicator.printed,
    target: targetIn(indicator.target, language),
    basis: indicator.basis,
    state,
    light: indicatorLight(standing),
    text: textOf(standing, state, days, language === 'zh'),
    owedOn: owed,
    nextDue: owed.find((day) => !known.some(({ period }) => period === day)) ?? null,
    last: last ? showValue(last) : null,
    values: values.map(showValue),
  };
}

function showValue({ id, period, printed, measuredOn, state, survey }: Measured) {
  return { id, period, value: printed, measuredOn, state, sampleSize: survey?.sample ?? null };
}

/** How an indicator stands, as tables and forms name it. */
export function indicatorState(
  plan: ProjectPlan,
  standing: IndicatorStanding,
  { asOf }: Days,
): IndicatorState {
  const { indicator, judged, waiting, missing, overCeiling, milestones, owed, known } = standing;
  if (overCeiling) return 'over_ceiling';
  if (isLedgerCeiling(plan, indicator)) return 'within_ceiling';
  if (isUnread(indicator)) return 'unread';
  if (milestones.some(({ is }) => is === 'missed')) return 'missed_badly';
  if (judged?.verdict.is === 'missed') return judged.verdict.critical ? 'missed_badly' : 'missed';
  if (missing) return 'missing';
  if (waiting) return 'provisional';
  if (judged && (judged.verdict.is === 'short' || judged.verdict.is === 'doubtful')) return 'at_risk';
  if (judged?.verdict.is === 'met') return 'met';
  if (milestones.length > 0 && milestones.every(({ is }) => is === 'done' || is === 'done_late'))
    return 'met';
  const latest = owed.findLast((day) => day <= asOf);
  return latest && !known.some(({ period }) => period === latest) ? 'due' : 'not_due';
}

function textOf(
  standing: IndicatorStanding,
  state: IndicatorState,
  { asOf, today }: Days,
  zh: boolean,
): string {
  const { indicator, judged, waiting, missing, overCeiling, milestones, owed } = standing;
  const { target, printed } = indicator;
  const unit = target.kind === 'graded' ? '%' : target.unit;
  if (overCeiling) {
    const [spent, ceiling] = [toWan(overCeiling.spent), toWan(overCeiling.ceiling)];
    return zh
      ? `已支出${spent}万元，超出上限${ceiling}万元`
      : `Spent ${spent}, above the ceiling of ${ceiling} (10,000 yuan)`;
  }
  const milestone = milestones.find(({ is }) => is !== 'done') ?? milestones.at(-1);
  if (milestone) {
    const left = daysBetween(milestone.date > asOf ? asOf : today, milestone.date);
    if (milestone.doneOn) {
      const late = daysBetween(milestone.date, milestone.doneOn);
      if (late > 0)
        return zh
          ? `${longDay(milestone.doneOn)}完成，逾期${late}天`
          : `Done on ${milestone.doneOn}, ${late} days late`;
      return zh ? `${longDay(milestone.doneOn)}完成` : `Done on ${milestone.doneOn}`;
    }
    if (milestone.is === 'missed')
      return zh ? `应于${nodeName(milestone.date)}前完成，未完成` : `Was due by ${milestone.date}, not done`;
    return left >= 0
      ? zh
        ? `还有${left}天`
        : `${left} days left`
      : zh
        ? `已过${-left}天，等待填报`
        : `${-left} days past, waiting for the report`;
  }
  const latest = owed.findLast((day) => day <= asOf);
  const isUnavailable = standing.known.some(({ period, unavailable }) => period === latest && unavailable);
  const none =
    isUnavailable && latest
      ? zh
        ? `${nodeName(latest)}填报期无法取得`
        : `No value could be had for ${latest}`
      : '';
  const overdue = missing ? (zh ? `${nodeName(missing)}填报期未报` : `Nothing reported for ${missing}`) : '';
  const value = judged ?? waiting;
  if (value) {
    const { measured, verdict } = value;
    const gap = verdict.gap ? show({ n: verdict.gap.n * 100n, d: verdict.gap.d }, 1) : null;
    const expected = verdict.expected ? `${trimmed(show(verdict.expected, 4))}${unit}` : printed;
    const met = isMetSoFar(standing, verdict)
      ? said(`已达序时${expected}`, `${expected} due by then, met`)
      : verdict.fewAnswers
        ? said('达标（样本偏少）', 'met (few answers)')
        : said('达标', 'met');
    const stands = zh
      ? {
          met: met.zh,
          missed: `偏差${gap}%`,
          short: `低于序时${expected}`,
          doubtful: '存疑（样本量不足以下结论）',
          early: '未到判定时点',
        }
      : {
          met: met.en,
          missed: `gap ${gap}%`,
          short: `short of ${expected} due by then`,
          doubtful: 'doubtful (small sample)',
          early: 'not to be judged yet',
        };
    const says = zh
      ? `${nodeName(measured.period)}填报${measured.printed}，目标${printed}，${stands[verdict.is]}`
      : `${measured.printed} for ${measured.period}, target ${printed}: ${stands[verdict.is]}`;
    const waits = value === judged ? '' : zh ? '（待审定）' : ' (waiting for approval)';
    return [`${says}${waits}`, overdue, none].filter(Boolean).join(zh ? '；' : '; ');
  }
  if (overdue || none) return overdue || none;
  if (state === 'within_ceiling')
    return zh ? '取自支出台账，未超上限' : 'Read from the ledger, within the ceiling';
  if (state === 'unread')
    return zh ? '目标值待确认，只报不判' : 'The target is to be read by a person; reported, not judged';
  const next = owed.find((day) => day > asOf);
  if (state === 'due') return zh ? '本期应报，尚未填报' : 'Due now, not reported yet';
  return next
    ? zh
      ? `${nodeName(next)}起填报`
      : `Due from ${next}`
    : zh
      ? '无填报任务'
      : 'Nothing to report';
}

/** Met by what was due so far, and not yet by the whole of the target. */
function isMetSoFar({ indicator: { target } }: IndicatorStanding, { is, actual }: Verdict): boolean {
  const full = parseFraction(target.value);
  const isProrated = target.accrual === 'completion' || target.accrual === 'cumulative';
  return (
    is === 'met' &&
    isProrated &&
    target.direction === 'positive' &&
    !!full &&
    !!actual &&
    compare(actual, full) < 0
  );
}

function trimmed(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
