import type { ReactNode } from 'react';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { asProblem } from './problems.ts';
import type { Tone } from './Tag.tsx';
import { useText } from '../i18n/text.tsx';

const drawings: Readonly<Record<Tone, IconName>> = { neutral: 'info', info: 'info', good: 'check', late: 'clock', danger: 'emergency' };

export interface NoticeProps {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Read aloud when it appears; not for what is there from the start. */
  readonly live?: boolean;
}

/** Something to know before going on, inside the page. `danger` only when someone is in danger. */
export function Notice({ tone = 'info', title, children, actions, live = false }: NoticeProps): ReactNode {
  return (
    <div className={`notice tone-${tone}`} role={live ? 'status' : undefined}>
      <Icon name={drawings[tone]} />
      <div className="notice-body">
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
      {actions && <div className="notice-actions">{actions}</div>}
    </div>
  );
}

/** The same across the whole width, under the top bar: offline, demonstration, maintenance. */
export function AlertBar({ tone = 'info', children, actions }: Omit<NoticeProps, 'title' | 'live'>): ReactNode {
  return (
    <div className={`alert-bar tone-${tone}`}>
      <Icon name={drawings[tone]} />
      <span>{children}</span>
      {actions}
    </div>
  );
}

export interface ProblemPanelProps {
  /** Whatever a query or a mutation threw. */
  readonly problem: unknown;
  readonly onRetry?: () => void;
}

/** What happened, what is safe, what to do, in the person's language. For a failed load or a refused save. */
export function ProblemPanel({ problem, onRetry }: ProblemPanelProps): ReactNode {
  const { t, has } = useText();
  const { code } = asProblem(problem);
  const known = has(`problem.${code}.title`) ? code : 'unexpected';
  return (
    <div className="notice tone-late problem" role="alert">
      <Icon name="info" />
      <div className="notice-body">
        <strong>{t(`problem.${known}.title`)}</strong>
        <div>{t(`problem.${known}.help`)}</div>
      </div>
      {onRetry && (
        <div className="notice-actions">
          <Button size="small" onPress={onRetry}>{t('ui.retry')}</Button>
        </div>
      )}
    </div>
  );
}
