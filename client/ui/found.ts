/** Something that is found by typing: by its text, by the note beside it such as a code, or as it is spelled. */
export interface Findable {
  id: string;
  text: string;
  note?: string | undefined;
}

/**
 * Whether typing means an item. Nothing typed means everything; the empty id, which stands for "all", is meant only
 * then.
 * @example
 * isFound({ id: 'A1', text: '光纤租赁', note: 'A1' }, 'a1') // true
 */
export function isFound(
  { id, text, note }: Findable,
  typed: string,
  isSpelled: (text: string, letters: string) => boolean = () => false,
): boolean {
  const wanted = typed.trim().toLowerCase();
  if (!wanted) return true;
  if (id === '') return false;
  return [text, note].some((one) => one?.toLowerCase().includes(wanted)) || isSpelled(text, wanted);
}
