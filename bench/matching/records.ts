import type { PersonFacts, UncertainDate } from '../../src/features/persons/matching/index.ts';
import { communities, halfOf } from './people.ts';
import type { Community } from './people.ts';
import { seeded } from './random.ts';
import type { Random } from './random.ts';

/** Two invented records and whether they tell of one person; `kind` says how the pair was made. */
export interface RecordPair {
  readonly a: PersonFacts;
  readonly b: PersonFacts;
  readonly same: boolean;
  readonly kind: string;
}

interface Person {
  readonly first: string;
  readonly middle: string | undefined;
  readonly surname: string;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly nationality: string;
  readonly gender: 'female' | 'male';
  readonly phone: string;
}

/** Spellings that offices exchange; tried in this order on lower-case letters. */
const respellings: readonly (readonly [RegExp, string])[] = [
  [/ou/u, 'u'], [/u(?![aeiou])/u, 'ou'], [/kh/u, 'h'], [/sh/u, 'ch'], [/ch/u, 'sh'], [/y$/u, 'i'], [/i$/u, 'y'], [/ee/u, 'i'], [/q/u, 'k'],
  [/(?<=[aeiou])([lmnst])(?=[aeiou])/u, '$1$1'], [/([lmnst])\1/u, '$1'], [/dj/u, 'j'], [/j/u, 'dj'], [/w/u, 'v'], [/ai/u, 'ei'], [/h$/u, ''],
];

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

function respell(word: string, random: Random): string {
  const lower = word.toLowerCase();
  const usable = respellings.filter(([pattern]) => pattern.test(lower));
  if (usable.length === 0) return word;
  const [pattern, replacement] = random.pick(usable);
  return capitalised(lower.replace(pattern, replacement));
}

/** One slip of the keyboard after the first letter: a letter dropped, doubled, swapped or replaced. */
function mistype(word: string, random: Random): string {
  if (word.length < 4) return word;
  const place = random.whole(1, word.length - 2);
  const letter = word.charAt(place);
  const slips = [
    word.slice(0, place) + word.slice(place + 1),
    word.slice(0, place) + letter + word.slice(place),
    word.slice(0, place) + word.charAt(place + 1) + letter + word.slice(place + 2),
    word.slice(0, place) + random.pick(['a', 'e', 'i', 'o', 'n', 'm', 'r', 't', 's']) + word.slice(place + 1),
  ];
  return random.pick(slips);
}

function invent(community: Community, random: Random): Person {
  const gender = random.chance(0.5) ? 'female' : 'male';
  const firsts = gender === 'female' ? community.women : community.men;
  const first = random.pick(firsts);
  const others = firsts.filter((name) => name !== first);
  return {
    first,
    middle: random.chance(0.25) ? random.pick(others) : undefined,
    surname: random.pick(community.surnames),
    year: random.whole(1962, 2006),
    month: random.whole(1, 12),
    day: random.whole(1, 28),
    nationality: community.nationality,
    gender,
    phone: `+3933${random.whole(10_000_000, 99_999_999)}`,
  };
}

const fullName = ({ first, middle, surname }: Person): string => [first, middle, surname].filter((part) => part !== undefined).join(' ');

function exactRecord(person: Person): PersonFacts {
  const { year, month, day, nationality, gender, phone } = person;
  return { names: [fullName(person)], birth: { precision: 'exact', year, month, day }, nationality, gender, phones: [phone] };
}

/** The birth date as a second office may have written it; at least the year stays near the truth. */
function blurredBirth({ year, month, day }: Person, random: Random): UncertainDate {
  const roll = random.next();
  if (roll < 0.55) return { precision: 'exact', year, month, day };
  if (roll < 0.65) return { precision: 'declared', year, month: day <= 12 ? day : month, day: day <= 12 ? month : day };
  if (roll < 0.77) return { precision: 'declared', year, month: 1, day: 1 };
  if (roll < 0.84) return { precision: 'declared', year };
  if (roll < 0.91) return { precision: 'estimated', year: year + random.whole(-2, 2) };
  return { precision: 'exact', year, month, day: random.whole(1, 28) };
}

