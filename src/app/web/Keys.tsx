import type { ReactNode } from 'react';
import { useText } from '../../kernel/i18n/text.tsx';
import { TextLink } from '../../kernel/ui/Button.tsx';
import { Dialog } from '../../kernel/ui/Dialog.tsx';

/** Keys that work, in the order of how often they help. A press in words of the language is a text key. */
const keys = [
  { id: 'search', press: ['Ctrl', 'K'] },
  { id: 'keys', press: ['Ctrl', '?'] },
  { id: 'discretion', press: ['F2'] },
  { id: 'lock', press: ['shell.help.shift', 'F2'] },
  { id: 'move', press: ['Tab'] },
  { id: 'choose', press: ['shell.help.arrows'] },
  { id: 'answer', press: ['1', '2', '3'] },
  { id: 'send', press: ['Ctrl', 'shell.help.enter'] },
  { id: 'close', press: ['Esc'] },
] as const;

export function KeyList(): ReactNode {
  const { t } = useText();
  return (
    <dl className="keys">
      {keys.map(({ id, press }) => (
        <div key={id}>
          <dt>{press.map((key) => <kbd key={key}>{key.startsWith('shell.') ? t(key) : key}</kbd>)}</dt>
          <dd>{t(`shell.help.key.${id}`)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Ctrl ?: the keys, over whatever one is doing. */
export default function KeysDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useText();
  return (
    <Dialog title={t('shell.help.keys')} isOpen onClose={onClose}>
      <KeyList />
      <p><TextLink href="/help" onPress={onClose}>{t('shell.help.all')}</TextLink></p>
    </Dialog>
  );
}
