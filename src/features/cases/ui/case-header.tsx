import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { italianDay } from '../../../kernel/italian-day.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { CaseHeader } from '../contract.ts';
import { toneOfAlert, toneOfRisk } from './words.ts';
import './cases.css';

const MINUTE = 60_000;

/** The present moment, to the minute: for what counts down while one looks. */
function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE / 2);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Beside the code: state, risk, and what must not be overlooked. */
export function CaseMarks({ header }: { header: CaseHeader }): ReactNode {
  const { t } = useText();
  return (
    <>
      <Tag>{t(`cases.state.${header.state}`)}</Tag>
      <Tag tone={toneOfRisk(header.risk)}>{t('cases.risk-in-words', { risk: t(`cases.risk.${header.risk}`) })}</Tag>
      {header.alerts.map((alert) => <Tag key={alert} tone={toneOfAlert(alert)} icon={alert === 'do-not-call' ? 'phone' : undefined}>{t(`cases.alert.${alert}`)}</Tag>)}
    </>
  );
}

/** The second line: name on request, languages, who answers for the case, the next step. */
export function CaseLead({ header }: { header: CaseHeader }): ReactNode {
  const { t, formatList, languageName } = useText();
  const [isNamed, setNamed] = useState(false);
  return (
    <span className="case-lead">
      {header.name === null ? <span>{t('cases.no-name')}</span> : isNamed ? (
        <span className="case-name"><PrivateText>{header.name}</PrivateText><Button kind="quiet" size="small" icon="eye-off" iconOnly onPress={() => setNamed(false)}>{t('cases.hide-name')}</Button></span>
      ) : <Button kind="quiet" size="small" icon="eye" onPress={() => setNamed(true)}>{t('cases.show-name')}</Button>}
      {header.languages.length > 0 && <span>{formatList(header.languages.map(languageName))}</span>}
      <span>{header.owner ? t('cases.owned-by', { name: header.owner.name }) : t('cases.no-owner')}</span>
      <NextStep on={header.nextStepOn} />
    </span>
  );
}

/** When something is due next; what is past says so in words. */
function NextStep({ on }: { on: string | null }): ReactNode {
  const { t, formatDate } = useText();
  const today = italianDay(new Date(useNow()));
  if (on === null) return <span>{t('cases.no-next')}</span>;
  if (on >= today) return <span>{t('cases.next-on', { day: formatDate(on) })}</span>;
  return <Tag tone="late" icon="clock">{t('cases.next-late', { day: formatDate(on) })}</Tag>;
}

/** While a case stands open in an emergency: until when, and that it is known. */
export function EmergencyCountdown({ until }: { until: string }): ReactNode {
  const { t, formatDateTime } = useText();
  const minutes = Math.max(0, Math.floor((Date.parse(until) - useNow()) / MINUTE));
  return (
    <Notice tone="late" title={t('cases.emergency.title', { until: formatDateTime(until) })}>
      {t('cases.emergency.left', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })}
    </Notice>
  );
}
