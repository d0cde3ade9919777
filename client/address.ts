import { isOnWall } from './data/wall-link.ts';
import { type At, missing, type Screen, screens } from './screens.ts';

/** The screen at a path, and what the path says in its places. */
export function screenAt(path: string): { screen: Screen; params: Readonly<Record<string, string>> } {
  for (const one of screens) {
    const match = pattern(one.path).exec(path);
    if (match) return { screen: one, params: decoded(match.groups) };
  }
  return { screen: missing, params: {} };
}

/** What stands behind the path of a URL. */
export function atOf(search: string): At {
  const query = new URLSearchParams(search);
  const moment = { year: query.get('year') ?? undefined, asOf: query.get('asOf') ?? undefined };
  return { moment, query };
}

/** Whether nothing stands around a screen: the wall, and what a meeting is shown. */
export function isBare(path: string): boolean {
  return isOnWall(path) || /^\/meetings\/[^/]+\/present\/?$/.test(path);
}

function pattern(path: string): RegExp {
  const places = path.replace(/\/:(\w+)(\??)/g, (_, name: string, optional: string) =>
    optional ? `(?:/(?<${name}>[^/]+))?` : `/(?<${name}>[^/]+)`,
  );
  return new RegExp(`^${places}/?$`, 'i');
}

function decoded(groups: Record<string, string | undefined> = {}): Record<string, string> {
  const given = Object.entries(groups).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]]));
  return Object.fromEntries(given.map(([name = '', text = '']) => [name, plain(text)]));
}

/** A text of a URL as it was meant; one that is no proper encoding stays. */
function plain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
