import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { type EvidenceDraft, evidenceFrom, EvidenceFields, noEvidence } from '../../../kernel/ui/EvidenceFields.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { SideBySide } from '../../../kernel/ui/SideBySide.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { type Interview, type PersonSignatureRequest, ReadBack, Refusal } from '../contract.ts';
import { markOfSection } from '../domain.ts';
import { guide, guideSection } from '../guide.ts';
import { usePersonSignature } from './noted.ts';
import { colleagues, interviewOf, interviewsOf, spokenHere } from './queries.ts';
import { Approval } from './ReadTogether.tsx';
import { usePhrases } from './usePhrases.ts';
import { useGuideWords, useSaidOf } from './words.ts';

interface Reading {
  readonly language: string;
  readonly how: ReadBack;
  readonly mediatorId: string | null;
  readonly words: string;
  readonly outcome: 'signed' | 'refused' | null;
  readonly refusal: Refusal | null;
  readonly refusalWords: string;
}

const readingOf = (interview: Interview): Reading => ({
  language: interview.language, how: interview.interpreter === 'none' ? 'worker' : interview.interpreter, mediatorId: interview.mediator?.id ?? null, words: '', outcome: null, refusal: null, refusalWords: '',
});

/** What the person is asked to sign, read back in her language; then what she does. What was on this screen is what is signed: a text that changed meanwhile is read again. */
export function ReadBackDialog({ interview, isHeld, onClose }: { interview: Interview; isHeld: boolean; onClose: () => void }): ReactNode {
  const { t, languageName } = useText();
  const { hat } = useSession();
  const team = useQuery(colleagues);
  const [id] = useState(() => newId());
  const [reading, setReading] = useState(() => readingOf(interview));
  const [evidence, setEvidence] = useState<EvidenceDraft>(noEvidence);
  const isDirty = JSON.stringify(reading) !== JSON.stringify(readingOf(interview));
  const draft = useDraft(`interview-signature/${interview.id}`, reading, isDirty);
  const change = (some: Partial<Reading>): void => setReading((before) => ({ ...before, ...some }));
  const { language, how, mediatorId, outcome } = reading;
  const phrases = usePhrases(language);
  const asked = phrases.items.filter((one) => one.kind === 'signing');
  const client = useQueryClient();
  const keep = usePersonSignature(interview, id, (kept) => {
    draft.clear();
    toast.say(t(kept ? 'desk.person.kept' : 'desk.person.kept-here'));
    onClose();
    if (kept) for (const queryKey of [interviewOf(interview.id).queryKey, interviewsOf(interview.caseId).queryKey]) void client.invalidateQueries({ queryKey });
  });
  const request = requestOf(reading, evidence, interview);
  const others = (team.data?.items ?? []).filter((one) => one.id !== hat?.id);
  const mediators = (team.data?.items ?? []).filter((one) => one.role === 'mediator');
  const spoken = [...new Set([interview.language, ...spokenHere])];
  return (
    <Dialog title={t('desk.person.dialog')} size="wide" isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={request === undefined} isPending={keep.isPending} onPress={() => { if (request) keep.mutate(request); }}>{t('desk.person.keep')}</Button></>}>
      <Stack>
        {keep.error && <ProblemPanel problem={keep.error} />}
        <DraftFound draft={draft} isDirty={isDirty} onTake={setReading} />
        <h3>{t('desk.person.say')}</h3>
        <SideBySide isLarge language={phrases.language ?? 'it'} rows={asked.map((one) => ({ key: one.key, italian: one.italian, theirs: one.words }))} />
        <Approval phrases={phrases} some={asked} />
        <h3>{t('desk.person.text')}</h3>
        <ReadText interview={interview} />
        <Select label={t('desk.person.language')} value={language} canClear={false} onChange={(next) => { if (next) change({ language: next }); }} choices={spoken.map((code) => ({ value: code, label: languageName(code) }))} />
        <ChoiceChips label={t('desk.person.how')} canClear={false} value={how} onChange={(next) => { if (next) change({ how: next, mediatorId: next === 'mediator' ? mediatorId ?? mediators[0]?.id ?? null : null }); }} choices={ReadBack.options.map((value) => ({ value, label: t(`desk.person.how.${value}`) }))} />
        {how === 'mediator' && <Select label={t('desk.mediator')} value={mediatorId} canClear={false} onChange={(next) => change({ mediatorId: next })} choices={mediators.map((one) => ({ value: one.id, label: `${one.name} · ${one.languages.map(languageName).join(', ')}` }))} />}
        {language !== 'it' && <TextArea label={t('desk.person.words')} hint={t('desk.person.words.hint')} lang={language} value={reading.words} onChange={(words) => change({ words })} maxLength={20_000} />}
        <ChoiceChips label={t('desk.person.outcome')} canClear={false} value={outcome} onChange={(next) => change({ outcome: next })} choices={(['signed', 'refused'] as const).map((value) => ({ value, label: t(`desk.person.outcome.${value}`) }))} />
        {outcome === 'signed' && <EvidenceFields value={evidence} onChange={setEvidence} colleagues={others} />}
        {outcome === 'signed' && <Notice tone="info">{t('desk.person.final')}{isHeld && ` ${t('desk.person.here')}`}</Notice>}
        {outcome === 'refused' && <Refused reading={reading} onChange={change} />}
      </Stack>
    </Dialog>
  );
}

