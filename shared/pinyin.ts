/** Whether letters may be pinyin: latin ones alone, two at least. */
export function mayBePinyin(letters: string): boolean {
  return /^[a-z][a-z ]*[a-z]$/i.test(letters);
}
