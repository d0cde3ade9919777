import { useEffect, useRef, useState } from 'react';
import { remember, remembered } from '../../ui/remember.ts';

/**
 * What is being typed, kept in this browser until it is sent or thrown away: a clerk who is called to the door
 * finds it again. `restored` says that it was found; a draft that cannot be read is none.
 */
export function useKeptDraft<Draft>(
  name: string,
  empty: () => Draft,
  isEmpty: (draft: Draft) => boolean,
): [Draft, (next: Draft | ((before: Draft) => Draft)) => void, { restored: boolean; discard: () => void }] {
  const [found] = useState(() => read<Draft>(name));
  const [draft, setDraft] = useState<Draft>(() => found ?? empty());
  const [restored, setRestored] = useState(found !== undefined && !isEmpty(found));
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else remember(name, isEmpty(draft) ? '' : JSON.stringify(draft));
  }, [name, draft, isEmpty]);
  const discard = () => {
    setRestored(false);
    setDraft(empty());
  };
  return [draft, setDraft, { restored, discard }];
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
