import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { TextLink } from '../../../kernel/ui/Button.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { KeyValues } from '../../../kernel/ui/Tag.tsx';
import type { FollowUpsOfCase } from '../contract.ts';
import { FollowUpCard } from './follow-up-card.tsx';
import { followUpsOf } from './queries.ts';
import './followups.css';

/** Before looking for the person, what the card says; then each time, with who was sought, how it ended, and how they are beside the closing. */
export default function FollowUpTab({ caseId }: { caseId: string; personId: string }): ReactNode {
  const { t } = useText();
  const all = useQuery(followUpsOf(caseId));
  if (all.error) return <ProblemPanel problem={all.error} onRetry={() => void all.refetch()} />;
  if (!all.data) return <Skeleton lines={6} />;
  const { items } = all.data;
  if (items.length === 0) return <Panel title={t('followups.title')} of="case"><EmptyState icon="phone" title={t('followups.none')} why={t('followups.none.why')} /></Panel>;
  return (
    <Stack gap="large">
      {items.some((one) => one.state === 'planned') && <BeforeSeeking caseId={caseId} all={all.data} />}
      <Panel title={t('followups.title')} of="case">
        <ul className="followup-lines">{items.toSorted((one, other) => one.dueOn.localeCompare(other.dueOn)).map((one) => <FollowUpCard key={one.id} caseId={caseId} followUp={one} all={all.data} />)}</ul>
      </Panel>
    </Stack>
  );
}

/** The safe-contact card in words, and whether the person's yes holds. */
function BeforeSeeking({ caseId, all: { card, items } }: { caseId: string; all: FollowUpsOfCase }): ReactNode {
  const { t, languageName } = useText();
  const said = (key: string, words: string) => (words ? [{ key, label: t(`followups.card.${key}`), value: <SafeText>{words}</SafeText> }] : []);
  return (
    <Panel title={t('followups.card')} of="case" actions={<TextLink href={`/cases/${caseId}?tab=person`}>{t('followups.card.open')}</TextLink>}>
      <Stack>
        {!items[0]?.mayContact && <Notice tone="late" title={t('followups.no-consent')}>{t('followups.no-consent.help')}</Notice>}
        {card?.doNotCall && <Notice tone="late" title={t('followups.card.do-not-call')} />}
        {card === null ? <p>{t('followups.card.none')}</p> : (
          <KeyValues compact items={[
            ...said('who', card.whoMayCall), ...said('when', card.whenToCall), ...(card.language ? [{ key: 'language', label: t('followups.card.language'), value: languageName(card.language) }] : []),
            ...said('said', card.mayBeSaid), ...said('must-not', card.mustNotAnswer), { key: 'messages', label: t('followups.card.messages'), value: t(`followups.card.messages.${card.leaveMessages ? 'yes' : 'no'}`) },
          ]} />
        )}
      </Stack>
    </Panel>
  );
}
