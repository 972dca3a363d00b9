import { useEffect, useState } from 'react';

/** Whether something has been so for that long, in milliseconds, and is so still: what is over in a moment is not worth a word. */
export function useLasting(isSo: boolean, milliseconds: number): boolean {
  const [isLasting, setLasting] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLasting(isSo), isSo ? milliseconds : 0);
    return () => clearTimeout(timer);
  }, [isSo, milliseconds]);
  return isSo && isLasting;
}
