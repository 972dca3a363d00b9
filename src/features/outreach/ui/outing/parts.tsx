import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../../kernel/ui/Dialog.tsx';
import { Icon } from '../../../../kernel/ui/Icon.tsx';
import { Notice, ProblemPanel } from '../../../../kernel/ui/Notice.tsx';
import { Select } from '../../../../kernel/ui/Select.tsx';
import { KeyValues } from '../../../../kernel/ui/Tag.tsx';
import { useDeed } from '../../../../kernel/ui/useDeed.ts';
import type { RecordFields } from '../../../../kernel/fields/ui/useRecordFields.ts';
import { type Outing, type OutingLine, type OutingMove, StopOutcome, stopField } from '../../contract.ts';
import { placeDrawings } from '../pictograms.ts';
import { useMaterialWords } from '../useMaterialWords.ts';
import type { useTaps } from './useTaps.ts';

export interface OutingProps {
  readonly outing: Outing;
  readonly taps: ReturnType<typeof useTaps>;
}

/** Languages that nobody of the crew speaks, said as a sentence. */
export function LanguagesMissing({ missing }: { missing: readonly string[] }): ReactNode {
  const { t, formatList, languageName } = useText();
  return missing.length === 0 ? <p className="quiet">{t('outreach.languages.covered')}</p> : <Notice tone="late">{t('outreach.languages.missing', { languages: formatList(missing.map(languageName)), count: missing.length })}</Notice>;
}

/** The stops of an outing, in their order. */
export function Stops({ stops, children }: { stops: OutingLine['stops']; children?: ((stop: OutingLine['stops'][number]) => ReactNode) | undefined }): ReactNode {
  const { t, formatTime } = useText();
  return (
    <ol className="street-stops">
      {stops.map((stop) => (
        <li key={stop.id}>
          <Icon name={placeDrawings[stop.kind]} />
          <div>
            <TextLink href={`/street/places/${stop.placeId}`}>{stop.name}</TextLink> <span className="quiet">{stop.town}{stop.at !== null && ` · ${formatTime(stop.at)}`}</span>
            {stop.outcome !== null && <span className="quiet"> · {t(`outreach.stop.${stop.outcome}`)}</span>}
            {children?.(stop)}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** How it went at a stop: a field of its own, noted with and without a network. */
export function StopOutcomeField({ stop, fields }: { stop: OutingLine['stops'][number]; fields: RecordFields }): ReactNode {
  const { t } = useText();
  const [problem, setProblem] = useState<unknown>(null);
  const note = (outcome: StopOutcome | null): Promise<void> => fields.edit({ [stopField(stop.id)]: outcome }).then(() => setProblem(null), setProblem);
  return (
    <>
      <Select label={t('outreach.stop.outcome')} value={stop.outcome} placeholder={t('outreach.stop.none')} choices={StopOutcome.options.map((value) => ({ value, label: t(`outreach.stop.${value}`) }))} onChange={(next) => void note(next)} />
      {problem !== null && <ProblemPanel problem={problem} />}
    </>
  );
}

/** Who goes, who answers, who stays reachable. */
export function WhoAndWhat({ outing }: { outing: Outing }): ReactNode {
  const { t, formatList } = useText();
  const materialWords = useMaterialWords();
  return (
    <KeyValues items={[
      { key: 'crew', label: t('outreach.outing.crew'), value: formatList(outing.crew.map(({ name }) => name)) },
      { key: 'answerable', label: t('outreach.outing.answerable'), value: outing.answerable.name },
      { key: 'buddy', label: t('outreach.outing.buddy'), value: outing.buddy?.name ?? t('outreach.outing.no-buddy') },
      { key: 'vehicle', label: t('outreach.outing.vehicle'), value: outing.vehicle || '—' },
      { key: 'why', label: t('outreach.outing.purposes'), value: outing.purposes.map((one) => t(`outreach.purpose.${one}`)).join(' · '), source: outing.purposeWords || undefined },
      { key: 'materials', label: t('outreach.outing.materials'), value: materialWords(outing.materials).join(' · ') || '—' },
      { key: 'check', label: t('outreach.outing.check'), value: t('outreach.outing.check.every', { minutes: outing.checkMinutes }) },
    ]} />
  );
}

/** A step by hand that says why. */
export function MoveWithReason({ outing, move, kind }: { outing: Outing; move: Extract<OutingMove, 'cancel' | 'reopen' | 'go-back-out'>; kind?: 'danger' }): ReactNode {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  const deed = useDeed([['outreach']], () => setOpen(false));
  if (!outing.moves.includes(move)) return null;
  return (
    <>
      <Button kind="quiet" onPress={() => setOpen(true)}>{t(`outreach.move.${move}`)}</Button>
      <ReasonDialog title={t(`outreach.move.${move}`)} isOpen={isOpen} onClose={() => setOpen(false)} confirm={t(`outreach.move.${move}`)} minLength={3} isPending={deed.isPending} {...(kind ? { kind } : {})} onConfirm={(reason) => deed.mutate({ method: 'post', path: `/api/outings/${outing.id}/moves`, body: { id: newId(), move, reason } })}>
        <p>{t(`outreach.move.${move}.help`)}</p>
        {deed.error && <ProblemPanel problem={deed.error} />}
      </ReasonDialog>
    </>
  );
}
