import { expect, test } from 'vitest';
import { alertsOf, moveClock, startTestApp } from '../support/app.ts';
import { freshSqlite } from '../support/databases.ts';

const names: Record<string, string> = {
  '13052923P005840113194': 'queue',
  '13052923P00533C10004D': 'fibre',
  '13052923P00A1KL100038': 'software',
  '13052923P005840113169': 'review',
  '13052923P00584011317W': 'trading',
  '13052923P006L0N10002F': 'hall',
  '13052923P00C785100037': 'extranet',
  '13052923P00R3H1100034': 'upkeep',
};

// Worked out by hand from the vouchers and values of the sample year: since, kind, project, period, the last
// severity, and the end with its reason.
const expected = [
  // 5.00 in one step in March: 60 days before it; the yearly fee becomes known on 17 March.
  '2023-01-30 LUMP_APPROACHING extranet 2023-03-31 watch, 2023-03-17 recovered',
  '2023-04-11 DATA_OVERDUE software 2023-03-31 warning, 2023-04-13 recovered',
  // 6.2 % of at most 5 %: 24 % too much. 4.1 % in October.
  '2023-07-05 INDICATOR_MISSED extranet 2023-06-30 critical, 2023-11-06 recovered',
  // 197 of 200 are 98.5 % of 99 %: too few answers to say. 99.3 % in December.
  '2023-07-06 INDICATOR_AT_RISK hall 2023-06-30 watch, 2024-01-08 recovered',
  // 40 % installed of 99 % × 5.00 ÷ 10.00 = 49.5 %. 78 % of 74.25 % in October.
  '2023-07-07 INDICATOR_AT_RISK software 2023-06-30 watch, 2023-11-07 recovered',
  '2023-07-07 INDICATOR_MISSED software 2023-06-30 warning, 2023-07-24 data_corrected',
  // 3.40 of 5.00; with 4.40 12 % are missing and 4.40 + 0.88 × 5.00 = 8.80 are expected; 5.20 in September.
  '2023-07-08 SPEND_BEHIND software 2023-06-30 warning, 2023-09-15 recovered',
  '2023-07-08 FORECAST_SHORT software 2023 watch, 2023-09-15 recovered',
  '2023-07-11 DATA_OVERDUE upkeep 2023-06-30 warning, 2023-07-18 recovered',
  // 68 % of the plan spent; the five values due stand at 96.2 %.
  '2023-07-11 MONEY_RESULT_GAP software 2023-06-30 notice, 2023-11-11 period_closed',
  // The lumps of December, from 60 days before; for the rest the closing day, from 30 days before it.
  '2023-11-01 LUMP_APPROACHING queue 2023-12-31 warning, 2023-12-22 recovered',
  '2023-11-01 LUMP_APPROACHING review 2023-12-31 warning, 2024-01-01 period_closed',
  '2023-11-01 LUMP_APPROACHING trading 2023-12-31 watch, 2023-12-13 recovered',
  '2023-11-25 LUMP_APPROACHING software 2023-12-31 watch, 2023-12-11 recovered',
  '2023-11-25 LUMP_APPROACHING hall 2023-12-31 warning, 2023-12-21 recovered',
  '2023-11-25 LUMP_APPROACHING upkeep 2023-12-31 warning, 2024-01-01 period_closed',
  // 9.42 of 11.25: 16.3 % are missing, and 9.42 + 0.837 × 3.75 = 12.56 of 15.00 expected.
  '2023-11-08 SPEND_BEHIND hall 2023-10-31 warning, 2023-11-23 recovered',
  '2023-11-08 FORECAST_SHORT hall 2023 watch, 2023-11-23 recovered',
  '2023-11-11 DATA_OVERDUE hall 2023-10-31 warning, 2023-11-14 recovered',
  // 83.7 % spent, and both values due are met.
  '2023-11-14 MONEY_RESULT_GAP hall 2023-10-31 notice, 2024-01-11 period_closed',
  '2023-12-01 DEADLINE_SOON review 2023-12-31 warning, 2023-12-30 recovered',
  '2023-12-01 DEADLINE_SOON trading 2023-12-31 watch, 2023-12-18 recovered',
  // 1.05 of 1.00 until the surplus comes back.
  '2023-12-13 OVER_BUDGET trading 2023 critical, 2023-12-20 recovered',
  '2023-12-13 INDICATOR_MISSED trading 2023-12-31 warning, 2023-12-20 recovered',
  // 44 of 1, 2 of 1 and 12 of 1: said once the year's figure is due.
  '2024-01-04 TARGET_TOO_LOW fibre 2023 notice',
  '2024-01-05 TARGET_TOO_LOW review 2023 notice',
  '2024-01-09 TARGET_TOO_LOW upkeep 2023 notice',
  // 390 of 400 are 97.5 % of 99 %: enough answers to say.
  '2024-01-08 INDICATOR_MISSED trading 2023-12-31 warning',
  '2024-01-09 DATA_OVERDUE - 2023-12-31 warning, 2024-01-12 recovered',
  // 11.75 of 15.00, until the voucher of 29 December comes in.
  '2024-01-09 SPEND_BEHIND upkeep 2023-12-31 critical, 2024-01-11 data_corrected',
  '2024-01-09 FORECAST_SHORT upkeep 2023 warning, 2024-01-11 recovered',
];

test('the sample year, lived through day by day, raises exactly what is true of it', async () => {
  const at = await freshSqlite();
  const app = await startTestApp(at.url);
  await app.ok('POST', '/setup/sample');
  await moveClock(app, '2024-01-31');
  const alerts = await alertsOf(app, '&condition=pending,firing,resolved');
  const said = alerts.map(({ since, kind, projectCode, period, severity, resolvedOn, resolvedBecause }) => {
    const end = resolvedOn ? `, ${resolvedOn} ${resolvedBecause}` : '';
    return `${since} ${kind} ${names[projectCode ?? ''] ?? '-'} ${period} ${severity}${end}`;
  });
  expect(said.toSorted()).toEqual(expected.toSorted());
  expect(alerts.every(({ episode }) => episode === 1)).toBe(true);
  await app.stop();
  await at.drop();
});
