import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import type { ProfileField } from '../domain.ts';
import { FactForm } from './fact-form.tsx';

/** What is not known yet, in a few quiet words: each can be added with a touch, none is asked for. */
export function UnknownFields({ caseId, fields, episodeId = null }: { caseId: string; fields: readonly ProfileField[]; episodeId?: string | null }): ReactNode {
  const { t } = useText();
  const [opened, setOpened] = useState<string | null>(null);
  const close = useCallback(() => setOpened(null), []);
  const field = fields.find((one) => one.key === opened);
  if (fields.length === 0) return null;
  return (
    <div className="never-printed">
      {field && <FactForm key={field.key} caseId={caseId} field={field} fact={null} episodeId={episodeId} onDone={close} />}
      <p className="quiet small unknown-title">{t('plans.profile.unknown')}</p>
      <div className="unknown">
        {fields.filter((one) => one !== field).map((one) => {
          const label = t(`plans.field.${one.key}`);
          return <Button key={one.key} kind="quiet" size="small" icon="plus" aria-label={t('plans.profile.edit-about', { known: false, field: label })} onPress={() => setOpened(one.key)}>{label}</Button>;
        })}
      </div>
    </div>
  );
}
