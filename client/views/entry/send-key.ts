import type { KeyboardEvent } from 'react';

/** Ctrl+Enter (⌘+Enter) anywhere in a form sends it: the hands stay on the keys. */
export function sendKey(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing)
    return false;
  event.preventDefault();
  return true;
}
