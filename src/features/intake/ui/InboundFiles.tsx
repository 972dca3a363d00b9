import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { DocumentKind } from '../../documents/contract.ts';
import type { Inbound, InboundFile } from '../contract.ts';
import { useIntakeDeed } from './queries.ts';

/** Who may read a file in the case; where it is sealed for psychologists or legal workers alone, they bring it themselves. */
const readers = ['restricted', 'case', 'work'] as const;

/** What came along: fetched by hand, and moved into the documents of the case one by one. */
export function InboundFiles({ of: one }: { of: Inbound }): ReactNode {
  const { t } = useText();
  const [moving, setMoving] = useState<InboundFile | null>(null);
  if (one.files.length === 0) return null;
  return (
    <Panel title={t('intake.files')} of="restricted">
      <ul className="report-lines">
        {one.files.map((file) => (
          <li key={file.id}>
            <Row>{file.thumbnail && <img className="report-picture" src={file.thumbnail} alt="" />}<SafeText>{file.name}</SafeText><span className="quiet small">{t('intake.files.size', { kilobytes: Math.max(1, Math.round(file.bytes / 1024)) })}</span>{file.documentId && <Tag icon="document">{t('intake.files.moved')}</Tag>}</Row>
            {!file.documentId && (
              <Row>
                <LinkButton size="small" aria-label={t('intake.files.open-one', { name: file.name })} href={`/api/inbound-referrals/${one.id}/files/${file.id}`} download>{t('intake.files.open')}</LinkButton>
                {one.matter && <Button size="small" aria-label={t('intake.files.move-one', { name: file.name })} onPress={() => setMoving(file)}>{t('intake.files.move')}</Button>}
              </Row>
            )}
          </li>
        ))}
      </ul>
      <p className="quiet small">{t('intake.files.team-help')}</p>
      {moving && <MoveFile id={one.id} file={moving} onClose={() => setMoving(null)} />}
    </Panel>
  );
}

function MoveFile({ id, file, onClose }: { id: string; file: InboundFile; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [ids] = useState(() => ({ documentId: newId(), contentId: newId() }));
  const [kind, setKind] = useState<DocumentKind>('other');
  const [title, setTitle] = useState(() => file.name.replace(/\.[A-Za-z0-9]{1,5}$/, '').slice(0, 160));
  const [compartment, setCompartment] = useState<(typeof readers)[number]>('restricted');
  const deed = useIntakeDeed(() => { toast.say(t('intake.files.moved-now')); onClose(); });
  return (
    <Dialog title={t('intake.files.move')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={title.trim().length < 2} isPending={deed.isPending} onPress={() => deed.mutate({ method: 'post', path: `/api/inbound-referrals/${id}/files/${file.id}/move`, body: { ...ids, kind, title, compartment } })}>{t('intake.files.move')}</Button></>}>
      <Stack>
        <p className="quiet">{t('intake.files.move.help')}</p>
        <TextField label={t('intake.files.title')} maxLength={160} value={title} onChange={setTitle} />
        <Select label={t('intake.files.kind')} canClear={false} value={kind} onChange={(next) => setKind(next ?? kind)} choices={DocumentKind.options.map((value) => ({ value, label: t(`documents.kind.${value}`) }))} />
        <ChoiceChips label={t('documents.compartment')} canClear={false} value={compartment} onChange={(next) => setCompartment(next ?? compartment)} choices={readers.map((value) => ({ value, label: t(`documents.compartment.${value}`) }))} />
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}
