/** A choice of this browser's user, such as the theme; undefined where there is none or storage is closed. */
export function remembered(name: string): string | undefined {
  try {
    return localStorage.getItem(`duibiao.${name}`) ?? undefined;
  } catch {
    return undefined;
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
