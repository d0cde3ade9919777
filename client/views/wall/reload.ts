const againMs = 30_000;

let isWaiting = false;

/**
 * Loads the page anew as soon as the server answers. Never while it does not: the browser's own page of errors would
 * stand on the wall until somebody comes.
 */
export function reloadWhenServed(afterMs: number): void {
  if (isWaiting) return;
  isWaiting = true;
  setTimeout(async () => {
    const answer = await fetch(location.href, { cache: 'no-store' }).catch(() => undefined);
    isWaiting = false;
    if (answer?.ok) location.reload();
    else reloadWhenServed(againMs);
  }, afterMs);
}
