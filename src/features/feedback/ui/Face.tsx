import type { ReactNode } from 'react';

/** The mouth of each face, from sad to glad, on a grid of 24. */
const mouths = ['M7.5 17.500c1.500-3.500 7.500-3.500 9 0', 'M8 16.500c1.500-1.800 6.500-1.800 8 0', 'M8 15.500h8', 'M8 14.500c1.500 2 6.500 2 8 0', 'M7 13.500c1.500 5.500 8.500 5.500 10 0z'] as const;

/** One of five faces; the words beside it say the same. @param of from 1 to 5 */
export function Face({ of }: { of: number }): ReactNode {
  return <svg className="face" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="9.500" /><path d={`M8.500 9v1M15.500 9v1${mouths[of - 1] ?? ''}`} /></svg>;
}
