import { encodeQR } from 'qr';
import { useMemo } from 'react';
import type { ReactNode } from 'react';

/** Modules of white around the squares: a reader finds them by it. */
const QUIET = 2;

/** Words as a square for a camera (ISO/IEC 18004), drawn on this device: what it holds is sent nowhere. @param label what it is, for who cannot see it */
export function QrCode({ text, label }: { text: string; label: string }): ReactNode {
  const { side, path } = useMemo(() => {
    const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
    return { side: rows.length, path: rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('') };
  }, [text]);
  return (
    <>
      <svg className="qr" viewBox={`0 0 ${side} ${side}`} aria-hidden="true"><rect width="100%" height="100%" fill="#ffffff" /><path d={path} fill="#000000" /></svg>
      <p className="only-heard">{label}</p>
    </>
  );
}
