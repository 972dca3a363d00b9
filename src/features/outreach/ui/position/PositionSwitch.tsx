import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { Switch } from '../../../../kernel/ui/Toggles.tsx';
import { useMyPosition } from './useMyPosition.ts';

/** "La mia posizione": for this outing alone, offered and never asked for. Nothing on a device that has none. */
export function PositionSwitch({ outingId }: { outingId: string }): ReactNode {
  const { t } = useText();
  const position = useMyPosition(outingId);
  if (!position.isPossible) return null;
  return (
    <div className="street-position">
      <Switch value={position.isOn} onChange={position.turn} hint={t('outreach.position.hint')}>{t('outreach.position.mine')}</Switch>
      <output className="quiet small">{position.isRefused ? t('outreach.position.refused') : ''}</output>
    </div>
  );
}
