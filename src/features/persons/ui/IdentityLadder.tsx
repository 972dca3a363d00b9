import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog, ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { StatusDots } from '../../../kernel/ui/Timeline.tsx';
import { DocumentKind, type Heading, IdentityLevel, type MoveName } from '../contract.ts';
import { identityMachine, stepsFrom } from '../domain/identity.ts';
import { useChange } from './queries.ts';

const today = (): string => italianDay(new Date());

/** The four steps from a code to a verified identity. Each is the person's choice; help never hangs on it. */
export function IdentityLadder({ heading }: { heading: Heading }): ReactNode {
  const { t } = useText();
  const change = useChange(heading.id);
  const [asked, setAsked] = useState<MoveName | null>(null);
  const close = (): void => setAsked(null);
  const move = (name: MoveName, more: object = {}): void => change.mutate(() => api.post(`/api/persons/${heading.id}/moves`, { body: { id: newId(), move: name, ...more } }), { onSuccess: close });
  const { up, down } = stepsFrom(heading.identityLevel);
  const here = IdentityLevel.options.indexOf(heading.identityLevel);
  const reached = (level: IdentityLevel) => heading.moves.find((line) => line.machine === 'identity' && line.to === level);
  return (
    <Panel title={t('persons.identity')} of="case">
      <p className="quiet small">{t('persons.identity.lead')}</p>
      <StatusDots
        label={t('persons.identity')}
        steps={IdentityLevel.options.map((level, place) => {
          const line = place <= here ? reached(level) : undefined;
          const document = line?.document;
          const state = place < here ? 'done' as const : place === here ? 'current' as const : 'to-come' as const;
          const note = document ? t('persons.document.seen', { kind: t(`persons.document.${document.kind}`), by: document.seenBy }) : undefined;
          return { key: level, label: t(`persons.level.${level}`), state, at: line?.at, note };
        })}
      />
      {change.error && <ProblemPanel problem={change.error} />}
      <Row>
        {up.map((name) => <Button key={name} size="small" onPress={() => (name === 'verify' ? setAsked('verify') : move(name))}>{t(`persons.move.${name}`)}</Button>)}
        {down.map((name) => <Button key={name} size="small" kind="quiet" onPress={() => setAsked(name)}>{t(`persons.move.${name}`)}</Button>)}
      </Row>
      {asked === 'verify' && <SeeDocument onClose={close} onSave={(document) => move('verify', { document })} isPending={change.isPending} />}
      {asked !== null && asked in identityMachine.moves && asked !== 'verify' && (
        <ReasonDialog title={t(`persons.move.${asked}`)} isOpen onClose={close} confirm={t(`persons.move.${asked}`)} isPending={change.isPending} onConfirm={(reason) => move(asked, { reason })}>{t('persons.identity.why-down')}</ReasonDialog>
      )}
    </Panel>
  );
}

function SeeDocument({ onClose, onSave, isPending }: { onClose: () => void; onSave: (document: { kind: DocumentKind; seenOn: string }) => void; isPending: boolean }): ReactNode {
  const { t } = useText();
  const [kind, setKind] = useState<DocumentKind | null>(null);
  const [seenOn, setSeenOn] = useState<string | null>(today());
  const [isTried, setTried] = useState(false);
  const save = (): void => {
    setTried(true);
    if (kind !== null && seenOn !== null) onSave({ kind, seenOn });
  };
  return (
    <Dialog title={t('persons.move.verify')} isOpen onClose={onClose} size="small" actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={isPending} onPress={save}>{t('persons.document.save')}</Button></>}>
      <Stack>
        <p>{t('persons.document.lead')}</p>
        <Select label={t('persons.document.kind')} isRequired value={kind} onChange={setKind} choices={DocumentKind.options.map((value) => ({ value, label: t(`persons.document.${value}`) }))} error={isTried && kind === null ? t('ui.invalid.required') : undefined} />
        <DateField label={t('persons.document.on')} isRequired value={seenOn} onChange={setSeenOn} maxValue={today()} error={isTried && seenOn === null ? t('ui.invalid.required') : undefined} />
      </Stack>
    </Dialog>
  );
}
