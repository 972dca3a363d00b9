import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { languageCodes } from '../../../kernel/i18n/languages.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { fullNameLikeIn } from '../../../kernel/name-like.ts';
import { TextLink } from '../../../kernel/ui/Button.tsx';
import { CheckChips, ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { Agreement, AlreadyActive, Asked, CalledBy, Minor, ReportReason, Sign, Urgency } from '../contract.ts';
import { calledAlike, delicateIn, identifyingIn } from '../domain.ts';
import { EmergencyNumbers } from './EmergencyNumbers.tsx';
import { missingIn, namesMayPass, obstaclesOf, type ReportForm } from './form.ts';
import { alikeTo } from './queries.ts';

export interface FieldsProps {
  readonly form: ReportForm;
  readonly change: (part: Partial<ReportForm>) => void;
  /** Somebody tried to send it: what is missing is said beside each field. */
  readonly isTried: boolean;
}

/** Why a field keeps it from leaving, in words, once somebody tried. */
function useObstacle({ form, isTried }: FieldsProps): (path: ReturnType<typeof obstaclesOf>[number]['path']) => string | undefined {
  const { t, formatList } = useText();
  const found = isTried ? obstaclesOf(form) : [];
  return (path) => {
    const codes = found.filter((one) => one.path === path).map(({ code }) => code);
    if (codes.length === 0) return undefined;
    if (codes.includes('not-so-called') || codes.includes('needs-agreement')) return t(codes.includes('needs-agreement') ? 'intake.called-by.no-name' : `intake.called.${form.calledBy}.not-so`);
    return t('intake.identifying.title', { what: formatList(codes.map((code) => t(`intake.identifying.${code}`))) });
  };
}

/** Danger and age come first: they decide what is done at once, and what may be said. */
export function FirstQuestions({ form, change, isTried }: FieldsProps): ReactNode {
  const { t } = useText();
  const missing = isTried ? missingIn(form) : [];
  return (
    <Panel title={t('intake.first')}>
      <ChoiceChips label={t('intake.danger')} canClear={false} value={form.danger === null ? null : form.danger ? 'yes' : 'no'} onChange={(value) => change({ danger: value === 'yes' })} error={missing.includes('danger') ? t('intake.say-this') : undefined} choices={(['no', 'yes'] as const).map((value) => ({ value, label: t(`intake.danger.${value}`) }))} />
      {form.danger === true && <EmergencyNumbers isMinor={form.minor !== null && form.minor !== 'no'} />}
      <ChoiceChips label={t('intake.minor')} canClear={false} value={form.minor} onChange={(minor) => change({ minor })} error={missing.includes('minor') ? t('intake.say-this') : undefined} choices={Minor.options.map((value) => ({ value, label: t(`intake.minor.${value}`) }))} />
      {form.minor !== null && form.minor !== 'no' && <Notice>{t('intake.minor.help')}</Notice>}
    </Panel>
  );
}

/** Who is meant: as little as is needed, and only what the person agrees to. */
export function PersonFields({ form, change, isTried }: FieldsProps): ReactNode {
  const obstacle = useObstacle({ form, change, isTried });
  const { t, languageName, language: shown } = useText();
  const missing = isTried ? missingIn(form) : [];
  const languages = useMemo(() => languageCodes.map((value) => ({ value, label: languageName(value) })).toSorted((one, other) => one.label.localeCompare(other.label, shown)), [languageName, shown]);
  const mayName = namesMayPass(form);
  const ways = CalledBy.options.filter((way) => way !== 'name' || mayName || form.calledBy === 'name');
  return (
    <Panel title={t('intake.person')} of="restricted">
      {form.kind === 'report' && (
        <ChoiceChips label={t('intake.agreement')} canClear={false} value={form.agreement} onChange={(agreement) => change({ agreement })} error={missing.includes('agreement') ? t('intake.say-this') : undefined} choices={Agreement.options.map((value) => ({ value, label: t(`intake.agreement.${value}`) }))} />
      )}
      {form.kind === 'consultation' && <Notice>{t('intake.consultation.nameless')}</Notice>}
      {form.kind === 'report' && form.agreement !== null && form.agreement !== 'yes' && <Notice>{t(mayName ? 'intake.agreement.exception' : 'intake.agreement.without')}</Notice>}
      <ChoiceChips label={t('intake.called-by')} canClear={false} value={form.calledBy} onChange={(calledBy) => change({ calledBy: calledBy ?? form.calledBy, ...(calledBy === 'nobody' ? { called: '' } : {}) })} choices={ways.map((value) => ({ value, label: t(`intake.called-by.${value}`) }))} />
      {form.calledBy === 'name' && !mayName && <Notice tone="late" live>{t('intake.called-by.no-name')}</Notice>}
      {form.calledBy !== 'nobody' && <TextField label={t(`intake.called.${form.calledBy}`)} hint={t(`intake.called.${form.calledBy}.hint`)} autoComplete="off" maxLength={80} value={form.called} onChange={(called) => change({ called })} error={missing.includes('called') ? t('intake.say-this') : obstacle('called')} />}
      {mayName && <TextField label={t('intake.reach')} hint={t('intake.reach.hint')} autoComplete="off" maxLength={200} value={form.reach} onChange={(reach) => change({ reach })} />}
      <ComboBox label={t('intake.language')} choices={languages} value={form.language} onChange={(language) => change({ language })} />
    </Panel>
  );
}

/** Whether one's body has written already about whom it calls so: then that one is opened, or this goes on knowingly. */
export function AlikeNotice({ form }: { form: ReportForm }): ReactNode {
  const { t, formatDate } = useText();
  const [sought, setSought] = useState('');
  const called = form.called.trim();
  useEffect(() => {
    const timer = setTimeout(() => setSought(called), 400);
    return () => clearTimeout(timer);
  }, [called]);
  const found = useQuery({ ...alikeTo(form.calledBy, sought), enabled: sought !== '' && sought === called && calledAlike(form.calledBy, sought) !== undefined });
  if (!found.data || found.data.items.length === 0 || sought !== called) return null;
  return (
    <Notice live title={t('intake.alike.sender')}>
      <ul className="plain-list">{found.data.items.map((one) => <li key={one.id}><TextLink href={`/reports/${one.id}`}>{one.reference}</TextLink> {t(`intake.told.${one.state}`)} · {formatDate(one.sentAt)}</li>)}</ul>
      <p>{t('intake.alike.sender.help')}</p>
    </Notice>
  );
}

/** What was seen, in chips first; then few words, with a warning where they touch what should not be written here. */
export function SeenFields({ form, change, isTried }: FieldsProps): ReactNode {
  const obstacle = useObstacle({ form, change, isTried });
  const { t } = useText();
  const missing = isTried ? missingIn(form) : [];
  return (
    <Panel title={t('intake.seen')} of="restricted">
      <CheckChips label={t('intake.reasons')} hint={t('intake.reasons.hint')} value={form.reasons} onChange={(reasons) => change({ reasons: reasons.slice(-3) })} error={missing.includes('reasons') ? t('intake.say-this') : undefined} choices={ReportReason.options.map((value) => ({ value, label: t(`intake.reason.${value}`) }))} />
      <CheckChips label={t('intake.signs')} hint={t('intake.signs.hint')} value={form.signs} onChange={(signs) => change({ signs })} choices={Sign.options.map((value) => ({ value, label: t(`intake.sign.${value}`) }))} />
      <TextArea label={t('intake.words')} hint={t('intake.words.hint')} rows={4} maxLength={600} value={form.words} onChange={(words) => change({ words })} error={missing.includes('words') ? t('intake.words.missing') : obstacle('words')} />
      <WordsNoticed words={form.words} mayName={namesMayPass(form)} />
      {form.kind === 'report' && form.danger !== true && <ChoiceChips label={t('intake.urgency')} canClear={false} value={form.urgency} onChange={(urgency) => change({ urgency })} error={missing.includes('urgency') ? t('intake.say-this') : undefined} choices={Urgency.options.map((value) => ({ value, label: t(`intake.urgency.${value}`) }))} />}
      <More title={t('intake.more.where')} isOpen={form.place !== '' || form.intermediary !== ''}>
        <TextField label={t('intake.place')} hint={t('intake.place.hint')} maxLength={120} value={form.place} onChange={(place) => change({ place })} error={obstacle('place')} />
        <WordsNoticed words={form.place} mayName={namesMayPass(form)} mayPlace />
        <TextField label={t('intake.intermediary')} hint={t('intake.intermediary.hint')} maxLength={120} value={form.intermediary} onChange={(intermediary) => change({ intermediary })} error={obstacle('intermediary')} />
        <WordsNoticed words={form.intermediary} mayName={namesMayPass(form)} />
      </More>
    </Panel>
  );
}

/** What few need is one touch away: two minutes are enough for the rest. Opened by hand it stays open, whatever is typed or taken out. */
function More({ title, isOpen, children }: { title: string; isOpen: boolean; children: ReactNode }): ReactNode {
  const [isShown, setShown] = useState<boolean | null>(null);
  return (
    <details className="report-more" open={isShown ?? isOpen} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>{title}</summary>
      <Stack>{children}</Stack>
    </details>
  );
}

/** A prompt, with its reason; what was written stays. @param mayPlace the words say where something is: a street may stand in them */
export function WordsNoticed({ words, mayName, mayPlace = false }: { words: string; mayName: boolean; mayPlace?: boolean }): ReactNode {
  const { t, formatList } = useText();
  const touched = delicateIn(words);
  const identifying = mayName ? [] : identifyingIn(words, { place: mayPlace });
  return (
    <>
      {touched.length > 0 && <Notice live title={t('intake.delicate.title', { what: formatList(touched.map((one) => t(`intake.delicate.${one}`))) })}>{t('intake.delicate.why')}</Notice>}
      {identifying.length > 0 && <Notice tone="late" live title={t('intake.identifying.title', { what: formatList(identifying.map((one) => t(`intake.identifying.${one}`))) })}>{t('intake.identifying.why')}</Notice>}
      {!mayName && fullNameLikeIn(words) && <Notice tone="late" live title={t('intake.name-like')}>{t('intake.name-like.why')}</Notice>}
    </>
  );
}

/** What the body has done, what it asks, and how it may be answered. */
export function SenderFields({ form, change, isTried }: FieldsProps): ReactNode {
  const obstacle = useObstacle({ form, change, isTried });
  const { t } = useText();
  // Whoever is not known yet says who they are; whoever is, only when something changed.
  const [isSignedOpen] = useState(form.name === '' || form.answerTo === '');
  return (
    <Panel title={t('intake.done-and-asked')}>
      <More title={t('intake.more.done')} isOpen={form.active.length > 0 || form.done !== '' || form.asks.length > 0}>
        <CheckChips label={t('intake.active')} value={form.active} onChange={(active) => change({ active })} choices={AlreadyActive.options.map((value) => ({ value, label: t(`intake.active.${value}`) }))} />
        <TextArea label={t('intake.done')} hint={t('intake.done.hint')} rows={2} maxLength={300} value={form.done} onChange={(done) => change({ done })} error={obstacle('done')} />
        <WordsNoticed words={form.done} mayName={namesMayPass(form)} />
        <CheckChips label={t('intake.asks')} value={form.asks} onChange={(asks) => change({ asks })} choices={Asked.options.map((value) => ({ value, label: t(`intake.asks.${value}`) }))} />
      </More>
      <More title={form.name === '' ? t('intake.more.who') : t('intake.more.who-is', { who: [form.name, form.role].filter(Boolean).join(', ') })} isOpen={isSignedOpen}>
        <TextField label={t('intake.sender.name')} maxLength={120} value={form.name} onChange={(name) => change({ name })} />
        <TextField label={t('intake.sender.role')} maxLength={120} value={form.role} onChange={(role) => change({ role })} />
        <TextField label={t('intake.sender.answer-to')} hint={t('intake.sender.answer-to.hint')} maxLength={200} value={form.answerTo} onChange={(answerTo) => change({ answerTo })} />
      </More>
    </Panel>
  );
}
