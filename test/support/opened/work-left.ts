import type { Listing } from '#shared/api.ts';
import type { Expenditure } from '#shared/expenditure.ts';
import { alertsOf, type TestApp } from '../app.ts';
import type { SampleJuly } from '../sample-july.ts';
import { network, saving } from './sample-codes.ts';

/** What waits for somebody on the sample's screens beside what the year itself brings. Answers what was said. */
export async function leaveWork({ app, project }: SampleJuly): Promise<string> {
  const said = {
    reason: '录入时看错金额',
    note: '重新抽测',
    source: '设备后台',
    result: '故障线路已更换并复测',
    owner: '王磊',
    measure: '更换故障线路',
    silence: '供应商本周末复测',
    declared: '中标价低于预算',
    evidence: 'https://10.1.2.3/retest',
    file: '复测.png',
    token: '审计程序',
    wall: '门厅电视',
    columns: '单号办理日科目实付',
  };
  const { items } = await app.ok<Listing<Expenditure>>('GET', '/expenditures?limit=500');
  const voucher = items.find((one) => one.projectCode === network && one.kind === 'payment');
  if (!voucher) throw new Error('the network has no voucher');
  const { voucherNo, projectCode, postedOn: paidOn } = voucher;
  const corrected = { voucherNo, projectCode, paidOn, amount: '12000.00', payee: voucher.payee ?? '' };
  await app.ok('POST', '/expenditures', { ...corrected, corrects: voucherNo, reason: said.reason });
  for (const [indicator, value] of [
    ['政务专网故障率', '4.1%'],
    ['活动参与者满意率', '98%'],
  ] as const) {
    const about = { projectCode: network, indicator, period: '2023-06-30', measuredOn: '2023-07-11' };
    await app.ok('POST', '/measurements', { ...about, value, note: said.note, source: said.source });
  }
  const values = await app.ok<Listing<{ id: number }>>('GET', '/measurements?limit=1&state=provisional');
  await app.ok('POST', `/measurements/${values.items[0]?.id}/evidence`, { url: said.evidence });
  const [missed] = await alertsOf(app, `&project=${network}&kind=INDICATOR_MISSED`);
  const { owner, measure } = said;
  const promise = { owner, measure, cause: '硬件条件保障', promisedOn: '2023-07-28' };
  await app.ok('POST', `/alerts/${missed?.id}/acknowledge`, promise);
  await app.ok('POST', `/alerts/${missed?.id}/submit`, { result: said.result });
  const [risk] = await alertsOf(app, `&project=${project}&kind=INDICATOR_AT_RISK`);
  const matchers = { project, kind: 'INDICATOR_AT_RISK', subject: risk?.subject };
  await app.ok('POST', '/silences', { matchers, ends: '2023-07-20', reason: said.silence });
  await app.ok('POST', `/projects/${saving}/finish?year=2023`, { reason: said.declared });
  return Object.values(said).join('').replaceAll(/\s/g, '');
}

/** An alert nobody has acknowledged, and one whose result waits to be looked at. */
export async function alertsByState(app: TestApp): Promise<{ fresh: string; submitted: string }> {
  const [open] = await alertsOf(app, '&handling=open&kind=FORECAST_SHORT');
  const [submitted] = await alertsOf(app, '&handling=submitted');
  return { fresh: open?.id ?? '', submitted: submitted?.id ?? '' };
}
