import type { BalanceContent, BalanceKind, EscoRef, KnownFrom } from '../contract.ts';
import { aboutRead, aboutTyped } from './words.ts';

/** What is typed of a line, whichever it is; what a line needs is made of it when it is sent. */
export interface EntryForm {
  readonly title: string;
  readonly place: string;
  readonly country: string | null;
  readonly from: string;
  readonly to: string;
  readonly isPresent: boolean;
  readonly did: string;
  readonly sector: string | null;
  readonly esco: EscoRef | null;
  readonly broughtFrom: string | null;
  readonly year: string;
  readonly recognition: string | null;
  readonly documentId: string | null;
  readonly level: string | null;
  readonly known: string | null;
  readonly hours: string | null;
  readonly transport: readonly string[];
  readonly reach: string;
  readonly children: string;
  readonly limits: readonly string[];
  readonly limitWords: string;
  readonly notWanted: string;
}
export interface AboutEntry { readonly source: KnownFrom; readonly learnedOn: string | null; readonly fields: EntryForm }

const empty: EntryForm = {
  title: '', place: '', country: null, from: '', to: '', isPresent: false, did: '', sector: null, esco: null, broughtFrom: null, year: '', recognition: null, documentId: null, level: null, known: null, hours: null, transport: [], reach: '',
  children: '', limits: [], limitWords: '', notWanted: '',
};
export const emptyOf = (kind: BalanceKind): EntryForm => (kind === 'skill' ? { ...empty, known: 'told' } : kind === 'training' ? { ...empty, recognition: 'unknown' } : empty);

export function filledFrom(content: BalanceContent): EntryForm {
  switch (content.kind) {
    case 'job': return { ...empty, title: content.title, place: content.place, country: content.country, from: aboutTyped(content.from), to: aboutTyped(content.to), isPresent: content.isPresent, did: content.did, sector: content.sector, esco: content.occupation, broughtFrom: content.broughtFrom };
    case 'training': return { ...empty, title: content.title, place: content.place, country: content.country, year: content.year ?? '', recognition: content.recognition, documentId: content.documentId };
    case 'skill': return { ...empty, title: content.words, level: content.level, known: content.known, documentId: content.documentId, esco: content.esco };
    case 'wishes': return { ...empty, did: content.wants, hours: content.hours, transport: content.transport, reach: content.reach, children: content.children, limits: content.limits, limitWords: content.limitWords, notWanted: content.notWanted };
  }
}

/** The line that the form holds, still to be checked; null while a day in it cannot be read. */
export function madeOf(kind: BalanceKind, form: EntryForm): unknown {
  const [from, to] = [aboutRead(form.from), aboutRead(form.to)];
  switch (kind) {
    case 'job': return from === undefined || to === undefined ? null
      : { kind, title: form.title, place: form.place, country: form.country, from, to: form.isPresent ? null : to, isPresent: form.isPresent, did: form.did, sector: form.sector, occupation: form.esco, broughtFrom: form.broughtFrom };
    case 'training': return { kind, title: form.title, place: form.place, country: form.country, year: form.year.trim() === '' ? null : form.year.trim(), recognition: form.recognition, documentId: form.documentId };
    case 'skill': return { kind, words: form.title, level: form.level, known: form.known, documentId: form.documentId, esco: form.esco };
    case 'wishes': return { kind, wants: form.did, hours: form.hours, transport: form.transport, reach: form.reach, children: form.children, limits: form.limits, limitWords: form.limitWords, notWanted: form.notWanted };
  }
}
