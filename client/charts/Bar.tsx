/** One part of a bar: its share of the whole between 0 and 1, and how it is filled. */
export interface Part {
  name: string;
  share: number;
}

/** A thin bar of parts, with a tick where something was to be. The words beside it say the same. */
export function Bar({ parts, tick, label }: { parts: readonly Part[]; tick?: number; label: string }) {
  return (
    <div className="bar" role="img" aria-label={label}>
      {parts.map(({ name, share }) => (
        <i key={name} className={name} style={{ width: `${share * 100}%` }} />
      ))}
      {tick !== undefined && <b style={{ left: `${Math.min(1, tick) * 100}%` }} />}
    </div>
  );
}

/** part ÷ whole for drawing only; 0 where there is no whole. */
export function shareOf(part: string | number, whole: string | number): number {
  return Number(whole) > 0 ? Math.min(1, Math.max(0, Number(part) / Number(whole))) : 0;
}
