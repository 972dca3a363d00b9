import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { Icon } from '../../../../kernel/ui/Icon.tsx';
import type { Season } from '../../contract.ts';
import { monthName } from './months.ts';

const months = Array.from({ length: 12 }, (_, index) => index + 1);

/** The year at a glance: a row for each activity, a mark in its months, the present one framed. It is a table, read as one. */
export function SeasonCalendar({ seasons, month }: { seasons: readonly Season[]; month: number }): ReactNode {
  const { t, language } = useText();
  if (seasons.length === 0) return <p className="quiet">{t('outreach.places.no-season')}</p>;
  return (
    <table className="season">
        <caption className="only-heard">{t('outreach.place.seasons')}</caption>
        <thead><tr><th scope="col"><span className="only-heard">{t('outreach.place.activity')}</span></th>{months.map((one) => <th key={one} scope="col" data-now={one === month || undefined}><abbr title={monthName(language, one)}>{monthName(language, one, 'narrow')}</abbr></th>)}</tr></thead>
        <tbody>
          {seasons.map((season) => (
            <tr key={season.activity}>
              <th scope="row">{season.activity}</th>
              {months.map((one) => <td key={one} data-now={one === month || undefined} data-on={season.months.includes(one) || undefined}>{season.months.includes(one) ? <><Icon name="check" /><span className="only-heard">{t('outreach.place.in-season')}</span></> : null}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
  );
}
