import type { Alert } from '#shared/alert.ts';

/** How long a scene stands, and how long a new critical alert has the screen for itself. */
export const sceneMs = 20_000;
export const takeoverMs = 10_000;
/** So many alerts are told at once; of more the number is said. */
export const mostTold = 3;

/** What became critical: the newest of it, and how many in all. */
export interface Critical {
  alerts: readonly Alert[];
  count: number;
}

/** Where the round of scenes stands. It keeps no history: days of alerts make it no larger. */
export interface Round {
  scene: number;
  /** When the scene is over; a takeover that began during it is counted in. */
  ends: number;
  takeover: (Critical & { ends: number }) | undefined;
  /** What waits for the screen: told together once it may be. */
  waiting: Critical | undefined;
  /** Until then no further takeover begins: after each the round goes on for the length of a scene. */
  quietUntil: number;
}

/** A round that begins with the first scene. */
export function startRound(now: number): Round {
  return { scene: 0, ends: now + sceneMs, takeover: undefined, waiting: undefined, quietUntil: now };
}

/**
 * The round at `now`. A machine that slept goes on with the next scene and does not make up for those it missed; a
 * clock that was set back holds nothing longer than it may last.
 */
export function roundAt(before: Round, now: number, scenes: number): Round {
  let { scene, ends, takeover, waiting, quietUntil } = before;
  ends = Math.min(ends, now + sceneMs + takeoverMs);
  quietUntil = Math.min(quietUntil, now + sceneMs + takeoverMs);
  if (takeover && (now >= takeover.ends || takeover.ends > now + takeoverMs)) takeover = undefined;
  if (!takeover && waiting && now >= quietUntil) {
    takeover = { ...waiting, ends: now + takeoverMs };
    waiting = undefined;
    quietUntil = takeover.ends + sceneMs;
    ends = Math.max(ends, now) + takeoverMs;
  }
  if (!takeover && now >= ends) {
    scene = (scene + 1) % scenes;
    ends = now + sceneMs;
  }
  return { scene, ends, takeover, waiting, quietUntil };
}

/** The round after something became critical: at once where the screen is free for it, else with what else waits. */
export function interrupt(before: Round, news: Critical, now: number, scenes: number): Round {
  const round = roundAt(before, now, scenes);
  const alerts = [...news.alerts, ...(round.waiting?.alerts ?? [])].slice(0, mostTold);
  const waiting = { alerts, count: news.count + (round.waiting?.count ?? 0) };
  return roundAt({ ...round, waiting }, now, scenes);
}

/** When the round changes next by itself. */
export function nextChange({ ends, takeover, waiting, quietUntil }: Round): number {
  if (takeover) return takeover.ends;
  return waiting ? Math.min(ends, quietUntil) : ends;
}
