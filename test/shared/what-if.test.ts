import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Finding } from '#shared/evaluate/finding.ts';
import { defaultProfile } from '#shared/profile.ts';
import { ProjectSnapshot, showSnapshot } from '#shared/project-snapshot.ts';
import { readSnapshot, type Supposed, type WhatIf, whatIf } from '#shared/what-if.ts';
import { anIndicator, aSnapshot, aValue, on, wan } from '../support/builders.ts';

const satisfied = anIndicator('满意度', '≥98%');
const nothing: Supposed = { payments: [], values: [] };
const brief = (findings: readonly Finding[]) => findings.map(({ kind, period }) => `${kind} ${period}`);

function supposing(supposed: Partial<Supposed>, today = '2023-07-10', words = {}): WhatIf {
  const tried = whatIf(aSnapshot(words), defaultProfile, today, { ...nothing, ...supposed });
  if (!tried.ok) throw new Error(tried.problems.map(({ message }) => message.en).join());
  return tried.value;
}

describe('what if', () => {
  test('nothing happens, nothing changes', () => {
    const { before, after, opened, cleared, day } = supposing({});
    expect(after).toEqual(before);
    expect([opened, cleared, day]).toEqual([[], [], '2023-07-10']);
  });

  test('a payment closes the gap: lights and alerts that would follow', () => {
    // 2.50 planned by June and nothing spent. 2.00 leave 20 % missing, 2.50 nothing.
    const some = supposing({ payments: [{ day: '2023-07-12', amount: wan('2.00') }] });
    expect([some.before.lights.plan.state, some.after.lights.plan.state]).toEqual(['red', 'red']);
    expect(some.day).toBe('2023-07-12');
    expect(brief(some.cleared)).toEqual([]);
    const all = supposing({ payments: [{ day: '2023-07-12', amount: wan('2.50') }] });
    expect(all.after.lights.plan.state).toBe('green');
    expect(brief(all.cleared)).toEqual(['SPEND_BEHIND 2023-06-30', 'FORECAST_SHORT 2023']);
    expect(brief(all.findings)).toEqual([]);
  });

  test('a payment on a day to come is judged on that day, with what it brings by itself', () => {
    const { findings, cleared } = supposing({ payments: [{ day: '2023-12-20', amount: wan('6.00') }] });
    expect(brief(findings)).toEqual(['OVER_BUDGET 2023', 'SPEND_AHEAD 2023-12-31', 'YEAR_END_RUSH 2023']);
    expect(brief(cleared)).toContain('SPEND_BEHIND 2023-10-31');
  });

  test('a value is read as a person types it, and approved', () => {
    const value = { indicatorId: satisfied.id, period: '2023-06-30', measuredOn: '2023-06-28' };
    const words = { indicators: [satisfied], paid: [['2023-06-01', '2.50']] };
    const missed = supposing({ values: [{ ...value, typed: '91%' }] }, '2023-07-11', words);
    expect(brief(missed.opened)).toEqual(['INDICATOR_MISSED 2023-06-30']);
    expect(brief(missed.cleared)).toEqual(['DATA_OVERDUE 2023-06-30']);
    const met = supposing({ values: [{ ...value, typed: '98%' }] }, '2023-07-11', words);
    expect(met.after.lights.results.state).toBe('green');
  });

  // biome-ignore format: one case a line
  test.for([
    [{ payments: [{ day: '2024-01-02', amount: 1 }] },                                                                  'The day of payment must be within 2023.'],
    [{ values: [{ indicatorId: 'x', period: '2023-06-30', typed: '1', measuredOn: '2023-06-30' }] },                    'The plan has no such indicator.'],
    [{ values: [{ indicatorId: '满意度', period: '2023-05-31', typed: '98%', measuredOn: '2023-05-31' }] },              'The reporting day must be one of 2023-03-31, 2023-06-30, 2023-10-31, 2023-12-31.'],
    [{ values: [{ indicatorId: '满意度', period: '2023-06-30', typed: '很好', measuredOn: '2023-06-30' }] },              '"很好" is not a number; write one such as 98.5%.'],
  ] as const)('%o is refused with what would be right', ([supposed, message]) => {
    const tried = whatIf(aSnapshot({ indicators: [satisfied] }), defaultProfile, '2023-07-10', { ...nothing, ...supposed });
    expect(tried.ok ? [] : tried.problems.map((one) => one.message.en)).toEqual([message]);
  });
});

describe('a snapshot that is sent', () => {
  const values = [aValue(satisfied, '2023-06-30', '97%', { survey: { sample: 100, favourable: 97 } })];
  const snapshot = aSnapshot({
    indicators: [satisfied],
    values,
    paid: [
      ['2023-06-01', '2.500001'],
      ['2023-08-01', '0.10', 'other'],
    ],
    other: '1.00',
    finished: '2023-11-01',
    ownForecast: { on: '2023-07-01', amount: wan('4.20') },
  });

  test('comes back to the 分, so that the browser judges as the server does', () => {
    const sent = ProjectSnapshot.parse(
      JSON.parse(JSON.stringify(showSnapshot(snapshot, on('2023-08-15'), defaultProfile, 'zh'))),
    );
    expect(sent.spending[0]?.amount).toBe('25000.01');
    const read = readSnapshot(sent);
    expect(read).toEqual({ ...snapshot, closed: null });
    expect(whatIf(read, defaultProfile, '2023-08-15', nothing)).toEqual(
      whatIf(snapshot, defaultProfile, '2023-08-15', nothing),
    );
  });

  test('holds nothing of later days', () => {
    const { spending, measurements } = showSnapshot(snapshot, on('2023-06-15'), defaultProfile, 'zh');
    expect([spending.length, measurements.length]).toEqual([1, 0]);
  });
});

test('the dry run imports nothing but the domain, so that a browser can run it', () => {
  const seen = new Set<string>();
  const outside = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)[^;]*? from '([^']+)';/gm,
    )) {
      if (from.startsWith('.')) visit(join(dirname(file), from));
      else outside.add(from);
    }
  };
  visit(fileURLToPath(new URL('../../shared/what-if.ts', import.meta.url)));
  expect([...outside].toSorted()).toEqual(['chinese-days', 'zod']);
});
