import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import SignaturePad from 'signature_pad';
import { useText } from '../i18n/text.tsx';
import { Button } from './Button.tsx';

export interface SignatureFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** A PNG as a data address, or null while nothing is drawn. */
  readonly onDrawn: (image: string | null) => void;
}

/** In dots: fine enough for any screen, small enough to keep, and the same whatever the screen. */
const size = { width: 960, height: 320 } as const;

/** A place to sign with finger, pen or mouse. Whoever cannot or does not want to draw has another way beside it, in the same form. */
export function SignatureField({ label, hint, onDrawn }: SignatureFieldProps): ReactNode {
  const { t } = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad | null>(null);
  const [hasInk, setInk] = useState(false);
  const tell = useRef(onDrawn);
  useEffect(() => {
    tell.current = onDrawn;
  }, [onDrawn]);
  useEffect(() => {
    const sheet = canvas.current;
    if (!sheet) return undefined;
    // Ready as soon as it is seen: a hand that signs does not wait, and what it drew before is gone for good.
    const drawing = new SignaturePad(sheet, { penColor: '#17324d', backgroundColor: '#ffffff', minWidth: 1, maxWidth: 3 });
    // The field is as wide as the screen lets it be, also once a phone is turned: the ink stands under the finger all the same.
    drawing.addEventListener('beginStroke', () => {
      const { width } = sheet.getBoundingClientRect();
      sheet.getContext('2d')?.setTransform(size.width / width, 0, 0, size.width / width, 0, 0);
    });
    drawing.addEventListener('endStroke', () => {
      setInk(true);
      tell.current(drawing.toDataURL('image/png'));
    });
    pad.current = drawing;
    return () => drawing.off();
  }, []);
  const clear = (): void => {
    pad.current?.clear();
    setInk(false);
    onDrawn(null);
  };
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      {hint && <span className="field-hint">{hint}</span>}
      <canvas ref={canvas} className="signature-field" width={size.width} height={size.height} aria-hidden="true" />
      <output className="only-heard">{t(hasInk ? 'ui.signature.drawn' : 'ui.signature.empty')}</output>
      <div><Button size="small" kind="quiet" icon="undo" isDisabled={!hasInk} onPress={clear}>{t('ui.signature.clear')}</Button></div>
    </div>
  );
}
