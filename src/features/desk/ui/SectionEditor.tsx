import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { directionOf } from '../../../kernel/i18n/languages.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { FiveAnswers } from '../../../kernel/ui/FiveAnswers.tsx';
import { Icon } from '../../../kernel/ui/Icon.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import type { Fact } from '../../plans/contract.ts';
import type { Phrase } from '../../spoken/contract.ts';
import { type Here, type Interview, type Section, type SectionAnswer, SectionState } from '../contract.ts';
import { isClosedNow } from '../domain.ts';
import type { GuideQuestion, GuideSection } from '../guide.ts';
import { emptyContent } from '../merge.ts';
import { besides, laneOf, waitingBeside } from './edits.ts';
import { PastTexts } from './PastTexts.tsx';
import { Approval, ReadTogether } from './ReadTogether.tsx';
import { ColleagueBeside, OwnConflict } from './TwoTexts.tsx';
import type { Sections } from './useSections.ts';
import { usePhrases } from './usePhrases.ts';
import { useFactWords, useGuideWords } from './words.ts';

export interface SectionEditorProps {
  readonly interview: Interview;
  readonly section: GuideSection;
  readonly sections: Sections;
  readonly known: ReadonlyMap<string, Fact>;
  /** Colleagues who have this part open on a screen of their own. */
  readonly here: readonly Here[];
}

/** The questions of one section, each in two languages, with what is known already to be confirmed; free words below. None is owed. */
export function SectionEditor({ interview, section, sections, known, here }: SectionEditorProps): ReactNode {
  const { t, formatList, formatDateTime } = useText();
  const { hat } = useSession();
  const { first, titleOf } = useGuideWords();
  const phrases = usePhrases(interview.language);
  const asked = phrases.items.filter((one) => one.section === section.key);
  const [isOpenedAnyway, setOpenedAnyway] = useState(false);
  const { content, state, theirs, besideId } = sections.of(section.key);
  const stands = laneOf(interview, section.key, hat?.id ?? '');
  const waiting = waitingBeside(interview, section.key).filter((text) => text.id !== besideId);
  const answer = (question: string, change: SectionAnswer): void => sections.write(section.key, { ...content, answers: { ...content.answers, [question]: { ...content.answers[question], ...change } } });
  const compartment = interview.writes.includes('mediation') ? 'restricted' : section.compartment === 'work' ? 'case' : 'restricted';

  if (isClosedNow(interview, section) && !isOpenedAnyway && !theirs) {
    return (
      <Panel title={titleOf(section)} of={compartment}>
        <Notice tone="neutral" title={t('desk.closed.title')} actions={<Button size="small" onPress={() => setOpenedAnyway(true)}>{t('desk.closed.open')}</Button>}>{t('desk.closed.help')}</Notice>
      </Panel>
    );
  }
  return (
    <Panel title={titleOf(section)} of={compartment}>
      {here.length > 0 && <p className="interview-here small"><Icon name="people" /> {t('desk.here.section', { names: formatList(here.map((one) => one.name)) })}</p>}
      {theirs && <OwnConflict theirs={theirs} mine={content} section={section} onDecide={(which) => sections.decide(section.key, which)} />}
      {waiting.map((text) => <ColleagueBeside key={text.id} text={text} section={section} sections={sections} stands={{ content: stands?.content ?? emptyContent, author: stands?.author.name ?? '', writtenAt: stands?.writtenAt ?? null }} />)}
      {asked.length > 0 && <Row><ReadTogether language={interview.language} reading={{ section: section.key }} label={t('desk.read.section')} /><Approval phrases={phrases} some={asked} /></Row>}
      <div>
        {section.questions.map((question) => (
          <Question
            key={question.key}
            question={question}
            theirs={phrases.language === first ? undefined : phrases.question(section.key, question.key)}
            language={phrases.language ?? 'it'}
            value={content.answers[question.key] ?? {}}
            fact={question.informs === undefined ? undefined : known.get(question.informs)}
            caseId={interview.caseId}
            onChange={(change) => answer(question.key, change)}
          />
        ))}
      </div>
      <TextArea label={t('desk.section.words')} hint={t('desk.section.words-hint')} rows={4} maxLength={100_000} value={content.words} onChange={(words) => sections.write(section.key, { ...content, words })} />
      {besides(interview, section.key).map((one) => <Beside key={`${one.author.id}`} section={one} />)}
      <ChoiceChips
        label={t('desk.section.state')}
        canClear={false}
        value={state === 'empty' ? null : state}
        onChange={(next) => { if (next) sections.write(section.key, content, next); }}
        choices={SectionState.options.map((value) => ({ value, label: t(`desk.section.${value}`) }))}
      />
      {stands && <p className="quiet small">{t('desk.section.last', { name: stands.author.name, at: formatDateTime(stands.writtenAt) })}</p>}
      <PastTexts interview={interview} />
    </Panel>
  );
}

