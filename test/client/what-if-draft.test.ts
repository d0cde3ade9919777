import { expect, test } from 'vitest';
import { defaultProfile } from '#shared/profile.ts';
import { whatIf } from '#shared/what-if.ts';
import {
  laterJudging,
  supposedCurve,
  supposedOf,
  type WhatIfDraft,
} from '../../client/views/project/what-if-draft.ts';
import { aSnapshot, on, wan } from '../support/builders.ts';

const snapshot = aSnapshot({ paid: [['2023-06-01', '1.00']] });
const days = on('2023-07-10');
const line = { id: 1, amount: '', day: '2023-07-12', fund: 'fiscal' } as const;
const drafted = (more: Partial<WhatIfDraft>) =>
  supposedOf({ payments: [], values: [], ...more }, { plan: snapshot.plan, days });

test('a line without an amount or a value says nothing, and is no mistake', () => {
  const value = { id: 2, indicatorId: 'x', period: '2023-06-30', typed: ' ' };
  expect(drafted({ payments: [line], values: [value] })).toEqual({
    supposed: { payments: [], values: [] },
    wrong: {},
  });
});

test('an amount is 万元, also in full-width digits; a negative one is money that comes back', () => {
  const payments = [
    { ...line, amount: '２.00' },
    { ...line, id: 2, amount: '-0.5', fund: 'other' as const },
  ];
  expect(drafted({ payments }).supposed?.payments).toEqual([
    { day: '2023-07-12', amount: wan('2.00'), fund: 'fiscal' },
    { day: '2023-07-12', amount: wan('-0.50'), fund: 'other' },
  ]);
});

// biome-ignore format: one case a line
test.for([
  ['abc', '2023-07-12', 'notMoney'],
  ['0',   '2023-07-12', 'notMoney'],
  ['1',   '2023-02-30', 'notDay'],
  ['1',   '2024-01-05', 'notDay'],
] as const)('an amount of %s on %s is %s, and then nothing is tried out', ([amount, day, problem]) => {
  const { supposed, wrong } = drafted({ payments: [{ ...line, amount, day }] });
  expect([supposed, wrong]).toEqual([undefined, { 1: problem }]);
});

test('the curve goes on from what was spent, with a step at each payment, to the day that is judged', () => {
  const { supposed } = drafted({ payments: [{ ...line, amount: '0.75', day: '2023-07-20' }] });
  if (!supposed) throw new Error('nothing is supposed');
  const tried = whatIf(snapshot, defaultProfile, days.today, supposed);
  if (!tried.ok) throw new Error('it is refused');
  const { supposed: points, forecast } = supposedCurve(snapshot, days, supposed, tried.value);
  expect(points).toEqual([
    { day: '2023-07-10', amount: '10000.00' },
    { day: '2023-07-20', amount: '17500.00' },
  ]);
  expect(forecast[0]).toEqual({ day: '2023-07-20', amount: '17500.00' });
});

test('one may look at the days on which the nodes to come begin to count', () => {
  expect(laterJudging(snapshot.plan, defaultProfile, '2023-07-10')).toEqual([
    { node: '2023-10-31', day: '2023-11-08' },
    { node: '2023-12-31', day: '2024-01-09' },
  ]);
});
