import { type ReactNode, useState } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import type { ImportDetail } from '../wire.ts';
import { useChange, useFileKeeping, useKeepFiles } from './queries.ts';

/** Until when the uploaded file is kept, and the way to be rid of it now. */
export function FilePanel({ detail }: { detail: ImportDetail }): ReactNode {
  const { t, formatDate, formatDateTime } = useText();
  const change = useChange(detail.id);
  const [isSure, setIsSure] = useState(false);
  const { isKept, keptUntil, destroyedAt, destroyedBy } = detail.file;
  const destroyed = destroyedAt === null ? '' : destroyedBy === null ? t('imports.file-end.in-time', { at: formatDateTime(destroyedAt) }) : t('imports.file-end.by', { at: formatDateTime(destroyedAt), by: destroyedBy });
  return (
    <Panel title={t('imports.file-end.title')} tone="quiet">
      <Stack gap="small">
        <p>{isKept && keptUntil !== null ? t('imports.file-end.until', { day: formatDate(keptUntil.slice(0, 10)) }) : destroyed}</p>
        {change.error && <ProblemPanel problem={change.error} />}
        {isKept && detail.state !== 'running' && <Row><Button kind="danger" size="small" onPress={() => setIsSure(true)}>{t('imports.file-end.now')}</Button></Row>}
      </Stack>
      <Dialog isAlert size="small" isOpen={isSure} onClose={() => setIsSure(false)} title={t('imports.file-end.now')} actions={(
        <>
          <Button onPress={() => setIsSure(false)}>{t('ui.cancel')}</Button>
          <Button kind="danger" isPending={change.isPending} onPress={() => change.mutate({ kind: 'destroy-file' }, { onSettled: () => setIsSure(false) })}>{t('imports.file-end.now')}</Button>
        </>
      )}>{t('imports.file-end.sure')}</Dialog>
    </Panel>
  );
}

/** For how long the office keeps the files it has brought in. */
export function FileKeepingPanel(): ReactNode {
  const { t } = useText();
  const kept = useFileKeeping();
  const keep = useKeepFiles();
  const [typed, setTyped] = useState<number | null>(null);
  if (!kept.data) return null;
  const days = typed ?? kept.data.days;
  return (
    <Panel title={t('imports.file-end.keeping')} tone="quiet">
      <Stack gap="small">
        <p className="quiet">{t('imports.file-end.keeping-why')}</p>
        {keep.error && <ProblemPanel problem={keep.error} />}
        <NumberField label={t('imports.file-end.days')} value={days} minValue={1} maxValue={3_650} onChange={setTyped} />
        {typed !== null && typed !== kept.data.days && <Row><Button size="small" isPending={keep.isPending} onPress={() => keep.mutate({ days: typed }, { onSuccess: () => setTyped(null) })}>{t('imports.file-end.keep')}</Button></Row>}
      </Stack>
    </Panel>
  );
}
