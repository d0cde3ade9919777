import { expect, test } from 'vitest';
import type { Handling } from '#shared/alert.ts';
import { handledBy, type Move, moves, nextMove, refusalOf, refusals } from '#shared/handling.ts';

const states: Handling[] = [
  'open',
  'acknowledged',
  'rectifying',
  'submitted',
  'returned',
  'accepted',
  'closed',
];

/** Each move by state, `-` where it is allowed. In the order of `moves`. */
type Row = readonly [Handling, ...string[]];

// biome-ignore format: one state a line
const firing: readonly Row[] = [
  //               acknowledge     rectify             submit              return           close           accept
  ['open',         '-',            'not_acknowledged', 'not_acknowledged', 'not_submitted', 'still_firing', '-'],
  ['acknowledged', 'acknowledged', '-',                '-',                'not_submitted', 'still_firing', '-'],
  ['rectifying',   'acknowledged', 'rectifying',       '-',                'not_submitted', 'still_firing', '-'],
  ['submitted',    'submitted',    'submitted',        'submitted',        '-',             'still_firing', '-'],
  ['returned',     '-',            '-',                '-',                'not_submitted', 'still_firing', '-'],
  ['accepted',     'accepted',     'accepted',         'accepted',         'not_submitted', 'still_firing', 'accepted'],
  ['closed',       'closed',       'closed',           'closed',           'closed',        'closed',       'closed'],
];

// biome-ignore format: one state a line
const recovered: readonly Row[] = [
  ['open',         'resolved', 'resolved', 'not_acknowledged', 'not_submitted', 'not_submitted', 'resolved'],
  ['acknowledged', 'resolved', 'resolved', '-',                'not_submitted', 'not_submitted', 'resolved'],
  ['rectifying',   'resolved', 'resolved', '-',                'not_submitted', 'not_submitted', 'resolved'],
  ['submitted',    'resolved', 'resolved', 'submitted',        '-',             '-',             'resolved'],
  ['returned',     'resolved', 'resolved', '-',                'not_submitted', 'not_submitted', 'resolved'],
  ['accepted',     'resolved', 'resolved', 'accepted',         'not_submitted', 'not_submitted', 'resolved'],
  ['closed',       'closed',   'closed',   'closed',           'closed',        'closed',        'closed'],
];

const cases = (rows: readonly Row[]) =>
  rows.flatMap(([handling, ...cells]) =>
    moves.map((move, at): [Handling, Move, string] => [handling, move, cells[at] ?? '']),
  );

test.for(cases(firing))('while it fires and is %s, %s: %s', ([handling, move, expected]) => {
  const alert = { kind: 'SPEND_BEHIND', condition: 'firing', handling } as const;
  expect(refusalOf(alert, move) ?? '-').toBe(expected);
});

test.for(cases(recovered))('once it recovered and is %s, %s: %s', ([handling, move, expected]) => {
  const alert = {
    kind: 'SPEND_BEHIND',
    condition: 'resolved',
    handling,
    resolvedBecause: 'recovered',
  } as const;
  expect(refusalOf(alert, move) ?? '-').toBe(expected);
});

test('nothing is done to what only waits, and what the next period carries on is handled there', () => {
  for (const move of moves) {
    for (const handling of states.filter((state) => state !== 'closed')) {
      const alert = { kind: 'SPEND_BEHIND', handling } as const;
      expect(refusalOf({ ...alert, condition: 'pending' }, move)).toBe('pending');
      const over = { ...alert, condition: 'resolved', resolvedBecause: 'period_closed' } as const;
      expect(refusalOf(over, move)).toBe('carried_on');
    }
  }
});

test('values that are overdue are handled by reporting them, remarks not at all', () => {
  const remark = 'SPEND_AHEAD';
  expect(handledBy('DATA_OVERDUE')).toBe('reporting');
  expect(handledBy(remark)).toBe('nobody');
  for (const move of moves) {
    const open = { condition: 'firing', handling: 'open' } as const;
    expect(refusalOf({ ...open, kind: 'DATA_OVERDUE' }, move)).toBe('by_reporting');
    expect(refusalOf({ ...open, kind: remark }, move)).toBe('remark');
  }
});

test.for([
  ['firing', 'open', 'acknowledge'],
  ['firing', 'acknowledged', 'submit'],
  ['firing', 'rectifying', 'submit'],
  ['firing', 'submitted', 'return'],
  ['firing', 'returned', 'acknowledge'],
  ['firing', 'accepted', undefined],
  ['resolved', 'submitted', 'close'],
  ['resolved', 'acknowledged', 'submit'],
  ['resolved', 'open', undefined],
  ['resolved', 'closed', undefined],
] as const)('the next step of what is %s and %s: %s', ([condition, handling, expected]) => {
  expect(nextMove({ kind: 'SPEND_BEHIND', condition, handling })).toBe(expected);
});

test('every refusal says why in both languages', () => {
  for (const { zh, en } of Object.values(refusals)) {
    expect(zh).toMatch(/\p{Script=Han}.*。$/u);
    expect(en).toMatch(/\.$/);
  }
});
