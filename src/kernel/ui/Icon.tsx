import type { ReactNode } from 'react';
import { icons } from './icons.ts';
import type { IconName } from './icons.ts';

/** A drawing beside words, never instead of them: it is hidden from screen readers. Arrows turn with the direction of the language. */
export function Icon({ name }: { name: IconName }): ReactNode {
  return (
    <svg className="icon" data-icon={name} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={icons[name]} />
    </svg>
  );
}
