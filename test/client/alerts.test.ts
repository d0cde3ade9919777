import { expect, test } from 'vitest';
import type { Alert } from '#shared/alert.ts';
import { bulletPlaces } from '../../client/charts/bullet.ts';
import { alertMark, newestFirst } from '../../client/ui/marks.ts';
import { nextSorting } from '../../client/ui/sorting.ts';
import { worthToast } from '../../client/ui/toasts.ts';
import { whenText } from '../../client/ui/when.ts';
import { arithmeticOf } from '../../client/views/alerts/arithmetic.ts';
import { headline } from '../../client/views/project/headline.ts';

const alert: Alert = {
  id: 'a',
  key: 'k',
  kind: 'SPEND_BEHIND',
  year: 2023,
  projectCode: 'P',
  projectName: '政务外网费用',
  owner: '财务',
  section: null,
  subject: 'plan',
  period: '2023-06-30',
  severity: 'critical',
  condition: 'firing',
  handling: 'open',
  episode: 1,
  since: '2023-07-08',
  openedAt: '2023-07-08T00:00:00.000Z',
  explanation: {
    planned: '75000.00',
    actual: '30000.00',
    gap: '45000.00',
    gapRate: '0.6000',
    threshold: '0.1000',
    toClear: '41250.00',
    text: '仍少4.50万元。',
  },
};

test('the arithmetic of spending is five lines of money and a rate', () => {
  expect(arithmeticOf(alert).map(({ name }) => name)).toEqual([
    'planned',
    'actual',
    'short',
    'gapRate',
    'toClearMoney',
  ]);
  expect(arithmeticOf(alert)[3]).toEqual({
    name: 'gapRate',
    figure: { rate: '0.6000' },
    threshold: '0.1000',
  });
});

test('the arithmetic of a result speaks of target and value; of money it is said when nothing can clear it', () => {
  const explanation = { ...alert.explanation, planned: '≥99%', actual: '91%', gap: null, toClear: null };
  expect(arithmeticOf({ ...alert, kind: 'INDICATOR_MISSED', explanation })).toEqual([
    { name: 'target', figure: { text: '≥99%' } },
    { name: 'value', figure: { text: '91%' } },
    { name: 'gapRate', figure: { rate: '0.6000' }, threshold: '0.1000' },
  ]);
  expect(arithmeticOf({ ...alert, explanation: { ...alert.explanation, toClear: null } }).at(-1)).toEqual({
    name: 'toClear',
    figure: 'cannot',
  });
});

test('what clears it is rounded up: paying the printed amount is enough', () => {
  const lines = arithmeticOf({ ...alert, explanation: { ...alert.explanation, toClear: '18000.01' } });
  expect(lines.at(-1)).toEqual({ name: 'toClearMoney', figure: { money: '18100.00' } });
});

test('an alert about a duty, a plan or an evaluation has lines with names of its own', () => {
  const none = {
    planned: null,
    actual: null,
    gap: null,
    gapRate: null,
    threshold: null,
    toClear: null,
    text: '',
  };
  const inputs = [{ name: '预算', value: '6.00万元' }];
  expect(arithmeticOf({ ...alert, kind: 'PLAN_INVALID', explanation: { ...none, inputs } })).toEqual([
    { name: { said: '预算' }, figure: { text: '6.00万元' } },
  ]);
  const ledger = { ...none, planned: '2023-06-30', actual: '2023-05-31', toClear: '2023-06-30' };
  expect(
    arithmeticOf({ ...alert, kind: 'DATA_OVERDUE', subject: 'ledger', explanation: ledger }).map(
      ({ name }) => name,
    ),
  ).toEqual(['coverTo', 'coveredTo', 'toClear']);
  const values = { ...none, planned: '3', actual: '1', gap: '2', toClear: '2' };
  expect(
    arithmeticOf({ ...alert, kind: 'DATA_OVERDUE', subject: 'values', explanation: values }).map(
      ({ name }) => name,
    ),
  ).toEqual(['owed', 'reported', 'missing']);
});

