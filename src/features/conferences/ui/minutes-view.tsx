import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import type { Minutes, Who } from '../contract.ts';

/** The minutes as they were sent to this reader. */
export function MinutesView({ minutes }: { minutes: Minutes }): ReactNode {
  const { t, formatDate, formatDateTime } = useText();
  const { body } = minutes;
  if (!body) return <p className="quiet">{t('conferences.minutes.gone')}</p>;
  const called = (who: Who): string => [who.name, t(`conferences.paper.role.${who.role}`), who.organisation].filter(Boolean).join(', ');
  return (
    <div className="conference-sheet">
      <p className="quiet small">{t('conferences.minutes.edition', { edition: minutes.edition, at: formatDateTime(minutes.at) })}</p>
      {body.summary !== '' && <SafeText block>{body.summary}</SafeText>}
      <div><h3>{t('conferences.present')}</h3><p>{body.present.map(called).join('; ')}</p></div>
      <div>
        <h3>{t('conferences.decisions')}</h3>
        {body.decisions.length === 0 ? <p>{t('conferences.decisions.none')}</p> : (
          <ul>{body.decisions.map((one) => <li key={JSON.stringify(one)}><SafeText>{one.what}</SafeText>{[one.by ? called(one.by) : one.byWords, one.dueOn ? `${t('conferences.decision.when')} ${formatDate(one.dueOn)}` : null].filter(Boolean).map((part) => <span key={part} className="quiet"> · {part}</span>)}</li>)}</ul>
        )}
      </div>
      {body.dissents.length > 0 && <div><h3>{t('conferences.dissents')}</h3><ul>{body.dissents.map((one) => <li key={JSON.stringify(one)}><SafeText>{one.words}</SafeText>{one.by && <span className="quiet"> · {called(one.by)}</span>}</li>)}</ul></div>}
    </div>
  );
}

/** The same as a file. */
export function MinutesFiles({ id, forNetwork = false }: { id: string; forNetwork?: boolean }): ReactNode {
  const { t, language } = useText();
  const href = (form: 'pdf' | 'docx', to: 'team' | 'network'): string => `/api/conferences/${id}/minutes/paper?${new URLSearchParams({ form, to, language: language === 'it' ? 'it' : 'en' })}`;
  return (
    <>
      <a className="button button-secondary" download href={href('pdf', 'team')}>{t('conferences.minutes.print')}</a>
      <a className="button button-secondary" download href={href('docx', 'team')}>{t('conferences.minutes.word')}</a>
      {forNetwork && <a className="button button-secondary" download href={href('pdf', 'network')}>{t('conferences.minutes.print.network')}</a>}
    </>
  );
}
