/** What a key does in the list of things to look at. */
export type WorkKey =
  | { do: 'move'; by: number }
  | { do: 'first' | 'last' | 'next' | 'open' | 'confirm' | 'confirmAlike' | 'correct' | 'leave' }
  | { do: 'choose'; nth: number };

/**
 * What a key means; undefined where it is nothing of the list's. While something is being typed only Escape is: it
 * leads back to the item.
 */
export function workKey(
  { key, ctrlKey, metaKey, altKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  typing: boolean,
): WorkKey | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  if (key === 'Escape') return { do: 'leave' };
  if (typing) return undefined;
  if (/^[1-9]$/.test(key)) return { do: 'choose', nth: Number(key) };
  return byKey[key];
}

const byKey: Record<string, WorkKey> = {
  j: { do: 'move', by: 1 },
  ArrowDown: { do: 'move', by: 1 },
  k: { do: 'move', by: -1 },
  ArrowUp: { do: 'move', by: -1 },
  PageDown: { do: 'move', by: 10 },
  PageUp: { do: 'move', by: -10 },
  Home: { do: 'first' },
  End: { do: 'last' },
  n: { do: 'next' },
  Enter: { do: 'open' },
  c: { do: 'confirm' },
  a: { do: 'confirmAlike' },
  e: { do: 'correct' },
};

/** Whether keys typed at this element are its own. */
export function isTyping(element: EventTarget | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  return element.matches('input:not([type=radio]):not([type=checkbox]), textarea, select');
}
