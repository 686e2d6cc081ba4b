/** The two languages of the course. Neither is the original: a lesson exists in both or not at all. */
export const locales = ['ko', 'en'] as const;
export type Locale = (typeof locales)[number];

/** A piece of text in both languages. */
export type Text = Readonly<Record<Locale, string>>;

export const localeNames: Record<Locale, string> = { ko: '한국어', en: 'English' };

/** The other language, for the switch. */
export function otherLocale(locale: Locale): Locale {
  return locale === 'ko' ? 'en' : 'ko';
}

export function isLocale(value: string): value is Locale {
  return (locales as readonly string[]).includes(value);
}
