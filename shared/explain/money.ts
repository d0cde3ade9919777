import { type Day, daysBetween, earlier, lastDayOf, nodeName, yearOf } from '../calendar.ts';
import { percentOf, rateOf, toWan, toWanAtLeast, toYuan } from '../money.ts';
import { unknownGrace } from '../working-days.ts';
import { amount, type Of, type Told } from './told.ts';

export function spendBehind(facts: Of<'SPEND_BEHIND'>, zh: boolean, asOf: Day, waits: boolean): Told {
  const { node, cum, atNode, spent, toClear, warning, critical } = facts;
  const gap = cum - spent;
  const share = percentOf(gap, cum);
  const lastDay = lastDayOf(yearOf(node));
  const day = earlier(asOf, lastDay);
  // Read after the year, what was found in it asks for nothing any more either.
  const yearOver = facts.yearOver || asOf > lastDay;
  const covered = 'coveredTo' in facts ? facts.coveredTo : undefined;
  const unknown = (waits && unknownGrace(node, zh ? 'zh' : 'en')) || '';
  const parts = zh
    ? [
        `计划至${node}累计支出${toWan(cum)}万元，节点日实际${toWan(atNode)}万元，至${day}实际${toWan(spent)}万元，仍少${toWan(gap)}万元（${share}%，预警线${warning}%，严重线${critical}%）`,
        ...(covered === undefined ? [] : [covered ? `；凭证数据截至${covered}` : '；凭证截止日尚未确认']),
        ...(waits ? [`；入账滞后期内，待确认${unknown && `（${unknown}）`}`] : []),
      ]
    : [
        `Planned by ${node}: ${toWan(cum)}; spent by that day: ${toWan(atNode)}; by ${day}: ${toWan(spent)}; still ${toWan(gap)} short (${share}%, warning at ${warning}%, critical at ${critical}%), in 10,000 yuan`,
        ...(covered === undefined
          ? []
          : [covered ? `; vouchers known up to ${covered}` : '; the ledger is not confirmed yet']),
        ...(waits ? [`; within the posting lag, not confirmed yet${unknown && ` (${unknown})`}`] : []),
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
    formula: `(${toWan(cum)} − ${toWan(spent)}) ÷ ${toWan(cum)} = ${share}%`,
    says: parts.join(''),
    clears: yearOver ? late : pay,
  };
}

export function overBudget({ of, budget, spent }: Of<'OVER_BUDGET'>, zh: boolean): Told {
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
    formula: `${toYuan(spent)} − ${toYuan(budget)} = ${toYuan(over)}`,
    says,
    clears,
  };
}

export function lumpApproaching(facts: Of<'LUMP_APPROACHING'>, zh: boolean, asOf: Day): Told {
  const { of, on, due, toClear, line } = facts;
  const spent = Math.max(0, facts.spent);
  const left = due - spent;
  const share = percentOf(left, due);
  const days = daysBetween(asOf, on);
  const isOver = days < 0;
  const wait = isOver ? (zh ? '期限已过' : 'the day has passed') : zh ? `还有${days}天` : `${days} days left`;
  const says =
    of === 'step'
      ? zh
        ? `${on}节点一次应支出${toWan(due)}万元，已支出${toWan(spent)}万元，还差${toWan(left)}万元（${share}%），${wait}`
        : `By ${on} one step asks for ${toWan(due)}; ${toWan(spent)} spent, ${toWan(left)} to go (${share}%), ${wait}; in 10,000 yuan`
      : zh
        ? `国库${on}关账，预算${toWan(due)}万元已支出${toWan(spent)}万元，还有${toWan(left)}万元未支出（${share}%，提醒线${line}%），${wait}`
        : `The treasury closes on ${on}: of ${toWan(due)} budgeted ${toWan(spent)} is spent, ${toWan(left)} left (${share}%, told from ${line}%), ${wait}; in 10,000 yuan`;
  const late = zh ? '；补录漏记凭证后重新判定' : '; vouchers posted late are counted';
  const pay = zh
    ? `；再支出${toWanAtLeast(toClear)}万元即解除`
    : `; another ${toWanAtLeast(toClear)} clears it`;
  return {
    planned: toYuan(due),
    actual: toYuan(spent),
    gap: toYuan(left),
    gapRate: rateOf(left, due),
    threshold: rateOf(of === 'step' ? 100 - line : line, 100),
    toClear: isOver ? null : toYuan(toClear),
    formula: `(${toWan(due)} − ${toWan(spent)}) ÷ ${toWan(due)} = ${share}%`,
    says,
    clears: isOver ? late : pay,
  };
}

