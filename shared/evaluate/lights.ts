import type { LightState } from '../api.ts';
import { type Day, nodeName } from '../calendar.ts';
import { minus, over, show } from '../fraction.ts';
import { type Said, said } from '../language.ts';
import { type Fen, percentOf, rateOf, toWan } from '../money.ts';
import { plannedBy, spentBy } from '../plan.ts';
import type { RuleProfile } from '../profile.ts';
import { unknownGrace } from '../working-days.ts';
import { isUnread } from './duties.ts';
import { awaitsLedger, forecastFor } from './forecast.ts';
import { paceOf } from './pace.ts';
import type { IndicatorStanding } from './results.ts';
import { type Days, isFinished, planToMeet, type Snapshot } from './snapshot.ts';
import { judgedNodes, nodeInForce, nodeInGrace } from './spending.ts';

/** A light with its arithmetic in both languages. */
export interface SaidLight {
  state: LightState;
  rate: string | null;
  text: Said;
}

/** The four lights of a project; never blended into one. */
export interface SaidLights {
  plan: SaidLight;
  elapsed: SaidLight;
  results: SaidLight;
  yearEnd: SaidLight;
}

export function lightsOf(
  snapshot: Snapshot,
  profile: RuleProfile,
  days: Days,
  standings: IndicatorStanding[],
): SaidLights {
  return {
    plan: planLight({ ...snapshot, plan: planToMeet(snapshot, days) }, profile, days),
    elapsed: elapsedLight(snapshot, profile, days),
    results: resultsLight(standings),
    yearEnd: yearEndLight(snapshot, profile, days),
  };
}

const nothingDue = said('尚无到期计划', 'Nothing is due yet');

/** Of a plan that began in the middle of the year: what had passed is judged once the ledger is confirmed. */
const ledgerFirst = said('已过节点待凭证确认后判定', 'Judged once the ledger is confirmed');

/**
 * Light 1, 本单位计划: spending against the last node past its grace. While a newer node is within its grace
 * and short, the light keeps its colour and says 待确认; once that node is reached, it counts.
 */
function planLight(snapshot: Snapshot, profile: RuleProfile, days: Days): SaidLight {
  const { asOf } = days;
  const { plan, spending } = snapshot;
  if (plannedBy(plan.nodes, asOf) === 0) return { state: 'grey', rate: null, text: nothingDue };
  const spent = spentBy(spending, asOf);
  const newer = nodeInGrace(snapshot, profile, days) ?? nodeToday(snapshot, profile, days);
  const inForce = nodeInForce(snapshot, profile, days);
  const reached = newer && stateOf(newer.cumulative, spent, profile) === 'green';
  const node = reached ? newer : inForce;
  const awaited = newer && !reached && newer.day !== inForce?.day;
  const waits = awaited
    ? said(
        `，${nodeName(newer.day)}待确认${graceNote(newer.day).zh}`,
        `; ${newer.day} not confirmed yet${graceNote(newer.day).en}`,
      )
    : said('', '');
  if (!node) {
    const text = awaited
      ? said(
          `${nodeName(newer.day)}应支出${toWan(newer.cumulative)}万元，待确认`,
          `By ${newer.day}: not confirmed yet`,
        )
      : ledgerFirst;
    return { state: 'grey', rate: rateOf(spent, plannedBy(plan.nodes, asOf)), text };
  }
  const short = node.cumulative - spent;
  // The rate is of what is due on the day itself; the colour waits for the posting lag.
  const rate = rateOf(spent, plannedBy(plan.nodes, asOf));
  const share = percentOf(short, node.cumulative);
  const zh =
    short > 0
      ? `至${nodeName(node.day)}应支出${toWan(node.cumulative)}万元，实际${toWan(spent)}万元，少${toWan(short)}万元（${share}%）${waits.zh}`
      : `至${nodeName(node.day)}应支出${toWan(node.cumulative)}万元，实际${toWan(spent)}万元${waits.zh}`;
  const en =
    short > 0
      ? `By ${node.day} ${toWan(node.cumulative)} planned, ${toWan(spent)} spent, ${toWan(short)} short (${share}%), in 10,000 yuan${waits.en}`
      : `By ${node.day} ${toWan(node.cumulative)} planned, ${toWan(spent)} spent, in 10,000 yuan${waits.en}`;
  return { state: stateOf(node.cumulative, spent, profile), rate, text: said(zh, en) };
}

/** That the days of a node's grace are not sure yet, where the holidays of their year are not published. */
function graceNote(node: Day) {
  const [zh, en] = [unknownGrace(node, 'zh'), unknownGrace(node, 'en')];
  return said(zh === null ? '' : `（${zh}）`, en === null ? '' : ` (${en})`);
}

/** A node is due on its own day already; its day is not over, so it is only awaited. */
function nodeToday({ plan }: Snapshot, profile: RuleProfile, { asOf, today }: Days) {
  return judgedNodes(plan, profile).find(({ day }) => day === today && day <= asOf);
}

function stateOf(cum: Fen, spent: Fen, { spending: limits }: RuleProfile): 'green' | 'yellow' | 'red' {
  const short = cum - spent;
  if (short < limits.least || short * 100 < cum * limits.warning) return 'green';
  return short * 100 >= cum * limits.critical ? 'red' : 'yellow';
}

