import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type SignaturePad from 'signature_pad';
import { useText } from '../i18n/text.tsx';
import { Button } from './Button.tsx';

export interface SignatureFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** A PNG as a data address, or null while nothing is drawn. */
  readonly onDrawn: (image: string | null) => void;
}

/** Wide enough to sign with a finger, small enough to keep: drawn at one size whatever the screen. */
const size = { width: 480, height: 160 } as const;

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
    let isGone = false;
    const ended = (): void => {
      setInk(true);
      tell.current(pad.current?.toDataURL('image/png') ?? null);
    };
    void import('signature_pad').then(({ default: Pad }) => {
      if (isGone || !canvas.current) return;
      pad.current = new Pad(canvas.current, { penColor: '#17324d', backgroundColor: '#ffffff', minWidth: 1, maxWidth: 3 });
      pad.current.addEventListener('endStroke', ended);
    });
    return () => {
      isGone = true;
      pad.current?.off();
    };
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
