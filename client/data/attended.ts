const quietMs = 60_000;
let touchedAt = Date.now();

const touched = () => {
  touchedAt = Date.now();
};
if (typeof window !== 'undefined')
  for (const sign of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'])
    window.addEventListener(sign, touched, { passive: true, capture: true });

/**
 * Whether nobody has touched the page for a minute. A screen on the wall is looked at and never touched: it
 * counts as attended, and ends with the session's last hour all the same.
 */
export function isUnattended(): boolean {
  return Date.now() - touchedAt > quietMs && !location.pathname.startsWith('/wall');
}
