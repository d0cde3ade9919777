import { expect, test } from 'vitest';
import { alertKinds } from '#shared/alert-kinds.ts';
import { basisMoment, basisOf } from '../../client/views/alerts/basis.ts';

test('money rests on vouchers, results on values, and one against the other on both', () => {
  expect(basisOf({ kind: 'SPEND_BEHIND', subject: 'spending' })).toEqual({ vouchers: true, values: false });
  expect(basisOf({ kind: 'DATA_OVERDUE', subject: 'ledger' })).toEqual({ vouchers: true, values: false });
  expect(basisOf({ kind: 'DATA_OVERDUE', subject: 'values' })).toEqual({ vouchers: false, values: true });
  expect(basisOf({ kind: 'MONEY_RESULT_GAP', subject: 'joint' })).toEqual({ vouchers: true, values: true });
  expect(basisOf({ kind: 'INDICATOR_MISSED', subject: 'i1' })).toEqual({
    vouchers: false,
    values: true,
    indicator: 'i1',
  });
});

test('only a plan that contradicts itself and a stalled evaluation rest on neither', () => {
  const neither = alertKinds.filter((kind) => {
    const { vouchers, values } = basisOf({ kind, subject: 'x' });
    return !vouchers && !values;
  });
  expect(neither).toEqual(['PLAN_INVALID', 'EVALUATION_STALLED']);
});

test('the list under a resolved alert is that of the day and instant at which it was resolved', () => {
  const resolved = { resolvedOn: '2023-07-20', resolvedAt: '2023-07-20T01:00:00.000Z' };
  const then = { asOf: '2023-07-20', knownAt: '2023-07-20T01:00:00.000Z' };
  expect(basisMoment(resolved, undefined)).toEqual(then);
  expect(basisMoment(resolved, '2023-08-01')).toEqual(then);
  expect(basisMoment(resolved, '2023-07-01')).toEqual({ asOf: '2023-07-01' });
  expect(basisMoment({}, undefined)).toEqual({});
});
