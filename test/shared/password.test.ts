import { describe, expect, test } from 'vitest';
import { asTyped, longestPassword, passwordFault } from '#shared/password.ts';

const listed = new Set(['password', 'iloveyou', 'woaini', 'qwertyuiop', 'sunshine']);
const fault = (password: string) =>
  passwordFault(password, {
    names: ['zhangmin', '张敏', '巨鹿县行政审批局', null],
    isCommon: (text) => listed.has(text),
  });

describe('a new password', () => {
  // biome-ignore format: one case a line
  test.for([
    ['tram pigeon',                    'too_short',  'eleven characters'],
    ['tram pigeon ',                   undefined,    'twelve, the blank at the end is one of them'],
    ['corecthorsebattery',             undefined,    'no digit, no mark, no capital is asked for'],
    ['春眠不觉晓处处闻啼鸟夜来',           undefined,    'twelve Chinese characters'],
    ['春眠不觉晓',                      'too_short',  'five Chinese characters, whatever their bytes'],
    ['😀😁😂🤣😃😄😅😆😉😊😋😎',        undefined,    'characters are counted, not halves of them'],
    [`long ${'sentence '.repeat(21)}`, undefined,    'a whole paragraph'],
    ['x1'.repeat(longestPassword),     'too_long',   'more than anybody types'],
    ['passwordpassword',               'common',     'a common one twice'],
    ['sunshine2024!',                  'common',     'a common one with a year and a mark'],
    ['2024-sunshine',                  'common',     'or before it'],
    ['sunshine-over-the-tram',         undefined,    'a common word among others'],
    ['aaaaaaaaaaaaaa',                 'repetitive', 'one character'],
    ['abcabcabcabcabc',                'repetitive', 'one piece'],
    ['123456789012',                   'repetitive', 'a run, with the 0 after the 9'],
    ['abcdefghijklm',                  'repetitive', 'a run of letters'],
    ['mlkjihgfedcba',                  'repetitive', 'backwards'],
    ['zhangmin2024!',                  'named',      'the user name and little else'],
    ['duibiao-Zhangmin',               'named',      'the product and the user'],
    ['巨鹿县行政审批局2024',             'named',      'the bureau'],
    ['zhangmin likes trams',           undefined,    'a name among other words'],
  ] as const)('%s is %s: %s', ([password, code]) => {
    expect(fault(password)?.code).toBe(code);
  });

  test('is the same in full width and in half, composed or not', () => {
    expect(asTyped('ｔｒａｍ　１２')).toBe('tram 12');
    expect(asTyped('e\u0301')).toBe(asTyped('\u00e9'));
    expect(fault('ｐａｓｓｗｏｒｄ２０２４')?.code).toBe('common');
  });

  test('that is refused is told why and what would be right, in both languages', () => {
    expect(fault('tram')?.message.zh).toBe('太短：现有4个字符，至少要12个；几个不相干的词连起来就好记。');
    expect(fault('duibiao-2024')?.message).toEqual({
      zh: '主要由“duibiao”这样的名称构成，很容易被猜中；名称之外至少还要有6个字符。',
      en: 'It is mostly the name "duibiao" and quickly guessed; beside names it needs at least 6 characters.',
    });
  });
});