/** The same person written down again by another office: slips, other spellings, parts swapped or missing, fields left empty. */
function secondRecord(person: Person, random: Random): PersonFacts {
  const written = (word: string): string => (random.chance(0.35) ? respell(word, random) : random.chance(0.2) ? mistype(word, random) : word);
  const first = written(person.first);
  const surname = written(person.surname);
  const middle = person.middle === undefined || random.chance(0.5) ? undefined : person.middle;
  const parts = random.chance(0.2) ? [surname, first, middle] : [first, middle, surname];
  const name = parts.filter((part) => part !== undefined).join(' ');
  const birth = random.chance(0.12) ? undefined : blurredBirth(person, random);
  const keepsPhone = birth === undefined || random.chance(0.4);
  return {
    names: [random.chance(0.15) ? name.toUpperCase() : name],
    birth,
    nationality: random.chance(0.2) ? undefined : person.nationality,
    gender: random.chance(0.2) ? undefined : person.gender,
    phones: keepsPhone ? [person.phone] : random.chance(0.5) ? [] : [`+3934${random.whole(10_000_000, 99_999_999)}`],
  };
}

function otherFirst(person: Person, community: Community, random: Random): string {
  const names = (person.gender === 'female' ? community.women : community.men).filter((name) => name !== person.first && name !== person.middle);
  return random.pick(names);
}

type NearKind = 'sibling' | 'twin' | 'namesake' | 'same-surname' | 'same-phone' | 'stranger';
const nearKinds: readonly NearKind[] = ['sibling', 'twin', 'namesake', 'same-surname', 'same-phone', 'stranger'];

/** Another person whom a careless matcher would take for the first. */
function nearPerson(person: Person, kind: NearKind, community: Community, random: Random): PersonFacts {
  const stranger = invent(community, random);
  const differentYear = person.year + random.pick([-9, -6, -5, -4, 4, 5, 6, 9]);
  switch (kind) {
    case 'sibling': {
      const sibling = { ...person, first: otherFirst(person, community, random), middle: undefined, year: person.year + random.whole(-3, 3), month: stranger.month, day: stranger.day };
      return { ...exactRecord(sibling), phones: [{ number: person.phone, shared: true }] };
    }
    case 'twin':
      return exactRecord({ ...person, first: otherFirst(person, community, random), middle: undefined, phone: stranger.phone });
    case 'namesake':
      return exactRecord({ ...stranger, first: person.first, middle: person.middle, surname: person.surname, gender: person.gender, year: differentYear });
    case 'same-surname':
      return exactRecord({ ...stranger, surname: person.surname, first: otherFirst(person, community, random), middle: undefined, year: person.year });
    case 'same-phone': {
      const friend = { ...stranger, surname: random.pick(community.surnames.filter((name) => name !== person.surname)), first: otherFirst(person, community, random) };
      return { ...exactRecord(friend), phones: [{ number: person.phone, shared: random.chance(0.7) }] };
    }
    case 'stranger':
      return exactRecord({ ...stranger, first: otherFirst(person, community, random), surname: random.pick(community.surnames.filter((name) => name !== person.surname)) });
  }
}

/** The same pairs for the same seed: half tell of one person, half of two who are near each other. */
export function recordPairs(seed: number, half: 0 | 1, count: number): RecordPair[] {
  const random = seeded(seed);
  const halves = communities.map((community) => halfOf(community, half));
  return Array.from({ length: count }, (_, index) => {
    const community = random.pick(halves);
    const person = invent(community, random);
    const a = exactRecord(person);
    if (index % 2 === 0) return { a, b: secondRecord(person, random), same: true, kind: 'written-again' };
    const kind = random.pick(nearKinds);
    return { a, b: nearPerson(person, kind, community, random), same: false, kind };
  });
}
