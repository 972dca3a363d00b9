import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Icon } from '../../../kernel/ui/Icon.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Timeline } from '../../../kernel/ui/Timeline.tsx';
import type { ImportDetail } from '../wire.ts';
import { FilePanel } from './FilePanel.tsx';
import { Sum } from './Sum.tsx';
import { UndoPanel } from './UndoPanel.tsx';

/** What became of every row: the numbers add up to the rows of the file. From here the file goes back out, or the import back. */
export function OutcomeStep({ detail }: { detail: ImportDetail }): ReactNode {
  const { t, formatNumber, formatDateTime } = useText();
  const outcomes = Object.entries(detail.standing.outcomes).toSorted(([, one], [, other]) => other - one);
  const total = outcomes.reduce((sum, [, rows]) => sum + rows, 0);
  return (
    <Stack>
      <Panel of="restricted" title={t('imports.step.outcome')}>
        <Stack>
          <Notice tone={detail.state === 'done' ? 'good' : 'neutral'}>{t(detail.state === 'done' ? 'imports.outcome.done' : 'imports.outcome.undone', { rows: formatNumber(total) })}</Notice>
          <Sum total={detail.counts?.rows ?? total} parts={outcomes.map(([outcome, rows]) => ({ key: outcome, label: t(`imports.outcome.${outcome}`), rows }))} />
          <Row>
            <DownloadLink id={detail.id} restricted="no">{t('imports.export.open')}</DownloadLink>
            <DownloadLink id={detail.id} restricted="yes">{t('imports.export.restricted')}</DownloadLink>
          </Row>
          <p className="quiet small">{t('imports.export.hint')}</p>
        </Stack>
      </Panel>
      {detail.state === 'done' && <UndoPanel detail={detail} />}
      <FilePanel detail={detail} />
      <Panel title={t('imports.history')} tone="quiet">
        <Timeline label={t('imports.history')} items={detail.moves.map((one) => ({ id: `${one.at} ${one.move}`, at: formatDateTime(one.at), icon: one.move === 'undo' ? 'undo' as const : 'check' as const, title: t(`imports.did.${one.move}`), by: one.by, body: one.reason ?? undefined }))} />
      </Panel>
    </Stack>
  );
}

/** A file is fetched by the browser itself, so that it is saved and not shown. */
function DownloadLink({ id, restricted, children }: { id: string; restricted: 'yes' | 'no'; children: ReactNode }): ReactNode {
  const { language } = useText();
  return (
    <a className="button button-secondary button-normal" href={`/api/imports/${id}/export?restricted=${restricted}&language=${language === 'en' ? 'en' : 'it'}`} download>
      <Icon name="export" /><span className="button-words">{children}</span>
    </a>
  );
}