/** Light 2, 序时: execution rate ÷ share of the year completed. Advisory; it decides nothing. */
function elapsedLight(snapshot: Snapshot, profile: RuleProfile, days: Days): SaidLight {
  const pace = paceOf(snapshot, profile, days);
  if (pace.state === 'grey') {
    const text = {
      lump: said('一次性支出，不按序时衡量', 'A lump plan is not measured by elapsed time'),
      early: said('3月底前不判定', 'Not judged before the end of March'),
      nothing_due: nothingDue,
    }[pace.because];
    return { state: 'grey', rate: null, text };
  }
  const { state, months, spent, budget } = pace;
  const execution = percentOf(spent, budget);
  const time = percentOf(months, 12);
  const ahead = minus(over(spent, budget), over(months, 12));
  const points = show({ n: (ahead.n < 0n ? -ahead.n : ahead.n) * 100n, d: ahead.d }, 1);
  const side = ahead.n < 0n ? said('慢', 'behind') : said('快', 'ahead');
  return {
    state,
    rate: rateOf(spent * 12, budget * months),
    text: said(
      `执行率${execution}%，时间进度${time}%（${months}个月），${side.zh}${points}个百分点`,
      `Executed ${execution}% with ${time}% of the year gone (${months} months), ${points} points ${side.en}`,
    ),
  };
}

/** Light 3, 绩效目标: red > yellow > missing > green > grey over the indicators. */
function resultsLight(standings: IndicatorStanding[]): SaidLight {
  const states = standings.map(indicatorLight);
  const count = (state: string) => states.filter((one) => one === state).length;
  const state = (['red', 'yellow', 'missing', 'green'] as const).find((one) => count(one) > 0) ?? 'grey';
  const unread = standings.filter(({ indicator }) => isUnread(indicator)).length;
  const zh = [
    `${count('green')}项达标`,
    `${count('red') + count('yellow')}项未达或存疑`,
    `${standings.filter(({ missing }) => missing).length}项未报`,
    ...(unread > 0 ? [`${unread}项待确认`] : []),
  ];
  const en = [
    `${count('green')} met`,
    `${count('red') + count('yellow')} missed or doubtful`,
    `${standings.filter(({ missing }) => missing).length} not reported`,
    ...(unread > 0 ? [`${unread} to be read`] : []),
  ];
  const text =
    state === 'grey' ? said('未到判定时点', 'Not to be judged yet') : said(zh.join('，'), en.join(', '));
  return { state, rate: null, text };
}

/** The light of one indicator. Nothing is green that nobody reported: a ceiling not reached stays grey. */
export function indicatorLight(standing: IndicatorStanding): Exclude<LightState, 'blue'> {
  const { judged, waiting, missing, overCeiling, milestones } = standing;
  if (overCeiling) return overCeiling.critical ? 'red' : 'yellow';
  if (milestones.some(({ is }) => is === 'missed')) return 'red';
  if (judged?.verdict.is === 'missed') return judged.verdict.critical ? 'red' : 'yellow';
  const short = (one?: { verdict: { is: string } }) =>
    one?.verdict.is === 'short' || one?.verdict.is === 'doubtful';
  if (short(judged) || short(waiting) || waiting?.verdict.is === 'missed') return 'yellow';
  if (missing) return 'missing';
  if (judged?.verdict.is === 'met' || milestones.some(({ is }) => is === 'done' || is === 'done_late'))
    return 'green';
  return 'grey';
}

/**
 * Light 4, 全年预计: the forecast against the budget, with the lines of the profile. Before the first node's
 * grace is over there is nothing to doubt the plan by, and the forecast is the budget.
 */
function yearEndLight(snapshot: Snapshot, profile: RuleProfile, days: Days): SaidLight {
  const { spending } = snapshot;
  const plan = planToMeet(snapshot, days);
  if (plannedBy(plan.nodes, days.asOf) === 0 || plan.budget === 0) {
    return { state: 'grey', rate: null, text: nothingDue };
  }
  const finished = isFinished(snapshot, days);
  if (!finished && awaitsLedger(snapshot, profile, days))
    return { state: 'grey', rate: null, text: ledgerFirst };
  const { amount: forecast, own } = forecastFor(snapshot, profile, days);
  const rate = rateOf(forecast, plan.budget);
  const share = percentOf(forecast, plan.budget);
  const by = own ? said('责任人预计', 'The owner expects') : said('全年预计', 'Expected for the year');
  const text = finished
    ? savedText(snapshot.plan.budget, forecast)
    : said(
        `${by.zh}${toWan(forecast)}万元，为预算的${share}%`,
        `${by.en} ${toWan(forecast)} (10,000 yuan), ${share}% of the budget`,
      );
  if (spentBy(spending, days.asOf) > plan.budget) return { state: 'red', rate, text };
  const reaches = (percent: number) => forecast * 100 >= plan.budget * percent;
  const { watch, warning } = profile.forecast;
  return { state: reaches(watch) ? 'green' : reaches(warning) ? 'yellow' : 'red', rate, text };
}

/** What a finished project leaves of its budget (结余). */
function savedText(budget: Fen, spent: Fen): Said {
  const [paid, left] = [toWan(spent), toWan(budget - spent)];
  return said(
    `项目已完结，支出${paid}万元，结余${left}万元`,
    `Finished: ${paid} spent, ${left} left over (10,000 yuan)`,
  );
}
