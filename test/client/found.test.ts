import { expect, test } from 'vitest';
import { isFound } from '../../client/ui/found.ts';
import { initialsOf, isSpelled } from '../../client/ui/table/pinyin.ts';

const items = [
  { id: '', text: '全部项目' },
  { id: '13052923P00533C10004D', text: '光纤租赁和短信机费用', note: '13052923P00533C10004D' },
  { id: '13052923P00A1KL100038', text: '软件正版化', note: '13052923P00A1KL100038' },
];

// biome-ignore format: one case a line
test.for([
  ['',        ['全部项目', '光纤租赁和短信机费用', '软件正版化'], 'nothing typed'],
  ['短信',    ['光纤租赁和短信机费用'],                           'part of the name'],
  ['a1kl',    ['软件正版化'],                                     'part of the code, in small letters'],
  ['gxzl',    ['光纤租赁和短信机费用'],                           'initials'],
  ['zhengban', ['软件正版化'],                                    'syllables'],
  ['全部',    [],                                                 '"all" is not looked for'],
  ['水利',    [],                                                 'what is not there'],
] as const)('“%s” finds %j: %s', ([typed, texts]) => {
  const found = items.filter((item) => isFound(item, typed, isSpelled));
  expect(found.map(({ text }) => text)).toEqual(texts);
});

test('initials of a name, with the letters and figures that stand in it', () => {
  expect(initialsOf('光纤租赁A2期')).toBe('gxzlA2q');
});
