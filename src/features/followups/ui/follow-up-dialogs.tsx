import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { GoalDomain } from '../../plans/contract.ts';
import { AttemptResult, type AttemptWay, FollowUpOutcome, type FollowUpsOfCase, type Ratings } from '../contract.ts';
import { useDeed } from './queries.ts';

/** The person was sought, or came: only in the ways that the card and their yes allow, and only after the card was read. */
export function AttemptDialog({ followUpId, all, onClose }: { followUpId: string; all: FollowUpsOfCase; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => newId());
  const [way, setWay] = useState<AttemptWay | null>(null);
  const [result, setResult] = useState<AttemptResult | null>(null);
  const [isRead, setRead] = useState(false);
  const keep = useDeed(() => {
    toast.say(t('followups.attempt.kept'));
    onClose();
  });
  const open = all.ways.filter((one) => one.why === null);
  const isReady = way !== null && result !== null && (isRead || all.card === null);
  return (
    <Dialog title={t('followups.attempt.title')} isOpen onClose={onClose} size="small"
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={keep.isPending} onPress={() => keep.mutate({ method: 'put', path: `/api/follow-ups/${followUpId}/attempts/${id}`, body: { way, result, cardVersion: all.card?.version ?? 0 } })}>{t('ui.save')}</Button></>}>
      <Stack>
        {all.ways.some((one) => one.why === 'do-not-call') && <Notice tone="late" title={t('followups.card.do-not-call')} />}
        {all.ways.some((one) => one.why === 'no-consent') && <Notice tone="late" title={t('followups.no-consent')}>{t('followups.no-consent.help')}</Notice>}
        <ChoiceChips label={t('followups.attempt.way')} isRequired value={way} onChange={setWay} choices={open.map(({ way: value }) => ({ value, label: t(`followups.way.${value}`) }))} />
        <ChoiceChips label={t('followups.attempt.result')} isRequired value={result} onChange={setResult} choices={AttemptResult.options.map((value) => ({ value, label: t(`followups.result.${value}`) }))} />
        {all.card && <Checkbox value={isRead} onChange={setRead}>{t('followups.attempt.read')}</Checkbox>}
        {keep.error && <ProblemPanel problem={keep.error} />}
      </Stack>
    </Dialog>
  );
}

const scale = ['1', '2', '3', '4', '5'] as const;

/** How the person is: one word, the areas they speak of, a few words more. */
export function ReachDialog({ followUpId, atClosing, onClose }: { followUpId: string; atClosing: Ratings; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => newId());
  const [outcome, setOutcome] = useState<FollowUpOutcome | null>(null);
  const [ratings, setRatings] = useState<Ratings>({});
  const [words, setWords] = useState('');
  const keep = useDeed(() => {
    toast.say(t('followups.kept'));
    onClose();
  });
  // The areas that were read at the closing come first: these can be compared.
  const areas = GoalDomain.options.toSorted((one, other) => Number(atClosing[other] !== undefined) - Number(atClosing[one] !== undefined));
  const rate = (domain: GoalDomain, value: (typeof scale)[number] | null): void => {
    const { [domain]: _, ...others } = ratings;
    setRatings(value === null ? others : { ...ratings, [domain]: Number(value) });
  };
  return (
    <Dialog title={t('followups.move.reach')} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={outcome === null} isPending={keep.isPending} onPress={() => keep.mutate({ method: 'post', path: `/api/follow-ups/${followUpId}/moves`, body: { id, move: 'reach', outcome, ratings, ...(words.trim() ? { words: words.trim() } : {}) } })}>{t('ui.save')}</Button></>}>
      <Stack>
        <p>{t('followups.reach.help')}</p>
        <ChoiceChips label={t('followups.outcome')} isRequired value={outcome} onChange={setOutcome} choices={FollowUpOutcome.options.map((value) => ({ value, label: t(`followups.outcome.${value}`) }))} />
        <TextArea label={t('followups.words')} hint={t('followups.words.hint')} maxLength={5000} value={words} onChange={setWords} />
        <fieldset className="followup-areas">
          <legend>{t('followups.areas')} <span className="quiet small">{t('followups.areas.hint')}</span></legend>
          {areas.map((domain) => <ChoiceChips key={domain} label={t(`plans.goal-domain.${domain}`)} value={scale.find((one) => Number(one) === ratings[domain]) ?? null} onChange={(value) => rate(domain, value)} choices={scale.map((value) => ({ value, label: value }))} />)}
        </fieldset>
        {keep.error && <ProblemPanel problem={keep.error} />}
      </Stack>
    </Dialog>
  );
}
