import type { Condition, Explanation } from './alert.ts';
import { addDays, type Day, daysBetween, earlier, lastDayOf, yearOf } from './calendar.ts';
import type { Facts } from './evaluate/finding.ts';
import { divide, over, parseFraction, show } from './fraction.ts';
import type { Language } from './language.ts';
import { percentOf, rateOf, toWan, toWanAtLeast, toYuan } from './money.ts';

/**
 * The arithmetic of an alert and one plain sentence that says it. `asOf` is the day up to which it is
 * true: of an open alert the day of reading, of a resolved one the day it was resolved. One that is pending
 * says that the posting lag is not over; one that is resolved asks for nothing any more.
 */
export function explain(
  facts: Facts,
  language: Language,
  asOf: Day,
  condition: Condition = 'firing',
): Explanation {
  const zh = language === 'zh';
  const { says, clears, ...arithmetic } = told(facts, zh, asOf, condition === 'pending');
  const isOver = condition === 'resolved';
  const end = zh ? '。' : '.';
  return {
    ...arithmetic,
    toClear: isOver ? null : arithmetic.toClear,
    text: `${says}${isOver ? end : `${clears}${end}`}`,
  };
}

/** An explanation whose sentence still comes in two: what is off, and what would clear it. */
type Told = Omit<Explanation, 'text'> & { says: string; clears: string };

function told(facts: Facts, zh: boolean, asOf: Day, waits: boolean): Told {
  switch (facts.kind) {
    case 'SPEND_BEHIND':
      return spendBehind(facts, zh, asOf, waits);
    case 'OVER_BUDGET':
      return overBudget(facts, zh);
    case 'INDICATOR_MISSED':
      return missed(facts, zh);
    case 'DATA_OVERDUE':
      return facts.what === 'ledger' ? ledgerOverdue(facts, zh) : valuesOverdue(facts, zh, asOf);
    case 'DEADLINE_SOON':
      return deadlineSoon(facts, zh, asOf);
    case 'DEADLINE_MISSED':
      return deadlineMissed(facts, zh);
  }
}

type Of<Kind extends Facts['kind']> = Extract<Facts, { kind: Kind }>;

function spendBehind(facts: Of<'SPEND_BEHIND'>, zh: boolean, asOf: Day, waits: boolean): Told {
  const { node, cum, atNode, spent, toClear, warning, critical } = facts;
  const gap = cum - spent;
  const share = percentOf(gap, cum);
  const lastDay = lastDayOf(yearOf(node));
  const day = earlier(asOf, lastDay);
  // Read after the year, what was found in it asks for nothing any more either.
  const yearOver = facts.yearOver || asOf > lastDay;
  const covered = 'coveredTo' in facts ? facts.coveredTo : undefined;
  const parts = zh
    ? [
        `计划至${node}累计支出${toWan(cum)}万元，节点日实际${toWan(atNode)}万元，至${day}实际${toWan(spent)}万元，仍少${toWan(gap)}万元（${share}%，预警线${warning}%，严重线${critical}%）`,
        ...(covered === undefined ? [] : [covered ? `；凭证数据截至${covered}` : '；凭证截止日尚未确认']),
        ...(waits ? ['；入账滞后期内，待确认'] : []),
      ]
    : [
        `Planned by ${node}: ${toWan(cum)}; spent by that day: ${toWan(atNode)}; by ${day}: ${toWan(spent)}; still ${toWan(gap)} short (${share}%, warning at ${warning}%, critical at ${critical}%), in 10,000 yuan`,
        ...(covered === undefined
          ? []
          : [covered ? `; vouchers known up to ${covered}` : '; the ledger is not confirmed yet']),
        ...(waits ? ['; within the posting lag, not confirmed yet'] : []),
      ];
  const late = zh
    ? '；年度已结束，补录漏记凭证后重新判定'
    : '; the year is over, vouchers posted late are counted';
  const pay = zh
    ? `；再支出${toWanAtLeast(toClear)}万元即解除`
    : `; another ${toWanAtLeast(toClear)} clears it`;
  return {
    planned: toYuan(cum),
    actual: toYuan(spent),
    gap: toYuan(gap),
    gapRate: rateOf(gap, cum),
    threshold: rateOf(gap * 100 >= cum * critical ? critical : warning, 100),
    toClear: yearOver ? null : toYuan(toClear),
    says: parts.join(''),
    clears: yearOver ? late : pay,
  };
}

