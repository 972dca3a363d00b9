import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import type { Waiting } from '../../../kernel/offline/waiting.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ClassMark } from '../../../kernel/ui/ClassMark.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tabs } from '../../../kernel/ui/Tabs.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { useMedia } from '../../../kernel/ui/useMedia.ts';
import type { Interview } from '../contract.ts';
import { guideFor, guideSection } from '../guide.ts';
import { GuideList, writable } from './GuideList.tsx';
import { InterviewBar } from './InterviewBar.tsx';
import { factsOf, KnownZone } from './KnownZone.tsx';
import { PersonSignatures } from './PersonSignature.tsx';
import { Preparation } from './Preparation.tsx';
import { NotArrived } from './NotArrived.tsx';
import { useInterview } from './noted.ts';
import { profileOf } from './queries.ts';
import { Report } from './Report.tsx';
import { SectionEditor } from './SectionEditor.tsx';
import { useHere } from './useHere.ts';
import { type Sections, useSections } from './useSections.ts';
import { useGuideWords } from './words.ts';
import './desk.css';

const wide = '(width >= 68rem)';
/** Three zones side by side need room; below it they are tabs. */
const useIsWide = (): boolean => useMedia(wide);

/** What other rooms keep of this interview, placed by the app. */
type AttachedTo = ComponentType<{ interview: Interview }>;

/** An interview: prepared, led over one or more sittings, signed, then only added to. */
export default function InterviewScreen({ Attached, Lists }: { Attached?: AttachedTo; Lists?: AttachedTo }): ReactNode {
  const { interviewId = '' } = useParams({ strict: false });
  const { t } = useText();
  const { interview, error, refetch, isHeld, refused } = useInterview(interviewId);
  if (interview) return <Loaded interview={interview} isHeld={isHeld} refused={refused} attached={Attached && <Attached interview={interview} />} lists={Lists && <Lists interview={interview} />} />;
  return (
    <Page title={t('desk.interview')} width="full">
      {error ? <ProblemPanel problem={error} onRetry={() => void refetch()} /> : <Skeleton lines={6} />}
    </Page>
  );
}

interface Placed { readonly interview: Interview; readonly isHeld: boolean; readonly attached: ReactNode; readonly lists: ReactNode }

function Loaded({ interview, isHeld, refused, attached, lists }: Placed & { readonly refused: readonly Waiting[] }): ReactNode {
  const { t } = useText();
  const { state } = interview;
  return (
    <Page
      title={t('desk.interview.title', { kind: t(`desk.kind.${interview.kind}`), code: interview.code === '' ? t('desk.code.coming') : interview.code })}
      width="full"
      breadcrumb={<TextLink href={`/cases/${interview.caseId}?tab=interviews`}>{interview.code}</TextLink>}
      marks={<><Tag tone={state === 'signed' ? 'good' : 'neutral'}>{t(`desk.interview.state.${state}`)}</Tag><ClassMark of="restricted" /></>}
    >
      {state !== 'signed' && <NotArrived refused={refused} />}
      {state === 'prepared' && <Preparation interview={interview} />}
      {state === 'signed' && <Report interview={interview} isHeld={isHeld} attached={attached} />}
      {state !== 'prepared' && state !== 'signed' && <Led interview={interview} isHeld={isHeld} attached={attached} lists={lists} />}
    </Page>
  );
}

/** The interview while it is being led, or between two sittings. */
function Led({ interview, isHeld, attached, lists }: Placed): ReactNode {
  const { t } = useText();
  const { hat, account } = useSession();
  const isWide = useIsWide();
  const sections = useSections(interview, hat?.id ?? '', account?.name ?? '', isHeld);
  const { suggested, others } = guideFor(interview.kind);
  const mine = writable(interview, [...suggested, ...others]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [zone, setZone] = useState('questions');
  const profile = useQuery(profileOf(interview.caseId));
  const known = factsOf(profile.data);
  const section = guideSection(chosen ?? '') ?? mine[0];
  const here = useHere(interview, zone === 'questions' || isWide ? section?.key ?? null : null);
  const choose = (key: string): void => {
    setChosen(key);
    setZone('questions');
  };

  const guide = <GuideList interview={interview} sections={sections} here={here} current={section?.key ?? ''} onChoose={choose} />;
  const questions = (
    <>
      {section && <SectionEditor key={section.key} interview={interview} section={section} sections={sections} known={known} here={here.filter((one) => one.section === section.key)} />}
      {section && <NextSection current={section.key} keys={mine.map((one) => one.key)} onChoose={choose} />}
    </>
  );
  const knownZone = <KnownZone interview={interview} known={known} episodes={profile.data?.episodes ?? []} />;
  return (
    <>
      <InterviewBar interview={interview} sections={sections} isHeld={isHeld} here={here} />
      {interview.state === 'stopped' && <PersonSignatures interview={interview} isDirty={sections.isDirty} isHeld={isHeld} />}
      <RecoverDialog sections={sections} />
      {sections.problem !== null && <ProblemPanel problem={sections.problem} />}
      {isWide
        ? <div className="interview-zones">{guide}<div className="stack">{questions}{attached}{lists && <Opened title={t('desk.lists')}>{lists}</Opened>}</div>{knownZone}</div>
        : (
          <Tabs
            label={t('desk.interview.zones')}
            selected={zone}
            onSelect={setZone}
            tabs={[
              { id: 'guide', label: t('desk.guide'), content: guide },
              { id: 'questions', label: t('desk.questions'), content: questions },
              { id: 'known', label: t('desk.known'), content: knownZone },
              ...(lists ? [{ id: 'lists', label: t('desk.lists'), content: lists }] : []),
              ...(attached ? [{ id: 'attached', label: t('desk.attachments'), content: attached }] : []),
            ]}
          />
        )}
    </>
  );
}

/** Opened when it is wanted, and asked for only then. */
function Opened({ title, children }: { title: string; children: ReactNode }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return <details className="never-printed" onToggle={(event) => setOpen(event.currentTarget.open)}><summary>{title}</summary>{isOpen && children}</details>;
}

/** On to the next part, without going back to the list. */
function NextSection({ current, keys, onChoose }: { current: string; keys: readonly string[]; onChoose: (key: string) => void }): ReactNode {
  const { t } = useText();
  const { titleOf } = useGuideWords();
  const next = guideSection(keys[keys.indexOf(current) + 1] ?? '');
  if (!next) return null;
  return <div className="row row-end"><Button icon="chevron" onPress={() => { onChoose(next.key); scrollTo({ top: 0 }); }}>{t('desk.section.next', { title: titleOf(next) })}</Button></div>;
}

/** After a crash: what this device kept and the server never received, offered before anything new is written. */
function RecoverDialog({ sections }: { sections: Sections }): ReactNode {
  const { t } = useText();
  const { titleOf } = useGuideWords();
  const titles = Object.keys(sections.offered ?? {}).flatMap((key) => guideSection(key) ?? []).map(titleOf);
  return (
    <Dialog
      title={t('desk.recover.title')}
      isOpen={sections.offered !== null}
      isAlert
      onClose={sections.recover}
      actions={
        <>
          <Button onPress={sections.forget}>{t('desk.recover.forget')}</Button>
          <Button kind="primary" onPress={sections.recover}>{t('desk.recover.take')}</Button>
        </>
      }
    >
      <p>{t('desk.recover.help')}</p>
      <ul className="desk-lines">{titles.map((title) => <li key={title}>{title}</li>)}</ul>
    </Dialog>
  );
}
