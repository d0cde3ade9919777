/**
 * Whether a name is spelled by what was typed in latin letters: the initials of its pinyin, whole syllables or both, in
 * a row. Other letters spell nothing, nor does one alone. What knows the signs is loaded by the first who asks.
 * @example
 * (await spelling('myd'))('服务对象满意度') // true
 */
export async function spelling(typed: string | undefined): Promise<(name: string) => boolean> {
  if (!typed || !/^[a-z][a-z ]*[a-z]$/i.test(typed)) return () => false;
  const { match } = await import('pinyin-pro');
  const letters = typed.toLowerCase().replaceAll(' ', '');
  return (name) => match(name, letters, { continuous: true }) !== null;
}
