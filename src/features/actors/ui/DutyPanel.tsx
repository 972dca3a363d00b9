import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { CheckChips, ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { AddendumKind, Capacity, Decision, type Duty, type Reserved, Told, WriteDuty } from '../contract.ts';
import { useReserved } from './queries.ts';

/** Whether there is a duty to report: reasoned by a person, never worked out, never sent from here. */
export function DutyPanel({ caseId, reserved }: { caseId: string; reserved: Reserved }): ReactNode {
  const { t } = useText();
  const [edited, setEdited] = useState<Duty | 'new' | null>(null);
  return (
    <Panel title={t('actors.duty.title')} of="secret" actions={edited === null && <Button size="small" icon="plus" onPress={() => setEdited('new')}>{t('actors.duty.new')}</Button>}>
      <Stack>
        <p className="quiet small">{t('actors.duty.help')}</p>
        {edited !== null && <DutyForm key={edited === 'new' ? 'new' : edited.id} caseId={caseId} reserved={reserved} duty={edited === 'new' ? null : edited} onDone={() => setEdited(null)} />}
        {reserved.duties.length === 0 && edited === null && <EmptyState icon="legal" title={t('actors.duty.none')} why={t('actors.duty.none.why')} />}
        {reserved.duties.map((duty) => <DutyCard key={duty.id} caseId={caseId} reserved={reserved} duty={duty} onEdit={() => setEdited(duty)} />)}
      </Stack>
    </Panel>
  );
}

function DutyForm({ caseId, reserved, duty, onDone }: { caseId: string; reserved: Reserved; duty: Duty | null; onDone: () => void }): ReactNode {
  const { t, language } = useText();
  const [id] = useState(() => duty?.id ?? newId());
  const [form, setForm] = useState({
    capacity: duty?.capacity ?? null as Capacity | null, decision: duty?.decision ?? null as Decision | null, told: duty?.told ?? null as Told | null, decidedOn: duty?.decidedOn ?? null as string | null, norms: duty?.norms ?? [] as string[],
    facts: duty?.content?.facts ?? '', consulted: duty?.content?.consulted ?? '', toldHow: duty?.content?.toldHow ?? '', reasons: duty?.content?.reasons ?? '',
  });
  const [begun] = useState(form);
  const isDirty = JSON.stringify(form) !== JSON.stringify(begun);
  const draft = useDraft(`duty/${caseId}/${duty?.id ?? 'new'}`, form, isDirty);
  const keep = useReserved(caseId, () => { draft.clear(); onDone(); });
  const { capacity, decision, told, decidedOn, norms, facts, consulted, toldHow, reasons } = form;
  const given = WriteDuty.safeParse({ caseId, capacity, decision, told, decidedOn, norms, content: { facts, consulted, toldHow, reasons } });
  return (
    <Stack>
      <DraftFound draft={draft} isDirty={isDirty} onTake={setForm} />
      <TextArea label={t('actors.duty.facts')} hint={t('actors.duty.facts.hint')} isRequired rows={3} maxLength={4_000} value={facts} onChange={(value) => setForm({ ...form, facts: value })} />
      <Select label={t('actors.duty.capacity')} hint={t('actors.duty.capacity.hint')} isRequired value={capacity} onChange={(value) => setForm({ ...form, capacity: value })} choices={Capacity.options.map((value) => ({ value, label: t(`actors.duty.capacity.${value}`) }))} />
      <CheckChips label={t('actors.duty.norms')} hint={t('actors.duty.norms.hint')} value={norms} onChange={(value) => setForm({ ...form, norms: value })} choices={reserved.norms.filter((norm) => norm.offered || norms.includes(norm.id)).map((norm) => ({ value: norm.id, label: `${norm.name[language === 'it' ? 'it' : 'en']}${norm.verified ? '' : ` (${t('actors.unverified')})`}` }))} />
      <TextField label={t('actors.duty.consulted')} hint={t('actors.duty.consulted.hint')} maxLength={500} value={consulted} onChange={(value) => setForm({ ...form, consulted: value })} />
      <ChoiceChips label={t('actors.duty.told')} isRequired value={told} onChange={(value) => setForm({ ...form, told: value })} choices={Told.options.map((value) => ({ value, label: t(`actors.duty.told.${value}`) }))} />
      <TextArea label={t('actors.duty.told-how')} rows={2} maxLength={1_000} value={toldHow} onChange={(value) => setForm({ ...form, toldHow: value })} />
      <ChoiceChips label={t('actors.duty.decision')} isRequired value={decision} onChange={(value) => setForm({ ...form, decision: value })} choices={Decision.options.map((value) => ({ value, label: t(`actors.duty.decision.${value}`) }))} />
      <TextArea label={t('actors.duty.reasons')} isRequired rows={3} maxLength={4_000} value={reasons} onChange={(value) => setForm({ ...form, reasons: value })} />
      <DateField label={t('actors.duty.decided-on')} isRequired value={decidedOn} onChange={(value) => setForm({ ...form, decidedOn: value })} />
      {keep.error && <ProblemPanel problem={keep.error} />}
      <Row end><Button onPress={onDone}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!given.success} isPending={keep.isPending} onPress={() => keep.mutate({ method: 'put', path: `/api/duty-decisions/${id}`, body: given.data, ifMatch: duty?.version ?? 0 })}>{t('actors.duty.keep')}</Button></Row>
    </Stack>
  );
}

