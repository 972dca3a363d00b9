import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { Group } from 'react-aria-components/Group';
import { Button } from './Button.tsx';
import { saidThings } from './toasts.ts';
import type { Said } from './toasts.ts';
import { useText } from '../i18n/text.tsx';

const tenSeconds = 10_000;

function SaidLine({ said }: { said: Said }): ReactNode {
  const { t } = useText();
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const isHeld = isHovered || isFocused;
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => saidThings.close(said.id), tenSeconds);
    return () => clearTimeout(timer);
  }, [said.id, isHeld]);
  return (
    <li>
      <Group className="toast" onHoverChange={setHovered} onFocus={() => setFocused(true)} onBlur={() => setFocused(false)}>
      <span className="toast-words">{said.words}</span>
      {said.undo && (
        <Button
          size="small"
          icon="undo"
          onPress={() => {
            said.undo?.();
            saidThings.close(said.id);
          }}
        >
          {t('ui.undo')}
        </Button>
      )}
      <Button kind="quiet" size="small" icon="close" iconOnly onPress={() => saidThings.close(said.id)}>{t('ui.close')}</Button>
      </Group>
    </li>
  );
}

/**
 * Where `toast.say` and `toast.undo` appear; once, in the shell. The time stands still while the pointer or the focus is on one, and
 * they stay reachable above an open dialog.
 */
export function Toasts(): ReactNode {
  const { t } = useText();
  const said = useSyncExternalStore(saidThings.subscribe, saidThings.list);
  return (
    <section className="toasts" aria-label={t('ui.toasts')} aria-live="polite" data-react-aria-top-layer="true">
      <ol>{said.map((each) => <SaidLine key={each.id} said={each} />)}</ol>
    </section>
  );
}
