import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { CheckChips, ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { goesOnItsOwn } from '../../../kernel/ui/useDeed.ts';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { type ObstacleLine, type Sheet, type SheetAsked, SheetKind, SheetLanguage, type SheetMatter } from '../contract.ts';
import { areaFor, isForOthers, readers } from '../domain.ts';
import { FactTicks } from './FactTicks.tsx';
import { OwnFields } from './OwnFields.tsx';
import { PaperView } from './PaperView.tsx';
import { matterOf, previewOf, useSheetDeed } from './queries.ts';
import { ReaderFields } from './ReaderFields.tsx';
import './sheets.css';

/** What a sheet of a kind begins with: the least its reader needs, and nothing of the restricted class. */
function begun(matter: SheetMatter, kind: SheetKind): SheetAsked {
  const spoken = matter.spoken.flatMap((one) => SheetLanguage.safeParse(one).data ?? [])[0];
  const form = kind === 'person' && matter.paper.verdict === 'not-safe' ? 'discreet' : 'full';
  return {
    caseId: matter.caseId, kind, organisationId: null, addressee: '', purpose: readers[kind].purpose, why: '', vitalWords: null, restrictedReason: '', paperWords: '', said: {}, form,
    identity: matter.identity.filter((part) => (isForOthers(kind) ? part === 'languages' : form === 'full')), language: kind === 'person' ? spoken ?? 'it' : 'it',
    facts: proposed(matter, kind, form), // Who was told is itself something to be found on a paper: where that may harm, each line is chosen.
    told: kind === 'person' && matter.paper.verdict !== 'not-safe' ? matter.told.map((line) => line.id) : [],
  };
}
const proposed = (matter: SheetMatter, kind: SheetKind, form: SheetAsked['form']): string[] =>
  matter.facts.filter((fact) => fact.compartment !== 'restricted' && areaFor(kind, form, fact.area) === 'proposed').map((fact) => fact.id);

/** A sheet is put together: for whom, why, which facts; beside it what the reader will read, word by word. */
export default function MakeScreen(): ReactNode {
  const { t, language } = useText();
  const { caseId = '' } = useParams({ strict: false });
  const matter = useQuery(matterOf(caseId, language));
  const [kind, setKind] = useState<SheetKind | null>(null);
  return (
    <Page title={t('sheets.make')} windowTitle={t('sheets.make')} width="full" breadcrumb={<TextLink href={`/cases/${caseId}?tab=sheets`}>{matter.data?.code ?? t('sheets.title')}</TextLink>} lead={t('sheets.make-lead')}>
      {matter.error && <ProblemPanel problem={matter.error} onRetry={() => void matter.refetch()} />}
      {!matter.data && !matter.error && <Skeleton lines={8} />}
      {matter.data && (
        <Stack>
          <Panel title={t('sheets.for-whom')} of="case">
            <ChoiceChips label={t('sheets.reader')} isRequired canClear={false} value={kind} onChange={setKind} choices={SheetKind.options.map((value) => ({ value, label: t(`sheets.kind.${value}`) }))} />
            {kind !== null && <p className="quiet">{t(`sheets.kind-help.${kind}`)}</p>}
          </Panel>
          {matter.data.facts.length === 0 && <EmptyState icon="document" title={t('sheets.nothing-known')} why={t('sheets.nothing-known-why')} action={<LinkButton kind="primary" href={`/cases/${caseId}?tab=profile`}>{t('sheets.to-profile')}</LinkButton>} />}
          {kind !== null && matter.data.facts.length > 0 && <Making key={kind} matter={matter.data} kind={kind} />}
        </Stack>
      )}
    </Page>
  );
}

function Making({ matter, kind }: { matter: SheetMatter; kind: SheetKind }): ReactNode {
  const { t } = useText();
  const navigate = useNavigate();
  const [id, setId] = useState(() => newId());
  const [start] = useState(() => begun(matter, kind));
  const [asked, setAsked] = useState(start);
  const draft = useDraft(`sheet/${matter.caseId}/${kind}`, asked, asked !== start);
  const wanted = readyToAsk(asked);
  const settled = useSettled(wanted);
  const preview = useQuery(previewOf(id, settled));
  const deed = useSheetDeed<Sheet>((sheet) => { draft.clear(); toast.say(t('sheets.made')); void navigate({ href: `/sheets/${sheet.id}` }); });
  const change = (what: Partial<SheetAsked>): void => {
    deed.reset();
    // Another form of paper begins with what it may carry.
    setAsked((before) => ({ ...before, ...what, ...(what.form && what.form !== before.form ? { facts: proposed(matter, kind, what.form), identity: what.form === 'discreet' ? [] : [...matter.identity] } : {}) }));
  };
  const isRestricted = matter.facts.some((fact) => fact.compartment === 'restricted' && asked.facts.includes(fact.id));
  const isCurrent = !preview.isPlaceholderData && JSON.stringify(settled) === JSON.stringify(wanted) && !preview.isFetching;
  const canMake = isCurrent && preview.data !== undefined && preview.data.obstacles.length === 0;
  return (
    <Columns min="wide">
      <Stack>
        <DraftFound draft={draft} isDirty={asked !== start} onTake={(found) => setAsked(stillKnown(found, matter))} />
        {isForOthers(kind) && <Panel title={t('sheets.who-and-why')} of="case"><ReaderFields asked={asked} matter={matter} onChange={change} /></Panel>}
        {kind === 'person' && <Panel title={t('sheets.own')} of="case"><OwnFields asked={asked} matter={matter} onChange={change} /></Panel>}
        <Panel title={t('sheets.what')} of={isRestricted ? 'restricted' : 'case'}>
          <Stack>
            {asked.form === 'full' && matter.identity.length > 0 && <CheckChips label={t('sheets.identity')} hint={isForOthers(kind) ? t('sheets.identity-hint') : undefined} value={asked.identity} onChange={(identity) => change({ identity })} choices={matter.identity.map((value) => ({ value, label: t(`sheets.identity.${value}`) }))} />}
            <FactTicks asked={asked} facts={matter.facts} onChange={change} />
            {isRestricted && <TextArea label={t('sheets.restricted-reason')} hint={t('sheets.restricted-hint')} isRequired value={asked.restrictedReason} onChange={(restrictedReason) => change({ restrictedReason })} rows={2} />}
          </Stack>
        </Panel>
      </Stack>
      <div className="sheet-beside">
        <Panel title={t(kind === 'person' ? 'sheets.preview-own' : 'sheets.preview')} of={isRestricted ? 'restricted' : 'case'}>
          <Stack>
            {preview.error && <ProblemPanel problem={preview.error} onRetry={() => void preview.refetch()} />}
            {preview.data ? <PaperView paper={preview.data.paper} label={t('sheets.preview')} /> : !preview.error && <Skeleton lines={6} />}
            {preview.data && preview.data.obstacles.length > 0 && <Obstacles lines={preview.data.obstacles} />}
            {deed.error && <ProblemPanel problem={deed.error} />}
            <p className="quiet small">{t('sheets.nothing-else')}</p>
            <Row end><Button kind="primary" icon="check" isDisabled={!canMake} isPending={deed.isPending} onPress={() => preview.data && deed.mutate({ method: 'put', path: `/api/sheets/${id}`, body: { ...settled, preview: preview.data.preview } }, goesOnItsOwn(() => setId(newId())))}>{t('sheets.make-it')}</Button></Row>
          </Stack>
        </Panel>
      </div>
    </Columns>
  );
}

/** What was put together earlier, without what is known otherwise meanwhile. */
function stillKnown(before: SheetAsked, { facts, told }: SheetMatter): SheetAsked {
  const known = new Set([...facts, ...told].map((one) => one.id));
  return { ...before, facts: before.facts.filter((id) => known.has(id)), told: before.told.filter((id) => known.has(id)), said: Object.fromEntries(Object.entries(before.said).filter(([id]) => known.has(id))) };
}

/** What can be asked of the server at all: reasons too short to be one stay on the screen meanwhile. */
const readyToAsk = (asked: SheetAsked): SheetAsked => ({ ...asked, vitalWords: asked.vitalWords !== null && asked.vitalWords.trim().length >= 10 ? asked.vitalWords : null, said: Object.fromEntries(Object.entries(asked.said).filter(([, words]) => words.trim() !== '')) });

function Obstacles({ lines }: { lines: readonly ObstacleLine[] }): ReactNode {
  const { t } = useText();
  return (
    <Notice tone="late" title={t('sheets.obstacles')}>
      <ul>{lines.map(({ code, field }) => <li key={`${code} ${field ?? ''}`}>{t(`sheets.obstacle.${code}`)}{field !== null && ` (${t(`plans.field.${field}`)})`}</li>)}</ul>
    </Notice>
  );
}

/** A value once nobody has changed it for a moment: letters are not asked for one by one. */
function useSettled(value: SheetAsked): SheetAsked {
  const [settled, setSettled] = useState(value);
  const now = JSON.stringify(value);
  useEffect(() => {
    const waiting = setTimeout(() => setSettled(JSON.parse(now) as SheetAsked), 350);
    return () => clearTimeout(waiting);
  }, [now]);
  return settled;
}
