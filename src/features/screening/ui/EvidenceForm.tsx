import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Columns, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import type { Instrument } from '../contract.ts';
import { EvidenceContent, EvidencePaper, EvidenceSource } from '../evidence.ts';
import { evidenceOf } from './queries.ts';
import { useInstrumentWords } from './words.ts';

interface Typed { readonly item: string | null; readonly words: string; readonly source: EvidenceSource | null; readonly paper: EvidencePaper | null; readonly from: string; readonly to: string }
const empty: Typed = { item: null, words: '', source: null, paper: null, from: '', to: '' };

/** One proof: of which sign, what it says, from whom, of when. A date may be only a year: better little and true. */
export function EvidenceForm({ caseId, instrument, onDone }: { caseId: string; instrument: Instrument; onDone: () => void }): ReactNode {
  const { t } = useText();
  const { item } = useInstrumentWords();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const [typed, setTyped] = useState<Typed>(empty);
  const [isTried, setTried] = useState(false);
  const isDirty = typed !== empty;
  const draft = useDraft<Typed>(`evidence/${caseId}/${instrument.id}`, typed, isDirty);
  const set = (more: Partial<Typed>): void => setTyped((before) => ({ ...before, ...more }));
  const content = EvidenceContent.safeParse({ words: typed.words, source: typed.source, paper: typed.source === 'document' ? typed.paper : null, from: typed.from.trim() || null, to: typed.to.trim() || null });
  const wrong = (field: string): boolean => isTried && (content.error?.issues.some((issue) => issue.path[0] === field) ?? false);
  const add = useMutation({
    mutationFn: () => api.put(`/api/evidence/${id}`, { body: { caseId, instrument: instrument.id, item: typed.item, content: content.data } }),
    onSuccess: async () => {
      draft.clear();
      await client.invalidateQueries({ queryKey: evidenceOf(caseId, instrument.id).queryKey });
      onDone();
    },
  });
  return (
    <Stack>
      <DraftFound draft={draft} isDirty={isDirty} onTake={setTyped} />
      <Select label={t('screening.evidence.item')} value={typed.item} onChange={(value) => set({ item: value })} placeholder={t('screening.evidence.item.choose')}
        choices={instrument.items.map(({ code }) => ({ value: code, label: item(instrument, code) }))} error={isTried && typed.item === null ? t('screening.evidence.item.choose') : undefined} />
      <ChoiceChips label={t('screening.evidence.source')} value={typed.source} onChange={(source) => set({ source })} choices={EvidenceSource.options.map((value) => ({ value, label: t(`screening.source.${value}`) }))}
        error={wrong('source') ? t('screening.evidence.source.choose') : undefined} />
      {typed.source === 'document' && <ChoiceChips label={t('screening.evidence.paper')} value={typed.paper} onChange={(paper) => set({ paper })} choices={EvidencePaper.options.map((value) => ({ value, label: t(`screening.paper.${value}`) }))} />}
      <TextArea label={t('screening.evidence.words')} hint={t('screening.evidence.words.hint')} rows={3} maxLength={4000} value={typed.words} onChange={(words) => set({ words })} error={wrong('words') ? t('screening.evidence.words.missing') : undefined} />
      <Columns min="narrow">
        <TextField label={t('screening.evidence.from')} hint={t('screening.evidence.date.hint')} value={typed.from} onChange={(from) => set({ from })} error={wrong('from') ? t('screening.evidence.date.wrong') : undefined} />
        <TextField label={t('screening.evidence.to')} hint={t('screening.evidence.to.hint')} value={typed.to} onChange={(to) => set({ to })} error={wrong('to') ? t('screening.evidence.date.wrong') : undefined} />
      </Columns>
      {add.error && <ProblemPanel problem={add.error} />}
      <Row end>
        <Button onPress={onDone}>{t('screening.cancel')}</Button>
        <Button kind="primary" icon="check" isPending={add.isPending} onPress={() => {
          setTried(true);
          if (typed.item !== null && content.success) add.mutate();
        }}>{t('screening.evidence.keep')}</Button>
      </Row>
    </Stack>
  );
}
