import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';

/** A segnalazione on paper: with or without who the person is. @param path of its paper @param mayName whether there is a name or a way to reach the person to leave out */
export function PrintReport({ path, mayName }: { path: string; mayName: boolean }): ReactNode {
  const { t, language } = useText();
  const [isOpen, setOpen] = useState(false);
  const [withNames, setWithNames] = useState(false);
  const asked = (form: string): string => `${path}?${new URLSearchParams({ form, language: language === 'en' ? 'en' : 'it', names: mayName && withNames ? 'yes' : 'no' }).toString()}`;
  return (
    <>
      <Button icon="print" onPress={() => setOpen(true)}>{t('intake.print')}</Button>
      <Dialog title={t('intake.print.title')} size="small" isOpen={isOpen} onClose={() => setOpen(false)} actions={<Button onPress={() => setOpen(false)}>{t('ui.close')}</Button>}>
        <Stack>
          <p className="quiet">{t('intake.print.help')}</p>
          {mayName && <Checkbox value={withNames} onChange={setWithNames} hint={t('intake.print.names.hint')}>{t('intake.print.names')}</Checkbox>}
          <Row>{(['pdf', 'docx'] as const).map((form) => <a key={form} className="button button-secondary" href={asked(form)} download>{t(`intake.print.${form}`)}</a>)}</Row>
        </Stack>
      </Dialog>
    </>
  );
}
