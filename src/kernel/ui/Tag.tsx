import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export type Tone = 'neutral' | 'info' | 'good' | 'late' | 'danger';

/** A state in words. `danger` only when someone is in danger; `late` for what is due. */
export function Tag({ tone = 'neutral', icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }): ReactNode {
  return (
    <span className={`tag tone-${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}

export interface KeyValue {
  readonly key: string;
  readonly label: ReactNode;
  readonly value: ReactNode;
  /** Where it comes from and when: "detto da lei, 12/03/2026". */
  readonly source?: ReactNode;
}

/** Facts as label and value; unknown ones are said, not left blank. Used in headers, summaries and side cards. */
export function KeyValues({ items, compact = false }: { items: readonly KeyValue[]; compact?: boolean }): ReactNode {
  return (
    <dl className={compact ? 'key-values key-values-compact' : 'key-values'}>
      {items.map(({ key, label, value, source }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>
            {value}
            {source && <span className="source">{source}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
