const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** The direction in which a language is written; script subtags are honoured (`az-Arab`). */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const [tongue = '', script = ''] = language.split('-');
  return rightToLeft.has(tongue.toLowerCase()) || script === 'Arab' || script === 'Hebr' ? 'rtl' : 'ltr';
}
