import { expect, test } from 'vitest';
import { type Place, slideAfter, slideNamed, strokeOf } from '../../client/views/present/keys.ts';
import { clockText, elapsed, startedAt, toggled, turnedTo } from '../../client/views/present/timer.ts';

// biome-ignore format: one case a line
test.for<[key: string, place: Place, means: unknown, because: string]>([
  ['ArrowRight', 'slide', { do: 'next' }, 'the arrow goes on'],
  ['PageDown', 'slide', { do: 'next' }, 'as a presenter’s remote does'],
  ['PageUp', 'button', { do: 'back' }, 'also while a button has the focus'],
  [' ', 'slide', { do: 'next' }, 'space goes on'],
  [' ', 'button', undefined, 'but presses the button that has the focus'],
  [' ', 'text', undefined, 'and is a blank while somebody types'],
  ['Home', 'slide', { do: 'first' }, 'to the cover'],
  ['End', 'slide', { do: 'last' }, 'to the last item'],
  ['1', 'slide', { do: 'decide', decision: 'continue' }, 'a number decides'],
  ['4', 'slide', { do: 'decide', decision: 'rectify' }, 'in the order of the contract'],
  ['5', 'slide', { do: 'decide', decision: 'other' }, 'the fifth is something else'],
  ['6', 'slide', undefined, 'there is no sixth'],
  ['4', 'text', undefined, 'a number that is typed decides nothing'],
  ['n', 'slide', { do: 'open', panel: 'notes' }, 'notes'],
  ['V', 'slide', { do: 'open', panel: 'vouchers' }, 'capitals do as well'],
  ['v', 'text', undefined, 'a letter that is typed opens nothing'],
  ['？', 'slide', { do: 'open', panel: 'keys' }, 'the question mark of a Chinese keyboard is one'],
  ['Escape', 'text', { do: 'leave' }, 'Escape is heard from a field, too'],
  ['x', 'slide', undefined, 'what has no meaning does nothing'],
])('%s on %s: %j, %s', ([key, place, means]) => {
  expect(strokeOf({ key }, place)).toEqual(means);
});

test('with Shift space goes back; with Ctrl, Alt or ⌘ a key is the browser’s', () => {
  expect(strokeOf({ key: ' ', shiftKey: true }, 'slide')).toEqual({ do: 'back' });
  for (const held of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }])
    expect(strokeOf({ key: '1', ...held }, 'slide')).toBeUndefined();
});

// biome-ignore format: one case a line
test.for([
  ['next',  0, 1, 'from the cover to the first item'],
  ['next', 11, 11, 'after the last item nothing comes'],
  ['back',  0, 0, 'before the cover nothing was'],
  ['first', 7, 0, 'the cover'],
  ['last',  0, 11, 'the last item'],
  ['pause', 7, 7, 'what is no move stays'],
] as const)('%s at %i of eleven shows %i: %s', ([stroke, at, then]) => {
  expect(slideAfter({ do: stroke }, at, 11)).toBe(then);
});

// biome-ignore format: one case a line
test.for([
  [null, 0], ['3', 3], ['99', 11], ['-2', 0], ['two', 0], ['1.5', 0],
] as const)('the address item=%s names slide %i of eleven', ([text, slide]) => {
  expect(slideNamed(text, 11)).toBe(slide);
});

test('the stop-watch counts each slide and all of them, goes on where it was, and stands while it is paused', () => {
  const begun = startedAt('a', 1_000);
  const second = turnedTo(begun, 'b', 11_000);
  expect(elapsed(second, 16_000)).toEqual({ slide: 5_000, total: 15_000 });
  const back = turnedTo(second, 'a', 16_000);
  expect(elapsed(back, 17_000)).toEqual({ slide: 11_000, total: 16_000 });
  const paused = toggled(back, 18_000);
  expect(elapsed(paused, 60_000)).toEqual({ slide: 12_000, total: 17_000 });
  expect(elapsed(turnedTo(paused, 'b', 60_000), 90_000)).toEqual({ slide: 5_000, total: 17_000 });
  expect(elapsed(toggled(paused, 100_000), 101_000)).toEqual({ slide: 13_000, total: 18_000 });
});

test('a clock that is set back takes nothing away', () => {
  expect(elapsed(startedAt('a', 10_000), 4_000)).toEqual({ slide: 0, total: 0 });
});

// biome-ignore format: one case a line
test.for([
  [0, '0:00'], [59_999, '0:59'], [185_000, '3:05'], [3_723_000, '1:02:03'],
] as const)('%i ms are %s', ([ms, text]) => {
  expect(clockText(ms)).toBe(text);
});
