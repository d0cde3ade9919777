import { expect, test } from 'vitest';
import { atOf, isBare, screenAt } from '../../client/address.ts';
import { frameAsks } from '../../client/begin.ts';
import { missing, screens } from '../../client/screens.ts';

// biome-ignore format: one address a line
test.for([
  ['/',                               '/',                         {}],
  ['/projects/',                      '/projects',                 {}],
  ['/projects/A%20001',               '/projects/:code',           { code: 'A 001' }],
  ['/entry',                          '/entry/:what?',             {}],
  ['/entry/ledger',                   '/entry/:what?',             { what: 'ledger' }],
  ['/import/vouchers',                '/import/vouchers',          {}],
  ['/import/some-id',                 '/import/:id',               { id: 'some-id' }],
  ['/papers/department/monitoring',   '/papers/department/:form',  { form: 'monitoring' }],
  ['/papers/A001/monitoring',         '/papers/:code/:form',       { code: 'A001', form: 'monitoring' }],
  ['/meetings/m/items/i',             '/meetings/:id/items/:item', { id: 'm', item: 'i' }],
  ['/projects/100%',                  '/projects/:code',           { code: '100%' }],
  ['/projects/A/B',                   '',                          {}],
  ['/nothing-here',                   '',                          {}],
] as const)('%s shows %s', ([path, shown, said]) => {
  const { screen, params } = screenAt(path);
  expect([screen.path, params]).toEqual([shown, said]);
});

test('an address that names no screen begins with nothing of its own', () => {
  expect(missing.asks({} as never, atOf(''))).toEqual([]);
});

test('every screen begins with questions, but those that only take a file', () => {
  const at = atOf('');
  const silent = screens.filter(({ asks }) => asks({} as never, at).length === 0).map(({ path }) => path);
  expect(silent).toEqual(['/closing', '/import', '/import/vouchers', '/import/values']);
});

test('a list narrowed in the URL is asked for as its view asks; one searched by pinyin waits for names', () => {
  const { screen } = screenAt('/projects');
  const asked = (search: string) => screen.asks({} as never, atOf(search)).map(({ queryKey }) => queryKey);
  const filter = { plan: 'red', sort: '-spent', q: '软件', year: '2023' };
  const [key] = asked(`?${new URLSearchParams(filter)}`);
  expect(JSON.parse(JSON.stringify(key))).toEqual(['projects', 'table', filter]);
  expect(asked('?q=zwwl')).toEqual([]);
});

test('nothing of the frame is asked for the wall or what a meeting is shown', () => {
  expect(isBare('/wall')).toBe(true);
  expect(frameAsks('/meetings/m/present', atOf(''))).toEqual([]);
  expect(frameAsks('/meetings/m', atOf('')).length).toBe(2);
});
