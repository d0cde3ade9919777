import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { texts } from '../support/texts.ts';

type Tree = { readonly [key: string]: string | Tree };

const zh = Object.assign({}, ...texts.zh) as Tree;
const en = Object.assign({}, ...texts.en) as Tree;

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

test('every text is used somewhere', () => {
  const root = resolve(import.meta.dirname, '../..');
  const client = codeIn(join(root, 'client')).filter((path) => !path.includes(join('client', 'text')));
  const read = (paths: string[]) => paths.map((path) => readFileSync(path, 'utf8')).join('\n');
  const screens = read([...client, join(root, 'client/text/format.ts')]);
  const named = new Set([...screens.matchAll(/['"`]([A-Za-z][\p{L}\d_.-]*)['"`]/gu)].map(([, key]) => key));
  // Words that may fill the holes of a key such as `alerts.${word}`, those of the domain among them.
  const words = new Set((screens + read(codeIn(join(root, 'shared')))).match(/[\p{L}\d_]+|[<>=]+/gu));
  const composed = [...screens.matchAll(templates)].flatMap(([text]) => keyPattern(text));
  const isUsed = (key: string) =>
    named.has(key) ||
    composed.some((pattern) => {
      const [, ...fillings] = pattern.exec(key) ?? [];
      // A hole of several words is a key's beginning that is named as a whole.
      return fillings.length > 0 && fillings.every((one) => (one.includes('.') ? named : words).has(one));
    });
  const unused = flat(zh).flatMap(([key]) => (isUsed(key.replace(/_(one|other)$/, '')) ? [] : [key]));
  expect(unused).toEqual([]);
});

/** What may be a key with holes in it: `scope.${id}Hint`. */
const hole = /\$\{(?:[^{}`]|\{[^{}]*\})*\}/;
const templates = new RegExp(`[\\w.]*(?:${hole.source}[\\w.]*)+`, 'g');

/** A key with holes as what it matches; nothing where a template can be no key. */
function keyPattern(template: string): RegExp[] {
  const [first = '', ...others] = template.split(hole).map((part) => part.replaceAll('.', '\\.'));
  if (!template.replaceAll(new RegExp(hole, 'g'), '').includes('.')) return [];
  const filling = first === '' ? '(.+)' : '([^.]+)';
  return [new RegExp(`^${[first, ...others].join(filling)}$`)];
}

function codeIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return codeIn(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
