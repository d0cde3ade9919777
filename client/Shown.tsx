import { useQueryClient } from '@tanstack/react-query';
import { type ComponentType, lazy, useEffect, useMemo, useState } from 'react';
import { type Begun, begin, loadView, viewOf } from './begin.ts';
import type { Screen } from './screens.ts';

/** After so long a page is shown without what it waits for: the frame stands, each part says what it waits for. */
const patienceMs = 1_000;

/**
 * Begins the screen at a path and answers whether all that it begins with is here. Until then its frame is drawn as
 * any other state: React holds what a Suspense boundary gives way to back for 300 ms, however soon it is ready.
 */
export function useBegun(path: string, search: string): boolean {
  const cache = useQueryClient();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changes behind the path the view asks for itself
  const begun = useMemo(() => begin(cache, path, search), [cache, path]);
  const [come, setCome] = useState<Begun>();
  useEffect(() => {
    if (begun.isHere) return undefined;
    const arrive = () => setCome(begun);
    const timer = setTimeout(arrive, patienceMs);
    void begun.settled.then(arrive);
    return () => clearTimeout(timer);
  }, [begun]);
  return begun.isHere || come === begun;
}

/** A screen, drawn at once where its code is here. */
export function Shown({ screen, params }: { screen: Screen; params: object }) {
  const [View] = useState(() => viewOf(screen) ?? later(screen));
  return <View {...params} />;
}

const awaited = new Map<Screen, ComponentType<object>>();

function later(screen: Screen): ComponentType<object> {
  const known = awaited.get(screen);
  if (known) return known;
  const made = lazy(async () => ({ default: await loadView(screen) }));
  awaited.set(screen, made);
  return made;
}
