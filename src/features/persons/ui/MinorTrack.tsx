import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import type { Heading } from '../contract.ts';
import { useChange } from './queries.ts';

/** Whether the person may be under eighteen. While it is in doubt they are held to be a child, and everyone who meets them knows. */
export function MinorTrack({ heading }: { heading: Heading }): ReactNode {
  const { t, formatDate } = useText();
  const change = useChange(heading.id);
  const [isAsking, setAsking] = useState(false);
  const move = heading.minorTrack ? 'reclassify' as const : 'raise-doubt' as const;
  const lines = heading.moves.filter((line) => line.machine === 'minor');
  // Nothing written is no certainty: screening reads it as a doubt, and this panel must not say otherwise.
  const said = lines.length > 0 ? 'persons.minor.reclassified' : heading.birthIsKnown ? 'persons.minor.off' : 'persons.minor.unknown';
  const button = <Button size="small" kind={heading.minorTrack ? 'secondary' : 'quiet'} onPress={() => setAsking(true)}>{t(`persons.move.${move}`)}</Button>;
  return (
    <>
      {heading.minorTrack
        ? <Notice tone="late" title={t('persons.minor.on')} actions={button}><p>{t('persons.minor.help')}</p>{heading.minorReason && <p><SafeText>{heading.minorReason}</SafeText></p>}</Notice>
        : (
          <Panel title={t('persons.minor')} of="case">
            <p>{t(said)}</p>
            <Stack gap="small">{lines.map((line) => <span key={line.id} className="small quiet">{formatDate(line.at)} · {t(`persons.move.${line.move}.done`)} · {line.by} · <SafeText>{line.reason}</SafeText></span>)}</Stack>
            <div>{button}</div>
          </Panel>
        )}
      {change.error && <ProblemPanel problem={change.error} />}
      {isAsking && (
        <ReasonDialog
          title={t(`persons.move.${move}`)}
          isOpen
          onClose={() => setAsking(false)}
          confirm={t(`persons.move.${move}`)}
          isPending={change.isPending}
          onConfirm={(reason) => change.mutate(() => api.post(`/api/persons/${heading.id}/moves`, { body: { id: newId(), move, reason } }), { onSettled: () => setAsking(false) })}
        >
          {t(`persons.minor.why.${move}`)}
        </ReasonDialog>
      )}
    </>
  );
}
