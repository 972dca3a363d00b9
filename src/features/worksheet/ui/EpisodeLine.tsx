import type { ReactNode } from 'react';
import type { Episode } from '../contract.ts';
import { daysBetween } from '../domain.ts';
import { useFigures } from './words.ts';

const WIDTH = 1000;
const BAR = 22;
const GAP = 8;

/** The jobs on one line of time, each on its row; ends that are sure to the month alone are drawn open. The list under it says the same in words. */
export function EpisodeLine({ episodes, chosen, onChoose }: { episodes: readonly Episode[]; chosen: string | null; onChoose: (id: string) => void }): ReactNode {
  const { t, month } = useFigures();
  const inOrder = episodes.toSorted((one, other) => one.from.localeCompare(other.from));
  const [first] = inOrder;
  if (!first) return null;
  const last = inOrder.reduce((latest, one) => (one.to > latest ? one.to : latest), first.to);
  const whole = Math.max(daysBetween(first.from, last), 1);
  const at = (day: string): number => ((daysBetween(first.from, day) - 1) / whole) * WIDTH;
  return (
    <div>
      <svg className="worksheet-line" viewBox={`0 0 ${WIDTH} ${inOrder.length * (BAR + GAP) + GAP}`} preserveAspectRatio="none" aria-hidden="true">
        {inOrder.map((episode, row) => (
          <rect key={episode.id} x={at(episode.from)} y={GAP + row * (BAR + GAP)} width={Math.max((daysBetween(episode.from, episode.to) / whole) * WIDTH, 6)} height={BAR} rx={4}
            className={`worksheet-bar${episode.id === chosen ? ' worksheet-bar-chosen' : ''}${episode.fromMonthOnly || episode.toMonthOnly ? ' worksheet-bar-open' : ''}`} onClick={() => onChoose(episode.id)} />
        ))}
      </svg>
      <div className="worksheet-ends quiet small" aria-hidden="true"><span>{month(first.from.slice(0, 7))}</span><span>{month(last.slice(0, 7))}</span></div>
      <ul className="worksheet-jobs" aria-label={t('worksheet.jobs')}>
        {inOrder.map((episode) => (
          <li key={episode.id}>
            <button type="button" className="worksheet-job" aria-pressed={episode.id === chosen} onClick={() => onChoose(episode.id)}>
              <strong>{episode.sector === null ? t('worksheet.sector.none') : t(`worksheet.sector.${episode.sector}`)}</strong>
              <span>{t('worksheet.period', { from: month(episode.from.slice(0, 7)), to: month(episode.to.slice(0, 7)) })}</span>
              {episode.place !== '' && <span className="quiet" dir="auto">{episode.place}</span>}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
