import { useState } from 'react';
import type { ReactNode } from 'react';
import numbers from '../../../../reference/emergency-numbers.json' with { type: 'json' };
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { useConnection } from '../../../kernel/ui/connection.ts';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { emergencyDoor } from '../../../kernel/ui/emergency-door.ts';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { useLasting } from '../../../kernel/ui/useLasting.ts';
import type { CriticalAnswer, SafetyProtocol } from '../contract.ts';

/** What is first done about each, and for which danger of the dated file whom to call. The numbers travel with the page. */
const first: Readonly<Record<SafetyProtocol, { readonly steps: readonly string[]; readonly danger: string }>> = {
  'self-harm': { steps: ['stay', 'ask', 'emergency'], danger: 'self-harm' },
  'immediate-danger': { steps: ['stay', 'emergency'], danger: 'violence-now' },
};

/** A server that answers has opened the protocol by then; where it is silent, nobody waits for it. Milliseconds. */
const SILENCE = 3_000;

/** Those of which somebody at this screen must know now: at once where there is no network or something waits here, and otherwise when the server is silent. */
export function useToldHere(critical: readonly CriticalAnswer[], isHeld: boolean): readonly CriticalAnswer[] {
  const isOnline = useConnection();
  const isSilent = useLasting(critical.length > 0, SILENCE);
  return isHeld || !isOnline || isSilent ? critical : [];
}

const protocolsOf = (critical: readonly CriticalAnswer[]): SafetyProtocol[] => [...new Set(critical.map(({ protocol }) => protocol))];

/** The danger of an answer that only this device knows of: what to do now, whom to call, and that nobody has been told. */
export function DangerHere({ critical }: { critical: readonly CriticalAnswer[] }): ReactNode {
  const { t } = useText();
  return protocolsOf(critical).map((protocol) => (
    <Notice key={protocol} tone="danger" live title={t(`screening.here.${protocol}`)}><WhatToDo protocol={protocol} /></Notice>
  ));
}

/** The same from the bar that stays in sight, so that nobody has to look for it above a long list. */
export function DangerHereDoor({ critical }: { critical: readonly CriticalAnswer[] }): ReactNode {
  const { t } = useText();
  const [shown, setShown] = useState<SafetyProtocol | null>(null);
  return (
    <>
      {protocolsOf(critical).map((protocol) => <Button key={protocol} kind="danger" size="small" icon="emergency" onPress={() => setShown(protocol)}>{t('screening.here.now')}</Button>)}
      {shown && <Dialog title={t(`screening.here.${shown}`)} isOpen onClose={() => setShown(null)}><WhatToDo protocol={shown} onLeave={() => setShown(null)} /></Dialog>}
    </>
  );
}

function WhatToDo({ protocol, onLeave }: { protocol: SafetyProtocol; onLeave?: () => void }): ReactNode {
  const { t } = useText();
  const { steps, danger } = first[protocol];
  return (
    <Stack gap="small">
      <ol className="screening-items">{steps.map((step) => <li key={step}>{t(`screening.safety.now.${step}`)}</li>)}</ol>
      <Row>
        {numbers.filter((one) => one.verified && one.for.includes(danger)).map(({ id, number }) => <LinkButton key={id} kind="primary" icon="phone" href={`tel:${number.replaceAll(' ', '')}`}>{number}</LinkButton>)}
        <Button icon="emergency" onPress={() => {
          onLeave?.();
          emergencyDoor.open();
        }}>{t('screening.here.numbers')}</Button>
      </Row>
      <p>{t('screening.here.nobody-told')}</p>
    </Stack>
  );
}
