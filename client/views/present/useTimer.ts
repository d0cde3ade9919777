import { useEffect, useState } from 'react';
import { useNow } from '../../ui/useNow.ts';
import { clockText, elapsed, startedAt, toggled, turnedTo } from './timer.ts';

/** The stop-watch as a presentation shows it; it starts with the first slide and runs until it is paused. */
export interface ShownTimer {
  slide: string;
  total: string;
  paused: boolean;
  toggle(): void;
}

/** Runs the stop-watch along with the slide that is shown. */
export function useTimer(slide: string): ShownTimer {
  const [timer, setTimer] = useState(() => startedAt(slide, Date.now()));
  const now = useNow(500);
  useEffect(() => setTimer((before) => turnedTo(before, slide, Date.now())), [slide]);
  const taken = elapsed(timer, now);
  return {
    slide: clockText(taken.slide),
    total: clockText(taken.total),
    paused: timer.since === null,
    toggle: () => setTimer((before) => toggled(before, Date.now())),
  };
}
