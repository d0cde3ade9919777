import { type RefObject, useEffect, useRef, useState } from 'react';

/** What had the focus when the dialog opened that is open now, or the first of several that follow each other. */
let opener: Element | null = null;

/**
 * Keeps the focus from being lost around a dialog. Inside: where the button in focus is disabled while something is
 * sent, or goes away with a step, the dialog itself takes it. Afterwards: whatever opened the first of several
 * dialogs in a row has it again, and where that is gone the page's main part.
 */
export function useFocusInAndBack(): RefObject<HTMLElement | null> {
  const box = useRef<HTMLElement>(null);
  const [from] = useState(() => {
    const now = document.activeElement;
    if (now && now !== document.body && !now.closest('.veil')) opener = now;
    return opener;
  });
  useEffect(() => {
    const dialog = box.current;
    if (!dialog) return;
    const keepIn = new MutationObserver(() => {
      if (isLost() && dialog.isConnected) dialog.focus();
    });
    keepIn.observe(dialog, { subtree: true, childList: true, attributeFilter: ['disabled'] });
    return () => {
      keepIn.disconnect();
      giveFocusBack(from);
    };
  }, [from]);
  return box;
}

/**
 * Where the focus was lost with what had it, gives it to an element, or where that is gone to the main part of the
 * page. It waits for what closes to make its own attempt, which knows only of what was there when it opened.
 */
export function giveFocusBack(to: Element | null): void {
  setTimeout(() => {
    if (document.querySelector('.veil')) return;
    // No dialog follows: the next one is opened by something else.
    opener = null;
    if (!isLost()) return;
    const there = to instanceof HTMLElement && to.isConnected && !to.matches(':disabled');
    const target = there ? to : document.getElementById('main');
    target?.focus({ preventScroll: true });
  }, 50);
}

/** Whether nothing has the focus, or something that cannot be used. */
function isLost(): boolean {
  const now = document.activeElement;
  return !now || now === document.body || now.matches(':disabled');
}
