import type { Agreement, CalledBy, Content, Delicate, Identifying, Minor, ReportKind, ReportWritten } from '../contract.ts';
import { identifyingIn } from './identifying.ts';

/** What decides whether somebody may be identified. */
export interface Grounds {
  readonly kind: ReportKind;
  readonly agreement: Agreement;
  readonly danger: boolean;
  readonly minor: Minor;
}

/**
 * Whether a name or a way to reach the person may pass: they agreed, or there is danger to life, or a minor (also in doubt: minor age is presumed, domain.md 3.8).
 * A consultation never names anybody. Source: domain.md 3.2 (guards) and 3.7 (vital interest). `inbound_identity_needs_agreement` says the same in the database.
 */
export const mayIdentify = ({ kind, agreement, danger, minor }: Grounds): boolean => kind === 'report' && (agreement === 'yes' || danger || minor !== 'no');

/** Without a yes, and all the same with a name: by danger or minority. Stands in the trail. */
export const isException = (grounds: Grounds): boolean => mayIdentify(grounds) && grounds.agreement !== 'yes';

/** Initials: up to four letters, with or without dots. */
const INITIALS = /^(?:\p{L}\.?\s?){1,4}$/u;
/** A code has a digit in it and is short: whoever writes a name there is told so. */
const CODE = /^(?=.*\d)[\p{L}\d][\p{L}\d ./-]{0,19}$/u;

/** Whether somebody is called as it says. */
export function isCalledSo(calledBy: CalledBy, called: string): boolean {
  if (calledBy === 'nobody') return called === '';
  if (calledBy === 'initials') return INITIALS.test(called);
  return calledBy === 'code' ? CODE.test(called) : called.length >= 2;
}

/**
 * By what two segnalazioni of one body are known to speak of the same guest: the code or the name, whatever stands between letters. Initials are shared by many, and tell nothing.
 * @returns undefined where it tells nothing
 */
export function calledAlike(calledBy: CalledBy, called: string): string | undefined {
  if (calledBy !== 'code' && calledBy !== 'name') return undefined;
  const plain = called.normalize('NFD').replaceAll(/[^\p{L}\d]/gu, '').toLowerCase();
  return plain.length >= 2 ? plain : undefined;
}

/** Whether what somebody is called may stand in a list on a screen that others see: a code or initials, never a name. */
export const isListable = (called: string): boolean => CODE.test(called) || INITIALS.test(called);

/** Where in a segnalazione something stands that may not pass, or that is not what it says. */
export interface Obstacle {
  readonly path: 'called' | 'reach' | 'words' | 'done' | 'place' | 'intermediary';
  readonly code: 'not-so-called' | 'needs-agreement' | Identifying;
}

const open = ['words', 'done', 'place', 'intermediary'] as const satisfies readonly (keyof Content)[];

/**
 * What keeps a segnalazione from being sent. Where the person may be identified only the form of what they are called is looked at; where not, every field is.
 * @returns nothing when it may pass
 */
export function obstaclesIn(written: Pick<ReportWritten, 'kind' | 'agreement' | 'danger' | 'minor' | 'calledBy' | 'content'>): Obstacle[] {
  const { calledBy, content } = written;
  const found: Obstacle[] = isCalledSo(calledBy, content.called) ? [] : [{ path: 'called', code: 'not-so-called' }];
  if (mayIdentify(written)) return found;
  if (calledBy === 'name') found.push({ path: 'called', code: 'needs-agreement' });
  if (content.reach !== '') found.push({ path: 'reach', code: 'needs-agreement' });
  for (const path of open) for (const code of identifyingIn(content[path], { place: path === 'place' })) found.push({ path, code });
  return found;
}

/** Some words as whole words, whatever letters they end in. */
const anyOf = (words: string): RegExp => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'iu');

/** Words by which special categories of data (GDPR, art. 9) are recognised in Italian, English and French; a prompt, and never a verdict. */
const delicate: Readonly<Record<Delicate, RegExp>> = {
  health: anyOf('malatt\\p{L}*|malat[oaie]|diagnos\\p{L}*|farmac\\p{L}*|terapi[ae]|depress\\p{L}*|incinta|gravidanz\\p{L}*|aborto|hiv|aids|epatite|tubercolosi|psichiatr\\p{L}*|disabil\\p{L}*|schizo\\p{L}*|illness|disease|pregnan\\p{L}*|medication|disabilit\\p{L}*|malade\\p{L}*|maladie\\p{L}*|enceinte|grossesse|handicap\\p{L}*|sida'),
  religion: anyOf('musulman\\p{L}*|cristian[oaie]|cattolic\\p{L}*|pentecostal\\p{L}*|evangelic[oaie]|ortodoss\\p{L}*|ebre[oaie]|islam\\p{L}*|moschea|religios\\p{L}*|induist\\p{L}*|sikh|muslim|christian|religion|religious|musulmane?s?|chrétien\\p{L}*|catholique\\p{L}*|mosquée|juif|juive'),
  ethnicity: anyOf('etni[ae]\\p{L}*|etnic\\p{L}*|tribù|razza|rom|ethnic\\p{L}*|tribe|race|ethnie\\p{L}*|tribu'),
  politics: anyOf('sindacalist\\p{L}*|iscritt[oaie] al sindacato|partito politico|politic[oaie]\\p{L}*|militante|attivist\\p{L}*|trade unionist|political\\p{L}*|activist'),
  orientation: anyOf('gay|lesbic\\p{L}*|omosessual\\p{L}*|bisessual\\p{L}*|transessual\\p{L}*|transgender|lgbt\\p{L}*|orientamento sessuale|lesbian|homosexual|bisexual|lesbienne\\p{L}*|homosexuel\\p{L}*'),
};

/** Which special categories some words seem to speak of, so that whoever writes may think again. What they wrote stays as it is. */
export const delicateIn = (words: string): Delicate[] => (Object.keys(delicate) as Delicate[]).filter((kind) => delicate[kind].test(words));
