import { expect, test } from 'vitest';
import { mayBePinyin } from '#shared/pinyin.ts';
import { isSpelled } from '../../client/ui/table/pinyin.ts';

// biome-ignore format: one case a line
test.for([
  ['政务网络运行维护费', 'zwwl',     true,  'initials'],
  ['政务网络运行维护费', 'ZWWL',     true,  'in capitals'],
  ['政务网络运行维护费', 'yxwh',     true,  'from the middle'],
  ['政务网络运行维护费', 'zhengwu',  true,  'whole syllables'],
  ['政务网络运行维护费', 'zheng wu', true,  'with a space'],
  ['政务网络运行维护费', 'zhengwwl', true,  'both'],
  ['行政审批局设备',     'xzsp',     true,  'a sign with two readings'],
  ['政务网络运行维护费', 'zwyx',     false, 'not in a row'],
  ['光纤租赁',           'zwwl',     false, 'another name'],
] as const)('%s by %s: %s, %s', ([name, letters, found]) => {
  expect(isSpelled(name, letters)).toBe(found);
});

// biome-ignore format: one case a line
test.for([
  ['zw', true], ['zheng wu', true], ['z', false], ['A-1', false], ['政务', false], ['政务zw', false], ['', false],
] as const)('%s may be pinyin: %s', ([letters, may]) => {
  expect(mayBePinyin(letters)).toBe(may);
});
