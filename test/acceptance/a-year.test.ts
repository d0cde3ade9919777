import { setTimeout as calm } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Alert } from '#shared/alert.ts';
import type { Indicator, ProjectWhole } from '#shared/api.ts';
import { alertsOf, commitSamplePlan, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';

const queue = '13052923P005840113194';
const review = '13052923P005840113169';
const trading = '13052923P00584011317W';
const extranet = '13052923P00C785100037';
const lumps = [queue, review, trading];
const steady = [
  '13052923P00533C10004D',
  '13052923P00A1KL100038',
  '13052923P006L0N10002F',
  extranet,
  '13052923P00R3H1100034',
];

const everything = '&condition=pending,firing,resolved';

onEachDatabase('a year on the sample plan', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;

  beforeEach(async () => {
    at = await fresh();
    app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    await commitSamplePlan(app);
  });
  afterEach(async () => {
    await app.stop();
    await at.drop();
  });

  const projects = async () => {
    const { items } = await app.ok<{ items: { code: string }[] }>('GET', '/projects');
    return await Promise.all(items.map(({ code }) => app.ok<ProjectWhole>('GET', `/projects/${code}`)));
  };

  test('lived through perfectly, raises no warning but for the days it leaves to the last', async () => {
    const plans = await projects();
    for (const node of ['2023-03-31', '2023-06-30', '2023-10-31', '2023-12-31']) {
      if (node === '2023-12-31') {
        await moveClock(app, '2023-11-20');
        await report(plans, ({ target }) => target.kind === 'deadline', '2023-12-31', '2023-11-20');
      }
      await moveClock(app, node);
      for (const { code, nodes } of plans) {
        const step = nodes.findIndex(({ day }) => day === node);
        const due = Number(nodes[step]?.cumulative) - Number(nodes[step - 1]?.cumulative ?? 0);
        if (due === 0) continue;
        const voucher = {
          voucherNo: `${code}-${node}`,
          projectCode: code,
          paidOn: node,
          amount: due.toFixed(2),
        };
        await app.ok('POST', '/expenditures', voucher);
      }
      await app.ok('POST', '/ledger/confirm', { coveredTo: node });
      await report(
        plans,
        ({ owedOn, target }) => owedOn.includes(node) && target.kind !== 'deadline',
        node,
        node,
      );
    }
    await moveClock(app, '2024-02-15');
    // All but the front-loaded project leave a quarter and more to 31 December, past the treasury's closing
    // day: that is counted down. What is paid at once in March, and the lumps of December, is reminded of.
    const countdowns = plans
      .map(({ code }) =>
        code === extranet
          ? `2023-01-30 LUMP_APPROACHING ${code} spending 2023-03-31 watch`
          : `${lumps.includes(code) ? '2023-11-01' : '2023-11-25'} LUMP_APPROACHING ${code} spending 2023-12-31 warning`,
      )
      .toSorted();
    const alerts = await alertsOf(app, everything);
    expect(alerts.map(sayAlert).toSorted()).toEqual(countdowns);
    expect(alerts.every(({ resolvedBecause }) => resolvedBecause === 'recovered')).toBe(true);
    for (const { lights } of await projects()) {
      expect([lights.plan.state, lights.results.state, lights.yearEnd.state]).toEqual([
        'green',
        'green',
        'green',
      ]);
    }
  });

  /** Reports the printed target itself, approved, for the indicators chosen. */
  async function report(
    plans: ProjectWhole[],
    chosen: (indicator: Indicator) => boolean,
    period: string,
    measuredOn: string,
  ) {
    const items = plans.flatMap(({ code, indicators }) =>
      indicators.filter(chosen).map(({ id, target }) => ({
        projectCode: code,
        indicator: id,
        period,
        value: target.kind === 'deadline' ? measuredOn : `${target.value}${target.unit}`,
        measuredOn,
        approved: true,
      })),
    );
    if (items.length > 0) await app.ok('POST', '/measurements', { items });
  }

  test('lived through badly, day by day, raises each alert on its day, once, and no other', async () => {
    // Posting lag: the day after the fifth working day. Values: the eleventh day after the reporting day.
    const spendingDay = {
      '2023-03-31': '2023-04-11',
      '2023-06-30': '2023-07-08',
      '2023-10-31': '2023-11-08',
      '2023-12-31': '2024-01-09',
    };
    const valuesDay = {
      '2023-03-31': '2023-04-11',
      '2023-06-30': '2023-07-11',
      '2023-10-31': '2023-11-11',
      '2023-12-31': '2024-01-11',
    };
    const expected: string[] = [];
    for (const [node, since] of Object.entries(spendingDay)) {
      expected.push(`${since} DATA_OVERDUE - ledger ${node} warning`);
      for (const code of node === '2023-12-31' ? [...steady, ...lumps] : steady) {
        expected.push(`${since} SPEND_BEHIND ${code} spending ${node} critical`);
        expected.push(
          `${valuesDay[node as keyof typeof valuesDay]} DATA_OVERDUE ${code} values ${node} warning`,
        );
      }
    }
    for (const code of [review, trading]) {
      expected.push(`2023-12-01 DEADLINE_SOON ${code} 2023-12-31 watch`);
      expected.push(`2024-01-11 DEADLINE_MISSED ${code} 2023-12-31 critical`);
    }

    // The money of one project is due at once in March, and of three in December: 60 days before, a reminder.
    // For the others the treasury's closing day is counted down from 30 days before it.
    expected.push(`2023-01-30 LUMP_APPROACHING ${extranet} spending 2023-03-31 watch`);
    for (const code of lumps)
      expected.push(`2023-11-01 LUMP_APPROACHING ${code} spending 2023-12-31 warning`);
    for (const code of steady)
      expected.push(`2023-11-25 LUMP_APPROACHING ${code} spending 2023-12-31 warning`);
    // Nothing spent: at half the pace of the plan the forecast of each is below 80 % at its first node.
    for (const code of [...steady, ...lumps])
      expected.push(
        `${lumps.includes(code) ? '2024-01-09' : '2023-04-11'} FORECAST_SHORT ${code} forecast 2023 warning`,
      );

    const opened: string[] = [];
    const socket = app.socket();
    const say = ({ transition, alert }: { transition: string; alert: Alert }) => {
      if (transition === 'opened') opened.push(sayAlert(alert));
    };
    socket.on('alert', say);
    await new Promise((resolve) => socket.on('hello', resolve));
    for (const day of days('2023-01-02', '2024-01-31')) {
      // Right after a day of many, the few of the next one are told together: a calm moment before the day that is held.
      if (day === '2023-12-01') await calm(1_000);
      await moveClock(app, day);
      if (day === '2023-04-10') {
        const waiting = await alertsOf(app);
        expect(waiting.map(({ condition, kind }) => `${condition} ${kind}`)).toEqual(
          steady.map(() => 'pending SPEND_BEHIND'),
        );
      }
    }
    const alerts = await alertsOf(app, everything);
    expect(alerts.map(sayAlert).map(withoutSeverity).toSorted()).toEqual(
      expected.map(withoutSeverity).toSorted(),
    );
    expect(alerts.every(({ episode }) => episode === 1)).toBe(true);

    // Each was told once, with the severity of its first day. A flood is told as one message instead.
    const single = expected.filter((one) => one.startsWith('2023-12-01'));
    await expect
      .poll(() => opened.filter((one) => one.startsWith('2023-12-01')).toSorted())
      .toEqual(single.toSorted());
    expect(new Set(opened).size).toBe(opened.length);
    socket.close();

    const resolved = alerts.filter(({ condition }) => condition === 'resolved');
    expect(new Set(resolved.map(({ resolvedBecause }) => resolvedBecause))).toEqual(
      new Set(['period_closed']),
    );
    expect(resolved.filter(({ kind }) => kind === 'SPEND_BEHIND')).toHaveLength(15);
    const march = alerts.find(({ key }) => key === `2023|${steady[0]}|SPEND_BEHIND|spending|2023-03-31`);
    const june = alerts.find(({ key }) => key === `2023|${steady[0]}|SPEND_BEHIND|spending|2023-06-30`);
    expect(march?.resolvedOn).toBe('2023-07-08');
    expect(june?.predecessor).toBe(march?.id);
    const missed = alerts.find(
      ({ kind, projectCode }) => kind === 'DEADLINE_MISSED' && projectCode === review,
    );
    const overdue = alerts.find(({ key }) => key === `2023|${review}|DATA_OVERDUE|values|2023-12-31`);
    expect(missed?.mutedBy).toBe(overdue?.id);
    const december = alerts.find(({ key }) => key === `2023|${steady[0]}|SPEND_BEHIND|spending|2023-12-31`);
    const forecast = alerts.find(({ key }) => key === `2023|${steady[0]}|FORECAST_SHORT|forecast|2023`);
    expect(forecast?.mutedBy).toBe(december?.id);
    expect(december?.explanation.text).toBe(
      '计划至2023-12-31累计支出5.00万元，节点日实际0.00万元，至2023-12-31实际0.00万元，仍少5.00万元（100.0%，预警线10%，严重线20%）；凭证截止日尚未确认；已连续4个节点；年度已结束，补录漏记凭证后重新判定。',
    );
    for (const { explanation } of alerts) expect(explanation.text).not.toContain('再支出');
  });

  test('strays and comes back: each deviation opens on its day, is explained, and resolves with its reason', async () => {
    const code = '13052923P00533C10004D';
    const pay = (voucherNo: string, paidOn: string, amount: string, more = {}) =>
      app.ok('POST', '/expenditures', { voucherNo, projectCode: code, paidOn, amount, ...more });
    await moveClock(app, '2023-04-12');
    const [behind] = await alertsOf(app, `&kind=SPEND_BEHIND&project=${code}`);
    expect(behind).toMatchObject({
      severity: 'critical',
      condition: 'firing',
      since: '2023-04-11',
      episode: 1,
    });
    expect(behind?.explanation.text).toBe(
      '计划至2023-03-31累计支出1.25万元，节点日实际0.00万元，至2023-04-12实际0.00万元，仍少1.25万元（100.0%，预警线10%，严重线20%）；凭证截止日尚未确认；再支出1.16万元即解除。',
    );
    expect(behind?.explanation).toMatchObject({
      planned: '12500.00',
      actual: '0.00',
      gap: '12500.00',
      gapRate: '1.0000',
      toClear: '11500.01',
    });

    await pay('V1', '2023-04-12', '10625.00');
    const half = await alertsOf(app, `&kind=SPEND_BEHIND&project=${code}`);
    expect(half).toMatchObject([
      { id: behind?.id, severity: 'warning', explanation: { gap: '1875.00', gapRate: '0.1500' } },
    ]);

    await pay('V2', '2023-04-12', '875.00');
    expect(await alertsOf(app, `&kind=SPEND_BEHIND&project=${code}`)).toHaveLength(1);
    await pay('V3', '2023-04-12', '0.01');
    const [resolved] = await alertsOf(app, `${everything}&kind=SPEND_BEHIND&project=${code}`);
    expect(resolved).toMatchObject({
      condition: 'resolved',
      resolvedBecause: 'recovered',
      resolvedOn: '2023-04-12',
    });

    await pay('V4', '2023-04-12', '40000.00');
    const [over] = await alertsOf(app, `&kind=OVER_BUDGET`);
    expect(over).toMatchObject({
      severity: 'critical',
      subject: 'total',
      period: '2023',
      explanation: { gap: '1500.01' },
    });
    const [ceiling] = await alertsOf(app, `&kind=INDICATOR_MISSED`);
    expect(ceiling).toMatchObject({ mutedBy: over?.id, explanation: { actual: '5.15万元' } });
    await pay('R1', '2023-04-12', '-1500.01', { reverses: 'V4' });
    expect(await alertsOf(app, '&kind=OVER_BUDGET,INDICATOR_MISSED')).toEqual([]);

    const measure = (value: string) =>
      app.ok('POST', '/measurements', {
        projectCode: code,
        indicator: '活动参与者满意度',
        period: '2023-06-30',
        value,
        measuredOn: '2023-06-30',
        approved: true,
      });
    await moveClock(app, '2023-06-30');
    await measure('91%');
    const [satisfaction] = await alertsOf(app, '&kind=INDICATOR_MISSED');
    expect(satisfaction).toMatchObject({ severity: 'critical', period: '2023-06-30', since: '2023-06-30' });
    expect(satisfaction?.explanation).toMatchObject({
      planned: '98%',
      actual: '91%',
      gap: '7%',
      gapRate: '0.0714',
    });
    await measure('98%');
    const [corrected] = await alertsOf(app, `${everything}&kind=INDICATOR_MISSED&project=${code}`);
    expect(corrected).toMatchObject({ condition: 'resolved', resolvedBecause: 'data_corrected' });
  });
});

function sayAlert({ since, kind, projectCode, subject, period, severity }: Alert): string {
  const of = kind.startsWith('DEADLINE') ? '' : `${subject} `;
  return `${since} ${kind} ${projectCode ?? '-'} ${of}${period} ${severity}`;
}

function withoutSeverity(text: string): string {
  return text.replace(/ \w+$/, '');
}

function days(from: string, to: string): string[] {
  const list: string[] = [];
  for (let day = Date.parse(from); day <= Date.parse(to); day += 86_400_000) {
    list.push(new Date(day).toISOString().slice(0, 10));
  }
  return list;
}
