import type { Letterhead, Paper, PaperBlock } from '../../kernel/documents/paper.ts';
import type { Say } from '../../kernel/documents/words.ts';
import type { Outing, OutingSummary, Place } from './contract.ts';

export interface AboutPaper {
  readonly language: 'it' | 'en';
  readonly letterhead: Letterhead;
  readonly printedBy: string;
  readonly at: Date;
  /** The name of a language by its code. */
  readonly languageName: (code: string) => string;
}

/** So many lines for the hand, where a telephone dies. */
const LINES_BY_HAND = 12;

const formats = (language: 'it' | 'en') => {
  const locale = language === 'it' ? 'it-IT' : 'en-GB';
  const zone = { timeZone: 'Europe/Rome' } as const;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full', ...zone });
  const hour = new Intl.DateTimeFormat(locale, { timeStyle: 'short', ...zone });
  return { day: (at: string | Date) => day.format(new Date(at)), hour: (at: string | null) => (at === null ? '' : hour.format(new Date(at))) };
};

const named = (outing: Outing, about: AboutPaper): string => outing.crew.map((one) => (one.languages.length > 0 ? `${one.name} (${one.languages.map(about.languageName).join(', ')})` : one.name)).join('\n');

function headOf(outing: Outing, title: string, say: Say<string | number>, about: AboutPaper): Omit<Paper, 'blocks'> {
  return { title, language: about.language, letterhead: about.letterhead, classification: say('outreach.paper.class'), date: formats(about.language).day(outing.startsAt) };
}

/**
 * The paper that a crew takes along: who goes where, what to know before, when a sign of life is due, which hours of the desk may be given, and lines for the hand. No person who was
 * met stands on it.
 * @param places of the stops, in any order
 */
export function outingSheetPaper(outing: Outing, places: readonly Place[], say: Say<string | number>, about: AboutPaper): Paper {
  const { hour } = formats(about.language);
  const known = new Map(places.map((place) => [place.id, place]));
  const blocks: PaperBlock[] = [
    { kind: 'facts', rows: [
      { label: say('outreach.paper.when'), value: `${hour(outing.startsAt)} – ${hour(outing.endsAt)}` },
      { label: say('outreach.paper.crew'), value: named(outing, about) },
      { label: say('outreach.paper.answerable'), value: outing.answerable.name },
      { label: say('outreach.paper.buddy'), value: outing.buddy?.name ?? say('outreach.paper.nobody') },
      { label: say('outreach.paper.purposes'), value: [...outing.purposes.map((one) => say(`outreach.purpose.${one}`)), outing.purposeWords].filter(Boolean).join('\n') },
      { label: say('outreach.paper.vehicle'), value: outing.vehicle || say('outreach.paper.none') },
      { label: say('outreach.paper.checks'), value: say('outreach.paper.every', { minutes: outing.checkMinutes }) },
    ] },
    ...(outing.languagesMissing.length > 0 ? [{ kind: 'note' as const, text: say('outreach.paper.missing', { languages: outing.languagesMissing.map(about.languageName).join(', ') }) }] : []),
    { kind: 'heading', level: 1, text: say('outreach.paper.stops') },
    { kind: 'table', columns: [{ head: say('outreach.paper.hour'), share: 1 }, { head: say('outreach.paper.place'), share: 3 }, { head: say('outreach.paper.know'), share: 5 }, { head: say('outreach.paper.languages'), share: 2 }],
      rows: outing.stops.map((stop) => {
        const place = known.get(stop.placeId);
        return [hour(stop.at), `${stop.name}\n${stop.town}`, [place?.accessNotes, place?.dangers && say('outreach.paper.danger', { words: place.dangers })].filter(Boolean).join('\n'), (place?.languages ?? []).map(about.languageName).join(', ')];
      }) },
  ];
  if (outing.materials.length > 0) blocks.push({ kind: 'heading', level: 1, text: say('outreach.paper.materials') }, { kind: 'list', items: outing.materials.map((one) => `${one.quantity} × ${say(`outreach.material.${one.kind}`)}${one.language ? ` (${about.languageName(one.language)})` : ''}`) });
  const kept = outing.hours.filter((one) => one.state !== 'let-go');
  if (kept.length > 0) {
    const { day } = formats(about.language);
    blocks.push({ kind: 'heading', level: 1, text: say('outreach.paper.hours') }, {
      kind: 'table', columns: [{ head: say('outreach.paper.day'), share: 3 }, { head: say('outreach.paper.with'), share: 3 }, { head: say('outreach.paper.for'), share: 2 }, { head: say('outreach.paper.given'), share: 3 }],
      rows: kept.map((one) => [`${day(one.startsAt)}, ${hour(one.startsAt)}`, [one.member.name, one.room].filter(Boolean).join('\n'), one.forMember.name, '']),
    });
  }
  blocks.push({ kind: 'heading', level: 1, text: say('outreach.paper.by-hand') }, { kind: 'note', text: say('outreach.paper.by-hand.help') }, {
    kind: 'table', columns: ['hour', 'people', 'seen', 'language', 'needs', 'agreed'].map((head) => ({ head: say(`outreach.paper.${head}`), share: head === 'needs' || head === 'agreed' ? 3 : 1.5 })),
    rows: Array.from({ length: LINES_BY_HAND }, () => ['', '', '', '', '', '']),
  });
  return { ...headOf(outing, say('outreach.paper.sheet'), say, about), blocks };
}

