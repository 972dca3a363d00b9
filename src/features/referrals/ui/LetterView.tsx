import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { PrivateText, SafeText } from '../../../kernel/ui/SafeText.tsx';
import { KeyValues } from '../../../kernel/ui/Tag.tsx';
import type { Letter } from '../contract.ts';

/** The letter, field by field: the same part shows the preview to the sender and the letter to the one who receives it. */
export function LetterView({ letter }: { letter: Letter }): ReactNode {
  const { t } = useText();
  return (
    <KeyValues
      items={[
        { key: 'reference', label: t('referrals.reference'), value: letter.reference },
        { key: 'service', label: t('referrals.service'), value: letter.service },
        { key: 'from', label: t('referrals.from'), value: `${letter.from.name}, ${letter.from.organisation}` },
        { key: 'purpose', label: t('referrals.purpose'), value: t(`referrals.purpose.${letter.purpose}`) },
        { key: 'mode', label: t('referrals.mode'), value: t(`referrals.mode.${letter.mode}`) },
        { key: 'request', label: t('referrals.request'), value: <SafeText block>{letter.request}</SafeText> },
        ...letter.fields.map(({ field, words }) => ({
          key: field, label: t(`referrals.field.${field}`),
          value: field === 'name' || field === 'how-to-reach' ? <PrivateText>{words}</PrivateText> : <SafeText block>{words}</SafeText>,
        })),
      ]}
    />
  );
}

/** Nothing else leaves: said under every preview. */
export function NothingElse(): ReactNode {
  const { t } = useText();
  return <p className="quiet small">{t('referrals.nothing-else')}</p>;
}

