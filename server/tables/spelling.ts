import { mayBePinyin } from '#shared/pinyin.ts';

/**
 * Whether a name is spelled by what was typed in latin letters: the initials of its pinyin, whole syllables or both, in
 * a row. What cannot be pinyin spells nothing. What knows the signs is loaded by the first who asks.
 * @example
 * (await spelling('myd'))('服务对象满意度') // true
 */
export async function spelling(typed: string | undefined): Promise<(name: string) => boolean> {
  if (!typed || !mayBePinyin(typed)) return () => false;
  const { match } = await import('pinyin-pro');
  const letters = typed.toLowerCase().replaceAll(' ', '');
  return (name) => match(name, letters, { continuous: true }) !== null;
}
