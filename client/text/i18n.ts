import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '#shared/language.ts';
import { remember } from '../ui/remember.ts';
import type { AccountTexts } from './account.ts';
import type { AuditTexts } from './audit.ts';
import { chosenLanguage, tellLanguage } from './language.ts';
import type { MeetingTexts } from './meetings.ts';
import type { PaperTexts } from './papers.ts';
import type { TablesTexts } from './tables.ts';
import type { TourTexts } from './tour.ts';
import { type WallTexts, wallZh } from './wall.ts';
import { type Texts, zh } from './zh.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: {
      translation: Texts &
        AccountTexts &
        AuditTexts &
        MeetingTexts &
        PaperTexts &
        TablesTexts &
        TourTexts &
        WallTexts;
    };
  }
}

// Before any screen is here: each brings texts of its own.
void i18next.use(initReactI18next).init({
  lng: 'zh',
  fallbackLng: 'zh',
  resources: { zh: { translation: { ...zh, ...wallZh } } },
  interpolation: { escapeValue: false },
  returnNull: false,
});

/** Starts the texts in the language chosen last. English is loaded when wanted. */
export async function startText(): Promise<void> {
  await speak(chosenLanguage());
}

/** Adds the texts that a screen brings, so that they are there before it is shown. */
export function addTexts(texts: Readonly<Record<Language, object>>): void {
  for (const [language, added] of Object.entries(texts))
    i18next.addResourceBundle(language, 'translation', added, true);
}

/** Changes the language of everything said from now on; answers of the server have to be asked for again. */
export async function chooseLanguage(language: Language): Promise<void> {
  remember('language', language);
  await speak(language);
}

let hasEnglish = false;

async function speak(language: Language): Promise<void> {
  if (language === 'en' && !hasEnglish) {
    const { english } = await import('./english.ts');
    i18next.addResourceBundle('en', 'translation', english, true);
    hasEnglish = true;
  }
  tellLanguage(language);
  await i18next.changeLanguage(language);
}

/** The language spoken now. */
export function spokenLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'zh';
}
