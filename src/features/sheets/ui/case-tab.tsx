import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { goesOnItsOwn } from '../../../kernel/ui/useDeed.ts';
import type { Correction, SheetLine } from '../contract.ts';
import { correctionsOf, sheetsOf, useSheetDeed } from './queries.ts';
import './sheets.css';

/** "Schede": what was written out for whom and why, what became of it, and what the person asks to correct. */
export default function SheetsTab({ caseId }: { caseId: string; personId: string }): ReactNode {
  const { t } = useText();
  const list = useInfiniteQuery(sheetsOf(caseId));
  const items = list.data?.pages.flatMap((page) => page.items);
  return (
    <Stack>
      <Corrections caseId={caseId} />
      <Panel title={t('sheets.title')} of="case" actions={<LinkButton kind="primary" icon="plus" href={`/cases/${caseId}/sheets/new`}>{t('sheets.make')}</LinkButton>}>
        {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
        {!items && !list.error && <Skeleton lines={4} />}
        {items?.length === 0 && <EmptyState icon="document" title={t('sheets.none')} why={t('sheets.none-why')} />}
        {items && items.length > 0 && <ul className="sheet-lines">{items.map((one) => <Line key={one.id} one={one} />)}</ul>}
        {list.hasNextPage && <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('sheets.more')}</Button>}
      </Panel>
    </Stack>
  );
}

function Line({ one }: { one: SheetLine }): ReactNode {
  const { t, formatDate, formatList } = useText();
  return (
    <li>
      <div>
        <TextLink href={`/sheets/${one.id}`}>{t(`sheets.kind.${one.kind}`)}{one.to !== null && <>: <SafeText>{one.to}</SafeText></>}</TextLink>
        <span className="quiet small">{[formatDate(one.at), one.by.name, ...(one.purpose === null ? [] : [t(`consents.purpose.${one.purpose}`)]), t(`sheets.basis.${one.basis}`)].join(' · ')}</span>
        <span className="quiet small">{formatList(one.areas.map((area) => t(`plans.section.${area}`)))}</span>
      </div>
      <Tag tone={one.state === 'handed-over' ? 'good' : one.state === 'made' ? 'late' : 'neutral'}>{t(`sheets.state.${one.state}`)}</Tag>
    </li>
  );
}

/** What the person says is not so, those that wait first. Writing the fact anew in the profile answers by itself. */
function Corrections({ caseId }: { caseId: string }): ReactNode {
  const { t, language, formatDate } = useText();
  const { data, error, refetch } = useQuery(correctionsOf(caseId, language));
  const [kept, setKept] = useState<Correction | null>(null);
  const [answerId, setAnswerId] = useState(() => newId());
  const deed = useSheetDeed(() => { setKept(null); toast.say(t('sheets.answered')); });
  if (error) return <ProblemPanel problem={error} onRetry={() => void refetch()} />;
  if (!data || data.items.length === 0) return null;
  return (
    <Panel title={t('sheets.corrections')} of="case">
      <ul className="sheet-lines">
        {data.items.map((one) => (
          <li key={one.id}>
            <div>
              <strong>{one.label}{one.now !== null && <>: <SafeText>{one.now}</SafeText></>}</strong>
              <span>{t('sheets.said')}: <SafeText>{one.words}</SafeText></span>
              <span className="quiet small">{t('sheets.asked-by', { name: one.by.name, date: formatDate(one.at) })}</span>
              {one.answer && <span className="small">{t(`sheets.outcome.${one.answer.outcome}`)} · {one.answer.by.name}, {formatDate(one.answer.at)}{one.answer.words !== null && <>: <SafeText>{one.answer.words}</SafeText></>}</span>}
            </div>
            {one.answer === null && (
              <div className="sheet-deeds">
                <LinkButton size="small" kind="primary" href={`/cases/${caseId}?tab=profile`} aria-label={t('sheets.correct-now-about', { field: one.label })}>{t('sheets.correct-now')}</LinkButton>
                <Button size="small" aria-label={t('sheets.keep-about', { field: one.label })} onPress={() => { setAnswerId(newId()); setKept(one); }}>{t('sheets.keep')}</Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {kept && (
        <ReasonDialog title={t('sheets.keep')} confirm={t('sheets.keep')} label={t('sheets.keep-words')} minLength={3} isOpen isPending={deed.isPending} onClose={() => setKept(null)} onConfirm={(words) => deed.mutate({ method: 'post', path: `/api/fact-corrections/${kept.id}/answer`, body: { id: answerId, words } }, goesOnItsOwn(() => setAnswerId(newId())))}>
          {t('sheets.keep-help')}
          {deed.error && <ProblemPanel problem={deed.error} />}
        </ReasonDialog>
      )}
    </Panel>
  );
}
