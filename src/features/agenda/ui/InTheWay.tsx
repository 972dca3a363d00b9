import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Row } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { Appointment } from '../contract.ts';
import { type ChangeBegun, ChangeDialog } from './ChangeDialog.tsx';

/** The appointments that stand where somebody is now away, each put right from here: another hour, or somebody who stands in. @param away who; null for a room or the desk */
export function InTheWay({ items, away }: { items: readonly Appointment[]; away: string | null }): ReactNode {
  const { t, formatDate, formatTime } = useText();
  const [changing, setChanging] = useState<{ appointment: Appointment; begun: ChangeBegun }>();
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  return (
    <>
      <Notice tone="late" title={t('agenda.in-the-way', { count: items.length })}>{t('agenda.in-the-way.help')}</Notice>
      <ul className="agenda-lines">
        {items.map((one) => {
          const hour = `${formatDate(one.startsAt, 'weekday')}, ${formatTime(one.startsAt)}`;
          const open = (way: ChangeBegun['way']): void => setChanging({ appointment: one, begun: { way, away } });
          return (
            <li key={one.id}>
              <span><strong>{one.code}</strong><span className="small agenda-under">{[hour, one.member.name, one.mediator?.name, one.room].filter(Boolean).join(' · ')}</span></span>
              {settled.has(one.id) ? <Tag tone="good">{t('agenda.in-the-way.settled')}</Tag> : (
                <Row>
                  <Button size="small" icon="search" aria-label={`${t('agenda.in-the-way.find')}: ${one.code}`} onPress={() => open('find')}>{t('agenda.in-the-way.find')}</Button>
                  <Button size="small" kind="quiet" icon="people" aria-label={`${t('agenda.in-the-way.substitute')}: ${one.code}`} onPress={() => open('substitute')}>{t('agenda.in-the-way.substitute')}</Button>
                </Row>
              )}
            </li>
          );
        })}
      </ul>
      {changing && (
        <ChangeDialog appointment={changing.appointment} begun={changing.begun} onClose={(isChanged) => {
          if (isChanged) setSettled(new Set([...settled, changing.appointment.id]));
          setChanging(undefined);
        }} />
      )}
    </>
  );
}
