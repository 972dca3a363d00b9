/** Nationalities in every form a register uses: country, adjective, code, nickname. */
import type { Mark } from '../contract.ts';
import type { Cell } from './grid.ts';
import { clean, key } from './text.ts';
import { mark, nothing, type Reading, saysUnknown } from './values.ts';

export interface NationalityFact {
  readonly codes: readonly string[];
  readonly words: string;
}

/** All ISO 3166-1 alpha-2 codes in use. */
export const COUNTRIES = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU ' +
  'CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE ' +
  'IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU ' +
  'MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO ' +
  'SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ');

const EU = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '));

/** Adjectives by stem: the ending o/a/i/e is added in reading. Both "romen-" and "rumen-" are written. */
const ADJECTIVES: Readonly<Record<string, string>> = {
  afgan: 'AF', alban: 'AL', algerin: 'DZ', angolan: 'AO', argentin: 'AR', armen: 'AM', bangladesh: 'BD', bielorus: 'BY', bolivian: 'BO', bosniac: 'BA',
  brasilian: 'BR', bulgar: 'BG', burkinab: 'BF', camerunens: 'CM', capoverdian: 'CV', cilen: 'CL', cines: 'CN', colombian: 'CO', congoles: 'CD', croat: 'HR',
  cuban: 'CU', dominican: 'DO', ecuadorian: 'EC', egizian: 'EG', eritre: 'ER', etiop: 'ET', filippin: 'PH', frances: 'FR', gambian: 'GM', georgian: 'GE',
  ghanes: 'GH', giordan: 'JO', guinean: 'GN', indian: 'IN', irachen: 'IQ', iranian: 'IR', italian: 'IT', ivorian: 'CI', kosovar: 'XK', libanes: 'LB',
  liberian: 'LR', libic: 'LY', macedon: 'MK', malian: 'ML', marocchin: 'MA', mauritan: 'MR', moldav: 'MD', montenegrin: 'ME', nepales: 'NP', nigerian: 'NG',
  nigerin: 'NE', pakistan: 'PK', palestines: 'PS', peruvian: 'PE', polacc: 'PL', portoghes: 'PT', romen: 'RO', rumen: 'RO', russ: 'RU', salvadoregn: 'SV',
  senegales: 'SN', serb: 'RS', sierraleones: 'SL', sirian: 'SY', somal: 'SO', spagnol: 'ES', sudanes: 'SD', sudsudanes: 'SS', tedesc: 'DE', thailandes: 'TH',
  togoles: 'TG', tunisin: 'TN', turc: 'TR', ucrain: 'UA', ungheres: 'HU', uzbec: 'UZ', venezuelan: 'VE', vietnamit: 'VN', yemenit: 'YE', srilankes: 'LK',
};

const ENGLISH_ADJECTIVES: Readonly<Record<string, string>> = {
  afghan: 'AF', albanian: 'AL', algerian: 'DZ', bangladeshi: 'BD', bulgarian: 'BG', chinese: 'CN', egyptian: 'EG', gambian: 'GM', ghanaian: 'GH', indian: 'IN',
  ivorian: 'CI', malian: 'ML', moroccan: 'MA', nigerian: 'NG', pakistani: 'PK', polish: 'PL', romanian: 'RO', russian: 'RU', senegalese: 'SN', somali: 'SO',
  syrian: 'SY', tunisian: 'TN', turkish: 'TR', ukrainian: 'UA',
};

/** Short and worn forms. They are understood, and marked. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  pak: 'PK', mar: 'MA', nig: 'NG', nga: 'NG', sen: 'SN', gam: 'GM', gmb: 'GM', mli: 'ML', civ: 'CI', rom: 'RO', rou: 'RO', ukr: 'UA', ucr: 'UA', ind: 'IN', egy: 'EG',
  bgd: 'BD', ban: 'BD', bangla: 'BD', bangladese: 'BD', bengalese: 'BD', tun: 'TN', alb: 'AL', afg: 'AF', som: 'SO', eri: 'ER', chn: 'CN', cina: 'CN', bgr: 'BG', gha: 'GH',
};

let known: ReadonlyMap<string, string> | undefined;

/** Gathered at the first register: the platform's names of countries weigh megabytes, and most servers never read one. */
const namesOfCountries = (): ReadonlyMap<string, string> => (known ??= countryNames());

function countryNames(): ReadonlyMap<string, string> {
  const names = new Map<string, string>([["costa d'avorio", 'CI'], ['kosovo', 'XK'], ['birmania', 'MM'], ['olanda', 'NL'], ['inghilterra', 'GB']]);
  for (const language of ['it', 'en']) {
    const display = new Intl.DisplayNames([language], { type: 'region' });
    for (const code of COUNTRIES) names.set(key(display.of(code) ?? code), code);
  }
  return names;
}

/** Reads a cell of nationality, one or several. Words not understood stay as words and are marked. */
export function interpretNationality(cell: Cell): Reading<NationalityFact> {
  const words = clean(cell.text);
  if (words === '') return nothing;
  if (saysUnknown(words)) return { value: null, marks: [mark('unknown-written', 'nationality', cell.text)] };
  const marks: Mark[] = [];
  const codes: string[] = [];
  for (const part of words.split(/\s*[/;,+]\s*/).filter((one) => one !== '')) {
    const found = countryOf(part);
    if (found === null) marks.push(mark('nationality-unknown', 'nationality', cell.text, { words: part }));
    else {
      codes.push(found.code);
      if (found.short) marks.push(mark('nationality-from-abbreviation', 'nationality', cell.text, { code: found.code }));
    }
  }
  const unique = [...new Set(codes)];
  if (unique.length > 1) marks.push(mark('several-nationalities', 'nationality', cell.text));
  return { value: { codes: unique, words }, marks };
}

function countryOf(text: string): { code: string; short: boolean } | null {
  const word = key(text);
  const named = namesOfCountries().get(word) ?? ENGLISH_ADJECTIVES[word] ?? ADJECTIVES[word.replace(/h?[oaie]$/, '')];
  if (named !== undefined) return { code: named, short: false };
  const upper = text.toUpperCase();
  const short = SHORT_FORMS[word.replaceAll('.', '')] ?? (COUNTRIES.includes(upper) ? upper : undefined);
  return short === undefined ? null : { code: short, short: true };
}

export const isEuropeanUnion = (code: string): boolean => EU.has(code);
