/** A choice of this browser's user, such as the theme; undefined where there is none or storage is closed. */
export function remembered(name: string): string | undefined {
  try {
    return localStorage.getItem(`duibiao.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The names under which something is kept that begin so; none where storage is closed. */
export function rememberedNames(prefix: string): string[] {
  const begin = `duibiao.${prefix}`;
  try {
    const names = Object.keys(localStorage).filter(
      (key) => key.startsWith(begin) && localStorage.getItem(key),
    );
    return names.map((key) => key.slice('duibiao.'.length));
  } catch {
    return [];
  }
}

/** Keeps a choice for the next visit; where storage is closed it lasts until the page is left. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`duibiao.${name}`, value);
  } catch {
    // A browser that stores nothing is still a good browser.
  }
}
