import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import type { Box } from '../contract.ts';

/** What must be known of a box before one trusts it: whether it can be read, and where it is kept. */
export function BoxNotices({ box, demo }: { box: Box | undefined; demo: boolean }): ReactNode {
  const { t, formatRelative } = useText();
  if (!box) return null;
  const { reading, findings } = box;
  return (
    <>
      {demo && <Notice title={t('mailbox.demo')}>{t('mailbox.demo.why')}</Notice>}
      {reading.failure && <Notice tone="late" title={t('mailbox.failing')}>{t(`mailbox.failure.${reading.failure}`)} {reading.failingSince && t('mailbox.failing.since', { since: formatRelative(reading.failingSince) })}</Notice>}
      {findings.map((one) => <Notice key={one} tone="late" title={t(`mailbox.finding.${one}`)}>{t(`mailbox.finding.${one}.why`)}</Notice>)}
      {!reading.failure && reading.lookedAt && <p className="quiet small">{t('mailbox.looked-at', { when: formatRelative(reading.lookedAt) })}</p>}
    </>
  );
}
