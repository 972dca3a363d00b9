import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Icon } from '../../../kernel/ui/Icon.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { DocumentLine, Expiry } from '../contract.ts';
import { useSize } from './sizes.ts';

/** How near the end is, in words: colour alone says nothing. */
export function ExpiryTag({ expiry, expiresOn }: { expiry: Expiry | null; expiresOn: string | null }): ReactNode {
  const { t, formatDate } = useText();
  if (expiresOn === null) return null;
  return <Tag tone={expiry === null || expiry === 'quarter' ? 'neutral' : 'late'}>{t(expiry === 'expired' ? 'documents.expired-on' : 'documents.expires-on', { day: formatDate(expiresOn, 'short') })}</Tag>;
}

/** One paper in the list. Its title may name the person: nothing of it stands in an address. */
export function DocumentCard({ line, isLater = false, onOpen }: { line: DocumentLine; isLater?: boolean; onOpen: () => void }): ReactNode {
  const { t, formatDate } = useText();
  const size = useSize();
  const title = line.title ?? t('documents.destroyed');
  return (
    <li className="documents-card">
      <span className="documents-picture">{line.thumbnail ? <img src={line.thumbnail} alt="" /> : <Icon name="document" />}</span>
      <div className="documents-words">
        <strong><PrivateText>{title}</PrivateText></strong>
        <span className="quiet small">
          {t(`documents.kind.${line.kind}`)} · {t('documents.line', { at: formatDate(line.at, 'short'), name: line.by.name })} · {size(line.newest.bytes)}
          {line.newest.pages > 1 && ` · ${t('documents.pages', { count: line.newest.pages })}`}{line.versions > 1 && ` · ${t('documents.version.number', { number: line.newest.number })}`}
        </span>
        <span className="documents-tags">{isLater && <Tag tone="info">{t('documents.after-signature')}</Tag>}<ExpiryTag expiry={line.expiry} expiresOn={line.expiresOn} /><Tag tone="neutral">{t(`documents.compartment.${line.compartment}`)}</Tag></span>
      </div>
      <Button size="small" icon="eye" onPress={onOpen} aria-label={t('documents.open.named', { title })}>{t('documents.open')}</Button>
    </li>
  );
}
