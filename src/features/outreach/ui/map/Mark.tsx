import type { ReactNode } from 'react';
import type { Due } from '../../contract.ts';

/** A shape for each state of coverage, so that it is told without colours: full is to be visited, hollow is in time. */
export function Shape({ due }: { due: Due }): ReactNode {
  if (due === 'never-visited') return <rect x="-8" y="-8" width="16" height="16" className="mark-full" />;
  if (due === 'overdue-in-season') return <path d="M0 -11 11 8 -11 8z" className="mark-full" />;
  if (due === 'overdue') return <path d="M0 -11 11 0 0 11 -11 0z" className="mark-half" />;
  return <circle r={due === 'in-time' ? 8 : 5} className="mark-hollow" />;
}
