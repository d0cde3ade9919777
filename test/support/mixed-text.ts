import type { Page } from 'playwright-core';
import { samplePlan } from '#db/sample/plan-2023.ts';
import { texts } from './texts.ts';

/** Every text that a page says: its text nodes and the names it gives to things. What declares a language is left out. */
export async function wordsOnPage(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const here = document.documentElement.lang;
    const words = new Set<string>([document.title]);
    const walker = document.createTreeWalker(
      document.body,
      NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
      (node) => {
        if (node instanceof Element) {
          const speaks = node.getAttribute('lang') ?? here;
          return speaks !== here || /^(SCRIPT|STYLE|TEXTAREA)$/i.test(node.tagName)
            ? NodeFilter.FILTER_REJECT
            : NodeFilter.FILTER_ACCEPT;
        }
        return NodeFilter.FILTER_ACCEPT;
      },
    );
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Element)
        for (const name of [
          'aria-label',
          'title',
          'placeholder',
          'alt',
          'aria-description',
          'aria-valuetext',
        ])
          words.add(node.getAttribute(name) ?? '');
      else words.add(node.nodeValue ?? '');
    }
    return [...words].map((text) => text.trim()).filter((text) => text !== '');
  });
}

/**
 * The texts that are not in the language of the page. On an English page every run of Chinese has to be something
 * that a document or a person said; on a Chinese one there is no name of a text where the text should be, and no
 * sentence of English. Neither has a text of the other language's list.
 */
export function mixedText(words: readonly string[], language: 'zh' | 'en', said: string): string[] {
  return words.filter((text) => {
    if (others[language].has(text) && !cells.has(text)) return true;
    if (language === 'zh') return isKey.test(text) || sentence.test(text);
    return (text.match(chinese) ?? []).some((run) => !said.includes(run));
  });
}

/** A whole cell of the plan: the names of its levels are words of the screens too. */
const cells = new Set(samplePlan.split(/[\t\n]/).map((cell) => cell.trim()));

const chinese = /[\u3400-\u9fff]+/g;
const isKey = /^[a-z][A-Za-z]*(\.[A-Za-z_]\w*)+$/;
const sentence = /[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}/;

function flat(texts: object): string[] {
  return Object.values(texts).flatMap((text) => (typeof text === 'string' ? [text] : flat(text)));
}

const chineseTexts = flat(texts.zh);
const englishTexts = flat(texts.en);
const onlyIn = (these: string[], those: string[]) => {
  const both = new Set(those);
  return new Set(these.filter((text) => !both.has(text)));
};
const others = { zh: onlyIn(englishTexts, chineseTexts), en: onlyIn(chineseTexts, englishTexts) };
