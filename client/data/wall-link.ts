import type { Session } from '#shared/api.ts';
import { base } from './request.ts';

/** Where the wall is. */
export const wallPath = '/wall';

/** Whether this page is the one on the wall. */
export function isOnWall(path = location.pathname): boolean {
  return path === wallPath || path === `${wallPath}/`;
}

/** The address of a wall's link. Its secret stands behind the #, which no browser sends and no server logs. */
export function wallLink(secret: string): string {
  return `${location.origin}${wallPath}#${secret}`;
}

/**
 * Where the page was opened by a wall's link: hands the secret in for a cookie, and takes it out of the address. A
 * server that is away leaves it there for the next try; one that does not know it lets the page say so.
 */
export async function openWallLink(): Promise<Session | undefined> {
  const secret = /^#(dbw_[\w-]+)$/.exec(location.hash)?.[1];
  if (!secret || !isOnWall()) return undefined;
  const body = JSON.stringify({ secret });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${base}session/wall`, { method: 'POST', headers, body }).catch(() => undefined);
  if (!answer || answer.status >= 500) return undefined;
  history.replaceState(null, '', location.pathname + location.search);
  return answer.ok ? ((await answer.json()) as Session) : undefined;
}
