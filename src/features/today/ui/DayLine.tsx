import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { TextLink } from '../../../kernel/ui/Button.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { TodayItem } from '../contract.ts';
import { leadsTo, wordsOf } from '../domain.ts';

/** One line of the day: when, who (by code), what; the whole of it in words, lateness never by colour alone. */
export function DayLine({ item }: { item: TodayItem }): ReactNode {
  const { t, has, formatTime, formatDate, formatRelative, languageName } = useText();
  const href = leadsTo(item);
  const keys = wordsOf(item);
  const { oldest } = item.facts;
  const words = t(keys.find(has) ?? keys[0] ?? '', typeof oldest === 'string' ? { ...item.facts, oldest: formatDate(oldest) } : item.facts);
  const title = item.code ?? words;
  const { language, room, role, by, heldBy, heldSince, climbsAt, mediator } = item.facts;
  const details = [
    item.code ? words : null,
    item.kind === 'mail-waiting' ? t('today.mail', item.facts) : null,
    typeof language === 'string' ? languageName(language) : null,
    typeof item.facts['with'] === 'string' ? t('today.with', { name: item.facts['with'] }) : null,
    typeof mediator === 'string' ? t('today.mediator', { name: mediator }) : null,
    typeof room === 'string' ? t('today.room', { room }) : null,
    typeof role === 'string' ? t(`role.${role}`) : null,
    typeof heldBy === 'string' && typeof heldSince === 'string' ? t('today.alarm.held', { by: heldBy, since: formatTime(heldSince) }) : null,
    typeof climbsAt === 'string' ? t(typeof heldBy === 'string' ? 'today.alarm.climbs' : 'today.alarm.nobody', { time: formatTime(climbsAt) }) : null,
    typeof by === 'string' && by !== '' ? t('today.asked-by', { by }) : null,
  ].filter(Boolean).join(' · ');
  return (
    <li className="day-line">
      <div className="day-line-when number">{item.at === null ? null : item.section === 'agenda' ? formatTime(item.at) : item.at.length === 10 ? formatDate(item.at, 'short') : formatRelative(item.at)}</div>
      <div>
        <div>{href ? <TextLink href={href}>{title}</TextLink> : <strong>{title}</strong>} {item.overdue ? <Tag tone="late">{t('today.overdue')}</Tag> : null}</div>
        {details ? <div className="quiet small">{details}</div> : null}
      </div>
    </li>
  );
}
