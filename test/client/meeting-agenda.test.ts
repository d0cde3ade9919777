import { expect, test } from 'vitest';
import type { MeetingAction } from '#shared/meeting.ts';
import { actionsInOrder } from '../../client/views/meetings/actions.ts';
import { agendaCounts, changedAgenda, dropped, moved } from '../../client/views/meetings/agenda.ts';

const agenda = [
  { id: 'a', included: true },
  { id: 'b', included: true },
  { id: 'c', included: true },
  { id: 'x', included: false },
];

// biome-ignore format: one case a line
test.for([
  ['b', -1, 'bacx', 'one place earlier'],
  ['b',  1, 'acbx', 'one place later'],
  ['a', -1, 'abcx', 'the first stays the first'],
  ['c',  1, 'abcx', 'the last taken does not fall below the line'],
  ['x', -1, 'abcx', 'what is left out has no place'],
] as const)('moving %s by %i gives %s: %s', ([id, by, order]) => {
  expect(moved(agenda, id, by).join('')).toBe(order);
});

// biome-ignore format: one case a line
test.for([
  ['c',  'a', 'before', 'cabx', 'to the front'],
  ['a',  'c', 'after',  'bcax', 'to the end of those taken'],
  ['ab', 'c', 'after',  'cabx', 'several keep their order'],
  ['a',  'a', 'after',  'abcx', 'onto itself changes nothing'],
] as const)('dropping %s at %s (%s) gives %s: %s', ([ids, target, where, order]) => {
  expect(dropped(agenda, new Set(ids), target, where).join('')).toBe(order);
});

test('an agenda stands as changed, with those left out at its end', () => {
  const order = ['c', 'x', 'a', 'b'];
  const changed = changedAgenda(agenda, { order, included: { a: false, x: true } });
  expect(changed.map(({ id, included }) => id + (included ? '+' : '-')).join(' ')).toBe('c+ x+ b+ a-');
});

test('kinds are counted as the meeting takes them, and those left out are not', () => {
  const items = [
    { kind: 'good', included: true },
    { kind: 'project', included: true },
    { kind: 'project', included: false },
    { kind: 'action', included: true },
  ] as const;
  expect(agendaCounts(items)).toEqual([
    ['action', 1],
    ['project', 1],
    ['good', 1],
  ]);
});

test('one’s own actions come first, what waits for somebody else’s word after what is owed, the earlier day before the later', () => {
  const action = (id: string, who: string, by: string, state: MeetingAction['state'] = 'open') =>
    ({ id, who, by, state }) as MeetingAction;
  const actions = [
    action('1', '李强', '2023-05-01'),
    action('2', '张敏', '2023-06-30', 'submitted'),
    action('3', '张敏', '2023-10-31'),
    action('4', 'zhangmin', '2023-07-31'),
  ];
  expect(actionsInOrder(actions, '张敏', 'zhangmin').map(({ id }) => id)).toEqual(['4', '3', '2', '1']);
});
