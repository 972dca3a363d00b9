import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { useText } from '../i18n/text.tsx';

export interface TimelineItem {
  readonly id: string;
  /** An instant, or a day when the hour is not known. */
  readonly at: string;
  readonly icon: IconName;
  readonly title: ReactNode;
  /** Who did it, with whom: one quiet line. */
  readonly by?: ReactNode;
  readonly body?: ReactNode;
  readonly marks?: ReactNode;
}

const hasHour = (at: string): boolean => at.includes('T');

/** What happened, newest first, as given by the caller. The path of a case, the history of a referral, the day of an operator. */
export function Timeline({ label, items, style = 'history' }: { label: string; items: readonly TimelineItem[]; style?: 'history' | 'day' }): ReactNode {
  const { formatDate, formatTime } = useText();
  return (
    <ol className="timeline" aria-label={label}>
      {items.map((item) => (
        <li key={item.id} className="timeline-item">
          <time className="timeline-when" dateTime={item.at}>
            {style === 'history' && <span>{formatDate(item.at)}</span>}
            {hasHour(item.at) && <span className="timeline-hour">{formatTime(item.at)}</span>}
          </time>
          <span className="timeline-dot"><Icon name={item.icon} /></span>
          <div className="timeline-body">
            <div className="timeline-title">{item.title}{item.marks}</div>
            {item.by && <div className="timeline-by">{item.by}</div>}
            {item.body}
          </div>
        </li>
      ))}
    </ol>
  );
}

export interface StatusStep {
  readonly key: string;
  readonly label: string;
  readonly at?: string | null;
  readonly state: 'done' | 'current' | 'late' | 'to-come' | 'skipped';
  /** Who is awaited, since when. */
  readonly note?: string;
}

/** A line of dots with dates: sent · read · accepted · appointment · attended. State is told in words too, never by colour alone. */
export function StatusDots({ label, steps }: { label: string; steps: readonly StatusStep[] }): ReactNode {
  const { t, formatDate } = useText();
  return (
    <ol className="status-dots" aria-label={label}>
      {steps.map((step) => (
        <li key={step.key} className={`status-step step-${step.state}`} aria-current={step.state === 'current' || step.state === 'late' ? 'step' : undefined}>
          <span className="status-dot">{step.state === 'done' ? <Icon name="check" /> : step.state === 'late' ? <Icon name="clock" /> : null}</span>
          <span className="status-label">{step.label}</span>
          <span className="only-heard">: {t(`ui.step.${step.state}`)}</span>
          {step.at && <time className="status-date" dateTime={step.at}>{formatDate(step.at)}</time>}
          {step.note && <span className="status-note">{step.note}</span>}
        </li>
      ))}
    </ol>
  );
}
