import { type ReactNode, useEffect, useRef } from 'react';
import { type Moment, useMoment } from '../data/moment.ts';

const lastsMs = 1_600;

/**
 * A figure that is marked for a moment when it changes by itself. Not at first, and not where one looks at another
 * day or year: then it is another figure. `of` is what it says.
 */
export function Moved({ of, children }: { of: string; children: ReactNode }) {
  return (
    <MovedAt of={of} at={momentKey(useMoment())}>
      {children}
    </MovedAt>
  );
}

/** A moment as a word. It changes with the figures and not with the address, which is ahead of them. */
export function momentKey({ year = '', asOf = '' }: Moment): string {
  return `${year} ${asOf}`;
}

/** The same where it is known which day and year one looks at: a thousand rows need not each listen for it. */
export function MovedAt({ of, at, children }: { of: string; at: string; children: ReactNode }) {
  const place = useRef<HTMLSpanElement>(null);
  const before = useRef({ of, at });
  useEffect(() => {
    const changed = before.current.of !== of && before.current.at === at;
    before.current = { of, at };
    const element = place.current;
    if (!changed || !element) return undefined;
    element.dataset.moved = '';
    const timer = setTimeout(() => delete element.dataset.moved, lastsMs);
    return () => {
      clearTimeout(timer);
      delete element.dataset.moved;
    };
  }, [of, at]);
  return (
    <span ref={place} className="moved">
      {children}
    </span>
  );
}
