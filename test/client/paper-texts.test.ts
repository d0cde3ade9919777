import { expect, test } from 'vitest';
import type { MonitoringTexts } from '#shared/paper-texts.ts';
import {
  emptyDraft,
  isEmptyDraft,
  sentRows,
  spansOf,
  type,
  unexplained,
} from '../../client/views/papers/texts.ts';

const row: MonitoringTexts['indicators'][number] = {
  id: 'a',
  level1: '产出指标',
  level2: '数量指标',
  name: '设备数量',
  printed: '≥1个',
  value: null,
  state: 'due',
  expected: '1个',
  cause: null,
  reason: null,
  measure: null,
  likelihood: null,
  note: null,
  prefilled: false,
  written: null,
};

test('what is typed and then taken back is no change', () => {
  const typed = type(emptyDraft(), row, { note: '待核' });
  expect(sentRows(typed)).toEqual([
    { id: 'a', expected: '1个', cause: null, reason: null, measure: null, likelihood: null, note: '待核' },
  ]);
  expect(isEmptyDraft(type(typed, row, { note: '' }))).toBe(true);
});

test('a doubtful indicator needs its cause first, then its measure; blanks are none', () => {
  const doubtful = type(emptyDraft(), row, { likelihood: 'possible', measure: '  ' });
  expect(unexplained(doubtful).get('a')).toBe('cause');
  const caused = type(doubtful, row, { cause: '其他' });
  expect(unexplained(caused).get('a')).toBe('measure');
  expect(unexplained(type(caused, row, { measure: '增派' })).size).toBe(0);
  expect(unexplained(type(emptyDraft(), row, { likelihood: 'sure' })).size).toBe(0);
});

test('a level covers the rows that follow with the same name', () => {
  expect(spansOf(['a', 'a', 'b', 'a'], (one) => one)).toEqual([2, 0, 1, 1]);
  expect(spansOf([], (one) => one)).toEqual([]);
});
