import type { Language } from '#shared/language.ts';
import { texts } from './texts.ts';

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
