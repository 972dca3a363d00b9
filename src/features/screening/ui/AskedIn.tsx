import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import type { Instrument } from '../contract.ts';
import type { AskedWords } from './useWordedInstrument.ts';

/** In which language a list is asked, and in whose words; it stands on paper too. */
export function AskedIn({ instrument, language, asked }: { instrument: Instrument; language: string; asked: AskedWords }): ReactNode {
  const { t, formatDate, languageName } = useText();
  const name = languageName(language);
  if (asked === 'unreachable') return <Notice tone="late">{t('screening.wording.unreachable', { language: name })}</Notice>;
  if (asked === null) return <p className="quiet small">{t(instrument.languages[language] ? 'screening.wording.asked-as-it-stands' : 'screening.wording.asked-own', { language: name })}</p>;
  return (
    <p className="quiet small">
      {t('screening.wording.asked', { language: name, edition: asked.edition, name: asked.approved.by, date: formatDate(asked.approved.at) })}
      {asked.state === 'withdrawn' && <> {t('screening.wording.withdrawn-since')}</>}
    </p>
  );
}
