import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import type { Recipient } from '../contract.ts';

/** Who received what, and when: the kinds of information, never what was said. */
export function RecipientLines({ items }: { items: readonly Recipient[] }): ReactNode {
  const { t, has, formatDateTime, formatList } = useText();
  const said = (field: string): string => (has(`referrals.field.${field}`) ? t(`referrals.field.${field}`) : field);
  return (
    <ul className="consents-lines">
      {items.map((one) => (
        <li key={one.id}>
          <strong>{one.organisation.name}</strong> · {formatDateTime(one.at)}
          <br /><span className="quiet">{one.what.length > 0 ? formatList(one.what.map(said)) : t('consents.recipients.request-only')}</span>
        </li>
      ))}
    </ul>
  );
}
