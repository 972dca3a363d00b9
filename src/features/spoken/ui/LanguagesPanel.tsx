import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { PhraseLanguage } from '../contract.ts';

/** Every language people are met in, with what is written in it and what somebody answers for; each opens its sentences. */
export function LanguagesPanel({ items, chosen }: { items: readonly PhraseLanguage[]; chosen: string | null }): ReactNode {
  const { t } = useText();
  return (
    <Panel title={t('spoken.languages')}>
      <p className="quiet small">{t('spoken.languages-help')}</p>
      <ul className="spoken-languages">{items.map((one) => <Line key={one.language} one={one} isChosen={one.language === chosen} />)}</ul>
    </Panel>
  );
}

function Line({ one, isChosen }: { one: PhraseLanguage; isChosen: boolean }): ReactNode {
  const { t, languageName } = useText();
  const share = (count: number): string => `${(count / one.total) * 100}%`;
  const missing = one.total - one.written;
  return (
    <li>
      <Link to="/phrases" search={{ language: one.language }} resetScroll={false} className="spoken-language" aria-current={isChosen ? 'true' : undefined}>
        <span className="spoken-language-name"><strong>{languageName(one.language)}</strong>{one.isMine && <Tag tone="info">{t('spoken.mine')}</Tag>}</span>
        <span className="spoken-bar" aria-hidden="true"><span style={{ inlineSize: share(one.written) }} /><span style={{ inlineSize: share(one.approved) }} /></span>
        <span className="small quiet">{t(one.written === 0 ? 'spoken.progress.none' : missing > 0 ? 'spoken.progress.missing' : 'spoken.progress.written', { total: one.total, written: one.written, approved: one.approved, missing })}</span>
      </Link>
    </li>
  );
}
