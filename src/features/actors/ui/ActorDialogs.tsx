import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { type Actor, ActorKind, Confidence, LinkKind, type Reserved } from '../contract.ts';
import { useReserved } from './queries.ts';

interface Foot { readonly isReady: boolean; readonly isPending: boolean; readonly onKeep: () => void; readonly onClose: () => void }

function Foot({ isReady, isPending, onKeep, onClose }: Foot): ReactNode {
  const { t } = useText();
  return <><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={isPending} onPress={onKeep}>{t('ui.save')}</Button></>;
}

export function ActorDialog({ caseId, actor, onClose }: { caseId: string; actor: Actor | null; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => actor?.id ?? newId());
  const [kind, setKind] = useState<ActorKind>(actor?.kind ?? 'intermediary');
  const [name, setName] = useState(actor?.content?.name ?? '');
  const [aliases, setAliases] = useState(actor?.content?.aliases.join(', ') ?? '');
  const [words, setWords] = useState(actor?.content?.words ?? '');
  const keep = useReserved(caseId, onClose);
  const content = { name, aliases: aliases.split(',').map((one) => one.trim()).filter(Boolean), words };
  return (
    <Dialog title={t(actor ? 'actors.edit' : 'actors.add')} isOpen onClose={onClose} size="small" actions={<Foot isReady={name.trim() !== ''} isPending={keep.isPending} onClose={onClose} onKeep={() => keep.mutate({ method: 'put', path: `/api/alleged-actors/${id}`, body: { caseId, kind, content }, ifMatch: actor?.version ?? 0 })} />}>
      <Stack>
        <ChoiceChips label={t('actors.kind')} canClear={false} value={kind} onChange={(value) => setKind(value ?? kind)} choices={ActorKind.options.map((value) => ({ value, label: t(`actors.kind.${value}`) }))} />
        <TextField label={t('actors.name')} hint={t('actors.name.hint')} isRequired maxLength={120} value={name} onChange={setName} />
        <TextField label={t('actors.aliases')} hint={t('actors.aliases.hint')} maxLength={500} value={aliases} onChange={setAliases} />
        <TextArea label={t('actors.words')} rows={3} maxLength={1_000} value={words} onChange={setWords} />
        {keep.error && <ProblemPanel problem={keep.error} />}
      </Stack>
    </Dialog>
  );
}

export function LinkDialog({ caseId, reserved, onClose }: { caseId: string; reserved: Reserved; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => newId());
  const [from, setFrom] = useState<string | null>('person');
  const [to, setTo] = useState<string | null>(null);
  const [kind, setKind] = useState<LinkKind | null>(null);
  const [confidence, setConfidence] = useState<Confidence | null>(null);
  const [period, setPeriod] = useState('');
  const [source, setSource] = useState('');
  const keep = useReserved(caseId, onClose);
  const nodes = reserved.actors.map((actor) => ({ value: actor.id, label: actor.content?.name ?? t('actors.destroyed') }));
  const isReady = from !== null && to !== null && from !== to && kind !== null && confidence !== null && source.trim().length >= 2;
  const onKeep = (): void => keep.mutate({ method: 'put', path: `/api/actor-links/${id}`, body: { caseId, from: from === 'person' ? null : from, to, kind, confidence, content: { period, source, words: '' } } });
  return (
    <Dialog title={t('actors.link.add')} isOpen onClose={onClose} size="small" actions={<Foot isReady={isReady} isPending={keep.isPending} onClose={onClose} onKeep={onKeep} />}>
      <Stack>
        <Select label={t('actors.link.from')} isRequired value={from} onChange={setFrom} choices={[{ value: 'person', label: t('actors.link.person', { code: reserved.code }) }, ...nodes]} />
        <Select label={t('actors.link.kind')} isRequired value={kind} onChange={setKind} choices={LinkKind.options.map((value) => ({ value, label: t(`actors.link.kind.${value}`) }))} />
        <Select label={t('actors.link.to')} isRequired value={to} onChange={setTo} choices={nodes} />
        <TextField label={t('actors.link.period')} hint={t('actors.link.period.hint')} maxLength={120} value={period} onChange={setPeriod} />
        <TextField label={t('actors.link.source')} hint={t('actors.link.source.hint')} isRequired maxLength={300} value={source} onChange={setSource} />
        <ChoiceChips label={t('actors.confidence')} isRequired value={confidence} onChange={setConfidence} choices={Confidence.options.map((value) => ({ value, label: t(`actors.confidence.${value}`) }))} />
        {keep.error && <ProblemPanel problem={keep.error} />}
      </Stack>
    </Dialog>
  );
}

export function TieDialog({ caseId, actor, colleagues, onClose }: { caseId: string; actor: Actor; colleagues: Reserved['colleagues']; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => newId());
  const [memberId, setMemberId] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const keep = useReserved(caseId, onClose);
  return (
    <Dialog title={t('actors.tie')} isOpen onClose={onClose} size="small" actions={<Foot isReady={memberId !== null && words.trim().length >= 3} isPending={keep.isPending} onClose={onClose} onKeep={() => keep.mutate({ method: 'put', path: `/api/actor-ties/${id}`, body: { caseId, actorId: actor.id, memberId, words } })} />}>
      <Stack>
        <Notice>{t('actors.tie.help')}</Notice>
        <ComboBox label={t('actors.tie.who')} isRequired value={memberId} onChange={setMemberId} choices={colleagues.map((one) => ({ value: one.memberId, label: one.name }))} />
        <TextArea label={t('actors.tie.words')} isRequired rows={2} maxLength={500} value={words} onChange={setWords} />
        {keep.error && <ProblemPanel problem={keep.error} />}
      </Stack>
    </Dialog>
  );
}
