import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import type { Interview, PastText } from '../contract.ts';
import { guideSection } from '../guide.ts';
import { useGuideWords, useSaidOf } from './words.ts';

interface Page { items: PastText[]; next: string | null }

/** What was written and does not stand any more: nothing of an interview is lost, and who chose stays known. */
export function PastTexts({ interview }: { interview: Interview }): ReactNode {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  if (interview.pastTexts === 0) return null;
  return (
    <div className="never-printed">
      <Button kind="quiet" size="small" icon="clock" onPress={() => setOpen(true)}>{t('desk.past', { count: interview.pastTexts })}</Button>
      {isOpen && <PastDialog interview={interview} onClose={() => setOpen(false)} />}
    </div>
  );
}

function PastDialog({ interview, onClose }: { interview: Interview; onClose: () => void }): ReactNode {
  const { t } = useText();
  const past = useInfiniteQuery({
    queryKey: ['desk', 'past-texts', interview.id, interview.pastTexts],
    queryFn: ({ pageParam, signal }) => api.get<Page>(`/api/interviews/${interview.id}/past-texts${pageParam === null ? '' : `?after=${pageParam}`}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  return (
    <Dialog title={t('desk.past.title')} size="wide" isOpen onClose={onClose} actions={<Button kind="primary" onPress={onClose}>{t('ui.close')}</Button>}>
      <Stack>
        <p className="quiet">{t('desk.past.help')}</p>
        {past.error && <ProblemPanel problem={past.error} onRetry={() => void past.refetch()} />}
        {past.isPending && <Skeleton lines={4} />}
        {past.data?.pages.flatMap((page) => page.items).map((one) => <Past key={one.id} text={one} />)}
        {past.hasNextPage && <Button isPending={past.isFetchingNextPage} onPress={() => void past.fetchNextPage()}>{t('desk.past.more')}</Button>}
      </Stack>
    </Dialog>
  );
}

function Past({ text }: { text: PastText }): ReactNode {
  const { t, formatDateTime } = useText();
  const { first, titleOf } = useGuideWords();
  const said = useSaidOf();
  const guided = guideSection(text.section);
  const fate = text.settled ? t(`desk.past.settled.${text.settled.as}`, { name: text.settled.by.name, at: formatDateTime(text.settled.at) }) : t('desk.past.replaced', { at: formatDateTime(text.keptAt) });
  return (
    <Panel title={guided ? titleOf(guided) : text.section} level={3} tone="quiet">
      <div className="interview-written"><SafeText>{text.content ? said(guided, first, text.content) : t('desk.report.destroyed')}</SafeText></div>
      <p className="quiet small">{t('desk.report.written', { name: text.author.name, at: formatDateTime(text.writtenAt) })} · {fate}</p>
    </Panel>
  );
}
