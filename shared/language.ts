/** The two languages of the product: Chinese first. */
export type Language = 'zh' | 'en';

/** One thing said in both languages. Which one is shown is decided where a person reads it. */
export type Said = Readonly<Record<Language, string>>;

export function said(zh: string, en: string): Said {
  return { zh, en };
}

/** What was said, where it is kept: before, only the Chinese was. Also what may be a figure or a name, said to everybody alike. */
export type Told = Said | string;

/** What was told, as a reader of one language has it. */
export function toldIn(told: Told, language: Language): string {
  return typeof told === 'string' ? told : told[language];
}

/** Something said, made of others: each as its language has it. */
export function saidOf(said: (language: Language) => string): Said {
  return { zh: said('zh'), en: said('en') };
}

/** The language of an `Accept-Language` header; Chinese unless English is preferred to it. */
export function languageOf(header: string | undefined): Language {
  const first = header?.split(',').find((part) => /^\s*(zh|en)\b/i.test(part));
  return first && /^\s*en/i.test(first) ? 'en' : 'zh';
}
