import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Panel, Row } from '../../../kernel/ui/Panel.tsx';

interface Squares { readonly side: number; readonly path: string }

/** The squares of a card, drawn on this device: what it holds leaves it on paper alone. */
const squaresOf = async (secret: string): Promise<Squares> => {
  const { create } = await import('qrcode');
  const { modules } = create(secret, { errorCorrectionLevel: 'M' });
  const side = modules.size;
  const path = Array.from({ length: side * side }, (_, at) => at).filter((at) => modules.data[at]).map((at) => `M${at % side} ${Math.floor(at / side)}h1v1h-1z`).join('');
  return { side, path };
};

/** The card, shown this once: it is printed now, or copied by hand. It says nothing to whoever finds it: no name, no programme, no telephone. */
export function CardPaper({ code, secret, onClose }: { code: string; secret: string; onClose: () => void }): ReactNode {
  const { t } = useText();
  // Held in memory as long as the card is on the screen, and no longer.
  const squares = useQuery({ queryKey: ['card-squares', secret], queryFn: () => squaresOf(secret), gcTime: 0 });
  return (
    <Panel title={t('outreach.card.made')} of="team">
      <p className="never-printed">{t('outreach.card.made.help')}</p>
      <div className="card-paper">
        {squares.data && <svg viewBox={`-2 -2 ${squares.data.side + 4} ${squares.data.side + 4}`} aria-hidden="true"><rect x="-2" y="-2" width="100%" height="100%" fill="#ffffff" /><path d={squares.data.path} fill="#000000" /></svg>}
        <p className="only-heard">{t('outreach.card.squares')}</p>
        <p className="number">{(secret.match(/.{1,5}/g) ?? []).join(' ')}</p>
      </div>
      <p className="never-printed">{t('outreach.card.made.code', { code })}</p>
      <Row><Button kind="primary" icon="print" onPress={() => window.print()}>{t('outreach.card.print')}</Button><Button onPress={onClose}>{t('ui.close')}</Button></Row>
    </Panel>
  );
}
