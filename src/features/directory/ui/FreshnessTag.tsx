import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { Freshness } from '../contract.ts';

/** Whether what is written can be believed, and why not: in words, with the days. */
export function FreshnessTag({ freshness }: { freshness: Freshness }): ReactNode {
  const { t } = useText();
  if (freshness.state === 'fresh') return <Tag tone="good" icon="check">{t('directory.fresh', { days: freshness.days ?? 0 })}</Tag>;
  if (freshness.state === 'never') return <Tag tone="late" icon="clock">{t('directory.never')}</Tag>;
  return <Tag tone="late" icon="clock">{t('directory.stale', { days: freshness.days ?? 0, limit: freshness.limit })}</Tag>;
}
