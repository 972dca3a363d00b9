import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Inbound } from '../contract.ts';
import { mayIdentify } from '../domain.ts';
import { likeThese, teamColleagues, useIntakeDeed } from './queries.ts';
import { WordsNoticed } from './ReportFields.tsx';

/** A new person: nothing was found, or none of these is meant. */
const NEW = 'new';

/** Accepting: who it is (somebody new, or somebody followed already), who gets the case, and what the sender is told. What was said comes along by itself. */
export function AcceptDialog({ one, onClose }: { one: Inbound; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [ids] = useState(() => ({ move: newId(), person: newId(), case: newId() }));
  const [words, setWords] = useState(one.calledBy === 'name' ? one.content?.called ?? '' : '');
  const [sought, setSought] = useState(words);
  const [chosen, setChosen] = useState<string>(NEW);
  const [how, setHow] = useState<'accepted' | 'merged'>('accepted');
  const [memberId, setMember] = useState<string | null>(null);
  const [answer, setAnswer] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSought(words), 250);
    return () => clearTimeout(timer);
  }, [words]);
  const found = useQuery(likeThese(sought));
  const colleagues = useQuery(teamColleagues);
  const open = (found.data?.items ?? []).flatMap((item) => (item.kind === 'open' && item.band !== 'different' ? [item] : []));
  const followed = (found.data?.items ?? []).filter((item) => item.kind === 'followed').length;
  const existing = open.find((item) => item.caseId === chosen);
  const deed = useIntakeDeed(() => { toast.say(t('intake.accepted')); onClose(); });
  const send = (): void => deed.mutate({
    method: 'post', path: `/api/inbound-referrals/${one.id}/acceptance`,
    body: {
      id: ids.move, how: existing ? how : 'accepted', ...(answer.trim() ? { answer } : {}),
      acceptance: existing ? { personId: existing.personId, caseId: existing.caseId, isNew: false, memberId } : { personId: ids.person, caseId: ids.case, isNew: true, memberId },
    },
  });
  return (
    <Dialog title={t('intake.move.accept')} size="wide" isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={deed.isPending} onPress={send}>{t(existing && how === 'merged' ? 'intake.accept.merge' : 'intake.accept.open')}</Button></>}>
      <Stack>
        <p>{t('intake.accept.lead')}</p>
        <TextField label={t('intake.accept.search')} hint={t('intake.accept.search.hint')} autoComplete="off" maxLength={200} value={words} onChange={setWords} />
        {found.error && <ProblemPanel problem={found.error} />}
        <ChoiceChips label={t('intake.accept.who')} canClear={false} value={chosen} onChange={(value) => setChosen(value ?? NEW)} choices={[{ value: NEW, label: t('intake.accept.new') }, ...open.map((item) => ({ value: item.caseId, label: [item.code.replaceAll('-', ' '), item.name].filter(Boolean).join(' · ') }))]} />
        {followed > 0 && <Notice>{t('intake.accept.followed', { n: followed })}</Notice>}
        {existing && <ChoiceChips label={t('intake.accept.how')} canClear={false} value={how} onChange={(value) => setHow(value ?? how)} choices={(['accepted', 'merged'] as const).map((value) => ({ value, label: t(`intake.accept.how.${value}`) }))} />}
        <Select label={t('intake.accept.member')} hint={t('intake.accept.member.hint')} value={memberId} onChange={setMember} choices={(colleagues.data?.items ?? []).map((who) => ({ value: who.id, label: `${who.name} — ${t(`role.${who.role}`)}` }))} />
        <TextArea label={t('intake.answer')} hint={t(`intake.answer.hint.${one.answerReadBy}`)} rows={3} maxLength={2_000} value={answer} onChange={setAnswer} />
        <WordsNoticed words={answer} mayName={mayIdentify(one)} mayPlace />
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}
