import type { ReactNode } from 'react';
import { useText } from '../i18n/text.tsx';
import { Button } from './Button.tsx';
import { Notice } from './Notice.tsx';
import { Row } from './Panel.tsx';
import type { Draft } from './useDraft.ts';

export interface DraftFoundProps<T> {
  readonly draft: Draft<T>;
  /** Once something new is being typed, the old words are offered no longer. */
  readonly isDirty: boolean;
  readonly onTake: (found: T) => void;
}

/** Words left here on this device that nobody has yet: taken up again, or let go. */
export function DraftFound<T>({ draft, isDirty, onTake }: DraftFoundProps<T>): ReactNode {
  const { t } = useText();
  const { found, clear } = draft;
  if (found === undefined || isDirty) return null;
  return (
    <Notice
      title={t('ui.draft.found')}
      actions={<Row><Button size="small" kind="quiet" onPress={clear}>{t('ui.draft.leave')}</Button><Button size="small" kind="primary" onPress={() => onTake(found)}>{t('ui.draft.take')}</Button></Row>}
    >
      {t('ui.draft.help')}
    </Notice>
  );
}
