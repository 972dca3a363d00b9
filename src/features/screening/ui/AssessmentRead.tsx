import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { TextLink } from '../../../kernel/ui/Button.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import type { WrittenAssessment } from '../wire.ts';

/** One assessment as it was written, with who read it second and what became of it. */
export function AssessmentRead({ written }: { written: WrittenAssessment }): ReactNode {
  const { t, formatDateTime } = useText();
  const { author, reading, askedReader } = written;
  return (
    <article className="stack stack-small screening-written">
      <h3>{t(`screening.written.${written.outcome}`)}</h3>
      <p className="quiet small">{t('screening.written.by', { name: author.name, profession: t(`screening.role.${author.profession}`), at: formatDateTime(written.at) })}</p>
      <SafeText block>{written.reason}</SafeText>
      {written.basedOn.length > 0 && (
        <p className="small">
          {t('screening.written.based-on')}{' '}
          {written.basedOn.map((id, index) => <span key={id}>{index > 0 && ', '}<TextLink href={`/screenings/${id}`}>{t('screening.written.screening', { number: index + 1 })}</TextLink></span>)}
        </p>
      )}
      {written.state === 'awaiting-second-reading' && askedReader && <p className="small">{t('screening.written.asked', { name: askedReader.name })}</p>}
      {reading && (
        <div className="screening-voice">
          <strong>{t(reading.agrees ? 'screening.reading.agree' : 'screening.reading.disagree')}</strong>
          <span className="quiet small"> {t('screening.written.by', { name: reading.reader.name, profession: t(`screening.role.${reading.reader.profession}`), at: formatDateTime(reading.at) })}</span>
          {reading.reason && <SafeText block>{reading.reason}</SafeText>}
        </div>
      )}
      {written.moves.map((move) => (
        <div key={move.id} className="screening-voice">
          <strong>{t(`screening.made.${move.move}`)}</strong> <span className="quiet small">{t('screening.made.by', { name: move.by.name, at: formatDateTime(move.at) })}</span>
          <SafeText block>{move.reason}</SafeText>
        </div>
      ))}
    </article>
  );
}
