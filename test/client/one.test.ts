import { describe, expect, test } from 'vitest';
import { accountEn } from '../../client/text/account.ts';
import { auditEn } from '../../client/text/audit.ts';
import { en } from '../../client/text/en.ts';
import { meetingsEn } from '../../client/text/meetings.ts';
import { enOfOne } from '../../client/text/one.ts';
import { tablesEn } from '../../client/text/tables.ts';
import { wallEn } from '../../client/text/wall.ts';

const lists = [en, accountEn, auditEn, meetingsEn, tablesEn, wallEn];

function flat(texts: object, under = ''): [string, string][] {
  return Object.entries(texts).flatMap(([name, text]) =>
    typeof text === 'string' ? [[under + name, text] as [string, string]] : flat(text, `${under}${name}.`),
  );
}

const several = new Map(lists.flatMap((list) => flat(list)));

describe('what English says of one thing', () => {
  test.each(flat(enOfOne))('%s stands beside a text of several that counts', (name, text) => {
    const ofSeveral = several.get(name.replace(/_one$/, ''));
    expect(ofSeveral).toContain('{{count}}');
    // It may leave the figure out, but it may not ask for what it is not given.
    for (const [asked] of text.matchAll(/\{\{\w+\}\}/g)) expect(ofSeveral).toContain(asked);
  });
});