/** The diary of an outing that is over: signs of life, where it was, whom it met as counts, what was handed out, what happened. */
export function outingDiaryPaper(outing: Outing, summary: OutingSummary, say: Say<string | number>, about: AboutPaper): Paper {
  const { hour } = formats(about.language);
  const { counts } = summary;
  const lines = (rows: readonly (readonly [string, number])[]): string => rows.map(([name, count]) => `${name}: ${count}`).join('\n') || '–';
  const blocks: PaperBlock[] = [
    { kind: 'facts', rows: [
      { label: say('outreach.paper.out'), value: `${hour(outing.startedAt)} – ${hour(outing.returnedAt)}` },
      { label: say('outreach.paper.crew'), value: named(outing, about) },
      { label: say('outreach.paper.kilometres'), value: outing.kilometres === null ? '–' : String(outing.kilometres) },
      { label: say('outreach.paper.weather'), value: outing.weather || '–' },
    ] },
    { kind: 'heading', level: 1, text: say('outreach.paper.met') },
    { kind: 'facts', rows: [
      { label: say('outreach.paper.contacts'), value: summary.contactsPerHour === null ? String(counts.contacts) : say('outreach.paper.per-hour', { contacts: counts.contacts, hour: summary.contactsPerHour }) },
      { label: say('outreach.paper.people'), value: String(counts.people) },
      { label: say('outreach.paper.women'), value: String(counts.women) },
      { label: say('outreach.paper.minors'), value: String(counts.possiblyMinors) },
      { label: say('outreach.paper.languages'), value: lines(counts.languages.map((one) => [about.languageName(one.language), one.people])) },
      { label: say('outreach.paper.needs'), value: lines(counts.needs.map((one) => [say(`outreach.need.${one.need}`), one.contacts])) },
      { label: say('outreach.paper.became'), value: lines([[say('outreach.paper.became.persons'), counts.outcomes.persons], [say('outreach.paper.became.appointments'), counts.outcomes.appointments], [say('outreach.paper.became.referrals'), counts.outcomes.referrals]]) },
    ] },
    { kind: 'note', text: say('outreach.paper.not-distinct') },
    ...(summary.languagesMissing.length > 0 ? [{ kind: 'note' as const, text: say('outreach.paper.missing', { languages: summary.languagesMissing.map((one) => about.languageName(one.language)).join(', ') }) }] : []),
    { kind: 'heading', level: 1, text: say('outreach.paper.stops') },
    { kind: 'table', columns: [{ head: say('outreach.paper.place'), share: 4 }, { head: say('outreach.paper.outcome'), share: 2 }, { head: say('outreach.paper.people'), align: 'end', share: 1 }],
      rows: outing.stops.map((stop) => [`${stop.name}, ${stop.town}`, stop.outcome === null ? '–' : say(`outreach.stop.${stop.outcome}`), String(summary.places.find((place) => place.placeId === stop.placeId)?.people ?? 0)]) },
  ];
  if (summary.materials.length > 0) blocks.push({
    kind: 'table', caption: say('outreach.paper.materials'), columns: [{ head: say('outreach.paper.materials'), share: 4 }, ...['planned', 'handed-out', 'noted'].map((head) => ({ head: say(`outreach.paper.${head}`), align: 'end' as const, share: 1.5 }))],
    rows: summary.materials.map((one) => [`${say(`outreach.material.${one.kind}`)}${one.language ? ` (${about.languageName(one.language)})` : ''}`, String(one.planned), String(one.given), String(one.noted)]),
  });
  blocks.push({ kind: 'table', caption: say('outreach.paper.signs-of-life'), columns: [{ head: say('outreach.paper.hour'), share: 1 }, { head: say('outreach.paper.what'), share: 2 }, { head: say('outreach.paper.place'), share: 3 }, { head: say('outreach.paper.who'), share: 2 }],
    rows: outing.checks.map((check) => [hour(check.at), say(`outreach.paper.check.${check.kind}`), check.place ?? '', check.by.name]) });
  for (const [key, words] of [['incidents', outing.incidents], ['diary', outing.diary]] as const) if (words) blocks.push({ kind: 'heading', level: 1, text: say(`outreach.paper.${key}`) }, { kind: 'paragraph', text: words });
  blocks.push({ kind: 'signature', label: say('outreach.paper.signature'), name: about.printedBy });
  return { ...headOf(outing, say('outreach.paper.diary-of'), say, about), blocks };
}
