import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { askOrNote } from '../../../kernel/offline/ui/askOrNote.ts';
import { queueActs } from '../../../kernel/offline/ui/theQueue.ts';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice as Told, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { type CaseConsents, type NewDelivery, type Notice, NoticeMeans, type NoticeText, Understood } from '../contract.ts';
import { NoticeWords } from './NoticeWords.tsx';
import { deliveryRecord, deliveryToSend } from './sending.ts';
import { choices, consentsOf, currentNotice } from './queries.ts';
import { useWordsLanguage } from './useTheirLanguages.ts';

/**
 * The notice, to be read aloud or handed over in the person's language; then whether they could say it again in their own words. With and without a network.
 * @param opening calls that must open the case first
 */
export function GiveNoticeDialog({ caseId, opening, onClose }: { caseId: string; opening: readonly string[]; onClose: () => void }): ReactNode {
  const { t, languageName, formatList } = useText();
  const client = useQueryClient();
  const notice = useQuery(currentNotice);
  const named = useQuery(choices);
  const [id] = useState(() => newId());
  const [means, setMeans] = useState<(typeof NoticeMeans.options)[number]>('oral');
  const [mediator, setMediator] = useState<string | null>(null);
  const [understood, setUnderstood] = useState<(typeof Understood.options)[number] | null>(null);
  const { theirs, chosen, language, inOrder, choose } = useWordsLanguage(caseId);
  const inLanguage = (wanted: string | null): NoticeText | undefined => notice.data?.texts.find((one) => one.language === wanted);
  // What the person speaks comes first; Italian only when none of their languages is there.
  const theirText = theirs.map(inLanguage).find((one) => one !== undefined);
  const text = inLanguage(chosen) ?? theirText ?? inLanguage(language) ?? inLanguage('it') ?? notice.data?.texts[0];
  const mediators = named.data?.colleagues.filter((one) => one.role === 'mediator') ?? [];
  const keep = useMutation({
    mutationFn: (told: NoticeText) => {
      const body: NewDelivery = { caseId, textId: told.id, means, mediatorId: mediator, understood: understood ?? 'not-checked' };
      const words = { number: notice.data?.number ?? 0, language: told.language, edition: told.edition, mediator: mediators.find((one) => one.id === mediator)?.name ?? '' };
      return askOrNote(deliveryRecord(id), () => api.put<CaseConsents>(`/api/notice-deliveries/${id}`, { body }), () => queueActs.sendAll([deliveryToSend(id, body, words, opening)]));
    },
    onSuccess: (kept) => {
      if (kept) client.setQueryData(consentsOf(caseId).queryKey, kept);
      onClose();
    },
  });
  return (
    <Dialog title={t('consents.notice.give')} size="wide" isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!text || understood === null} isPending={keep.isPending} onPress={() => { if (text) keep.mutate(text); }}>{t('consents.notice.keep')}</Button></>}>
      <Stack>
        {(notice.error ?? keep.error) && <ProblemPanel problem={notice.error ?? keep.error} />}
        {notice.isPending && <Skeleton lines={5} />}
        {notice.data && <ChoiceChips label={t('consents.notice.language')} canClear={false} value={text?.language ?? null} onChange={(value) => { if (value) choose(value); }} choices={inOrder(notice.data.texts.map((one) => one.language)).map((value) => ({ value, label: languageName(value) }))} />}
        {notice.data && theirs.length > 0 && !theirText && <Told tone="late" title={t('consents.notice.not-in-theirs', { languages: formatList(theirs.map((one) => languageName(one))) })}>{t('consents.notice.not-in-theirs-help')}</Told>}
        {text && <Words text={text} />}
        <ChoiceChips label={t('consents.notice.means')} canClear={false} value={means} onChange={(value) => { if (value) setMeans(value); }} choices={NoticeMeans.options.map((value) => ({ value, label: t(`consents.means.${value}`) }))} />
        <Select label={t('consents.notice.mediator')} placeholder={t('consents.notice.no-mediator')} value={mediator} onChange={setMediator} choices={mediators.map((one) => ({ value: one.id, label: one.name }))} />
        <ChoiceChips label={t('consents.notice.understood')} hint={t('consents.notice.understood-hint')} value={understood} onChange={setUnderstood} choices={Understood.options.map((value) => ({ value, label: t(`consents.understood.${value}`) }))} />
      </Stack>
    </Dialog>
  );
}

/** The words themselves, and whether a mediator answers for them; one who speaks the language may do so here. */
function Words({ text }: { text: NoticeText }): ReactNode {
  const { t, formatDate } = useText();
  const { hat } = useSession();
  const client = useQueryClient();
  const approve = useMutation({ mutationFn: () => api.post<Notice>(`/api/notice-texts/${text.id}/approval`, { body: {} }), onSuccess: (kept) => client.setQueryData(currentNotice.queryKey, kept) });
  return (
    <Stack gap="small">
      {text.approved
        ? <p className="quiet small">{t('consents.notice.approved', { name: text.approved.by.name, date: formatDate(text.approved.at) })}</p>
        : <Told tone="late" title={t('consents.notice.unapproved')} actions={hat?.role === 'mediator' && <Button size="small" isPending={approve.isPending} onPress={() => approve.mutate()}>{t('consents.notice.approve')}</Button>}>{t('consents.notice.unapproved-help')}</Told>}
      {approve.error && <ProblemPanel problem={approve.error} />}
      <NoticeWords text={text} />
    </Stack>
  );
}
