import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { SendMark } from '../../../../kernel/offline/ui/SendMark.tsx';
import { Button, LinkButton } from '../../../../kernel/ui/Button.tsx';
import { Notice } from '../../../../kernel/ui/Notice.tsx';
import { Row } from '../../../../kernel/ui/Panel.tsx';
import type { KeptContact } from './useKeepContact.ts';

const TO_UNDO = 10_000;

export interface KeptProps {
  readonly kept: KeptContact;
  readonly onUndo: () => void;
  readonly onSame: () => void;
}

/** "Saved on this telephone", where it is now, ten seconds to take it back, and the same group again by one touch. */
export function Kept({ kept, onUndo, onSame }: KeptProps): ReactNode {
  const { t, formatTime } = useText();
  const [canUndo, setCanUndo] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setCanUndo(false), TO_UNDO);
    return () => clearTimeout(timer);
  }, []);
  return (
    <output className="street-kept">
      <Notice
        tone="good"
        title={t('outreach.kept.title')}
        actions={(
          <Row>
            <Button icon="again" size="large" onPress={onSame}>{t('outreach.kept.same')}</Button>
            {canUndo && <Button icon="undo" size="large" onPress={onUndo}>{t('outreach.kept.undo')}</Button>}
            <LinkButton icon="link" size="large" href={`/street/contacts/${kept.id}`}>{t('outreach.kept.becomes')}</LinkButton>
          </Row>
        )}
      >
        {t('outreach.kept.words', { count: kept.form.people, time: formatTime(kept.at) })} <SendMark record={{ kind: 'street-contact', id: kept.id }} />
        {kept.form.emergencyId !== null && <p>{t('outreach.kept.emergency')}</p>}
      </Notice>
    </output>
  );
}
