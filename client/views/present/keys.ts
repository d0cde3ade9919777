import type { Decision } from '#shared/meeting.ts';
import { decisions } from '../meetings/words.ts';

/** What a key does while a meeting is being presented. */
export type Stroke =
  | { do: 'next' | 'back' | 'first' | 'last' | 'leave' | 'pause' | 'fullscreen' | 'up' | 'down' }
  | { do: 'open'; panel: Panel }
  | { do: 'decide'; decision: Decision };

/** What can be opened over or beside a slide. */
export type Panel = 'notes' | 'vouchers' | 'compare' | 'actions' | 'keys';

/** Where the keyboard is: in a field one types into, on a button, or on the slide itself. */
export type Place = 'text' | 'button' | 'slide';

interface Press {
  key: string;
  shiftKey?: boolean;
  ctrlKey?: boolean;
  altKey?: boolean;
  metaKey?: boolean;
}

const moves: Record<string, Stroke> = {
  ArrowRight: { do: 'next' },
  ArrowDown: { do: 'down' },
  PageDown: { do: 'next' },
  ArrowLeft: { do: 'back' },
  ArrowUp: { do: 'up' },
  PageUp: { do: 'back' },
  Home: { do: 'first' },
  End: { do: 'last' },
  n: { do: 'open', panel: 'notes' },
  v: { do: 'open', panel: 'vouchers' },
  c: { do: 'open', panel: 'compare' },
  a: { do: 'open', panel: 'actions' },
  '?': { do: 'open', panel: 'keys' },
  '？': { do: 'open', panel: 'keys' },
  p: { do: 'pause' },
  f: { do: 'fullscreen' },
};

/**
 * What a press means. A presenter's remote sends PageUp and PageDown. While somebody types only Escape is heard,
 * and a button in focus keeps Space and Enter for itself; with Ctrl, Alt or ⌘ a key belongs to the browser.
 */
export function strokeOf(press: Press, place: Place): Stroke | undefined {
  const { key, shiftKey, ctrlKey, altKey, metaKey } = press;
  if (ctrlKey || altKey || metaKey) return undefined;
  if (key === 'Escape') return { do: 'leave' };
  if (place === 'text') return undefined;
  if (key === ' ') return place === 'button' ? undefined : { do: shiftKey ? 'back' : 'next' };
  const decision = /^[1-9]$/.test(key) ? decisions[Number(key) - 1] : undefined;
  if (decision) return { do: 'decide', decision };
  return moves[key.length === 1 ? key.toLowerCase() : key];
}

/** The slide that a stroke leads to, of `count` items behind the cover, which is 0; it stays where it cannot go on. */
export function slideAfter(stroke: Stroke, at: number, count: number): number {
  switch (stroke.do) {
    case 'next':
      return Math.min(count, at + 1);
    case 'back':
      return Math.max(0, at - 1);
    case 'first':
      return 0;
    case 'last':
      return count;
    default:
      return at;
  }
}

/** The slide an address names, held inside; the cover for anything that is no number. */
export function slideNamed(text: string | null, count: number): number {
  const named = Number(text);
  return Number.isInteger(named) ? Math.min(count, Math.max(0, named)) : 0;
}