test('a resolved alert needs nothing more', () => {
  expect(arithmeticOf({ ...alert, condition: 'resolved' }).at(-1)?.figure).toBe('done');
});

test('an alert has one of the six shapes; resolved is green, not reported is hatched', () => {
  expect(alertMark(alert)).toBe('red');
  expect(alertMark({ ...alert, condition: 'resolved' })).toBe('green');
  expect(alertMark({ ...alert, kind: 'DATA_OVERDUE', severity: 'warning' })).toBe('missing');
  expect(alertMark({ ...alert, condition: 'pending' })).toBe('watch');
});

test('the newest is what was opened or resolved last', () => {
  const resolved: Alert = { ...alert, id: 'b', since: '2023-04-11', resolvedOn: '2023-07-09' };
  expect([alert, resolved].toSorted(newestFirst).map(({ id }) => id)).toEqual(['b', 'a']);
});

test('news says how long ago it was within a day, else its business day; in training always that day', () => {
  const now = Date.parse('2023-07-08T02:00:00.000Z');
  expect(whenText(alert, now, 'zh', 'Asia/Shanghai')).toBe('2小时前');
  expect(whenText(alert, now + 2 * 86_400_000, 'zh', 'Asia/Shanghai')).toBe('7月8日');
  expect(whenText({ ...alert, since: '2023-04-11' }, now, 'zh', 'Asia/Shanghai')).toBe('4月11日');
});

test('warnings and critical alerts are worth a toast when they open, rise or resolve', () => {
  expect(worthToast({ transition: 'opened', alert })).toBe(true);
  expect(worthToast({ transition: 'resolved', alert: { ...alert, condition: 'resolved' } })).toBe(true);
  expect(worthToast({ transition: 'changed', alert })).toBe(false);
  expect(worthToast({ transition: 'opened', alert: { ...alert, condition: 'pending' } })).toBe(false);
  expect(worthToast({ transition: 'opened', alert: { ...alert, severity: 'watch' } })).toBe(false);
  expect(worthToast({ transition: 'opened', alert: { ...alert, mutedBy: 'b' } })).toBe(false);
});

test('a project says its gravest open alert, else how its plan stands', () => {
  const light = { state: 'green' as const, rate: null, text: '至6月底应支出7.50万元，实际7.50万元。' };
  const lights = { plan: light, elapsed: light, results: light, yearEnd: light };
  const mild: Alert = { ...alert, severity: 'warning', explanation: { ...alert.explanation, text: '轻。' } };
  expect(headline({ alerts: [mild, alert], lights })).toBe('仍少4.50万元。');
  expect(headline({ alerts: [{ ...alert, condition: 'resolved' }], lights })).toBe(light.text);
});

test('a bullet knows on which side its target is met, and draws nothing without a value', () => {
  const target = {
    kind: 'number' as const,
    operator: '<=' as const,
    value: '5',
    unit: '%',
    direction: 'reverse' as const,
    accrual: 'level' as const,
    confidence: 'high' as const,
    notes: [],
  };
  const last = {
    id: 1,
    period: '2023-06-30',
    value: '6.1%',
    measuredOn: '2023-06-30',
    state: 'approved' as const,
    sampleSize: null,
  };
  const places = bulletPlaces({ target, last, values: [last] });
  expect(places?.good).toBe('left');
  expect(places && places.last > places.target).toBe(true);
  expect(bulletPlaces({ target, last: null, values: [] })).toBeUndefined();
  expect(bulletPlaces({ target: { ...target, kind: 'deadline' }, last, values: [] })).toBeUndefined();
});

test('a column is sorted up, then down, then as it came', () => {
  expect(nextSorting(null, 'amount')).toBe('amount');
  expect(nextSorting('amount', 'amount')).toBe('-amount');
  expect(nextSorting('-amount', 'amount')).toBeUndefined();
});
