import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { type Heading, NameKind, type PersonName } from '../contract.ts';
import { useChange } from './queries.ts';

/** Every name the person goes by. None is written over; the preferred one is what they are called. */
export function Names({ heading }: { heading: Heading }): ReactNode {
  const { t } = useText();
  const change = useChange(heading.id);
  const [isAdding, setAdding] = useState(false);
  const at = `/api/persons/${heading.id}/names`;
  const add = ({ text, kind }: { text: string; kind: NameKind }, nameId: string, preferred = false): void =>
    change.mutate(() => api.put(`${at}/${nameId}`, { body: { text, kind, preferred } }), { onSuccess: () => setAdding(false) });
  const remove = (name: PersonName): void =>
    change.mutate(() => api.delete(`${at}/${name.id}`), { onSuccess: () => toast.undo(t('persons.name.removed'), () => add(name, newId(), name.preferred)) });

  return (
    <Panel title={t('persons.names')} of="case" actions={<Button size="small" icon="plus" onPress={() => setAdding(true)}>{t('persons.name.add')}</Button>}>
      {change.error && <ProblemPanel problem={change.error} />}
      {heading.names.length === 0 && <p className="quiet">{t('persons.names.none')}</p>}
      <Stack gap="small">
        {heading.names.map((name) => (
          <Row key={name.id}>
            <strong><PrivateText>{name.text}</PrivateText></strong>
            <span className="quiet small">{t(`persons.name.kind.${name.kind}`)}</span>
            {name.preferred && <Tag tone="info" icon="star">{t('persons.name.preferred')}</Tag>}
            {!name.preferred && <Button size="small" kind="quiet" onPress={() => change.mutate(() => api.post(`${at}/${name.id}/preferred`, { body: {} }))}>{t('persons.name.prefer')}</Button>}
            <Button size="small" kind="quiet" icon="trash" iconOnly onPress={() => remove(name)}>{t('persons.name.remove', { kind: t(`persons.name.kind.${name.kind}`) })}</Button>
          </Row>
        ))}
      </Stack>
      {isAdding && <AddName onClose={() => setAdding(false)} onAdd={add} isPending={change.isPending} />}
    </Panel>
  );
}

function AddName({ onClose, onAdd, isPending }: { onClose: () => void; onAdd: (name: { text: string; kind: NameKind }, nameId: string) => void; isPending: boolean }): ReactNode {
  const { t } = useText();
  const [nameId] = useState(() => newId());
  const [text, setText] = useState('');
  const [kind, setKind] = useState<NameKind>('declared');
  const [isTried, setTried] = useState(false);
  const save = (): void => {
    setTried(true);
    if (text.trim() !== '') onAdd({ text, kind }, nameId);
  };
  return (
    <Dialog title={t('persons.name.add')} isOpen onClose={onClose} size="small" actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={isPending} onPress={save}>{t('ui.save')}</Button></>}>
      <Stack>
        <TextField label={t('persons.name.label')} hint={t('persons.name.hint')} autoComplete="off" value={text} onChange={setText} maxLength={200} error={isTried && text.trim() === '' ? t('ui.invalid.required') : undefined} />
        <Select label={t('persons.name.kind')} value={kind} onChange={(chosen) => setKind(chosen ?? 'declared')} choices={NameKind.options.map((value) => ({ value, label: t(`persons.name.kind.${value}`) }))} />
      </Stack>
    </Dialog>
  );
}
