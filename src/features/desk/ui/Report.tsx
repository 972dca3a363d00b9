import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { queueActs, useQueued } from '../../../kernel/offline/ui/theQueue.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { ApiProblem } from '../../../kernel/ui/problems.ts';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { NeverPrinted, OnlyPrinted, SafeText } from '../../../kernel/ui/SafeText.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { KeyValues } from '../../../kernel/ui/Tag.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { useWindowDrafts } from '../../../kernel/ui/useWindowDrafts.ts';
import type { DataClass } from '../../../kernel/ui/ClassMark.tsx';
import { type Interview, type NewAddendum, PreparationItem, type Section } from '../contract.ts';
import { minutesOf } from '../domain.ts';
import { guide, guideSection } from '../guide.ts';
import { type Edits, stillMissing, together } from './edits.ts';
import { wordsIn } from './NotArrived.tsx';
import { Attendance } from './InTheRoom.tsx';
import { PersonSignatures } from './PersonSignature.tsx';
import { PastTexts } from './PastTexts.tsx';
import { addToSigned, interviewOf } from './queries.ts';
import { useGuideWords, useSaidOf } from './words.ts';

const classes: Readonly<Record<Section['compartment'], DataClass>> = { case: 'restricted', work: 'case', restricted: 'restricted', mediation: 'restricted' };

const placeOf = (section: Section): number => guide.findIndex((one) => one.key === section.section);

/** The signed interview as it reads and as it prints: who, when, what was said, what was added later. */
export function Report({ interview, isHeld, attached }: { interview: Interview; isHeld: boolean; attached?: ReactNode }): ReactNode {
  const { t, language, formatDateTime, formatDate, formatTime, formatList, languageName } = useText();
  const { account } = useSession();
  const onDevice = interview.signedOnDevice;
  const signed = onDevice ? t('desk.report.signed-here', { noted: formatDateTime(onDevice.notedAt), arrived: onDevice.arrivedAt === '' ? '—' : formatDateTime(onDevice.arrivedAt) })
    : interview.signedAt ? t('desk.report.signed', { at: formatDateTime(interview.signedAt) }) : undefined;
  const interpreter = interview.mediator ? t('desk.mediator.is', { name: interview.mediator.name }) : t(interview.interpreter === 'none' ? 'desk.interpreter.was-none' : `desk.interpreter.${interview.interpreter}`);
  return (
    <Stack>
      <OnlyPrinted>{t('desk.report.printed', { name: account?.name ?? '', at: formatDateTime(new Date()) })}</OnlyPrinted>
      <Panel title={t('desk.report.heading')} of="case" actions={
        <NeverPrinted>
          <Row>
            {!isHeld && (['pdf', 'docx'] as const).map((form) => <a key={form} className="button button-secondary" href={`/api/interviews/${interview.id}/report?form=${form}&language=${language === 'en' ? 'en' : 'it'}`} download>{t(`desk.report.${form}`)}</a>)}
            <Button icon="print" onPress={() => print()}>{t('desk.report.print')}</Button>
          </Row>
        </NeverPrinted>
      }>
        {isHeld && <p className="quiet small never-printed">{t('desk.report.later')}</p>}
        <KeyValues items={[
          { key: 'author', label: t('desk.report.author'), value: interview.author.name, source: signed },
          ...interview.countersigned.map((one) => ({ key: one.by.id, label: t('desk.report.countersigned'), value: one.by.name, source: t('desk.report.signed', { at: formatDateTime(one.at) }) })),
          { key: 'language', label: t('desk.language'), value: languageName(interview.language), source: interpreter },
          { key: 'place', label: t('desk.place'), value: t(`desk.place.${interview.place}`) },
          { key: 'present', label: t('desk.present'), value: interview.present.length > 0 ? formatList(interview.present.map((one) => t(`desk.present.${one}`))) : '—' },
          { key: 'minutes', label: t('desk.report.minutes'), value: t('desk.minutes', { count: minutesOf(interview.sittings) }) },
        ]} />
        <Attendance interview={interview} />
        <Prepared interview={interview} />
        <ol className="desk-lines">
          {interview.sittings.map((one) => (
            <li key={one.startedAt}>{formatDate(one.startedAt)} · {formatTime(one.startedAt)}–{one.endedAt ? formatTime(one.endedAt) : ''} · {t('desk.minutes', { count: one.minutes })} · {t('desk.breaks', { count: one.breaks.length })}{one.reason && ` · ${t(`desk.stop.${one.reason}`)}`}</li>
          ))}
        </ol>
      </Panel>
      {interview.sections.toSorted((a, b) => placeOf(a) - placeOf(b)).map((section) => <Said key={`${section.section} ${section.compartment} ${section.author.id}`} section={section} />)}
      <Besides interview={interview} />
      <PastTexts interview={interview} />
      <Countersign interview={interview} />
      <PersonSignatures interview={interview} isHeld={isHeld} />
      {attached}
      <Addenda interview={interview} />
    </Stack>
  );
}

