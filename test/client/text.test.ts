import { expect, test } from 'vitest';
import { accountEn, accountZh } from '../../client/text/account.ts';
import { auditEn, auditZh } from '../../client/text/audit.ts';
import { en as enOfAll } from '../../client/text/en.ts';
import { meetingsEn, meetingsZh } from '../../client/text/meetings.ts';
import { papersEn, papersZh } from '../../client/text/papers.ts';
import { tablesEn, tablesZh } from '../../client/text/tables.ts';
import { wallZh } from '../../client/text/wall.ts';
import { wallEn } from '../../client/text/wall-en.ts';
import { zh as zhOfAll } from '../../client/text/zh.ts';

const zh = { ...zhOfAll, ...accountZh, ...auditZh, ...meetingsZh, ...papersZh, ...tablesZh, ...wallZh };
const en = { ...enOfAll, ...accountEn, ...auditEn, ...meetingsEn, ...papersEn, ...tablesEn, ...wallEn };

type Tree = { readonly [key: string]: string | Tree };

const flat = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
  );
const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

test('both languages have the same keys; English has singulars beside its counted texts', () => {
  const isSingular = (key: string) => key.endsWith('_one');
  const keys = flat(en).map(([key]) => key);
  expect(keys.filter((key) => !isSingular(key))).toEqual(flat(zh).map(([key]) => key));
  const inEnglish = new Map(flat(en));
  for (const key of keys.filter(isSingular)) {
    const counted = inEnglish.get(key.slice(0, -'_one'.length)) ?? '';
    expect(blanks(counted), key).toContain('count');
    expect([...blanks(inEnglish.get(key) ?? ''), 'count'].sort(), key).toEqual(blanks(counted));
  }
});

test('a text fills in the same blanks in both languages', () => {
  const inEnglish = new Map(flat(en));
  for (const [key, text] of flat(zh)) expect(blanks(inEnglish.get(key) ?? ''), key).toEqual(blanks(text));
});

test('no text is mixed: English has no Chinese in it but the name of the other language', () => {
  const mixed = flat(en).filter(([key, text]) => key !== 'shell.chinese' && /\p{Script=Han}/u.test(text));
  expect(mixed).toEqual([]);
});

test('nothing shouts', () => {
  expect([...flat(zh), ...flat(en)].filter(([, text]) => /[!！]/.test(text))).toEqual([]);
});
