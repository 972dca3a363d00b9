import { useId } from 'react';
import type { ReactNode } from 'react';
import { ClassMark } from './ClassMark.tsx';
import type { DataClass } from './ClassMark.tsx';

export interface PanelProps {
  readonly title?: ReactNode;
  /** Level of the heading: 2 on a page, 3 inside another panel. */
  readonly level?: 2 | 3;
  /** Who sees what is inside. */
  readonly of?: DataClass;
  /** Small actions at the end of the heading. */
  readonly actions?: ReactNode;
  /** `plain` has no frame, for grouping inside a panel. */
  readonly tone?: 'framed' | 'plain' | 'quiet';
  readonly children: ReactNode;
}

/** A titled block of a screen; a landmark only when it has a title. */
export function Panel({ title, level = 2, of, actions, tone = 'framed', children }: PanelProps): ReactNode {
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className={`panel panel-${tone}`} aria-labelledby={title ? id : undefined}>
      {(title || of || actions) && (
        <div className="panel-head">
          {title && <Heading id={id}>{title}</Heading>}
          {of && <ClassMark of={of} />}
          {actions && <div className="panel-actions">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}

/** Panels side by side where there is room. `min` is the narrowest column. */
export function Columns({ min = 'normal', children }: { min?: 'narrow' | 'normal' | 'wide'; children: ReactNode }): ReactNode {
  return <div className={`columns columns-${min}`}>{children}</div>;
}

/** Buttons or fields in one line that wraps. */
export function Row({ children, end = false }: { children: ReactNode; end?: boolean }): ReactNode {
  return <div className={end ? 'row row-end' : 'row'}>{children}</div>;
}

/** Things under one another with even space. */
export function Stack({ children, gap = 'normal' }: { children: ReactNode; gap?: 'small' | 'normal' | 'large' }): ReactNode {
  return <div className={`stack stack-${gap}`}>{children}</div>;
}
