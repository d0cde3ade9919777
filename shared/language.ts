/** The two languages of the product: Chinese first. */
export type Language = 'zh' | 'en';

/** One thing said in both languages. Which one is shown is decided where a person reads it. */
export type Said = Readonly<Record<Language, string>>;

export function said(zh: string, en: string): Said {
  return { zh, en };
}

/** The language of an `Accept-Language` header; Chinese unless English is preferred to it. */
export function languageOf(header: string | undefined): Language {
  const first = header?.split(',').find((part) => /^\s*(zh|en)\b/i.test(part));
  return first && /^\s*en/i.test(first) ? 'en' : 'zh';
}
