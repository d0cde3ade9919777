import { randomUUID } from 'node:crypto';
import { chromium } from 'playwright-core';
import sqlite3 from 'sqlite3';

const base = 'http://127.0.0.1:23417';
const db = new sqlite3.Database('/tmp/judging-data/a.sqlite');
const run = (q, p) => new Promise((ok, no) => db.run(q, p, (e) => (e ? no(e) : ok())));
const all = (q, p) => new Promise((ok, no) => db.all(q, p, (e, r) => (e ? no(e) : ok(r))));
const [one] = await all("select * from alert where kind='FORECAST_SHORT' limit 1", []);
const have = new Set((await all('select distinct kind from alert', [])).map((r) => r.kind));
const extra = {
  SPEND_AHEAD: [
    'notice',
    '2023-06-30',
    { kind: 'SPEND_AHEAD', node: '2023-06-30', cum: 2500000, spent: 3200000, line: 20, profile: 0 },
  ],
  PACE_BEHIND: [
    'notice',
    '2023-06-30',
    {
      kind: 'PACE_BEHIND',
      node: '2023-06-30',
      months: 6,
      budget: 5000000,
      spent: 1000000,
      line: 80,
      profile: 0,
    },
  ],
  YEAR_END_RUSH: [
    'notice',
    '2023',
    { kind: 'YEAR_END_RUSH', budget: 5000000, december: 3000000, planned: 1250000, line: 40, profile: 0 },
  ],
  TARGET_TOO_LOW: [
    'notice',
    '2023',
    {
      kind: 'TARGET_TOO_LOW',
      indicatorId: 'x',
      indicator: '培训人数',
      period: '2023-12-31',
      target: '≥20人',
      expected: '20',
      actual: '30',
      unit: '人',
      rate: '1.5000',
      line: 130,
      profile: 0,
    },
  ],
  PLAN_INVALID: [
    'warning',
    '2',
    {
      kind: 'PLAN_INVALID',
      version: 2,
      budget: 6000000,
      last: 5000000,
      reasons: ['no_indicators', 'nodes_end_below_budget'],
      profile: 0,
    },
  ],
  EVALUATION_STALLED: [
    'critical',
    '-',
    { kind: 'EVALUATION_STALLED', lastGood: '2023-12-18T23:00:00.000Z', hours: 26 },
  ],
  DEADLINE_MISSED: [
    'critical',
    '2023-11-30',
    {
      kind: 'DEADLINE_MISSED',
      indicatorId: 'x',
      indicator: '项目完成时间',
      date: '2023-11-30',
      because: 'silence',
      profile: 0,
    },
  ],
  FORECAST_NOW: [
    'warning',
    '2023',
    {
      kind: 'FORECAST_SHORT',
      budget: 10000000,
      forecast: 6000000,
      spent: 3000000,
      node: '2023-06-30',
      cum: 5000000,
      pace: '60.0',
      own: false,
      final: false,
      toClear: 1500000,
      watch: 90,
      warning: 80,
      profile: 0,
    },
  ],
  GAP_NOW: [
    'warning',
    '2023-10-31',
    {
      kind: 'MONEY_RESULT_GAP',
      node: '2023-10-31',
      cum: 1250000,
      spent: 1250000,
      ahead: 'money',
      fulfilment: '1.0000',
      achievement: '0.5000',
      of: 5,
      reported: 4,
      line: 10,
      inRow: 2,
      profile: 0,
    },
  ],
  RISK_NOW: [
    'watch',
    '2023-10-31',
    {
      kind: 'INDICATOR_AT_RISK',
      indicatorId: 'y',
      indicator: '满意度',
      period: '2023-10-31',
      target: '≥98%',
      expected: '98',
      actual: '97',
      unit: '%',
      reverse: false,
      gap: '1',
      gapRate: '0.0102',
      measuredOn: '2023-10-30',
      because: 'doubtful',
      answers: 753,
      profile: 0,
    },
  ],
};
for (const [k, [severity, period, facts]] of Object.entries(extra)) {
  const key = `zz|${k}`;
  const [there] = await all('select id from alert where key=?', [key]);
  if (there) continue;
  const project = k === 'EVALUATION_STALLED' ? null : one.project_id;
  await run(
    `insert into alert (id,key,episode,year,project_id,department_id,kind,subject,period,severity,condition,handling,since,opened_at,opened_seq,facts) values (?,?,1,2023,?,?,?,?,?,?,'firing','open','2023-12-19','2026-11-25T10:00:00.000Z',99999,?)`,
    [
      randomUUID(),
      key,
      project,
      one.department_id,
      facts.kind,
      'zz',
      period,
      severity,
      JSON.stringify(facts),
    ],
  );
}
const rows = await all('select id, kind, condition from alert', []);
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const r = await fetch(base + '/api/v1/session', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ username: 'admin', password: 'judging-password-1' }),
});
const [name, value] = r.headers.getSetCookie()[0].split(';')[0].split('=');
const errors = [];
async function shots(lang, size, tag, paths) {
  const ctx = await browser.newContext({ viewport: size, locale: lang });
  await ctx.addCookies([{ name, value, url: base }]);
  const page = await ctx.newPage();
  page.on('pageerror', (e) => errors.push(String(e)));
  page.on('console', (m) => m.type() === 'error' && errors.push(m.text()));
  for (const [n, p] of paths) {
    await page.goto(base + p);
    await page.waitForTimeout(900);
    await page.screenshot({ path: `/tmp/judging-data/${tag}-${n}.png`, fullPage: n !== 'overview' });
    if (n.startsWith('kind')) {
    }
  }
  await ctx.close();
}
const kinds = [...new Set(rows.map((r) => r.kind))];
const pick = (k) =>
  rows.find((r) => r.kind === k && r.condition === 'firing') ?? rows.find((r) => r.kind === k);
const pages = kinds.map((k) => ['kind-' + k, '/alerts/' + pick(k).id]);
await shots('zh-CN', { width: 1440, height: 900 }, 'zh', [
  ['overview', '/'],
  ['alerts', '/alerts?condition=pending,firing,resolved'],
  ...pages,
]);
await shots('en', { width: 1440, height: 900 }, 'en', [['alerts', '/alerts'], ...pages]);
await shots('zh-CN', { width: 390, height: 844 }, 'm', [
  ['alerts', '/alerts'],
  ['kind-FORECAST_SHORT', '/alerts/' + pick('FORECAST_SHORT').id],
]);
console.log(kinds.length, kinds.join(' '), errors.slice(0, 5));
await browser.close();
db.close();
