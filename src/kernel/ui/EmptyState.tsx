import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { useText } from '../i18n/text.tsx';

export interface EmptyStateProps {
  readonly icon?: IconName;
  /** What will be here. */
  readonly title: string;
  /** Why it is empty, or why one would fill it. */
  readonly why?: ReactNode;
  /** One button. */
  readonly action?: ReactNode;
}

/** An empty list that teaches. */
export function EmptyState({ icon = 'note', title, why, action }: EmptyStateProps): ReactNode {
  return (
    <div className="empty">
      <span className="empty-drawing"><Icon name={icon} /></span>
      <p className="empty-title">{title}</p>
      {why && <p className="empty-why">{why}</p>}
      {action}
    </div>
  );
}

/** Grey lines in the place of what is coming, so that nothing jumps. */
export function Skeleton({ lines = 3 }: { lines?: number }): ReactNode {
  const { t } = useText();
  return (
    <output className="skeleton">
      <span className="only-heard">{t('ui.loading')}</span>
      {Array.from({ length: lines }, (_, line) => <span key={line} className="skeleton-line" />)}
    </output>
  );
}
