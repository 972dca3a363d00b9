/** Languages of the screens. Italian first: it is also what is shown where another language lacks a word. French is that of the street: complete there, and where one is on the way. */
export const screenLanguages = ['it', 'en', 'fr'] as const;
export type ScreenLanguage = (typeof screenLanguages)[number];

export { directionOf } from '../direction.ts';
export { languageCodes } from '../language-codes.ts';

/** The locale for dates and numbers: Italy's customs also in the English interface, where days come before months. */
export function localeOf(language: string): string {
  const locales: Readonly<Record<string, string>> = { it: 'it-IT', en: 'en-GB', fr: 'fr-FR', ar: 'ar-AE' };
  return locales[language] ?? language;
}

/** The first of the person's languages in which we have screens. */
export function chooseLanguage(wanted: readonly string[]): ScreenLanguage {
  for (const tag of wanted) {
    const found = screenLanguages.find((language) => language === tag.split('-')[0]?.toLowerCase());
    if (found) return found;
  }
  return 'it';
}

/** Countries that people may come from (ISO 3166-1, and XK). */
export const countryCodes: readonly string[] = 'AF AL DZ AO AR AM AU AT AZ BH BD BY BE BJ BT BO BA BR BG BF BI KH CM CA CV CF TD CL CN CO KM CG CD CR CI HR CU CY CZ DK DJ DO EC EG SV GQ ER EE ET FI FR GA GM GE DE GH GR GT GN GW HT HN HU IN ID IR IQ IE IL IT JM JP JO KZ KE KW KG LA LV LB LR LY LT LU MG MW MY ML MT MR MU MX MD MN ME MA MZ MM NA NP NL NI NE NG KP MK NO OM PK PS PA PY PE PH PL PT QA RO RU RW SA SN RS SL SG SK SI SO ZA KR SS ES LK SD SE CH SY TW TJ TZ TH TG TN TR TM UG UA AE GB US UY UZ VE VN YE ZM ZW XK'.split(' ');
