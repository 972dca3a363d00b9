import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { LinkButton } from '../../../kernel/ui/Button.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Row } from '../../../kernel/ui/Panel.tsx';
import kept from '../../../../reference/emergency-numbers.json' with { type: 'json' };

/** Whom to call now, before anything is written: the numbers travel with the page. */
export function EmergencyNumbers({ isMinor }: { isMinor: boolean }): ReactNode {
  const { t } = useText();
  const shown = kept.filter((one) => one.verified && (one.for.includes('violence-now') || (isMinor && one.for.includes('minor'))));
  return (
    <Notice tone="danger" live title={t('intake.danger.first')}>
      <p>{t('intake.danger.first.help')}</p>
      <Row>{shown.map(({ id, number }) => <LinkButton key={id} kind="primary" icon="phone" href={`tel:${number.replaceAll(' ', '')}`}>{number}</LinkButton>)}</Row>
    </Notice>
  );
}
