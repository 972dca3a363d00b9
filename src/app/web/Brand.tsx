import type { ReactNode } from 'react';

/** Four knots of a net. */
export function Brand({ programme }: { programme?: string | undefined }): ReactNode {
  return (
    <div className="brand">
      <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <path d="M9 9 23 8M9 9l4 14M23 8 13 23M23 8l2 13M13 23l12-2" />
        <circle cx="9" cy="9" r="3" /><circle cx="23" cy="8" r="3" /><circle cx="13" cy="23" r="3" /><circle cx="25" cy="21" r="3" />
      </svg>
      <span className="brand-name">RE.T.I.</span>
      {programme && <span className="brand-programme">{programme}</span>}
    </div>
  );
}
