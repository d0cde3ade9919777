/** Which rows of a long list are drawn: from the first on, to the last but not with it. */
export interface Span {
  from: number;
  to: number;
}

/** The rows drawn when `at` is the one to see: as many before as behind, inside the list. */
export function spanAround(at: number, count: number, size: number): Span {
  const from = Math.max(0, Math.min(at - Math.floor(size / 2), count - size));
  return { from, to: Math.min(count, from + size) };
}

/** The span with `at` in it: as it is where it holds it already, else around it. */
export function spanWith(span: Span, at: number, count: number, size: number): Span {
  const held = { from: span.from, to: Math.min(count, Math.max(span.to, span.from + size)) };
  const inside = at >= held.from && at < held.to;
  return inside || at < 0
    ? held.from < count || count === 0
      ? held
      : spanAround(0, count, size)
    : spanAround(at, count, size);
}
