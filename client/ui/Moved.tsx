import { type ReactNode, useEffect, useRef } from 'react';
import { useSearch } from 'wouter';

const lastsMs = 1_600;

/**
 * A figure that is marked for a moment when it changes by itself. Not at first, and not where one looks at another
 * day or year: then it is another figure. `of` is what it says.
 */
export function Moved({ of, children }: { of: string; children: ReactNode }) {
  const place = useRef<HTMLSpanElement>(null);
  const search = useSearch();
  const before = useRef({ of, search });
  useEffect(() => {
    const changed = before.current.of !== of && before.current.search === search;
    before.current = { of, search };
    const element = place.current;
    if (!changed || !element) return undefined;
    element.dataset.moved = '';
    const timer = setTimeout(() => delete element.dataset.moved, lastsMs);
    return () => {
      clearTimeout(timer);
      delete element.dataset.moved;
    };
  }, [of, search]);
  return (
    <span ref={place} className="moved">
      {children}
    </span>
  );
}
