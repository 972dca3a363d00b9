import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Panel, Row } from '../../../kernel/ui/Panel.tsx';
import { QrCode } from '../../../kernel/ui/QrCode.tsx';

/** The card, shown this once: it is printed now, or copied by hand. It says nothing to whoever finds it: no name, no programme, no telephone. */
export function CardPaper({ code, secret, onClose }: { code: string; secret: string; onClose: () => void }): ReactNode {
  const { t } = useText();
  return (
    <Panel title={t('outreach.card.made')} of="team">
      <p className="never-printed">{t('outreach.card.made.help')}</p>
      <div className="card-paper">
        <QrCode text={secret} label={t('outreach.card.squares')} />
        <p className="number">{(secret.match(/.{1,5}/g) ?? []).join(' ')}</p>
      </div>
      <p className="never-printed">{t('outreach.card.made.code', { code })}</p>
      <Row><Button kind="primary" icon="print" onPress={() => window.print()}>{t('outreach.card.print')}</Button><Button onPress={onClose}>{t('ui.close')}</Button></Row>
    </Panel>
  );
}
