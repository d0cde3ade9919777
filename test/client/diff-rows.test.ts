import { expect, test } from 'vitest';
import { diffRows } from '../../client/views/audit/diff-rows.ts';

test('says each value that changed, and leaves out what stayed', () => {
  const before = { name: '张', grants: [{ role: 'owner' }], disabledAt: null };
  const after = { name: '张', grants: [{ role: 'finance' }, { role: 'owner' }], disabledAt: '2026-01-01' };
  expect(diffRows(before, after)).toEqual([
    { path: 'grants › 1 › role', before: 'owner', after: 'finance' },
    { path: 'grants › 2 › role', before: null, after: 'owner' },
    { path: 'disabledAt', before: null, after: '2026-01-01' },
  ]);
});

test('has all that is said where there was nothing before, and nothing of nothing', () => {
  expect(diffRows(null, { amount: '1.00', ok: false })).toEqual([
    { path: 'amount', before: null, after: '1.00' },
    { path: 'ok', before: null, after: 'false' },
  ]);
  expect(diffRows(null, null)).toEqual([]);
});
