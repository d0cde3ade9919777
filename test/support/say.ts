import type { Language } from '#shared/language.ts';
import { accountEn, accountZh } from '../../client/text/account.ts';
import { auditEn, auditZh } from '../../client/text/audit.ts';
import { en } from '../../client/text/en.ts';
import { meetingsEn, meetingsZh } from '../../client/text/meetings.ts';
import { papersEn, papersZh } from '../../client/text/papers.ts';
import { tablesEn, tablesZh } from '../../client/text/tables.ts';
import { tourEn, tourZh } from '../../client/text/tour.ts';
import { wallZh } from '../../client/text/wall.ts';
import { wallEn } from '../../client/text/wall-en.ts';
import { zh } from '../../client/text/zh.ts';

const texts: Record<Language, readonly object[]> = {
  zh: [zh, accountZh, auditZh, meetingsZh, papersZh, tablesZh, tourZh, wallZh],
  en: [en, accountEn, auditEn, meetingsEn, papersEn, tablesEn, tourEn, wallEn],
};

/** What a text of the dashboard is called, such as `move.close`. */
export type Say = (key: string) => RegExp;

/**
 * How the dashboard says something in a language, to find it on a page by: the whole text, with anything where a
 * figure or a name is put in. A text that is not there is a mistake in the test.
 */
export function saying(language: Language): Say {
  return (key) => {
    const path = key.split('.');
    const found = texts[language]
      .map((list) => path.reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], list))
      .find((text) => typeof text === 'string');
    if (typeof found !== 'string') throw new Error(`no text is called ${key}`);
    const parts = found.split(/\{\{\w+\}\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^\\s*${parts.join('.*')}`);
  };
}
