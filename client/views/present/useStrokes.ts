import { useEffect, useRef } from 'react';
import { type Place, type Stroke, strokeOf } from './keys.ts';

/** Hears the keyboard wherever the focus is; what an input method is composing is not for us. */
export function useStrokes(onStroke: (stroke: Stroke) => void): void {
  const latest = useRef(onStroke);
  useEffect(() => {
    latest.current = onStroke;
  });
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return;
      const stroke = strokeOf(event, placeOf(event.target));
      if (!stroke) return;
      event.preventDefault();
      latest.current(stroke);
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
}

function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof Element)) return 'slide';
  if (target.closest('input:not([type="radio"]), textarea, select, [contenteditable]')) return 'text';
  return target.closest('button, a, summary, [role="button"]') ? 'button' : 'slide';
}
