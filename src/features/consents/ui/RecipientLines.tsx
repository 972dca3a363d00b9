import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import type { Recipient } from '../contract.ts';
import { toldName } from './told.ts';

/** Who received what, and when: the kinds of information, never what was said. */
export function RecipientLines({ items }: { items: readonly Recipient[] }): ReactNode {
  const { t, formatDateTime, formatList } = useText();
  // Asking for the words fetches them where the room of the referrals was not opened yet; nobody is shown a code meanwhile.
  const said = (field: string): string => {
    const key = field === 'area.reserved' ? 'consents.recipients.reserved' : field.startsWith('area.') ? `plans.section.${field.slice('area.'.length)}` : `referrals.field.${field}`;
    const words = t(key);
    return words === key ? field : words;
  };
  return (
    <ul className="consents-lines">
      {items.map((one) => (
        <li key={one.id}>
          <strong>{toldName(t, one.organisation)}</strong> · {formatDateTime(one.at)}
          <br /><span className="quiet">{one.what.length > 0 ? formatList(one.what.map(said).filter((words) => words !== '')) : t('consents.recipients.request-only')}</span>
        </li>
      ))}
    </ul>
  );
}
