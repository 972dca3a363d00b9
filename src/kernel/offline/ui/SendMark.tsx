import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.tsx';
import { Icon } from '../../ui/Icon.tsx';
import type { IconName } from '../../ui/icons.ts';
import type { RecordName, SendState } from '../waiting.ts';
import { usePiecesSent, useSendState } from './theQueue.ts';
import './offline.css';

const drawings: Readonly<Record<SendState, IconName>> = { 'here': 'device', 'sending': 'send', 'kept': 'check', 'needs-you': 'info' };

/** Where one record is: on this device, on its way (a file with how many of its pieces the server has), with the server, or waiting for somebody. Nothing, when nobody here sent anything of it. */
export function SendMark({ record }: { record: RecordName }): ReactNode {
  const state = useSendState(record);
  const pieces = usePiecesSent(record);
  return state ? <StateMark state={state} pieces={pieces} /> : null;
}

/** The same mark for a state that is known already. */
export function StateMark({ state, pieces }: { state: SendState; pieces?: { readonly sent: number; readonly of: number } | undefined }): ReactNode {
  const { t } = useText();
  const counts = pieces && pieces.of > 1 && state !== 'kept' && (state === 'sending' || pieces.sent > 0);
  return <span className="send-mark" data-state={state}><Icon name={drawings[state]} />{t(`offline.state.${state}`)}{counts && ` · ${t('offline.pieces', { ...pieces })}`}</span>;
}
