import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { Button } from '../../../../kernel/ui/Button.tsx';
import { Row, Stack } from '../../../../kernel/ui/Panel.tsx';
import { TextField } from '../../../../kernel/ui/TextField.tsx';
import { CardSecret } from '../../contract.ts';

/** What some browsers offer for reading codes, and TypeScript does not know yet (Shape Detection API). */
interface Detector { detect(source: CanvasImageSource): Promise<readonly { readonly rawValue: string }[]> }
type Detectors = new (options: { formats: string[] }) => Detector;
const detectors = (): Detectors | undefined => ('BarcodeDetector' in globalThis ? (globalThis as unknown as { BarcodeDetector: Detectors }).BarcodeDetector : undefined);

const EVERY = 300;

/** Whether the camera looks: not yet, it does, it was refused or there is none, or this browser cannot read squares. */
type Sight = 'starting' | 'seeing' | 'refused' | 'cannot';

/** Reads a card by the camera where the browser can, and by typing where it cannot, and says which. No picture is kept or sent. */
export function CardReader({ isPending, onRead, onClose }: { isPending: boolean; onRead: (text: string) => void; onClose: () => void }): ReactNode {
  const { t } = useText();
  const video = useRef<HTMLVideoElement>(null);
  const [typed, setTyped] = useState('');
  const [sight, setSight] = useState<Sight>(() => (detectors() && 'mediaDevices' in navigator ? 'starting' : 'cannot'));
  const latest = useRef(onRead);
  useEffect(() => { latest.current = onRead; }, [onRead]);

  useEffect(() => {
    const Found = detectors();
    if (!Found || !('mediaDevices' in navigator)) return undefined;
    const detector = new Found({ formats: ['qr_code'] });
    let stream: MediaStream | undefined;
    let isOver = false;
    // What lies before the camera is read many times a second, and told once.
    let told = '';
    const look = setInterval(() => {
      const element = video.current;
      if (!element || element.readyState < 2) return;
      detector.detect(element).then((codes) => {
        const text = codes[0]?.rawValue;
        if (text === undefined || isOver || text === told) return;
        told = text;
        latest.current(text);
      }, () => setSight('cannot'));
    }, EVERY);
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).then(async (given) => {
      stream = given;
      if (isOver) for (const track of given.getTracks()) track.stop();
      else if (video.current) {
        video.current.srcObject = given;
        await video.current.play();
        setSight('seeing');
      }
      // Refused, or no camera: typing is there.
    }).catch(() => setSight('refused'));
    return () => {
      isOver = true;
      clearInterval(look);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);

  const isWhole = CardSecret.safeParse(typed.replaceAll(/[\s-]/g, '')).success;
  return (
    <Stack>
      <video ref={video} className="card-sight" hidden={sight !== 'seeing'} muted playsInline aria-label={t('outreach.card.sight')} />
      {(sight === 'refused' || sight === 'cannot') && <p className="quiet">{t(`outreach.card.${sight}`)}</p>}
      <TextField label={t('outreach.card.typed')} hint={t('outreach.card.typed.hint')} value={typed} maxLength={40} autoComplete="off" onChange={setTyped} />
      <Row>
        <Button size="large" icon="search" isDisabled={!isWhole} isPending={isPending} onPress={() => onRead(typed.replaceAll(/[\s-]/g, ''))}>{t('outreach.card.read')}</Button>
        <Button size="large" onPress={onClose}>{t('ui.cancel')}</Button>
      </Row>
    </Stack>
  );
}
