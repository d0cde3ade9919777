import { addDays, type Day, daysBetween } from '../calendar.ts';
import { divide, minus, over, parseFraction, show, times } from '../fraction.ts';
import { rateOf } from '../money.ts';
import { nothingToCompute, type Of, type Told } from './told.ts';

export function indicatorMissed(facts: Of<'INDICATOR_MISSED'>, zh: boolean): Told {
  const { indicator, period, target, expected, actual, unit, reverse, gap, gapRate, measuredOn, ledger } =
    facts;
  const { critical = 10 } = facts;
  const percent = show(times100(gapRate), 1);
  const more = reverse ? (zh ? '高出' : 'above by') : zh ? '低' : 'below by';
  const points = unit === '%' ? (zh ? '个百分点' : ' points') : unit;
  const says = ledger
    ? zh
      ? `${indicator}：上限${target}，已支出${actual}${unit}，超出${gap}${unit}（${percent}%）`
      : `${indicator}: ceiling ${target}, spent ${actual}${unit}, over by ${gap}${unit} (${percent}%)`
    : zh
      ? `${indicator}：目标${target}，${period}填报期完成值${actual}${unit}（${measuredOn}测得），${more}${gap}${points}（偏差${percent}%）`
      : `${indicator}: target ${target}, measured ${actual}${unit} for ${period} (on ${measuredOn}), ${more} ${gap}${points} (gap ${percent}%)`;
  const clears = ledger
    ? zh
      ? `；支出降至${expected}${unit}以内即解除`
      : `; it clears at ${expected}${unit} or less`
    : zh
      ? '；新的审定值达到目标即解除'
      : '; a newer approved value that meets the target clears it';
  return {
    planned: `${expected}${unit}`,
    actual: `${actual}${unit}`,
    gap: `${gap}${unit}`,
    gapRate,
    threshold: rateOf(critical, 100),
    toClear: `${expected}${unit}`,
    ...gapFormula(expected, actual, percent),
    says,
    clears,
  };
}

function gapFormula(expected: string, actual: string, percent: string): { formula?: string } {
  if (parseFraction(expected)?.n === 0n) return {};
  return { formula: `|${actual} − ${expected}| ÷ ${expected} = ${percent}%` };
}

function times100(rate: string) {
  return divide(parseFraction(rate) ?? over(0), over(1, 100));
}

export function indicatorAtRisk(facts: Of<'INDICATOR_AT_RISK'>, zh: boolean): Told {
  const { indicator, period, target, expected, actual, unit, reverse, gap, gapRate, because, answers } =
    facts;
  const percent = show(times100(gapRate), 1);
  const points = unit === '%' ? (zh ? '个百分点' : ' points') : unit;
  const side = zh ? (reverse ? '高出' : '低') : reverse ? 'above by' : 'below by';
  const value = zh ? `${period}填报期完成值${actual}${unit}` : `${actual}${unit} for ${period}`;
  const off = zh
    ? `比应达到的${expected}${unit}${side}${gap}${points}（偏差${percent}%）`
    : `${side} ${gap}${points} from the ${expected}${unit} expected by then (gap ${percent}%)`;
  const why = zh
    ? {
        short: off,
        doubtful: `${side}${gap}${points}，但样本不足以认定未达标`,
        provisional: `待审定，${off}`,
      }[because]
    : {
        short: off,
        doubtful: `${side} ${gap}${points}, but the sample is too small to call it missed`,
        provisional: `waiting for approval, ${off}`,
      }[because];
  const settles = answers
    ? zh
      ? `；按此比例有${answers}份答卷即可下结论`
      : `; ${answers} answers at this rate would settle it`
    : '';
  return {
    planned: `${expected}${unit}`,
    actual: `${actual}${unit}`,
    gap: `${gap}${unit}`,
    gapRate,
    threshold: null,
    toClear: `${expected}${unit}`,
    ...gapFormula(expected, actual, percent),
    says: zh
      ? `${indicator}：目标${target}，${value}，${why}${settles}`
      : `${indicator}: target ${target}, ${value}, ${why}${settles}`,
    clears: zh ? '；新的审定值达到后解除' : '; a newer approved value that reaches it clears this',
  };
}

export function targetTooLow(facts: Of<'TARGET_TOO_LOW'>, zh: boolean): Told {
  const { indicator, period, target, expected, actual, unit, rate, line } = facts;
  const percent = show(times100(rate), 1);
  return {
    planned: `${expected}${unit}`,
    actual: `${actual}${unit}`,
    gap: null,
    gapRate: rate,
    threshold: rateOf(line, 100),
    toClear: null,
    formula: `${actual} ÷ ${expected} = ${percent}%`,
    says: zh
      ? `${indicator}：目标${target}，${period}填报期已完成${actual}${unit}，为目标的${percent}%（提示线${line}%），目标可能偏低`
      : `${indicator}: target ${target}, ${actual}${unit} achieved for ${period}, ${percent}% of it (told from ${line}%): the target may be too low`,
    clears: '',
  };
}

