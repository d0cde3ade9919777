import type { Indicator } from '#shared/api.ts';

/** What a bullet draws, each between 0 (left) and 1 (right). */
export interface BulletPlaces {
  target: number;
  /** The side on which the target is met. */
  good: 'right' | 'left';
  last: number;
  history: number[];
}

/**
 * Places for an indicator whose target and values are numbers; undefined for words, dates and an
 * indicator without values. The window is fitted to target and values, so that 98.5 can be told from 99.
 */
export function bulletPlaces(
  indicator: Pick<Indicator, 'target' | 'values' | 'last'>,
): BulletPlaces | undefined {
  const { target, values, last } = indicator;
  const aim = numberIn(target.value);
  const reached = last && numberIn(last.value);
  if (target.kind !== 'number' || aim === undefined || reached === undefined || reached === null) {
    return undefined;
  }
  const numbers = values.map(({ value }) => numberIn(value)).filter((value) => value !== undefined);
  const [low, high] = windowAround([aim, reached, ...numbers], target.unit === '%');
  const place = (value: number) => Math.min(1, Math.max(0, (value - low) / (high - low)));
  const below = target.operator === '<=' || target.operator === '<';
  return {
    target: place(aim),
    good: below ? 'left' : 'right',
    last: place(reached),
    history: numbers.slice(0, -1).map(place),
  };
}

/** The number a value begins with: 98.5 of `98.5%`; undefined for words and dates. */
export function numberIn(text: string): number | undefined {
  if (/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined;
  const match = /^\s*(-?\d+(?:\.\d+)?)/.exec(text);
  return match ? Number(match[1]) : undefined;
}

function windowAround(numbers: readonly number[], isPercent: boolean): [number, number] {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const room = Math.max((most - least) * 0.35, isPercent ? 1.5 : most * 0.25, 0.5);
  const low = Math.max(0, least - room);
  const high = isPercent && most <= 100 ? Math.min(100, most + room) : most + room;
  return [low, high];
}
