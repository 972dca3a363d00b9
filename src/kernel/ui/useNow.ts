import { useEffect, useState } from 'react';

/** The present moment, told anew every so many milliseconds: for what is due, and for a clock. */
export function useNow(every: number): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
