import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { TextLink } from '../../../kernel/ui/Button.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { ConferenceLine, ConferenceState } from '../contract.ts';

export const toneOfState = (state: ConferenceState): 'info' | 'late' | 'good' | 'neutral' => (state === 'called' ? 'info' : state === 'postponed' ? 'late' : state === 'held' ? 'good' : 'neutral');

/** One conference in a list: whom it is about by code, when, where, how it stands, and what waits for the reader. */
export function ConferenceRow({ line, showsCode }: { line: ConferenceLine; showsCode: boolean }): ReactNode {
  const { t, formatDateTime } = useText();
  const when = formatDateTime(line.startsAt);
  return (
    <li>
      <div>
        <TextLink href={`/conferences/${line.id}`}>{showsCode && line.code !== null ? `${line.code} · ${when}` : when}</TextLink>{' '}
        <Tag tone={toneOfState(line.state)}>{t(`conferences.state.${line.state}`)}</Tag>
      </div>
      <div className="quiet small">{[t(`conferences.way.${line.way}`), line.place, t('conferences.minutes-long', { minutes: line.lasts })].filter(Boolean).join(' · ')}</div>
      {line.seat && line.state === 'called' && <div className="small">{t(`conferences.answer.mine.${line.seat.answer}`)}</div>}
      {line.seat?.owesMinutes && <Tag tone="late">{t('conferences.said.waiting')}</Tag>}
    </li>
  );
}

export function StateMark({ line }: { line: Pick<ConferenceLine, 'state'> }): ReactNode {
  const { t } = useText();
  return <Tag tone={toneOfState(line.state)}>{t(`conferences.state.${line.state}`)}</Tag>;
}

export function When({ line }: { line: ConferenceLine }): ReactNode {
  const { t, formatDateTime } = useText();
  return <>{[formatDateTime(line.startsAt), t('conferences.minutes-long', { minutes: line.lasts }), t(`conferences.way.${line.way}`), line.place].filter(Boolean).join(' · ')}</>;
}
