/** Something that is found by typing: by its text, by the note beside it such as a code, or as it is spelled. */
export interface Findable {
  id: string;
  text: string;
  note?: string | undefined;
}

/** So many are offered at once: whoever sees more reads none of them. */
const mostOffered = 100;

/**
 * What typing finds, in the order it comes, and how many more it would find. Nothing typed finds everything; the
 * empty id, which stands for "all", is found only then.
 * @example
 * foundAmong([{ id: 'A1', text: '光纤租赁', note: 'A1' }], 'a1').shown.length // 1
 */
export function foundAmong<Item extends Findable>(
  items: readonly Item[],
  typed: string,
  isSpelled: (text: string, letters: string) => boolean = () => false,
): { shown: Item[]; more: number } {
  const wanted = typed.trim().toLowerCase();
  const found = wanted
    ? items.filter(
        ({ id, text, note }) =>
          id !== '' &&
          (text.toLowerCase().includes(wanted) ||
            note?.toLowerCase().includes(wanted) ||
            isSpelled(text, wanted)),
      )
    : items;
  return { shown: found.slice(0, mostOffered), more: Math.max(0, found.length - mostOffered) };
}
