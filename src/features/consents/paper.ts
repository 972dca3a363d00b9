import type { Paper, PaperBlock } from '../../kernel/documents/paper.ts';
import type { LaunchLanguage } from '../spoken/contract.ts';
import type { Consent } from './contract.ts';

/** One sentence in the language of the paper, and who answers for it. */
export interface Said {
  readonly words: string;
  readonly approvedBy: string | null;
}

export interface TakeAway {
  readonly code: string;
  readonly language: LaunchLanguage;
  readonly office: string;
  readonly at: Date;
  readonly consents: readonly Consent[];
  readonly say: (key: string) => Said;
}

/**
 * What the person decided, to take away: in their language, with the code and never a name. Of the sentences it says who answers for them, or that nobody does yet.
 * What was only asked and not answered is left out: it is no decision.
 */
export function takeAwayPaper({ code, language, office, at, consents, say }: TakeAway): Paper {
  const used: Said[] = [];
  const word = (key: string): string => {
    const said = say(key);
    used.push(said);
    return said.words;
  };
  const day = (when: string | Date): string => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'Europe/Rome' }).format(new Date(when));
  const nameOf = (spoken: string): string => new Intl.DisplayNames(language, { type: 'language' }).of(spoken) ?? spoken;
  const answers: Readonly<Record<Consent['state'], string | null>> = { requested: null, given: 'answer.yes', refused: 'answer.no', withdrawn: 'consent.paper-withdrawn', expired: 'consent.paper-expired' };
  const title = word('consent.paper-title');
  const rows = consents.flatMap((one) => {
    const answer = answers[one.state];
    if (answer === null || !one.decided) return [];
    const about = [one.recipient?.name, one.purpose && word(`consent.purpose.${one.purpose}`), one.channel && word(`consent.channel.${one.channel}`)].filter(Boolean).join(' · ');
    const until = one.state === 'given' && one.validUntil ? ` → ${day(one.validUntil)}` : '';
    const toldIn = one.toldIn && `${word('consent.paper-language')}: ${nameOf(one.toldIn)}`;
    return [{ label: word(`consent.${one.switch}`), value: [about, `${word(answer)} (${day(one.decided.notedAt ?? one.decided.at)}${until})`, toldIn].filter(Boolean).join('\n') }];
  });
  const blocks: PaperBlock[] = [
    ...(rows.length > 0 ? [{ kind: 'facts' as const, rows }] : []),
    { kind: 'paragraph', text: word('consent.free') },
    { kind: 'paragraph', text: word('consent.change'), strong: true },
    ...(language === 'it' ? [] : [{ kind: 'note' as const, language: 'it', text: approvalOf(used) }]),
  ];
  return { title, language, letterhead: { office, lines: [] }, reference: code, date: day(at), blocks };
}

/** For the colleagues: whether a mediator answers for what the paper says. */
function approvalOf(used: readonly Said[]): string {
  const open = used.filter((one) => one.approvedBy === null).length;
  const names = [...new Set(used.flatMap((one) => one.approvedBy ?? []))];
  return open > 0 ? `Testo non ancora approvato da una mediatrice o un mediatore (${open} frasi su ${used.length}): rileggerlo con chi conosce la lingua.` : `Testo approvato da: ${names.join(', ')}.`;
}
