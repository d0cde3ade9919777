import { useEffect, useReducer } from 'react';
import { type Critical, interrupt, nextChange, type Round, roundAt, startRound } from './round.ts';

const shortest = 50;

/** The round of so many scenes, moving by itself; and how to interrupt it. One timer is set at any time. */
export function useRound(scenes: number): [Round, (news: Critical) => void] {
  const [round, dispatch] = useReducer(
    (before: Round, { now, news }: { now: number; news?: Critical }) =>
      news ? interrupt(before, news, now, scenes) : roundAt(before, now, scenes),
    undefined,
    () => startRound(Date.now()),
  );
  // Every step makes a new round, also one that came too early and changed nothing: so the timer is always set again.
  useEffect(() => {
    const wait = Math.max(shortest, nextChange(round) - Date.now());
    const timer = setTimeout(() => dispatch({ now: Date.now() }), wait);
    return () => clearTimeout(timer);
  }, [round]);
  return [round, (news) => dispatch({ now: Date.now(), news })];
}