interface QuestionProps {
  readonly question: GuideQuestion;
  /** The same question in the language of the person. */
  readonly theirs: Phrase | undefined;
  readonly language: string;
  readonly value: SectionAnswer;
  readonly fact: Fact | undefined;
  readonly caseId: string;
  readonly onChange: (change: SectionAnswer) => void;
}

function Question({ question, theirs, language, value, fact, caseId, onChange }: QuestionProps): ReactNode {
  const { t } = useText();
  const { first } = useGuideWords();
  const hint = theirs && theirs.words !== null && language !== 'it' && <span className="interview-theirs" lang={language} dir={directionOf(language)}>{theirs.words}</span>;
  // Beside a yes or a no, words are offered once there is an answer: a calm page first, room to write when it is wanted.
  const hasWords = question.answer === 'words' || value.answer !== undefined || value.words !== undefined;
  return (
    <div className="interview-question">
      {question.answer === 'five' && <FiveAnswers label={question.words[first]} hint={hint} value={value.answer ?? null} onChange={(answer) => onChange({ answer })} />}
      {fact && <KnownFact fact={fact} caseId={caseId} isConfirmed={value.confirmed === true} onConfirmed={() => onChange({ confirmed: true })} />}
      {hasWords && (
        <TextArea
          label={question.answer === 'five' ? t('desk.question.words') : question.words[first]}
          hint={question.answer === 'five' ? undefined : hint}
          rows={question.answer === 'five' ? 1 : 2}
          maxLength={20_000}
          value={value.words ?? ''}
          onChange={(words) => onChange({ words })}
        />
      )}
    </div>
  );
}

/** What a colleague already wrote down: confirmed with one tap instead of being asked again. */
function KnownFact({ fact, caseId, isConfirmed, onConfirmed }: { fact: Fact; caseId: string; isConfirmed: boolean; onConfirmed: () => void }): ReactNode {
  const { t, formatDate } = useText();
  const words = useFactWords();
  const client = useQueryClient();
  const confirm = useMutation({
    mutationFn: () => api.post(`/api/facts/${fact.id}/confirmations`, { body: {} }),
    onSuccess: () => {
      onConfirmed();
      void client.invalidateQueries({ queryKey: ['plans', 'profile', caseId] });
    },
  });
  return (
    <div className="interview-known">
      <span>{t('desk.known.is')} <strong><SafeText>{words(fact)}</SafeText></strong> <span className="quiet">({t('desk.known.since', { date: formatDate(fact.learnedOn) })})</span></span>
      {isConfirmed ? <Tag tone="good" icon="check">{t('desk.known.confirmed')}</Tag> : <Button size="small" isPending={confirm.isPending} onPress={() => confirm.mutate()}>{t('desk.known.confirm')}</Button>}
    </div>
  );
}

/** What a mediator wrote about the same part, theirs alone to change. */
function Beside({ section }: { section: Section }): ReactNode {
  const { t } = useText();
  if (!section.content) return null;
  return (
    <Notice tone="neutral" title={t('desk.beside', { name: section.author.name })}>
      <div className="interview-written">
        {[...Object.values(section.content.answers).map((one) => one.words ?? ''), section.content.words].filter((words) => words.trim() !== '').join('\n')}
      </div>
    </Notice>
  );
}
