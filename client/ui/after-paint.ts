/** A page that is never painted, such as one in a tab behind others, gets what it is owed after so long. */
const latestMs = 3_000;

/**
 * Calls back once, when what stands in the document now has been painted and the browser has nothing more
 * urgent to do. Returns what calls it off.
 */
export function afterPaint(call: () => void): () => void {
  const stops: (() => void)[] = [];
  const stop = () => {
    for (const each of stops.splice(0)) each();
  };
  const now = () => {
    stop();
    call();
  };
  const timer = setTimeout(now, latestMs);
  stops.push(() => clearTimeout(timer));
  // A frame's callbacks run before it is painted: at the second frame the first is on the screen.
  const frame = (next: () => void) => {
    const id = requestAnimationFrame(next);
    stops.push(() => cancelAnimationFrame(id));
  };
  frame(() => frame(() => stops.push(whenIdle(now))));
  return stop;
}

/** Not every browser says when it is idle. */
function whenIdle(call: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(call, 200);
    return () => clearTimeout(timer);
  }
  const id = window.requestIdleCallback(call);
  return () => window.cancelIdleCallback(id);
}
