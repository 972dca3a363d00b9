import { AppointmentState } from '../agenda/contract.ts';
import { CaseState, Risk } from '../cases/contract.ts';
import { DocumentKind, Expiry } from '../documents/contract.ts';
import { FollowUpState } from '../followups/contract.ts';
import { Gender, IdentityLevel } from '../persons/contract.ts';
import { ReferralState } from '../referrals/contract.ts';

/**
 * The lists that can be narrowed, ordered, kept and worked on. A room's list enters here with one entry, and in `store/sources.ts` with where its
 * lines come from; nothing else changes. What a list can be narrowed by is a closed choice: no free text, so that nothing kept names a person.
 */
export interface ListFilter {
  readonly key: string;
  /** Any of several values, or one. */
  readonly many?: true;
  /** `languages`: the codes of ISO 639. */
  readonly values: readonly string[] | 'languages';
  /** The words of its values, where they are another room's: a prefix of keys. */
  readonly words?: string;
}

export interface ListColumn {
  readonly key: string;
  /** How a cell is shown. `words`: a code whose words stand under the prefix; `alerts`: several of them, as marks. */
  readonly as: 'code' | 'name' | 'text' | 'languages' | 'day' | 'moment' | 'number' | 'words' | 'alerts';
  readonly words?: string;
  /** Left out at first, until it is chosen. */
  readonly isExtra?: true;
}

export interface ListFacts {
  readonly filters: readonly ListFilter[];
  readonly columns: readonly ListColumn[];
  /** The first is the usual one. */
  readonly orders: readonly string[];
  /** Whether its lines come also to those who keep no files. */
  readonly forMediators: boolean;
}

const whose: ListFilter = { key: 'whose', values: ['mine', 'followed'] };
const language: ListFilter = { key: 'language', many: true, values: 'languages' };
const code: ListColumn = { key: 'code', as: 'code' };
const name: ListColumn = { key: 'name', as: 'name' };
const languages: ListColumn = { key: 'languages', as: 'languages' };
const owner: ListColumn = { key: 'owner', as: 'text' };
const alerts: ListColumn = { key: 'alerts', as: 'alerts', words: 'cases.alert' };
const caseState: ListColumn = { key: 'case-state', as: 'words', words: 'cases.state', isExtra: true };

export const kinds = {
  cases: {
    filters: [
      { key: 'whose', values: ['mine', 'followed', 'unassigned'] }, { key: 'state', many: true, values: CaseState.options, words: 'cases.state' },
      { key: 'risk', many: true, values: Risk.options, words: 'cases.risk' }, { key: 'quiet', values: ['14', '30', '60', '90'] }, language, { key: 'minor', values: ['yes'] }, { key: 'review', values: ['late', 'none'] },
    ],
    columns: [
      code, name, { key: 'state', as: 'words', words: 'cases.state' }, { key: 'risk', as: 'words', words: 'cases.risk' }, owner, { key: 'next', as: 'day' }, alerts, { key: 'changed', as: 'moment' },
      { ...languages, isExtra: true }, { key: 'opened', as: 'day', isExtra: true }, { key: 'review', as: 'day', isExtra: true },
    ],
    orders: ['changed', 'quietest', 'risk', 'opened', 'code'],
    forMediators: true,
  },
  persons: {
    filters: [whose, language, { key: 'gender', many: true, values: Gender.options, words: 'persons.gender' }, { key: 'identity', many: true, values: IdentityLevel.options, words: 'persons.level' }, { key: 'minor', values: ['yes'] }, { key: 'contact', values: ['do-not-call', 'no-card'] }],
    columns: [code, name, languages, { key: 'gender', as: 'words', words: 'persons.gender' }, { key: 'identity', as: 'words', words: 'persons.level' }, alerts, { key: 'known', as: 'day' }, { ...owner, isExtra: true }, caseState],
    orders: ['code', 'newest'],
    forMediators: true,
  },
  referrals: {
    filters: [whose, { key: 'state', many: true, values: ReferralState.options, words: 'referrals.state' }, { key: 'late', values: ['yes'] }],
    columns: [code, { key: 'service', as: 'text' }, { key: 'body', as: 'text' }, { key: 'state', as: 'words', words: 'referrals.state' }, { key: 'sent', as: 'moment' }, { key: 'owed', as: 'day' }, { ...name, isExtra: true }, { ...owner, isExtra: true }],
    orders: ['owed', 'newest'],
    forMediators: false,
  },
  'follow-ups': {
    filters: [whose, { key: 'state', many: true, values: FollowUpState.options, words: 'followups.state' }, { key: 'due', values: ['late', 'week', 'month', 'quarter'] }],
    columns: [code, { key: 'months', as: 'number' }, { key: 'due', as: 'day' }, owner, { key: 'state', as: 'words', words: 'followups.state' }, { key: 'attempts', as: 'number' }, { ...languages, isExtra: true }, { ...name, isExtra: true }],
    orders: ['due', 'code'],
    forMediators: true,
  },
  documents: {
    filters: [whose, { key: 'kind', many: true, values: DocumentKind.options, words: 'documents.kind' }, { key: 'expiry', values: Expiry.options }],
    columns: [code, { key: 'kind', as: 'words', words: 'documents.kind' }, { key: 'expires', as: 'day' }, owner, caseState, { ...name, isExtra: true }, { ...languages, isExtra: true }],
    orders: ['expires', 'code'],
    forMediators: false,
  },
  appointments: {
    filters: [whose, { key: 'when', values: ['today', 'week', 'month', 'past-month'] }, { key: 'state', many: true, values: AppointmentState.options, words: 'agenda.state' }, language],
    columns: [code, { key: 'starts', as: 'moment' }, { key: 'with', as: 'text' }, { key: 'mediator', as: 'text' }, { key: 'language', as: 'languages' }, { key: 'state', as: 'words', words: 'agenda.state' }, { key: 'room', as: 'text', isExtra: true }, { ...name, isExtra: true }],
    orders: ['starts', 'latest'],
    forMediators: true,
  },
} as const satisfies Record<string, ListFacts>;

export type KindName = keyof typeof kinds;
/** The facts of a list, with its keys as plain words. */
export const factsOf = (kind: KindName): ListFacts => kinds[kind];
