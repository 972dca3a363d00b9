import { useRef, useState } from 'react';
import type { DragEvent, ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Icon } from '../../../kernel/ui/Icon.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Row } from '../../../kernel/ui/Panel.tsx';
import { useSize } from './sizes.ts';
import type { Arrivals } from './useArrivals.ts';

const KINDS = 'image/jpeg,image/png,image/webp,application/pdf,text/plain,.docx,.xlsx';

/** One file, or pages photographed one after the other; what cannot go together or is too large is said before anything is sent. */
export function ChooseFiles({ arrivals, largest }: { arrivals: Arrivals; largest: number }): ReactNode {
  const { t } = useText();
  const size = useSize();
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [refused, setRefused] = useState<string>();
  const add = (chosen: FileList | null): void => {
    const all = [...(chosen ?? [])];
    if (all.length === 0) return;
    const empty = all.find((file) => file.size === 0);
    const large = all.find((file) => file.size > largest);
    const together = [...arrivals.items.map((one) => one.isPicture), ...all.map((file) => file.type.startsWith('image/'))];
    if (empty) setRefused(t('documents.empty', { name: empty.name }));
    else if (large) setRefused(t('documents.too-large', { name: large.name, size: size(large.size), largest: size(largest) }));
    else if (together.length > 1 && together.includes(false)) setRefused(t('documents.one-file'));
    else {
      setRefused(undefined);
      arrivals.add(all);
    }
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  };
  return (
    <>
      <div className="documents-drop" data-over={isOver} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
        <Row>
          <Button icon="device" onPress={() => camera.current?.click()}>{t(arrivals.items.length > 0 ? 'documents.photograph.next' : 'documents.photograph')}</Button>
          <Button icon="import" onPress={() => files.current?.click()}>{t('documents.choose')}</Button>
        </Row>
        <p className="quiet small">{t('documents.choose.help', { largest: size(largest) })}</p>
        <input ref={camera} type="file" hidden accept="image/jpeg,image/png,image/webp" capture="environment" aria-label={t('documents.photograph')} onChange={(event) => { add(event.target.files); event.target.value = ''; }} />
        <input ref={files} type="file" hidden multiple accept={KINDS} aria-label={t('documents.choose')} onChange={(event) => { add(event.target.files); event.target.value = ''; }} />
      </div>
      {refused && <Notice tone="late" title={t('documents.not-taken')} live>{refused}</Notice>}
      {arrivals.items.length > 0 && (
        <ol className="documents-pages">
          {arrivals.items.map((one, index) => (
            <li key={one.key} className="documents-page" data-turns={one.turns}>
              {one.address ? <img src={one.address} alt={t('documents.page.number', { number: index + 1 })} /> : <span><Icon name="document" /> {one.name}</span>}
              <Row>
                {one.isPicture && <Button size="small" kind="quiet" icon="undo" onPress={() => arrivals.turn(one.key)} aria-label={t('documents.page.turn', { number: index + 1 })}>{t('documents.page.turn.short')}</Button>}
                <Button size="small" kind="quiet" icon="close" iconOnly onPress={() => arrivals.remove(one.key)}>{t('documents.page.remove', { number: index + 1 })}</Button>
              </Row>
            </li>
          ))}
        </ol>
      )}
      {arrivals.onDevice !== 'nothing' && (arrivals.onDevice === 'impossible'
        ? <Notice tone="late" title={t('documents.on-device.impossible')} live>{t('documents.on-device.stay')}</Notice>
        : <output className="quiet small">{t(`documents.on-device.${arrivals.onDevice}`)}</output>)}
    </>
  );
}
