import type { Paper } from '../../kernel/documents/paper.ts';
import type { Compartment, TimelineClass, TimelineEvent } from './contract.ts';

/** The class of data that a compartment of a case belongs to. */
export function classOf(compartment: Compartment | string): TimelineClass {
  if (compartment.startsWith('secret-')) return 'secret';
  return compartment === 'restricted' || compartment === 'mediation' ? 'restricted' : 'case';
}

/** Words by their key, and whether there are any. */
export interface Said {
  readonly t: (key: string, values?: Record<string, string | number>) => string;
  readonly has: (key: string) => boolean;
}

/** What happened, in one sentence. Codes of other rooms are said in their own words where the room has some. */
export function sentenceOf(event: TimelineEvent, { t, has }: Said): string {
  const said = Object.fromEntries(Object.entries(event.detail).map(([name, value]) => {
    const key = `cases.said.${event.kind}.${name}.${value}`;
    return [name, has(key) ? t(key) : value === null ? '' : typeof value === 'boolean' ? String(value) : value];
  }));
  const followUp = event.kind === 'task-done' && event.detail['kind'] === 'follow-up';
  const key = followUp ? 'cases.event.follow-up' : event.kind === 'referral' && event.detail['transfer'] === true ? 'cases.event.transfer' : `cases.event.${event.kind}`;
  return has(key) ? t(key, { ...said, about: event.about?.name ?? '' }) : t('cases.event.other');
}

/** Why a case went where it went, where somebody wrote it: a code of closing in words, or their own. */
export function reasonOf(event: TimelineEvent, { t, has }: Said): string | null {
  const reason = event.detail['reason'];
  if (event.kind !== 'case-move' || typeof reason !== 'string' || reason === '') return null;
  return has(`cases.closing-reason.${reason}`) ? t(`cases.closing-reason.${reason}`) : reason;
}

/** Where the thing itself is read, by the kind of what happened: a tab of the file with what one must hold of the case to find it, or a screen of its own. */
const sources: Readonly<Record<string, { readonly tab: string; readonly holds: Compartment } | { readonly screen: string }>> = {
  interview: { screen: '/interviews/' }, screening: { screen: '/screenings/' }, worksheet: { screen: '/worksheets/' }, emergency: { screen: '/emergency/' }, sheet: { screen: '/sheets/' }, 'street-contact': { screen: '/street/contacts/' },
  appointment: { tab: 'interviews', holds: 'base' }, note: { tab: 'notes', holds: 'base' }, consent: { tab: 'consents', holds: 'base' }, notice: { tab: 'consents', holds: 'base' },
  document: { tab: 'documents', holds: 'base' }, 'person-move': { tab: 'person', holds: 'base' }, 'follow-up-move': { tab: 'follow-up', holds: 'base' }, 'follow-up-attempt': { tab: 'follow-up', holds: 'base' },
  assignment: { tab: 'access', holds: 'case' }, 'break-glass': { tab: 'access', holds: 'case' }, handover: { tab: 'handover', holds: 'case' }, conference: { screen: '/conferences/' }, referral: { tab: 'services', holds: 'case' },
  need: { tab: 'plan', holds: 'case' }, 'plan-move': { tab: 'plan', holds: 'case' }, 'step-closed': { tab: 'plan', holds: 'case' }, distance: { tab: 'plan', holds: 'case' }, fact: { tab: 'profile', holds: 'case' },
  placement: { tab: 'employment', holds: 'work' }, 'placement-check': { tab: 'employment', holds: 'work' }, 'job-centre': { tab: 'employment', holds: 'work' }, curriculum: { tab: 'employment', holds: 'work' },
  assessment: { tab: 'screening', holds: 'mediation' }, 'safety-plan': { tab: 'safety', holds: 'case' }, 'minor-path': { tab: 'safety', holds: 'case' }, 'formal-identification': { tab: 'safety', holds: 'case' },
};

/** The address of what an entry tells of; null where it stands in no place of its own, or in one that the reader does not hold. */
export function sourceOf(event: Pick<TimelineEvent, 'kind' | 'id'>, caseId: string, held: readonly Compartment[]): string | null {
  const source = sources[event.kind];
  if (!source) return null;
  if ('screen' in source) return `${source.screen}${event.id}`;
  return held.includes(source.holds) ? `/cases/${caseId}?tab=${source.tab}` : null;
}

export interface AboutPaper {
  readonly language: 'it' | 'en';
  readonly letterhead: NonNullable<Paper['letterhead']>;
  readonly code: string;
  readonly printedBy: string;
  readonly at: Date;
  /** Older entries were left out. */
  readonly isCut: boolean;
  /** What the reader narrowed it to, in words; empty for the whole. */
  readonly narrowedTo: readonly string[];
}

const momentIn = (language: string, at: Date): string => new Intl.DateTimeFormat(language === 'it' ? 'it-IT' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Rome' }).format(at);

/** The way of a case as a paper for the team: by code, last things first, each with its day, who did it and its class of data. */
export function timelinePaper(events: readonly TimelineEvent[], said: Said, about: AboutPaper): Paper {
  const { t } = said;
  return {
    title: t('cases.path.paper.title', { code: about.code }), language: about.language, letterhead: about.letterhead, classification: t('cases.path.paper.class'), reference: about.code, date: momentIn(about.language, about.at),
    blocks: [
      ...(about.narrowedTo.length > 0 ? [{ kind: 'paragraph' as const, text: t('cases.path.paper.narrowed', { to: about.narrowedTo.join(' · ') }) }] : []),
      {
        kind: 'table', caption: t('cases.path.title'),
        columns: [{ head: t('cases.path.paper.when'), share: 2 }, { head: t('cases.path.paper.what'), share: 5 }, { head: t('cases.path.paper.who'), share: 2 }, { head: t('cases.path.paper.data'), share: 1.5 }],
        rows: events.map((event) => {
          const reason = reasonOf(event, said);
          return [momentIn(about.language, new Date(event.at)), reason === null ? sentenceOf(event, said) : `${sentenceOf(event, said)} (${reason})`, event.actor?.name ?? '', t(`cases.path.class.${classOf(event.compartment)}`)];
        }),
      },
      { kind: 'note', text: `${about.isCut ? `${t('cases.path.paper.cut', { count: events.length })} ` : ''}${t('cases.path.paper.only', { name: about.printedBy })}` },
    ],
  };
}