/** What was asked of oneself before beginning, as it was answered. */
function Prepared({ interview }: { interview: Interview }): ReactNode {
  const { t, formatList } = useText();
  const answered = (wanted: 'yes' | 'no'): string[] => PreparationItem.options.filter((item) => interview.preparation[item] === wanted).map((item) => t(`desk.prepared.${item}`));
  const [yes, no] = [answered('yes'), answered('no')];
  return (
    <>
      {yes.length > 0 && <p className="small">{t('desk.prepared.yes', { what: formatList(yes) })}</p>}
      {no.length > 0 && <p className="small">{t('desk.prepared.no', { what: formatList(no) })}</p>}
    </>
  );
}

/** Texts that nobody had chosen about when the interview was signed: they were signed beside each other. */
function Besides({ interview }: { interview: Interview }): ReactNode {
  const { t, formatDateTime } = useText();
  const { first, titleOf } = useGuideWords();
  const said = useSaidOf();
  return interview.besides.map((text) => {
    const guided = guideSection(text.section);
    return (
      <Panel key={text.id} title={t('desk.report.beside', { section: guided ? titleOf(guided) : text.section })} of={classes[text.compartment]}>
        <div className="interview-written"><SafeText>{text.content ? said(guided, first, text.content) : t('desk.report.destroyed')}</SafeText></div>
        <p className="quiet small">{t('desk.report.written', { name: text.author.name, at: formatDateTime(text.writtenAt) })}</p>
      </Panel>
    );
  });
}

/** Whoever wrote here beside the author puts a name under it too. */
function Countersign({ interview }: { interview: Interview }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const sign = useMutation({
    mutationFn: () => api.put<Interview>(`/api/interviews/${interview.id}/countersignatures/${id}`, { body: {} }),
    onSuccess: (kept) => {
      client.setQueryData(interviewOf(interview.id).queryKey, kept);
      void client.invalidateQueries({ queryKey: ['desk', 'unsigned'] });
    },
  });
  if (!interview.mayCountersign) return null;
  return (
    <NeverPrinted>
      <Notice title={t('desk.countersign.title')} actions={<Button kind="primary" size="small" icon="edit" isPending={sign.isPending} onPress={() => sign.mutate()}>{t('desk.countersign')}</Button>}>
        {t('desk.countersign.help')}
        {sign.error && <ProblemPanel problem={sign.error} />}
      </Notice>
    </NeverPrinted>
  );
}

function Said({ section }: { section: Section }): ReactNode {
  const { t, formatDateTime } = useText();
  const { first, titleOf } = useGuideWords();
  const guided = guideSection(section.section);
  const answers = (guided?.questions ?? []).flatMap((question) => {
    const answer = section.content?.answers[question.key];
    const said = [answer?.answer && t(`ui.answer.${answer.answer}`), answer?.words].filter(Boolean).join(' · ');
    return said === '' ? [] : [{ key: question.key, label: question.words[first], value: <SafeText>{said}</SafeText> }];
  });
  return (
    <Panel title={guided ? titleOf(guided) : section.section} of={classes[section.compartment]}>
      {section.state === 'declined' && <p>{t('desk.section.declined')}</p>}
      {section.content === null && <p className="quiet">{t('desk.report.destroyed')}</p>}
      {answers.length > 0 && <KeyValues items={answers} />}
      {section.content && section.content.words.trim() !== '' && <div className="interview-written"><SafeText>{section.content.words}</SafeText></div>}
      <p className="quiet small">{t('desk.report.written', { name: section.author.name, at: formatDateTime(section.writtenAt) })}</p>
    </Panel>
  );
}

/**
 * Words that this device kept and that never arrived before the signature: typed without network, or while a colleague's screen signed.
 * The signed text stays as it is; they can be added beside it, or dropped.
 */
