import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { arrivals } from './arrivals.ts';
import { useDiscretion } from './discretion.ts';
import { useHarmless } from './harmless.ts';
import { useText } from '../i18n/text.tsx';

export interface PageProps {
  /** The one `h1`, also the title of the window (not while in discretion mode). */
  readonly title: string;
  /** What the window is called instead when the title would name a person. */
  readonly windowTitle?: string;
  /** One sentence under the title: what this screen answers. */
  readonly lead?: ReactNode;
  /** The one primary action; top right on a desk, under the thumb on a phone. */
  readonly action?: ReactNode;
  /** Quieter actions beside it. */
  readonly secondary?: ReactNode;
  /** Only inside a case. */
  readonly breadcrumb?: ReactNode;
  /** Small marks beside the title: class, state. */
  readonly marks?: ReactNode;
  /** `full` uses the width (case file, tables); `reading` keeps lines short. */
  readonly width?: 'reading' | 'normal' | 'full';
  readonly children: ReactNode;
}

/** The frame of each screen: one question, one title, one primary action always in the same corner. */
export function Page({ title, windowTitle, lead, action, secondary, breadcrumb, marks, width = 'normal', children }: PageProps): ReactNode {
  const { t } = useText();
  const isDiscreet = useDiscretion();
  const isHidden = useHarmless();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = isHidden ? t('ui.harmless.window') : isDiscreet ? t('ui.page.neutral-title') : `${windowTitle ?? title} · RE.T.I.`;
  }, [title, windowTitle, isDiscreet, isHidden, t]);

  useEffect(() => {
    if (arrivals.take()) heading.current?.focus({ preventScroll: true });
  }, []);

  return (
    <div className={`page page-${width}`}>
      {breadcrumb && <nav className="breadcrumb" aria-label={t('ui.page.breadcrumb')}>{breadcrumb}</nav>}
      <div className="page-head">
        <div className="page-title">
          <h1 ref={heading} tabIndex={-1}>{title}</h1>
          {marks && <div className="marks">{marks}</div>}
          {lead && <p className="lead">{lead}</p>}
        </div>
        {secondary && <div className="page-secondary">{secondary}</div>}
        {action && <div className="page-action">{action}</div>}
      </div>
      <div className="page-body">{children}</div>
    </div>
  );
}