export function deadlineSoon(
  { indicator, date, missedFrom = addDays(date, 11) }: Of<'DEADLINE_SOON'>,
  zh: boolean,
  asOf: Day,
): Told {
  const left = daysBetween(asOf, date);
  const says = zh
    ? left >= 0
      ? `${indicator}：${date}前完成，还有${left}天，尚未报完成`
      : `${indicator}：应于${date}前完成，期限已过，尚未报完成`
    : left >= 0
      ? `${indicator}: to be done by ${date}, ${left} days left and not reported done`
      : `${indicator}: was to be done by ${date} and is not reported done`;
  const clears = zh
    ? left >= 0
      ? '；报完成并审定后解除'
      : `；${missedFrom}起按未完成处理`
    : left >= 0
      ? '; reporting it done clears this'
      : `; from ${missedFrom} it counts as missed`;
  return {
    ...nothingToCompute,
    planned: date,
    gap: String(left),
    threshold: date,
    toClear: date,
    says,
    clears,
  };
}

export function deadlineMissed(
  { indicator, date, because, doneOn }: Of<'DEADLINE_MISSED'>,
  zh: boolean,
): Told {
  const late = doneOn ? daysBetween(date, doneOn) : null;
  const state = doneOn
    ? zh
      ? `${doneOn}完成，逾期${late}天`
      : `was done on ${doneOn}, ${late} days late`
    : because === 'not_done'
      ? zh
        ? '已报未完成'
        : 'was reported as not done'
      : zh
        ? '至今未报完成'
        : 'nobody reported it done';
  const says = zh
    ? `${indicator}：应于${date}前完成，${state}`
    : `${indicator}: was to be done by ${date} and ${state}`;
  const clears = zh
    ? '；报完成并审定后解除，并记逾期天数'
    : '; reporting it done clears this and records the days late';
  return {
    ...nothingToCompute,
    planned: date,
    actual: doneOn ?? null,
    gap: late === null ? null : String(late),
    threshold: date,
    toClear: date,
    says,
    clears,
  };
}

export function moneyResultGap(facts: Of<'MONEY_RESULT_GAP'>, zh: boolean): Told {
  const { node, ahead, fulfilment, achievement, of, reported, line } = facts;
  const [money, results] = [show(times100(fulfilment), 1), show(times100(achievement), 1)];
  const difference = times100(showDifference(fulfilment, achievement));
  const points = show(difference, 1);
  const covered = 'coveredTo' in facts ? facts.coveredTo : undefined;
  const vouchers =
    covered === undefined
      ? ''
      : covered
        ? zh
          ? `；凭证数据截至${covered}`
          : `; vouchers known up to ${covered}`
        : zh
          ? '；凭证截止日尚未确认'
          : '; the ledger is not confirmed yet';
  const side = zh
    ? { money: '资金快于绩效', results: '绩效快于资金' }[ahead]
    : { money: 'money is ahead of results', results: 'results are ahead of money' }[ahead];
  return {
    planned: `${money}%`,
    actual: `${results}%`,
    gap: points,
    gapRate: null,
    threshold: String(line),
    toClear: null,
    inputs: [
      { name: zh ? '应报项数' : 'Values due', value: String(of) },
      { name: zh ? '已报项数' : 'Values reported', value: String(reported) },
      { name: zh ? '允许相差' : 'Allowed', value: zh ? `${line}个百分点` : `${line} points` },
    ],
    formula: `|${money}% − ${results}%| = ${points}`,
    says: zh
      ? `${node}节点：支出完成计划的${money}%，绩效完成${results}%（应报${of}项，已报${reported}项），${side}${points}个百分点（允许${line}个）${vouchers}`
      : `At ${node}: ${money}% of the plan spent, results at ${results}% (${reported} of ${of} reported); ${side} by ${points} points (${line} allowed)${vouchers}`,
    clears: zh ? `；相差不超过${line}个百分点即解除` : `; it clears at ${line} points apart or less`,
  };
}

/** The distance of two fractions that are written with four places. */
function showDifference(a: string, b: string): string {
  const [left, right] = [parseFraction(a) ?? over(0), parseFraction(b) ?? over(0)];
  const distance = minus(left, right);
  return show(distance.n < 0n ? times(distance, over(-1)) : distance, 4);
}
