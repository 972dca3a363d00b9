import { momentOnPaper, type Say } from '../../kernel/documents/words.ts';
import type { ReportField } from '../documents/contract/fields.ts';
import type { Interview } from './contract.ts';
import { minutesOf } from './domain.ts';
import { guide, guideSection } from './guide.ts';
import type { PaperSettings } from './paper.ts';

interface Office {
  readonly office: string;
  readonly cup: string;
  readonly projectCode: string;
}

/** What a field says where there is nothing to say: seen, never a silent hole. */
const NOTHING = '—';

/**
 * What the fields of the office's own report say of an interview, as much of it as its reader may read; its sections are blocks of the paper and come
 * in the place of their own field.
 */
export function reportValues(interview: Interview, say: Say, { language, letterhead, printedBy, at }: PaperSettings, { office, cup, projectCode }: Office): Readonly<Record<Exclude<ReportField, 'testo'>, string>> {
  const moment = (when: string | Date): string => momentOnPaper(language, when);
  const day = (when: string | Date): string => momentOnPaper(language, when, false);
  const some = (text: string): string => (text.trim() === '' ? NOTHING : text);
  const sign = (name: string, when: string): string => say('desk.report.written', { name, at: moment(when) });
  const begun = interview.sittings[0]?.startedAt ?? interview.createdAt;
  const sections = interview.sections.toSorted((one, other) => guide.findIndex(({ key }) => key === one.section) - guide.findIndex(({ key }) => key === other.section));
  return {
    'colloquio.tipo': say(`desk.kind.${interview.kind}`), 'colloquio.codice': interview.code, 'colloquio.data': day(begun), 'colloquio.autore': interview.author.name,
    'colloquio.firmato-il': interview.signedAt ? moment(interview.signedAt) : NOTHING, 'colloquio.controfirme': some(interview.countersigned.map((one) => sign(one.by.name, one.at)).join('\n')),
    'colloquio.presenti': some(interview.present.map((one) => say(`desk.present.${one}`)).join(', ')),
    'colloquio.lingua': new Intl.DisplayNames([language], { type: 'language' }).of(interview.language) ?? interview.language,
    'colloquio.interprete': interview.mediator ? interview.mediator.name : say(interview.interpreter === 'none' ? 'desk.interpreter.was-none' : `desk.interpreter.${interview.interpreter}`),
    'colloquio.luogo': say(`desk.place.${interview.place}`), 'colloquio.minuti': String(minutesOf(interview.sittings)),
    'colloquio.sezioni': some(sections.map(({ section }) => guideSection(section)?.title[language] ?? section).join(', ')),
    'colloquio.firma-persona': some(interview.personSignatures.map((one) => `${say(`desk.person.${one.outcome}`)}, ${moment(one.at)}`).join('\n')),
    'colloquio.aggiunte': String(interview.addenda.length), 'colloquio.stampato-da': say('desk.report.printed', { name: printedBy, at: moment(at) }),
    'oggi': day(at), 'ufficio': some(office || letterhead.office), 'programma.nome': letterhead.office, 'programma.cup': some(cup), 'programma.codice-progetto': some(projectCode),
  };
}
