import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { ActorKind, Confidence, LinkKind, type Reserved } from '../contract.ts';
import { type Named, namedIn, useReserved } from './queries.ts';

const isSame = (one: Named, other: { episodeId: string; part: string }): boolean => one.episodeId === other.episodeId && one.part === other.part;

/** Whom the worksheets name as employer or go-between, and which alleged actor that is. Only here: the worksheet itself never tells. */
export function NamedInWorksheets({ caseId, reserved }: { caseId: string; reserved: Reserved }): ReactNode {
  const { t } = useText();
  const named = useQuery(namedIn(caseId));
  const [chosen, setChosen] = useState<Named | null>(null);
  const strike = useReserved(caseId);
  if (named.error) return <ProblemPanel problem={named.error} onRetry={() => void named.refetch()} />;
  if (!named.data || named.data.length === 0) return null;
  return (
    <section className="stack stack-small">
      <h3>{t('actors.named')}</h3>
      <p className="quiet small">{t('actors.named.help')}</p>
      {named.data.map((one) => {
        const known = reserved.namings.filter((naming) => isSame(one, naming)).map((naming) => ({ id: naming.id, name: reserved.actors.find((actor) => actor.id === naming.actorId)?.content?.name ?? t('actors.destroyed') }));
        return (
          <Row key={`${one.episodeId} ${one.part}`}>
            <span><SafeText>{one.name}</SafeText> <span className="quiet small">{t(`actors.named.${one.part}`)}</span></span>
            {known.length > 0
              ? known.map(({ id, name }) => (
                <Row key={id}>
                  <Tag tone="good">{t('actors.named.is', { name })}</Tag>
                  <Button size="small" kind="quiet" isPending={strike.isPending} onPress={() => strike.mutate({ method: 'put', path: `/api/actor-namings/${id}/struck` })} aria-label={t('actors.named.strike.of', { name: one.name, actor: name })}>{t('actors.link.strike')}</Button>
                </Row>
              ))
              : <Button size="small" icon="link" onPress={() => setChosen(one)} aria-label={t('actors.named.link.of', { name: one.name })}>{t('actors.named.link')}</Button>}
          </Row>
        );
      })}
      {strike.error && <ProblemPanel problem={strike.error} />}
      {chosen && <NamingDialog caseId={caseId} reserved={reserved} named={chosen} onClose={() => setChosen(null)} />}
    </section>
  );
}

function NamingDialog({ caseId, reserved, named, onClose }: { caseId: string; reserved: Reserved; named: Named; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [ids] = useState(() => ({ naming: newId(), actor: newId(), link: newId() }));
  const [actorId, setActorId] = useState<string | null>('new');
  const [kind, setKind] = useState<ActorKind>(named.part === 'employer' ? 'firm' : 'intermediary');
  const [name, setName] = useState(named.name.slice(0, 120));
  const [relation, setRelation] = useState<LinkKind | null>(named.part === 'employer' ? 'works-for' : 'recruited-by');
  const [confidence, setConfidence] = useState<Confidence | null>(null);
  const [source, setSource] = useState(() => t('actors.named.source'));
  const keep = useReserved(caseId, onClose);
  const isNew = actorId === 'new';
  const isReady = actorId !== null && (!isNew || name.trim() !== '') && relation !== null && confidence !== null && source.trim().length >= 2;
  const onKeep = (): void => keep.mutate({
    method: 'put', path: `/api/actor-namings/${ids.naming}`,
    body: {
      caseId, actorId: isNew ? ids.actor : actorId, episodeId: named.episodeId, part: named.part,
      ...(isNew ? { written: { kind, content: { name, aliases: [], words: '' } } } : {}),
      link: { id: ids.link, kind: relation, confidence, content: { period: [named.from, named.to].filter(Boolean).join(' – '), source, words: '' } },
    },
  });
  return (
    <Dialog title={t('actors.named.link')} isOpen onClose={onClose} size="small" actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={keep.isPending} onPress={onKeep}>{t('ui.save')}</Button></>}>
      <Stack>
        <p><SafeText>{named.name}</SafeText> <span className="quiet small">{t(`actors.named.${named.part}`)}</span></p>
        <Select label={t('actors.named.who')} value={actorId} onChange={setActorId} canClear={false} choices={[{ value: 'new', label: t('actors.named.new') }, ...reserved.actors.map((actor) => ({ value: actor.id, label: actor.content?.name ?? t('actors.destroyed') }))]} />
        {isNew && <ChoiceChips label={t('actors.kind')} canClear={false} value={kind} onChange={(value) => setKind(value ?? kind)} choices={ActorKind.options.map((value) => ({ value, label: t(`actors.kind.${value}`) }))} />}
        {isNew && <TextField label={t('actors.name')} hint={t('actors.name.hint')} isRequired maxLength={120} value={name} onChange={setName} />}
        <Select label={t('actors.link.kind')} isRequired value={relation} onChange={setRelation} choices={LinkKind.options.map((value) => ({ value, label: t(`actors.link.kind.${value}`) }))} />
        <TextField label={t('actors.link.source')} hint={t('actors.link.source.hint')} isRequired maxLength={300} value={source} onChange={setSource} />
        <ChoiceChips label={t('actors.confidence')} isRequired value={confidence} onChange={setConfidence} choices={Confidence.options.map((value) => ({ value, label: t(`actors.confidence.${value}`) }))} />
        {keep.error && <ProblemPanel problem={keep.error} />}
      </Stack>
    </Dialog>
  );
}
