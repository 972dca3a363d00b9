import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { Button } from '../../../../kernel/ui/Button.tsx';
import { Row, Stack } from '../../../../kernel/ui/Panel.tsx';
import { TextField } from '../../../../kernel/ui/TextField.tsx';
import { CardSecret } from '../../contract.ts';
import { pictureOf, readSquares } from './squares.ts';

/** Between two looks, in milliseconds. */
const EVERY = 300;

/** Whether the camera looks: not yet, it does, or it was refused or there is none. */
type Sight = 'starting' | 'seeing' | 'refused';

/** Reads a card by the camera, or by typing where there is none. No picture is kept or sent: it is read on this device. */
export function CardReader({ isPending, onRead, onClose }: { isPending: boolean; onRead: (text: string) => void; onClose: () => void }): ReactNode {
  const { t } = useText();
  const video = useRef<HTMLVideoElement>(null);
  const [typed, setTyped] = useState('');
  const [sight, setSight] = useState<Sight>(() => ('mediaDevices' in navigator ? 'starting' : 'refused'));
  const latest = useRef(onRead);
  useEffect(() => { latest.current = onRead; }, [onRead]);

  useEffect(() => {
    if (!('mediaDevices' in navigator)) return undefined;
    let stream: MediaStream | undefined;
    let isOver = false;
    // What lies before the camera is read many times a second, and told once.
    let told = '';
    const look = setInterval(() => {
      const picture = video.current && video.current.readyState >= 2 && pictureOf(video.current);
      const text = picture ? readSquares(picture) : undefined;
      if (text === undefined || isOver || text === told) return;
      told = text;
      latest.current(text);
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
      <video ref={video} className="card-sight" hidden={sight === 'refused'} muted playsInline aria-label={t('outreach.card.sight')} />
      {sight === 'refused' && <p className="quiet">{t('outreach.card.refused')}</p>}
      <TextField label={t('outreach.card.typed')} hint={t('outreach.card.typed.hint')} value={typed} maxLength={40} autoComplete="off" onChange={setTyped} />
      <Row>
        <Button size="large" icon="search" isDisabled={!isWhole} isPending={isPending} onPress={() => onRead(typed.replaceAll(/[\s-]/g, ''))}>{t('outreach.card.read')}</Button>
        <Button size="large" onPress={onClose}>{t('ui.cancel')}</Button>
      </Row>
    </Stack>
  );
}
