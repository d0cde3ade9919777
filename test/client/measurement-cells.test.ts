import { expect, test } from 'vitest';
import type { Indicator } from '#shared/api.ts';
import type { Measurement } from '#shared/measurement.ts';
import { readTarget } from '#shared/target.ts';
import {
  cellsOf,
  emptyDraft,
  errorsByCell,
  missingReasons,
  pastedValues,
  reportedIndicators,
  reportingDays,
  toMeasurements,
} from '../../client/views/entry/measurement-cells.ts';

const [march, june, december] = ['2023-03-31', '2023-06-30', '2023-12-31'] as const;

const indicator = (
  id: string,
  owedOn: string[],
  values: [string, string, 'approved' | 'provisional'][] = [],
) =>
  ({
    id,
    name: id,
    projectCode: 'P1',
    state: 'due',
    target: readTarget({ level2: '质量指标', name: id, value: '≥98%', year: 2023 }),
    owedOn,
    values: values.map(([period, value, state]) => ({ id: 1, period, value, state, measuredOn: period })),
  }) as unknown as Indicator;
const measurement = (indicatorId: string, period: string, value: string, more: Partial<Measurement> = {}) =>
  ({ indicatorId, period, value, state: 'provisional', superseded: false, ...more }) as Measurement;
const typed = (value: string, more: object = {}) => ({ ...emptyDraft('2023-07-05'), value, ...more });

const first = indicator('合格率', [march, june, december], [[march, '99%', 'approved']]);
const second = indicator('满意度', [june, december]);
const rows = cellsOf(
  [first, second],
  [march, june, december],
  [measurement('合格率', march, '99%', { state: 'approved' })],
  june,
);
const states = (cells: typeof rows) => cells.map((row) => row.map(({ state }) => state).join(' '));

test('a cell is due once its day has come and nothing stands; what is not owed may still be reported', () => {
  expect(reportingDays([first, second])).toEqual([march, june, december]);
  expect(states(rows)).toEqual(['approved due later', 'free due later']);
  const returned = [measurement('满意度', june, '90%', { state: 'returned' })];
  expect(states(cellsOf([second], [june], returned, june))).toEqual(['returned']);
  // Sent back, it does not take away the approved value that it was to replace.
  const again = [measurement('合格率', march, '97%', { state: 'returned' })];
  expect(states(cellsOf([first], [march], again, june))).toEqual(['approved']);
});

test('what is read from the ledger and what has no target is no row', () => {
  const ceiling = { ...first, state: 'within_ceiling' } as Indicator;
  const none = { ...first, target: { ...first.target, kind: 'none' } } as Indicator;
  expect(reportedIndicators([ceiling, first, none])).toEqual([first]);
});

test('a block fills rows and columns from the cell it is pasted into, and nothing beyond the grid', () => {
  const pasted = pastedValues('98%\t99%\r\n97%\t\tx\n', rows, `合格率/${june}`);
  expect([...(pasted ?? [])]).toEqual([
    [`合格率/${june}`, '98%'],
    [`合格率/${december}`, '99%'],
    [`满意度/${june}`, '97%'],
  ]);
  expect(pastedValues('98%', rows, `合格率/${june}`)).toBeUndefined();
});

test('only what differs from what stands is sent; a correction and a missing value want their reasons first', () => {
  const drafts = {
    [`合格率/${march}`]: typed('98.5%'),
    [`合格率/${june}`]: typed(' 99.1% ', { sampleSize: '200', favourable: 'many', source: '台账' }),
    [`满意度/${june}`]: typed('本期无法取得'),
  };
  expect([...missingReasons(rows, drafts)]).toEqual([
    [`合格率/${march}`, 'correction'],
    [`满意度/${june}`, 'unavailable'],
  ]);
  const sent = toMeasurements(rows, drafts, false);
  expect(sent.map(({ key }) => key)).toEqual(Object.keys(drafts));
  expect(sent[1]?.item).toEqual({
    projectCode: 'P1',
    indicator: '合格率',
    period: june,
    value: '99.1%',
    measuredOn: '2023-07-05',
    sampleSize: 200,
    favourable: 'many',
    source: '台账',
  });
  expect(toMeasurements(rows, { [`合格率/${march}`]: typed('99%') }, true)).toEqual([]);
  const errors = errorsByCell([{ row: 2, column: 'favourable', code: 'invalid', message: 'no' }], sent);
  expect([...errors]).toEqual([[`合格率/${june}`, { field: 'favourable', code: 'invalid', message: 'no' }]]);
});