export function forecastShort(facts: Of<'FORECAST_SHORT'>, zh: boolean, asOf: Day, year: number): Told {
  const { budget, forecast, spent, node, cum, pace, own, final, watch, warning } = facts;
  const yearOver = final || asOf > lastDayOf(year);
  const share = percentOf(forecast, budget);
  const lines = zh
    ? `关注线${watch}%，预警线${warning}%`
    : `watched below ${watch}%, warned below ${warning}%`;
  const how = zh
    ? final
      ? '全年支出'
      : own
        ? '责任人预计全年支出'
        : '按目前进度预计全年支出'
    : final
      ? 'Spent in the year'
      : own
        ? 'The owner expects for the year'
        : 'At this pace the year comes to';
  const rest =
    final || own
      ? ''
      : zh
        ? `；已支出${toWan(spent)}万元，其余按计划的${pace}%计`
        : `; ${toWan(spent)} spent, the rest reckoned at ${pace}% of the plan`;
  const says = zh
    ? `${how}${toWan(forecast)}万元，为预算${toWan(budget)}万元的${share}%（${lines}）${rest}`
    : `${how} ${toWan(forecast)}, ${share}% of the budget of ${toWan(budget)} (${lines})${rest}; in 10,000 yuan`;
  const toClear = yearOver ? null : facts.toClear;
  const later = zh
    ? yearOver
      ? '；补录漏记凭证后重新判定'
      : '；预计数更新或到下一节点时重新判定'
    : yearOver
      ? '; vouchers posted late are counted'
      : '; judged again when the figure changes or at the next node';
  const pay = (fen: number) =>
    zh ? `；再支出${toWanAtLeast(fen)}万元即解除` : `; another ${toWanAtLeast(fen)} clears it`;
  const reckoned = `${toWan(spent)} + ${pace}% × (${toWan(budget)} − ${toWan(Math.max(cum, spent))}) = ${toWan(forecast)}`;
  return {
    planned: toYuan(budget),
    actual: toYuan(forecast),
    gap: toYuan(budget - forecast),
    gapRate: rateOf(budget - forecast, budget),
    threshold: rateOf(100 - (forecast * 100 < budget * warning ? warning : watch), 100),
    toClear: toClear === null ? null : toYuan(toClear),
    inputs: [
      { name: zh ? '已支出' : 'Spent', value: amount(spent, zh) },
      ...(node
        ? [{ name: zh ? `${nodeName(node)}应支出` : `Planned by ${node}`, value: amount(cum, zh) }]
        : []),
    ],
    ...(!final && !own && { formula: reckoned }),
    says,
    clears: toClear === null ? later : pay(toClear),
  };
}

export function spendAhead({ node, cum, spent, line }: Of<'SPEND_AHEAD'>, zh: boolean): Told {
  const ahead = spent - cum;
  const share = percentOf(ahead, cum);
  const says = zh
    ? `已支出${toWan(spent)}万元，比下一节点${node}的计划${toWan(cum)}万元多${toWan(ahead)}万元（${share}%，提示线${line}%）`
    : `${toWan(spent)} spent, ${toWan(ahead)} above the ${toWan(cum)} planned by the next node, ${node} (${share}%, told from ${line}%), in 10,000 yuan`;
  return {
    planned: toYuan(cum),
    actual: toYuan(spent),
    gap: toYuan(ahead),
    gapRate: rateOf(ahead, cum),
    threshold: rateOf(line, 100),
    toClear: null,
    formula: `(${toWan(spent)} − ${toWan(cum)}) ÷ ${toWan(cum)} = ${share}%`,
    says,
    clears: '',
  };
}

export function paceBehind({ months, budget, spent, line }: Of<'PACE_BEHIND'>, zh: boolean): Told {
  const share = percentOf(spent * 12, budget * months);
  const [execution, time] = [percentOf(spent, budget), percentOf(months, 12)];
  const says = zh
    ? `执行率${execution}%，时间进度${time}%（${months}个月），为序时的${share}%（提示线${line}%）`
    : `Executed ${execution}% with ${time}% of the year gone (${months} months): ${share}% of the pace of time (told below ${line}%)`;
  return {
    planned: toYuan(budget),
    actual: toYuan(spent),
    gap: null,
    gapRate: rateOf(spent * 12, budget * months),
    threshold: rateOf(line, 100),
    toClear: null,
    formula: `${execution}% ÷ ${time}% = ${share}%`,
    says,
    clears: '',
  };
}

export function yearEndRush({ budget, december, planned, line }: Of<'YEAR_END_RUSH'>, zh: boolean): Told {
  const share = percentOf(december, budget);
  const says = zh
    ? `12月支出${toWan(december)}万元，占预算${toWan(budget)}万元的${share}%（提示线${line}%），计划12月支出${toWan(planned)}万元`
    : `${toWan(december)} spent in December, ${share}% of the budget of ${toWan(budget)} (told above ${line}%), where ${toWan(planned)} was planned, in 10,000 yuan`;
  return {
    planned: toYuan(budget),
    actual: toYuan(december),
    gap: null,
    gapRate: rateOf(december, budget),
    threshold: rateOf(line, 100),
    toClear: null,
    inputs: [{ name: zh ? '计划12月支出' : 'Planned for December', value: amount(planned, zh) }],
    formula: `${toWan(december)} ÷ ${toWan(budget)} = ${share}%`,
    says,
    clears: '',
  };
}
