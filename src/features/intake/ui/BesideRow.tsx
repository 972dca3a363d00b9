import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { Beside, LetterWaiting } from '../contract.ts';

/** How much waits elsewhere, one touch away: mail, what is held apart, notes handed over. Nothing where nothing waits. */
export function BesideRow({ beside, onHeld }: { beside: Beside; onHeld: () => void }): ReactNode {
  const { t } = useText();
  if (beside.mail + beside.held + beside.handed === 0) return null;
  return (
    <ul className="report-beside" aria-label={t('intake.beside')}>
      {beside.mail > 0 && <li><LinkButton kind="quiet" size="small" href="/reports/mail">{t('intake.beside.mail', { n: beside.mail })}</LinkButton></li>}
      {beside.held > 0 && <li><Button kind="quiet" size="small" onPress={onHeld}>{t('intake.beside.held', { n: beside.held })}</Button></li>}
      {beside.handed > 0 && <li><LinkButton kind="quiet" size="small" href="/reports/handed">{t('intake.beside.handed', { n: beside.handed })}</LinkButton></li>}
    </ul>
  );
}

/** A letter among the segnalazioni: from which office, and how long there is. What it says is read in the mailbox. */
export function LetterLine({ letter: { id, known, arrivedAt, clock } }: { letter: LetterWaiting }): ReactNode {
  const { t, formatDateTime, formatRelative } = useText();
  return (
    <li>
      <div className="report-line-what">
        <strong><TextLink href={`/reports/mail/${id}`}>{t('intake.letter')}</TextLink></strong>
        <span>{known ?? t('intake.letter.unknown')}</span>
      </div>
      <div className="report-line-facts">
        <Tag tone={clock.state === 'waiting' ? 'neutral' : 'late'} icon="clock">{t(`intake.clock.${clock.state}`, { urgency: t('intake.letter.term'), at: formatDateTime(clock.dueAt), left: formatRelative(clock.dueAt) })}</Tag>
        <span className="quiet small">{t('intake.source.mail')} · {formatRelative(arrivedAt)}</span>
      </div>
    </li>
  );
}
