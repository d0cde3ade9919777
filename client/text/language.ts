import type { Language } from '#shared/language.ts';
import { remembered } from '../ui/remember.ts';

/** The language chosen last in this browser; Chinese where none was. */
export function chosenLanguage(): Language {
  return remembered('language') === 'en' ? 'en' : 'zh';
}

/** Says the language on the page, for readers of screens and for every request. */
export function tellLanguage(language: Language): void {
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
}
