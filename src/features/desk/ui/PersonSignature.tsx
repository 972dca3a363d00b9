import { useState } from 'react';
import type { ReactNode } from 'react';
import { directionOf } from '../../../kernel/i18n/languages.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { NeverPrinted, OwnWords, SafeText } from '../../../kernel/ui/SafeText.tsx';
import type { Interview, PersonSignature } from '../contract.ts';
import { ReadBackDialog } from './ReadBackDialog.tsx';

/** How the person signed what was read back, or that they did not want to; and the way to ask, where the programme asks. */
export function PersonSignatures({ interview, isDirty = false, isHeld = false }: { interview: Interview; isDirty?: boolean; isHeld?: boolean }): ReactNode {
  const { t } = useText();
  const [isReading, setReading] = useState(false);
  const { personSignatures, mayTakeSignature } = interview;
  if (personSignatures.length === 0 && !mayTakeSignature) return null;
  const isSigned = personSignatures.some((one) => one.outcome === 'signed');
  const waits = interview.sections.length === 0 ? t('desk.person.nothing') : interview.state === 'stopped' && interview.besides.length > 0 ? t('desk.person.besides', { count: interview.besides.length }) : isDirty ? t('desk.person.dirty') : null;
  return (
    <Panel title={t('desk.person.title')} of="restricted">
      <Stack>
        {personSignatures.map((one) => <Line key={one.id} signature={one} />)}
        {isSigned && interview.state === 'stopped' && <Notice tone="info">{t('desk.person.stays')}</Notice>}
        {mayTakeSignature && (
          <NeverPrinted>
            <Stack gap="small">
              <p className="quiet">{t('desk.person.help')}</p>
              {waits && <p>{waits}</p>}
              <Row><Button icon="edit" isDisabled={waits !== null} onPress={() => setReading(true)}>{t('desk.person.take')}</Button></Row>
            </Stack>
          </NeverPrinted>
        )}
      </Stack>
      {isReading && <ReadBackDialog interview={interview} isHeld={isHeld} onClose={() => setReading(false)} />}
    </Panel>
  );
}

function Line({ signature }: { signature: PersonSignature }): ReactNode {
  const { t, formatDateTime, languageName } = useText();
  const { outcome, language, onDevice } = signature;
  return (
    <Stack gap="small">
      <strong>{t(`desk.person.${outcome}`)}</strong>
      {signature.evidence && <span>{t(`ui.evidence.${signature.evidence}`)}{signature.evidenceWords && <>: <SafeText>{signature.evidenceWords}</SafeText></>}</span>}
      {signature.drawing && <img className="desk-drawn" src={signature.drawing} alt={t('desk.person.drawing')} />}
      {signature.refusal && <span>{t(`desk.person.refusal.${signature.refusal}`)}</span>}
      {signature.refusalWords && <OwnWords>{signature.refusalWords}</OwnWords>}
      {language && signature.how && <span>{t('desk.person.read-in', { language: languageName(language), who: signature.mediator?.name || t(`desk.person.how.${signature.how}`) })}</span>}
      {language && signature.words && (
        <details>
          <summary>{t('desk.person.theirs')}</summary>
          <p className="interview-written" lang={language} dir={directionOf(language)}><SafeText>{signature.words}</SafeText></p>
        </details>
      )}
      <span className="quiet small">{t('desk.person.line', { name: signature.by.name, at: formatDateTime(signature.at) })}{onDevice && ` · ${t('desk.person.noted-here', { noted: formatDateTime(onDevice.notedAt), arrived: onDevice.arrivedAt === '' ? '—' : formatDateTime(onDevice.arrivedAt) })}`}</span>
    </Stack>
  );
}
