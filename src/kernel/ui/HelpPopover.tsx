import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { Icon } from './Icon.tsx';
import { useText } from '../i18n/text.tsx';

/** The question mark of {@link HelpHint} with what it opens: by press, so that it works by touch and by keyboard alike. */
export default function HelpPopover({ about, children }: { about: string; children: ReactNode }): ReactNode {
  const { t } = useText();
  return (
    <DialogTrigger>
      <Button className="help-hint" aria-label={t('ui.help-about', { about })}>
        <Icon name="help" />
      </Button>
      <Popover className="popover help-popover" placement="bottom start">
        <Dialog aria-label={t('ui.help-about', { about })}>{children}</Dialog>
      </Popover>
    </DialogTrigger>
  );
}
