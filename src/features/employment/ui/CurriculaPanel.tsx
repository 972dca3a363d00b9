import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import type { Employment } from '../contract.ts';

/** Curricula that were made, and to whom each went. */
export function CurriculaPanel({ all }: { all: Employment }): ReactNode {
  const { t, formatDate, formatList } = useText();
  const make = <LinkButton icon="plus" href={`/cases/${all.caseId}/curriculum`}>{t('employment.curriculum.make')}</LinkButton>;
  return (
    <Panel title={t('employment.curricula')} of="restricted" actions={all.may.write && all.curricula.length > 0 ? make : undefined}>
      {all.curricula.length === 0 ? <EmptyState icon="document" title={t('employment.curricula.none')} why={t('employment.curricula.none.why')} action={all.may.write ? make : undefined} /> : (
        <ul className="employment-entries">
          {all.curricula.map((one) => (
            <li key={one.id}>
              <div>
                <TextLink href={`/curricula/${one.id}`}>{t('employment.curriculum.of-day', { date: formatDate(one.at) })}</TextLink> <span className="quiet small">{t(`employment.curriculum.language.${one.language}`)} · {one.by.name}</span>
                <p className="quiet small">{t('employment.curriculum.handed')}: <SafeText>{one.handings.length === 0 ? t('employment.curriculum.handed.none') : formatList(one.handings.map((to) => to.to ?? t('employment.curriculum.handed.person')))}</SafeText></p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