function overBudget({ of, budget, spent }: Of<'OVER_BUDGET'>, zh: boolean): Told {
  const over = spent - budget;
  const name = zh
    ? { total: '预算', fiscal: '财政资金预算', other: '其他资金预算' }[of]
    : { total: 'budget', fiscal: 'fiscal budget', other: 'budget of other funds' }[of];
  const share = budget > 0 ? percentOf(over, budget) : null;
  // What 万元 with two decimals would round is said in 元: any 分 over is over.
  const excess =
    over % 10_000 !== 0 ? `${toYuan(over)}${zh ? '元' : ' yuan'}` : `${toWan(over)}${zh ? '万元' : ''}`;
  const says = zh
    ? `${name}${toWan(budget)}万元，实际支出${toWan(spent)}万元，超出${excess}${share ? `（${share}%）` : ''}`
    : `The ${name} is ${toWan(budget)} and ${toWan(spent)} was spent (10,000 yuan): ${excess} over${share ? ` (${share}%)` : ''}`;
  const clears = zh
    ? `；退回或调整预算${toYuan(over)}元即解除`
    : `; a refund or an adjustment of ${toYuan(over)} yuan clears it`;
  return {
    planned: toYuan(budget),
    actual: toYuan(spent),
    gap: toYuan(over),
    gapRate: rateOf(over, budget),
    threshold: '0.0000',
    toClear: toYuan(over),
    says,
    clears,
  };
}

function missed(facts: Of<'INDICATOR_MISSED'>, zh: boolean): Told {
  const { indicator, period, target, expected, actual, unit, reverse, gap, gapRate, measuredOn, ledger } =
    facts;
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
    threshold: '0.1000',
    toClear: `${expected}${unit}`,
    says,
    clears,
  };
}

function times100(rate: string) {
  return divide(parseFraction(rate) ?? over(0), over(1, 100));
}

const nothingToCompute = { actual: null, gap: null, gapRate: null, threshold: null } as const;

function valuesOverdue(
  { period, dueOn, of, missing }: Of<'DATA_OVERDUE'> & { what: 'values' },
  zh: boolean,
  asOf: Day,
): Told {
  const names = missing.map(({ name }) => name);
  const late = Math.max(1, daysBetween(dueOn, asOf));
  const says = zh
    ? `${period}填报期应报${of}项，${names.length}项未报，已逾期${late}天（${dueOn}前应报）：${names.join('、')}`
    : `Of ${of} values due for ${period}, ${names.length} are missing, ${late} days late (due by ${dueOn}): ${names.join(', ')}`;
  return {
    ...nothingToCompute,
    planned: String(of),
    actual: String(of - names.length),
    gap: String(names.length),
    threshold: dueOn,
    toClear: String(names.length),
    says,
    clears: zh ? '。补报后解除' : '. Reporting them clears it',
  };
}

function ledgerOverdue({ period, coveredTo }: Of<'DATA_OVERDUE'> & { what: 'ledger' }, zh: boolean): Told {
  const says = zh
    ? `凭证${coveredTo ? `只确认到${coveredTo}` : '尚未确认到任何一天'}，${period}节点的支出还不能下结论`
    : `The ledger is ${coveredTo ? `confirmed only up to ${coveredTo}` : 'not confirmed to any day yet'}, so spending at ${period} cannot be concluded`;
  const clears = zh
    ? `；财务确认至${period}（可为零支出）后解除`
    : `; confirming it up to ${period} (no spending is fine) clears this`;
  return {
    ...nothingToCompute,
    planned: period,
    actual: coveredTo,
    threshold: period,
    toClear: period,
    says,
    clears,
  };
}

function deadlineSoon({ indicator, date }: Of<'DEADLINE_SOON'>, zh: boolean, asOf: Day): Told {
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
      : `；${addDays(date, 11)}起按未完成处理`
    : left >= 0
      ? '; reporting it done clears this'
      : `; from ${addDays(date, 11)} it counts as missed`;
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

function deadlineMissed({ indicator, date, because }: Of<'DEADLINE_MISSED'>, zh: boolean): Told {
  const says = zh
    ? `${indicator}：应于${date}前完成，${because === 'not_done' ? '已报未完成' : '至今未报完成'}`
    : `${indicator}: was to be done by ${date} and ${because === 'not_done' ? 'was reported as not done' : 'nobody reported it done'}`;
  const clears = zh
    ? '；报完成并审定后解除，并记逾期天数'
    : '; reporting it done clears this and records the days late';
  return { ...nothingToCompute, planned: date, threshold: date, toClear: date, says, clears };
}