function useLeftOver(interview: Interview): { words: string; titles: string[]; clear: () => void } | null {
  const { t } = useText();
  const { hat } = useSession();
  const { first, titleOf } = useGuideWords();
  const { found, clear: clearDrafts } = useWindowDrafts<Edits>(`interview/${interview.id}`, {}, false);
  const refused = useQueued('interview').filter(({ record, refusal }) => record.id === interview.id && refusal !== undefined);
  const drafted = found === undefined ? [] : Object.entries(stillMissing(together(found), interview, hat?.id ?? '')).map(([key, { content }]) => ({ key, content }));
  const missing = [...wordsIn(refused).filter(({ key }) => drafted.every((one) => one.key !== key)), ...drafted].flatMap(({ key, content }) => {
    const guided = guideSection(key);
    return guided ? [{ guided, content }] : [];
  });
  // What was put beside is no longer owed: neither the drafts of this device nor what waits in its queue.
  const clear = (): void => {
    clearDrafts();
    void (async () => { for (const { id } of refused) await queueActs.takeBack(id); })();
  };
  if (missing.length === 0) return null;
  const said = missing.map(({ guided, content }) => [
    titleOf(guided),
    ...guided.questions.flatMap((question) => {
      const answer = content.answers[question.key];
      const words = [answer?.answer && t(`ui.answer.${answer.answer}`), answer?.words].filter(Boolean).join(' · ');
      return words === '' ? [] : [`${question.words[first]} — ${words}`];
    }),
    content.words.trim(),
  ].filter((line) => line !== '').join('\n'));
  return { words: said.join('\n\n'), titles: missing.map(({ guided }) => titleOf(guided)), clear };
}

/** The only way to say more once it is signed: beside, with one's name and the hour. */
function Addenda({ interview }: { interview: Interview }): ReactNode {
  const { t, formatDateTime, formatList } = useText();
  const client = useQueryClient();
  const [words, setWords] = useState('');
  const [id, setId] = useState(() => newId());
  const compartment = interview.writes.includes('restricted') ? 'restricted' : interview.writes[0];
  const leftOver = useLeftOver(interview);
  const [isTaken, setTaken] = useState(false);
  const add = useMutation({
    mutationFn: (into: NewAddendum['compartment']) => addToSigned(interview.id, id, { compartment: into, words }),
    onSuccess: (kept) => {
      client.setQueryData(interviewOf(interview.id).queryKey, kept);
      if (isTaken) leftOver?.clear();
      setWords('');
      setTaken(false);
      setId(newId());
    },
    // What was sent first stands, and is shown; what was put right since goes on its own.
    onError: (error) => {
      if (!(error instanceof ApiProblem) || error.code !== 'already-exists') return;
      setId(newId());
      void client.invalidateQueries({ queryKey: interviewOf(interview.id).queryKey });
    },
  });
  return (
    <Panel title={t('desk.addenda')} of="restricted">
      {interview.addenda.length === 0 && <p className="quiet">{t('desk.addenda.none')}</p>}
      {interview.addenda.map((one) => (
        <div key={one.id}>
          <div className="interview-written"><SafeText>{one.words ?? t('desk.report.destroyed')}</SafeText></div>
          <p className="quiet small">{t('desk.report.written', { name: one.author.name, at: formatDateTime(one.at) })}</p>
        </div>
      ))}
      <NeverPrinted>
        <Stack gap="small">
          {add.error && <ProblemPanel problem={add.error} />}
          {leftOver && !isTaken && (
            <Notice tone="late" title={t('desk.left-over.title')} actions={<><Button size="small" kind="primary" onPress={() => { setWords(leftOver.words.slice(0, 20_000)); setTaken(true); }}>{t('desk.left-over.take')}</Button><Button size="small" onPress={leftOver.clear}>{t('desk.recover.forget')}</Button></>}>
              {t('desk.left-over.help', { titles: formatList(leftOver.titles) })}
            </Notice>
          )}
          <TextArea label={t('desk.addenda.add')} hint={t('desk.addenda.hint')} value={words} onChange={setWords} maxLength={20_000} />
          <Row end><Button isDisabled={words.trim() === ''} isPending={add.isPending} onPress={() => { if (compartment) add.mutate(compartment); }}>{t('desk.addenda.save')}</Button></Row>
        </Stack>
      </NeverPrinted>
    </Panel>
  );
}
