import { useEffect, useRef, useState } from 'react';
import { remember, remembered } from '../../ui/remember.ts';

/** What is known of a draft beside what is in it. */
export interface Kept<Draft = unknown> {
  /** It was found here from an earlier visit. */
  restored: boolean;
  /** Begins anew, after it was sent. */
  discard: () => void;
  /** Throws it away by hand, or all of it but what is left. */
  throwAway: (left?: Draft) => void;
  /** Gives back what was thrown away, until something else is typed. */
  takeBack: (() => void) | undefined;
}

/**
 * What is being typed, kept in this browser until it is sent or thrown away: a clerk who is called to the door
 * finds it again. A draft that cannot be read is none.
 */
export function useKeptDraft<Draft>(
  name: string,
  empty: () => Draft,
  isEmpty: (draft: Draft) => boolean,
): [Draft, (next: Draft | ((before: Draft) => Draft)) => void, Kept<Draft>] {
  const [found] = useState(() => read<Draft>(name));
  const [draft, setDraft] = useState<Draft>(() => found ?? empty());
  const [restored, setRestored] = useState(found !== undefined && !isEmpty(found));
  const [thrown, setThrown] = useState<{ before: Draft; left: Draft }>();
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else remember(name, isEmpty(draft) ? '' : JSON.stringify(draft));
  }, [name, draft, isEmpty]);
  const discard = () => {
    setRestored(false);
    setThrown(undefined);
    setDraft(empty());
  };
  const throwAway = (left = empty()) => {
    setRestored(false);
    setThrown(isEmpty(draft) ? undefined : { before: draft, left });
    setDraft(left);
  };
  const takeBack = thrown && draft === thrown.left ? () => setDraft(thrown.before) : undefined;
  return [draft, setDraft, { restored, discard, throwAway, takeBack }];
}

function read<Draft>(name: string): Draft | undefined {
  const text = remembered(name);
  if (!text) return undefined;
  try {
    return JSON.parse(text) as Draft;
  } catch {
    return undefined;
  }
}
