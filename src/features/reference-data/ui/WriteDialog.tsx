import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import type { CollectionName, EntryShown } from '../contract.ts';
import { isLonger } from '../domain.ts';
import { BodyFields } from './BodyFields.tsx';
import { useSaying } from './saying.ts';
import { ValueForm } from './ValueForm.tsx';

/** Says another value of an entry from a day on, or gives it back to what the system comes with. */
export function WriteDialog({ collection, entry, name, today, isGivingBack, onClose }: { collection: CollectionName; entry: EntryShown; name: string; today: string; isGivingBack: boolean; onClose: () => void }): ReactNode {
  const { t } = useText();
  const { say } = useSaying();
  const now = entry.stretches.find((one) => one.time === 'today') ?? entry.stretches.at(-1);
  return (
    <ValueForm
      title={t(isGivingBack ? (entry.added ? 'reference-data.end-title' : 'reference-data.give-back-title') : 'reference-data.change-title', { name })} collection={collection} entryFor={() => entry.entry} draftKey={`reference/${collection}/${entry.entry}`} today={today} stretches={entry.stretches}
      firstBody={isGivingBack ? null : now?.body ?? entry.comesWith ?? {}} afterwards={entry.comesWith === null ? t('reference-data.then-no-more') : t('reference-data.then-comes-with', { value: say(entry.comesWith) })} onClose={onClose}
    >
      {({ body, onChange, fault }) => (body === null
        ? <p>{entry.added || entry.comesWith === null ? t('reference-data.end-help') : t('reference-data.give-back-help', { value: say(entry.comesWith) })}</p>
        : (
          <>
            {now && <p className="quiet">{t('reference-data.now', { value: say(now.body) })}</p>}
            <BodyFields collection={collection} body={body} onChange={onChange} limits={entry.limits} fault={fault} />
            {isLonger(collection, body, entry.comesWith) && entry.comesWith && <Notice tone="late" live>{t('reference-data.longer', { value: say(entry.comesWith) })}</Notice>}
          </>
        ))}
    </ValueForm>
  );
}