function Refused({ reading, onChange }: { reading: Reading; onChange: (some: Partial<Reading>) => void }): ReactNode {
  const { t } = useText();
  return (
    <>
      <ChoiceChips label={t('desk.person.refusal')} hint={t('desk.person.refusal.hint')} canClear={false} value={reading.refusal} onChange={(refusal) => onChange({ refusal })} choices={Refusal.options.map((value) => ({ value, label: t(`desk.person.refusal.${value}`) }))} />
      {reading.refusal === 'not-my-words' && <Notice tone="info">{t('desk.person.refusal.mend')}</Notice>}
      {reading.refusal !== 'no-reason' && <TextArea label={t('desk.person.refusal.words')} value={reading.refusalWords} onChange={(refusalWords) => onChange({ refusalWords })} maxLength={2_000} />}
    </>
  );
}

/** The whole text as it stands, in the order of the guide. */
function ReadText({ interview }: { interview: Interview }): ReactNode {
  const { t } = useText();
  const { first, titleOf } = useGuideWords();
  const said = useSaidOf();
  const placeOf = (key: string): number => guide.findIndex((one) => one.key === key);
  return (
    <div className="desk-read-back">
      {interview.sections.toSorted((one, other) => placeOf(one.section) - placeOf(other.section)).map((section) => {
        const guided = guideSection(section.section);
        return (
          <section key={`${section.section} ${section.compartment} ${section.author.id}`}>
            <h4>{guided ? titleOf(guided) : section.section}</h4>
            {section.state === 'declined' && <p>{t('desk.section.declined')}</p>}
            <div className="interview-written"><SafeText>{section.content ? said(guided, first, section.content) : t('desk.person.text.destroyed')}</SafeText></div>
          </section>
        );
      })}
    </div>
  );
}

/** What is sent, once it is complete; undefined while something is missing. */
function requestOf(reading: Reading, draft: EvidenceDraft, interview: Interview): PersonSignatureRequest | undefined {
  const { outcome, refusal, how, language, mediatorId } = reading;
  if (outcome === 'refused') return refusal ? { outcome, refusal, words: reading.refusalWords.trim() || null } : undefined;
  const evidence = evidenceFrom(draft);
  if (outcome !== 'signed' || !evidence || (how === 'mediator' && mediatorId === null)) return undefined;
  return {
    outcome, evidence, language, how, mediatorId: how === 'mediator' ? mediatorId : null, words: reading.words.trim() || null,
    known: interview.sections.map((one) => markOfSection({ ...one, authorId: one.author.id })),
  };
}