type Asked = 'opinion-agrees' | 'opinion-disagrees' | AddendumKind;

function DutyCard({ caseId, reserved, duty, onEdit }: { caseId: string; reserved: Reserved; duty: Duty; onEdit: () => void }): ReactNode {
  const { t, formatDate, formatDateTime, language } = useText();
  const [asked, setAsked] = useState<Asked | null>(null);
  const act = useReserved(caseId, () => setAsked(null));
  const norms = reserved.norms.filter((norm) => duty.norms.includes(norm.id)).map((norm) => norm.name[language === 'it' ? 'it' : 'en']);
  const say = (words: string): void => {
    if (asked === null) return;
    if (asked === 'opinion-agrees' || asked === 'opinion-disagrees') act.mutate({ method: 'put', path: `/api/duty-opinions/${newId()}`, body: { decisionId: duty.id, agrees: asked === 'opinion-agrees', reason: words } });
    else act.mutate({ method: 'put', path: `/api/duty-addenda/${newId()}`, body: { decisionId: duty.id, kind: asked, words } });
  };
  return (
    <article className="duty">
      <Row><strong>{t(`actors.duty.decision.${duty.decision}`)}</strong><Tag tone={duty.state === 'signed' ? 'good' : 'late'}>{t(`actors.duty.state.${duty.state}`)}</Tag><span className="quiet small">{formatDate(duty.decidedOn)} · {duty.by.name}{duty.signedAt && ` · ${t('actors.duty.signed-at', { at: formatDateTime(duty.signedAt) })}`}</span></Row>
      {duty.content === null ? <p className="quiet">{t('actors.destroyed')}</p> : (
        <dl>
          <dt>{t('actors.duty.facts')}</dt><dd><SafeText block>{duty.content.facts}</SafeText></dd>
          <dt>{t('actors.duty.capacity')}</dt><dd>{t(`actors.duty.capacity.${duty.capacity}`)}</dd>
          {norms.length > 0 && <><dt>{t('actors.duty.norms')}</dt><dd>{norms.join(' · ')}</dd></>}
          {duty.content.consulted && <><dt>{t('actors.duty.consulted')}</dt><dd><SafeText>{duty.content.consulted}</SafeText></dd></>}
          <dt>{t('actors.duty.told')}</dt><dd>{t(`actors.duty.told.${duty.told}`)}{duty.content.toldHow && <> · <SafeText>{duty.content.toldHow}</SafeText></>}</dd>
          <dt>{t('actors.duty.reasons')}</dt><dd><SafeText block>{duty.content.reasons}</SafeText></dd>
        </dl>
      )}
      {duty.opinions.map((one) => <Notice key={one.id} tone={one.agrees ? 'good' : 'late'} title={t(one.agrees ? 'actors.duty.opinion.agrees' : 'actors.duty.opinion.disagrees', { by: one.by.name })}><SafeText>{one.reason}</SafeText></Notice>)}
      {duty.addenda.map((one) => <p key={one.id} className="small"><strong>{t(`actors.duty.addendum.${one.kind}`)}</strong> · {one.by.name} · {formatDateTime(one.at)}: <SafeText>{one.words}</SafeText></p>)}
      {act.error && <ProblemPanel problem={act.error} />}
      <Row>
        {duty.state === 'draft' && duty.mine && <><Button size="small" icon="edit" onPress={onEdit}>{t('actors.duty.edit')}</Button><Button size="small" kind="primary" isPending={act.isPending} onPress={() => act.mutate({ method: 'post', path: `/api/duty-decisions/${duty.id}/moves`, body: { move: 'sign' }, ifMatch: duty.version })}>{t('actors.duty.sign')}</Button></>}
        {duty.mayOpine && <><Button size="small" onPress={() => setAsked('opinion-agrees')}>{t('actors.duty.agree')}</Button><Button size="small" onPress={() => setAsked('opinion-disagrees')}>{t('actors.duty.disagree')}</Button></>}
        {duty.state === 'signed' && AddendumKind.options.map((kind) => <Button key={kind} size="small" kind="quiet" onPress={() => setAsked(kind)}>{t(`actors.duty.add.${kind}`)}</Button>)}
      </Row>
      {asked && <ReasonDialog title={t(`actors.duty.ask.${asked}`)} label={t('actors.words')} isOpen minLength={3} confirm={t('ui.save')} isPending={act.isPending} onClose={() => setAsked(null)} onConfirm={say}>{t('actors.duty.ask.help')}</ReasonDialog>}
    </article>
  );
}
