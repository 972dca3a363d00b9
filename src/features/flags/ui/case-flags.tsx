import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { italianDay } from '../../../kernel/italian-day.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog, ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { NeverPrinted, SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { useDeed } from '../../../kernel/ui/useDeed.ts';
import type { Flag, FlagKind, FlagReaders, Flags } from '../contract.ts';

const flagsOf = (caseId: string) => queryOptions({ queryKey: ['flags', caseId], queryFn: ({ signal }) => api.get<Flags>(`/api/cases/${caseId}/flags`, { signal }) });

function useKindWords(): (kind: FlagKind) => string {
  const { language } = useText();
  return (kind) => (language === 'en' ? kind.words.en : kind.words.it);
}

/** What must be known at once, in words, under the header of the case: never a window, never asked twice. */
export function CaseFlags({ caseId }: { caseId: string }): ReactNode {
  const flags = useQuery(flagsOf(caseId));
  const standing = flags.data?.items.filter((one) => one.stands) ?? [];
  if (standing.length === 0 && !flags.error) return null;
  return (
    <Stack gap="small">
      {flags.error && <ProblemPanel problem={flags.error} onRetry={() => void flags.refetch()} />}
      {standing.map((flag) => <StandingFlag key={flag.id} caseId={caseId} flag={flag} />)}
    </Stack>
  );
}

/** The way to raise one, among the actions of the case: its header keeps its two lines where there is nothing to know. */
export function RaiseFlag({ caseId }: { caseId: string }): ReactNode {
  const { t } = useText();
  const flags = useQuery(flagsOf(caseId));
  const [isRaising, setRaising] = useState(false);
  return (
    <NeverPrinted>
      <Button icon="flag" iconOnly isDisabled={!flags.data} onPress={() => setRaising(true)}>{t('flags.raise')}</Button>
      {isRaising && flags.data && <RaiseDialog caseId={caseId} flags={flags.data} onClose={() => setRaising(false)} />}
    </NeverPrinted>
  );
}

function StandingFlag({ caseId, flag }: { caseId: string; flag: Flag }): ReactNode {
  const { t, formatDate } = useText();
  const wordsOf = useKindWords();
  const [isEnding, setEnding] = useState(false);
  const [id] = useState(() => newId());
  const end = useDeed([flagsOf(caseId).queryKey], () => {
    toast.say(t('flags.ended'));
    setEnding(false);
  });
  const until = flag.endsOn ? t('flags.from-to', { from: formatDate(flag.startsOn), to: formatDate(flag.endsOn) }) : t('flags.since', { day: formatDate(flag.startsOn) });
  return (
    <Notice tone={flag.kind.tone} title={wordsOf(flag.kind)} actions={<NeverPrinted><Button size="small" kind="quiet" onPress={() => setEnding(true)}>{t('flags.end')}<span className="only-heard"> {wordsOf(flag.kind)}</span></Button></NeverPrinted>}>
      {flag.words && <SafeText block>{flag.words}</SafeText>}
      <span className="quiet small">{until} · {t('flags.by', { name: flag.raisedBy.name })} · {t(`flags.readers.${flag.readers}`)}</span>
      {isEnding && (
        <ReasonDialog title={t('flags.end')} isOpen minLength={3} onClose={() => setEnding(false)} confirm={t('flags.end')} isPending={end.isPending} onConfirm={(reason) => end.mutate({ method: 'post', path: `/api/flags/${flag.id}/end`, body: { id, reason } })}>
          {t('flags.end.help')}
          {end.error && <ProblemPanel problem={end.error} />}
        </ReasonDialog>
      )}
    </Notice>
  );
}

function RaiseDialog({ caseId, flags, onClose }: { caseId: string; flags: Flags; onClose: () => void }): ReactNode {
  const { t } = useText();
  const wordsOf = useKindWords();
  const [id] = useState(() => newId());
  const [kind, setKind] = useState<string | null>(null);
  const [readers, setReaders] = useState<FlagReaders | null>(null);
  const [words, setWords] = useState('');
  const [startsOn, setStart] = useState<string | null>(italianDay(new Date()));
  const [endsOn, setEnd] = useState<string | null>(null);
  const raise = useDeed([flagsOf(caseId).queryKey], () => {
    toast.say(t('flags.raised'));
    onClose();
  });
  // Where nothing is chosen, who usually reads this kind; a mediator, who holds the heading alone, writes for everybody.
  const usual = flags.kinds.find((one) => one.id === kind)?.readers;
  const shown = readers ?? (usual && flags.readers.includes(usual) ? usual : flags.readers[0] ?? null);
  const isReady = kind !== null && shown !== null && startsOn !== null && (endsOn === null || endsOn >= startsOn);
  return (
    <Dialog title={t('flags.raise')} isOpen onClose={onClose} size="small"
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={raise.isPending} onPress={() => raise.mutate({ method: 'put', path: `/api/flags/${id}`, body: { caseId, kind, readers: shown, startsOn, ...(endsOn ? { endsOn } : {}), ...(words.trim() ? { words: words.trim() } : {}) } })}>{t('ui.save')}</Button></>}>
      <Stack>
        <Select label={t('flags.kind')} isRequired value={kind} onChange={setKind} choices={flags.kinds.map((one) => ({ value: one.id, label: wordsOf(one) }))} />
        <TextArea label={t('flags.words')} hint={t('flags.words.hint')} maxLength={500} value={words} onChange={setWords} />
        <ChoiceChips label={t('flags.readers')} isRequired value={shown} onChange={setReaders} choices={flags.readers.map((value) => ({ value, label: t(`flags.readers.${value}`) }))} />
        <Row>
          <DateField label={t('flags.starts-on')} isRequired value={startsOn} onChange={setStart} />
          <DateField label={t('flags.ends-on')} hint={t('flags.ends-on.hint')} value={endsOn} minValue={startsOn ?? undefined} onChange={setEnd} />
        </Row>
        {raise.error && <ProblemPanel problem={raise.error} />}
      </Stack>
    </Dialog>
  );
}
