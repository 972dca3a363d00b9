import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.tsx';
import { Icon } from '../../ui/Icon.tsx';
import type { IconName } from '../../ui/icons.ts';
import type { RecordName, SendState } from '../waiting.ts';
import { useSendState } from './theQueue.ts';
import './offline.css';

const drawings: Readonly<Record<SendState, IconName>> = { 'here': 'device', 'sending': 'send', 'kept': 'check', 'needs-you': 'info' };

/** Where one record is: on this device, on its way, with the server, or waiting for somebody. Nothing, when nobody here sent anything of it. */
export function SendMark({ record }: { record: RecordName }): ReactNode {
  const state = useSendState(record);
  return state ? <StateMark state={state} /> : null;
}

/** The same mark for a state that is known already. */
export function StateMark({ state }: { state: SendState }): ReactNode {
  const { t } = useText();
  return <span className="send-mark" data-state={state}><Icon name={drawings[state]} />{t(`offline.state.${state}`)}</span>;
}
