import { describe, expect, test } from 'vitest';
import { samplePlan } from '#db/sample/plan-2023.ts';
import { sampleYear } from '#db/sample/year-2023.ts';
import { readPlan } from '#server/intake/documents/read-plan.ts';
import { ExpenditureInput } from '#shared/expenditure.ts';
import { MeasurementInput } from '#shared/measurement.ts';
import { parseYuan } from '#shared/money.ts';
import { readValue } from '#shared/value.ts';

const plan = readPlan(samplePlan);
const projects = plan.ok ? plan.reading.projects : [];
const { vouchers, measurements, ledger } = sampleYear;

/** What was spent of a project by a day, in 元, as known on another; a reversal counts on its original's day. */
function spent(code: string, day: string, knownOn = '2024-01-31'): number {
  const dayOf = (no: string | undefined) => vouchers.find(({ voucherNo }) => voucherNo === no)?.paidOn;
  return (
    vouchers
      .filter(({ projectCode, on }) => projectCode === code && on <= knownOn)
      .filter(({ kind, paidOn, reverses }) => ((kind === 'reversal' && dayOf(reverses)) || paidOn) <= day)
      .reduce((sum, { amount }) => sum + (parseYuan(String(amount)) ?? 0), 0) / 100
  );
}

describe('every voucher of the sample year', () => {
  test('is one that the ledger takes, with a number of its own', () => {
    for (const { on: _, ...input } of vouchers)
      expect(ExpenditureInput.safeParse(input).error).toBeUndefined();
    expect(new Set(vouchers.map(({ voucherNo }) => voucherNo)).size).toBe(vouchers.length);
  });

  test('belongs to a project and becomes known on its day or later, by the end of January', () => {
    for (const { on, paidOn, projectCode } of vouchers) {
      expect(projects.map(({ code }) => code)).toContain(projectCode);
      expect(paidOn <= on && on <= '2024-01-31', `${paidOn} known ${on}`).toBe(true);
    }
  });

  test('was known when the ledger was confirmed up to its day', () => {
    for (const { on, paidOn, voucherNo } of vouchers) {
      const confirmed = ledger.find(({ coveredTo }) => coveredTo >= paidOn);
      expect(on <= (confirmed?.on ?? ''), voucherNo).toBe(true);
    }
  });
});

describe('every value of the sample year', () => {
  test('is one that the product takes, for an indicator of the plan', () => {
    for (const { on, ...input } of measurements) {
      expect(MeasurementInput.safeParse(input).error).toBeUndefined();
      const project = projects.find(({ code }) => code === input.projectCode);
      const indicator = project?.indicators.find(({ name }) => name === input.indicator);
      if (!indicator) throw new Error(`${input.indicator} is not in the plan`);
      const value = readValue(String(input.value), indicator.target, indicator.name, false);
      expect(value.ok, `${input.indicator} ${input.value}`).toBe(true);
      expect(input.measuredOn <= on && on <= '2024-01-31').toBe(true);
    }
  });

  test('is there for every indicator that is not a cost, and cost is read from the ledger', () => {
    for (const { code, indicators } of projects) {
      const reported = measurements
        .filter(({ projectCode }) => projectCode === code)
        .map(({ indicator }) => indicator);
      const owed = indicators.filter(({ target }) => target.accrual !== 'ceiling').map(({ name }) => name);
      expect(new Set(reported)).toEqual(new Set(owed));
    }
  });

  test('counts as many favourable answers as its rate says', () => {
    for (const { value, sampleSize, favourable } of measurements) {
      if (sampleSize === undefined || favourable === undefined) continue;
      expect(favourable / sampleSize).toBeCloseTo(Number.parseFloat(String(value)) / 100, 6);
    }
  });
});

describe('the story of the sample year', () => {
  const [
    queue = '',
    fibre = '',
    software = '',
    review = '',
    trading = '',
    hall = '',
    extranet = '',
    upkeep = '',
  ] = projects.map(({ code }) => code);

  // biome-ignore format: one case a line
  test.for([
    [fibre,    '2023-03-31', '2023-04-11',  12_500, 'is exactly on its plan'],
    [fibre,    '2023-12-31', '2024-01-09',  50_000, 'ends exactly at its budget'],
    [extranet, '2023-03-31', '2023-04-11',  50_000, 'is paid at once, as planned'],
    [software, '2023-06-30', '2023-07-08',  34_000, 'is a third behind at the end of June'],
    [software, '2023-09-15', '2023-09-15',  52_000, 'has caught up in September'],
    [hall,     '2023-06-30', '2023-07-08',  76_000, 'counts a double entry once'],
    [hall,     '2023-10-31', '2023-11-08',  94_200, 'is a sixth behind at the end of October'],
    [hall,     '2023-11-30', '2023-12-01', 114_500, 'has caught up in November'],
    [trading,  '2023-12-15', '2023-12-15',  10_500, 'is over its budget for a week'],
    [trading,  '2023-12-31', '2023-12-31',  10_000, 'gets the surplus back'],
    [queue,    '2023-12-31', '2024-01-09',  78_000, 'costs less than planned'],
    [review,   '2023-12-31', '2023-12-31',       0, 'is not known to be paid on the last day'],
    [review,   '2023-12-31', '2024-01-09',  20_000, 'was paid all the same'],
    [upkeep,   '2023-12-31', '2024-01-09', 117_500, 'looks critical after the year’s end'],
    [upkeep,   '2023-12-31', '2024-01-11', 146_400, 'was not: a voucher was late'],
  ] as const)('%s by %s, known on %s, has spent %i: it %s', ([code, day, knownOn, amount]) => {
    expect(spent(code, day, knownOn)).toBe(amount);
  });

  test('the ledger only ever reaches further', () => {
    expect(
      ledger.every(({ on, coveredTo }, i) => coveredTo <= on && coveredTo > (ledger[i - 1]?.coveredTo ?? '')),
    ).toBe(true);
  });
});
