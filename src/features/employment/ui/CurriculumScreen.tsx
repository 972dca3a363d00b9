import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { CheckChips, ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { goesOnItsOwn } from '../../../kernel/ui/useDeed.ts';
import { type BalanceEntry, type CurriculumAsked, type CurriculumPreview, EscoLanguage } from '../contract.ts';
import { CurriculumView } from './CurriculumView.tsx';
import { employmentOf, useDeed } from './queries.ts';
import { useDialogForm } from './useDialogForm.ts';
import './employment.css';

type Form = Omit<CurriculumAsked, 'caseId' | 'contact' | 'entries'> & { contact: string; entries: string[] | null };

const titleOf = ({ content }: BalanceEntry): string => (content.kind === 'skill' ? content.words : content.kind === 'wishes' ? '' : content.title);

/** A curriculum put together with the person: what goes in on one side, on the other exactly what leaves. */
export default function CurriculumScreen(): ReactNode {
  const { t } = useText();
  const navigate = useNavigate();
  const { caseId = '' } = useParams({ strict: false });
  const all = useQuery(employmentOf(caseId));
  const [id, setId] = useState(() => newId());
  const form = useDialogForm<Form>(`curriculum/${caseId}`, { language: 'it', named: true, contact: '', about: '', entries: null, languages: true, licences: true, availability: false, readWords: [] });
  const { contact, entries, ...rest } = form.value;
  const usable = (all.data?.entries ?? []).filter(({ content }) => content.kind !== 'wishes');
  const chosen = entries ?? usable.map((one) => one.id);
  const lines = contact.split('\n').map((line) => line.trim()).filter(Boolean);
  const asked: CurriculumAsked = { ...rest, caseId, contact: lines, about: rest.about.trim(), entries: usable.filter((one) => chosen.includes(one.id)).map((one) => one.id) };
  const isReady = all.data !== undefined && lines.length <= 3;
  const { readWords, ...seen } = asked;
  const preview = useQuery({
    queryKey: ['employment', 'preview', JSON.stringify(seen)], enabled: isReady, placeholderData: keepPreviousData, queryFn: ({ signal }) => api.post<CurriculumPreview>('/api/curriculum-previews', { body: seen, signal }),
  });
  const keep = useDeed(() => {
    form.draft.clear();
    toast.say(t('employment.curriculum.made'));
    void navigate({ href: `/curricula/${id}` });
  });
  const slips = preview.data?.slips ?? [];
  const isRead = slips.every((word) => readWords.includes(word));
  const isEmpty = !preview.data?.paper.blocks.some((block) => block.kind === 'list');
  const send = (): void => keep.mutate({ method: 'put', path: `/api/curricula/${id}`, body: { ...asked, fingerprint: preview.data?.fingerprint } }, goesOnItsOwn(() => setId(newId())));
  return (
    <Page title={t('employment.curriculum.make')} width="full" lead={t('employment.curriculum.lead')} breadcrumb={<TextLink href={`/cases/${caseId}?tab=employment`}>{t('employment.back', { code: all.data?.code ?? '' })}</TextLink>}
      action={<Button kind="primary" icon="check" isDisabled={!isReady || !preview.data || preview.isFetching || !isRead || isEmpty} isPending={keep.isPending} onPress={send}>{t('employment.curriculum.keep')}</Button>}>
      {all.error && <ProblemPanel problem={all.error} onRetry={() => void all.refetch()} />}
      {!all.data && !all.error && <Skeleton lines={8} />}
      {all.data && (
        <div className="employment-pair">
          <Panel title={t('employment.curriculum.take')} of="restricted">
            <Stack>
              <DraftFound draft={form.draft} isDirty={form.isDirty} onTake={form.take} />
              <ChoiceChips label={t('employment.curriculum.language')} hint={t('employment.curriculum.language.hint')} canClear={false} value={rest.language} onChange={(language) => form.set({ language: language ?? rest.language })} choices={EscoLanguage.options.map((value) => ({ value, label: t(`employment.curriculum.language.${value}`) }))} />
              {usable.length === 0 ? <Notice title={t('employment.curriculum.nothing-to-take')} />
                : <CheckChips label={t('employment.curriculum.from-balance')} value={usable.map((one) => one.id).filter((one) => chosen.includes(one))} onChange={(next) => form.set({ entries: next })} choices={usable.map((one) => ({ value: one.id, label: titleOf(one) }))} />}
              <Checkbox value={rest.named} onChange={(named) => form.set({ named })}>{t('employment.curriculum.named')}</Checkbox>
              <Checkbox value={rest.languages} onChange={(languages) => form.set({ languages })}>{t('employment.curriculum.take-languages')}</Checkbox>
              <Checkbox value={rest.licences} onChange={(licences) => form.set({ licences })}>{t('employment.curriculum.take-licences')}</Checkbox>
              <Checkbox value={rest.availability} onChange={(availability) => form.set({ availability })}>{t('employment.curriculum.take-availability')}</Checkbox>
              <TextArea label={t('employment.curriculum.about')} rows={2} maxLength={800} value={rest.about} onChange={(about) => form.set({ about })} />
              <TextArea label={t('employment.curriculum.contact')} hint={t('employment.curriculum.contact.hint')} rows={2} maxLength={360} value={contact} onChange={(text) => form.set({ contact: text })} error={lines.length > 3 ? t('employment.curriculum.contact.too-many') : undefined} />
            </Stack>
          </Panel>
          <Stack>
            {slips.length > 0 && (
              <Notice tone="late" live title={t('employment.curriculum.slips', { count: slips.length })}>
                <p>{t('employment.curriculum.slips.help')}</p>
                {slips.map((word) => <Checkbox key={word} value={readWords.includes(word)} onChange={(yes) => form.set({ readWords: yes ? [...readWords, word] : readWords.filter((one) => one !== word) })}>{t('employment.curriculum.slips.read', { word })}</Checkbox>)}
              </Notice>
            )}
            {keep.error && <ProblemPanel problem={keep.error} />}
            {preview.error && <ProblemPanel problem={preview.error} onRetry={() => void preview.refetch()} />}
            {preview.data && <CurriculumView paper={preview.data.paper} label={t('employment.curriculum.preview')} />}
          </Stack>
        </div>
      )}
    </Page>
  );
}
