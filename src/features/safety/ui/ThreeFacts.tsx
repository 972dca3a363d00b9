import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Columns, Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { asProblem } from '../../../kernel/ui/problems.ts';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import type { CaseAssessment, ScreeningList } from '../../screening/wire.ts';
import { ActKind, IdentifyingAuthority } from '../contract.ts';
import { identificationsOf, useDeed } from './queries.ts';

/**
 * What was observed, what a professional thinks, what an authority decided: beside each other, each with its author and day, none drawn from another. Whoever
 * does not hear the story finds nothing here.
 */
export function ThreeFacts({ caseId }: { caseId: string }): ReactNode {
  const { t, formatDate } = useText();
  const acts = useQuery(identificationsOf(caseId));
  const hears = acts.data !== undefined;
  const observed = useQuery({ queryKey: ['safety', 'observed', caseId], queryFn: ({ signal }) => api.get<ScreeningList>(`/api/cases/${caseId}/screenings`, { signal }), enabled: hears });
  const assessed = useQuery({ queryKey: ['safety', 'assessed', caseId], queryFn: ({ signal }) => api.get<CaseAssessment>(`/api/cases/${caseId}/assessment`, { signal }), enabled: hears });
  const [isWriting, setWriting] = useState(false);
  if (acts.error && asProblem(acts.error).code === 'not-found') return null;
  const error = acts.error ?? observed.error ?? assessed.error;
  return (
    <Panel title={t('safety.facts.title')} of="restricted" actions={<Button size="small" icon="legal" onPress={() => setWriting(true)}>{t('safety.act.write')}</Button>}>
      <p className="quiet small">{t('safety.facts.help')}</p>
      {error && <ProblemPanel problem={error} />}
      <Columns min="narrow">
        <Stack gap="small">
          <h3>{t('safety.facts.observed')}</h3>
          {observed.data?.items.length === 0 && <p className="quiet">{t('safety.facts.none')}</p>}
          {observed.data?.items.map((line) => <div key={line.id}><TextLink href={`/screenings/${line.id}`}>{t(`safety.facts.screening.${line.state}`)}</TextLink> <span className="quiet small">{formatDate(line.startedAt)} · {line.author.name}</span></div>)}
        </Stack>
        <Stack gap="small">
          <h3>{t('safety.facts.assessed')}</h3>
          {assessed.data?.items.length === 0 && <p className="quiet">{t('safety.facts.none')}</p>}
          {assessed.data?.items.map((one) => <div key={one.id}>{t(`screening.outcome.${one.outcome}`)} <span className="quiet small">{String(one.state) !== String(one.outcome) && `${t(`screening.state.${one.state}`)} · `}{formatDate(one.at)} · {one.author.name}</span></div>)}
        </Stack>
        <Stack gap="small">
          <h3>{t('safety.facts.decided')}</h3>
          {acts.data?.items.length === 0 && <p className="quiet">{t('safety.facts.none')}</p>}
          {acts.data?.items.map((one) => (
            <div key={one.id}>
              <strong>{t(`safety.act.kind.${one.kind}`)}</strong> · {t(`safety.act.authority.${one.authority}`)}, {formatDate(one.decidedOn)}
              {one.content && <div className="small"><SafeText>{one.content.reference}</SafeText> <SafeText>{one.content.effect}</SafeText></div>}
              <span className="quiet small">{t('safety.act.copied', { by: one.by.name, at: formatDate(one.at) })}</span>
            </div>
          ))}
        </Stack>
      </Columns>
      {isWriting && <ActDialog caseId={caseId} onClose={() => setWriting(false)} />}
    </Panel>
  );
}

function ActDialog({ caseId, onClose }: { caseId: string; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => newId());
  const [authority, setAuthority] = useState<IdentifyingAuthority | null>(null);
  const [kind, setKind] = useState<ActKind | null>(null);
  const [decidedOn, setDecidedOn] = useState<string | null>(null);
  const [reference, setReference] = useState('');
  const [effect, setEffect] = useState('');
  const keep = useDeed(onClose);
  const isReady = authority !== null && kind !== null && decidedOn !== null && reference.trim().length >= 2;
  return (
    <Dialog
      title={t('safety.act.write')} isOpen onClose={onClose} size="small"
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={keep.isPending} onPress={() => keep.mutate({ method: 'put', path: `/api/identifications/${id}`, body: { caseId, authority, kind, decidedOn, content: { reference, effect } } })}>{t('ui.save')}</Button></>}
    >
      <Stack>
        <Notice>{t('safety.act.help')}</Notice>
        <Select label={t('safety.act.authority')} isRequired value={authority} onChange={setAuthority} choices={IdentifyingAuthority.options.map((value) => ({ value, label: t(`safety.act.authority.${value}`) }))} />
        <Select label={t('safety.act.kind')} isRequired value={kind} onChange={setKind} choices={ActKind.options.map((value) => ({ value, label: t(`safety.act.kind.${value}`) }))} />
        <DateField label={t('safety.act.decided-on')} isRequired value={decidedOn} onChange={setDecidedOn} />
        <TextField label={t('safety.act.reference')} hint={t('safety.act.reference.hint')} isRequired maxLength={300} value={reference} onChange={setReference} />
        <TextArea label={t('safety.act.effect')} rows={2} maxLength={1_000} value={effect} onChange={setEffect} />
        {keep.error && <ProblemPanel problem={keep.error} />}
      </Stack>
    </Dialog>
  );
}
