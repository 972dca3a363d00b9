import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { SendMark } from '../../../kernel/offline/ui/SendMark.tsx';
import { useQueueState } from '../../../kernel/offline/ui/theQueue.ts';
import { isSameRecord, type RecordName, type Waiting } from '../../../kernel/offline/waiting.ts';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { ConsentMoveRequest, type ConsentState } from '../contract.ts';
import { DELIVERY } from '../domain.ts';

const whatOf = ({ record, path, body }: Waiting): 'notice' | 'ask' | 'give' | 'refuse' | 'withdraw' => {
  if (record.kind === DELIVERY) return 'notice';
  return path.endsWith('/moves') ? ConsentMoveRequest.safeParse(body).data?.move ?? 'give' : 'ask';
};

/**
 * What of one consent, or of one telling of the notice, waits on this device: since when, and what it means meanwhile; or why it needs somebody.
 * @param standing how the server knows the consent, where it does
 */
export function OnItsWay({ record, standing }: { record: RecordName; standing?: ConsentState | undefined }): ReactNode {
  const { t, has, formatDateTime } = useText();
  const waiting = useQueueState().waiting.filter((one) => isSameRecord(one.record, record));
  const last = waiting.at(-1);
  if (!last) return null;
  const refused = waiting.find(({ refusal }) => refusal !== undefined);
  if (!refused?.refusal) return <p>{t(`consents.on-its-way.${whatOf(last)}`, { at: formatDateTime(new Date(last.notedAt)) })} <SendMark record={record} /></p>;
  const { code } = refused.refusal;
  const title = `problem.${has(`problem.${code}.title`) ? code : 'unexpected'}.title`;
  return (
    <Notice tone="late" live title={t(`consents.not-arrived.${whatOf(refused)}`)}>
      <p>
        {code === 'illegal-move' && standing ? t('consents.not-arrived.moved-on', { state: t(`consents.state.${standing}`) })
          : code === 'consent-open-already' ? t('consents.not-arrived.open-already') : t(title)}
      </p>
      <p>{t('consents.on-its-way.needs-you')} <SendMark record={record} /></p>
    </Notice>
  );
}
