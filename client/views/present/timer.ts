/** A meeting's stop-watch. Instants are milliseconds; what ran before the last change is kept by slide. */
export interface Timer {
  /** The slide on which the time runs now. */
  slide: string;
  /** Since when it runs; null while it is paused. */
  since: number | null;
  /** What each slide had before. */
  spent: Readonly<Record<string, number>>;
}

/** A timer that starts now on a slide. */
export function startedAt(slide: string, now: number): Timer {
  return { slide, since: now, spent: {} };
}

/** The time goes on at another slide; one that was shown before goes on from what it had. */
export function turnedTo(timer: Timer, slide: string, now: number): Timer {
  if (slide === timer.slide) return timer;
  return { slide, since: timer.since === null ? null : now, spent: settled(timer, now) };
}

/** Pauses a running timer, and lets a paused one go on. */
export function toggled(timer: Timer, now: number): Timer {
  return timer.since === null
    ? { ...timer, since: now }
    : { ...timer, since: null, spent: settled(timer, now) };
}

/** How long this slide, and all of them, have taken. A clock that was set back takes nothing away. */
export function elapsed(timer: Timer, now: number): { slide: number; total: number } {
  const spent = settled(timer, now);
  const total = Object.values(spent).reduce((sum, each) => sum + each, 0);
  return { slide: spent[timer.slide] ?? 0, total };
}

/** `3:05`, from an hour on `1:02:03`. */
export function clockText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function settled({ slide, since, spent }: Timer, now: number): Record<string, number> {
  const running = since === null ? 0 : Math.max(0, now - since);
  return { ...spent, [slide]: (spent[slide] ?? 0) + running };
}
