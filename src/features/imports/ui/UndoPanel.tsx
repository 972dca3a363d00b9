import { type ReactNode, useState } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import type { ImportDetail } from '../wire.ts';
import { useChange, useUndoPreview } from './queries.ts';

/** Taking the whole import back: first what it would take away and who is in the way, then the reason, then it is done. */
export function UndoPanel({ detail }: { detail: ImportDetail }): ReactNode {
  const { t, has } = useText();
  const [isLooking, setIsLooking] = useState(false);
  const [isSure, setIsSure] = useState(false);
  const preview = useUndoPreview(detail.id, isLooking);
  const change = useChange(detail.id);
  const inTheWay = preview.data?.inTheWay ?? [];
  const thing = (what: string): string => (has(`imports.thing.${what}`) ? t(`imports.thing.${what}`) : t('imports.thing.other'));
  return (
    <Panel title={t('imports.undo.title')}>
      <Stack>
        <p>{t('imports.undo.lead')}</p>
        {!isLooking && <Row><Button icon="undo" onPress={() => setIsLooking(true)}>{t('imports.undo.look')}</Button></Row>}
        {isLooking && preview.isPending && <Skeleton lines={2} />}
        {preview.error && <ProblemPanel problem={preview.error} onRetry={() => void preview.refetch()} />}
        {isLooking && preview.data && (
          <>
            <p>{t('imports.undo.would-go', { people: preview.data.people - inTheWay.length, notes: preview.data.notes })}</p>
            {inTheWay.length > 0 && (
              <Notice tone="late" title={t('imports.undo.in-the-way', { people: inTheWay.length })}>
                <ul className="import-sentences">
                  {inTheWay.map((one) => (
                    <li key={one.personId}>
                      {one.caseId ? <TextLink href={`/cases/${one.caseId}`}>{one.code.replaceAll('-', ' ')}</TextLink> : one.code.replaceAll('-', ' ')}: {one.things.map((some) => `${thing(some.what)} (${some.howMany})`).join(', ')}
                    </li>
                  ))}
                </ul>
              </Notice>
            )}
            <Row><Button kind="danger" icon="undo" onPress={() => setIsSure(true)}>{t(inTheWay.length > 0 ? 'imports.undo.keeping' : 'imports.move.undo')}</Button></Row>
          </>
        )}
        {change.error && <ProblemPanel problem={change.error} />}
      </Stack>
      <ReasonDialog title={t('imports.move.undo')} isOpen={isSure} onClose={() => setIsSure(false)} confirm={t('imports.move.undo')} kind="danger" isPending={change.isPending}
        onConfirm={(reason) => change.mutate({ kind: 'move', move: 'undo', reason, keepTouched: inTheWay.length > 0 }, { onSettled: () => setIsSure(false) })}>{t('imports.undo.sure')}</ReasonDialog>
    </Panel>
  );
}
