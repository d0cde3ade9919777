import { match, pinyin } from 'pinyin-pro';

/**
 * Whether a name holds what was typed in latin letters, by its pinyin: initials, whole syllables or both, in a row.
 * @example
 * isSpelled('政务网络运行维护费', 'zwwl') // true
 * isSpelled('政务网络运行维护费', 'wangluo') // true
 */
export function isSpelled(name: string, letters: string): boolean {
  return match(name, letters.toLowerCase().replaceAll(' ', ''), { continuous: true }) !== null;
}

/**
 * The initials of a name; what is no Chinese sign stays.
 * @example
 * initialsOf('光纤租赁') // 'gxzl'
 */
export function initialsOf(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array' }).join('');
}
