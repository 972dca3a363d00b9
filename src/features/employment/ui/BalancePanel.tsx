import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { OwnWords, SafeText } from '../../../kernel/ui/SafeText.tsx';
import { KeyValues } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { BalanceEntry, BalanceKind, Employment, KnownFact } from '../contract.ts';
import { EntryDialog } from './EntryDialog.tsx';
import { useDeed } from './queries.ts';
import { aboutTyped } from './words.ts';

const sections = [['job', 'jobs'], ['training', 'trainings'], ['skill', 'skills'], ['wishes', 'wishes']] as const satisfies readonly (readonly [BalanceKind, string])[];
const adding = { job: 'add-job', training: 'add-training', skill: 'add-skill', wishes: 'write-wishes' } as const satisfies Record<BalanceKind, string>;

/** The balance of skills: what the profile knows already, and beside it jobs, studies, skills and wishes. */
export function BalancePanel({ all }: { all: Employment }): ReactNode {
  const { t, languageName, formatDate, formatList } = useText();
  const [open, setOpen] = useState<{ kind: BalanceKind; entry: BalanceEntry | null } | null>(null);
  const putBack = useDeed();
  const strike = useDeed();
  const remove = (entry: BalanceEntry): void => strike.mutate({ method: 'post', path: `/api/balance-entries/${entry.id}/struck` }, {
    onSuccess: () => toast.undo(t('employment.balance.struck'), () => putBack.mutate({ method: 'post', path: `/api/balance-entries/${entry.id}/put-back` })),
  });
  const valueOf = ({ field, value }: KnownFact): string => {
    if (typeof value === 'boolean') return t(value ? 'plans.yes' : 'plans.no');
    if (Array.isArray(value)) return formatList(value.map((one) => t(`plans.choice.${field}.${one}`)));
    return ['education-level', 'education-italian', 'work-right-to-work'].includes(field) ? t(`plans.choice.${field}.${value}`) : String(value);
  };
  return (
    <Panel title={t('employment.balance')} of="restricted">
      <Stack gap="large">
        <p className="quiet">{t('employment.balance.why')}</p>
        <Panel level={3} tone="plain" title={t('employment.balance.known')} actions={<TextLink href={`/cases/${all.caseId}?tab=profile`}>{t('employment.balance.known.open')}</TextLink>}>
          {all.known.length === 0 && all.languages.length === 0 ? <p className="quiet">{t('employment.balance.known.none')}</p> : (
            <KeyValues compact items={[
              ...(all.languages.length === 0 ? [] : [{ key: 'languages', label: t('employment.balance.languages'), value: all.languages.map((one) => `${languageName(one.language)} (${t(`employment.curriculum.speaks.${one.speaks}`)})`).join(', ') }]),
              ...all.known.map((fact) => ({ key: fact.field, label: t(`plans.field.${fact.field}`), value: <SafeText>{valueOf(fact)}</SafeText>, source: t('employment.balance.source', { source: t(`plans.source.${fact.source}`), date: formatDate(fact.learnedOn) }) })),
            ]} />
          )}
        </Panel>
        {sections.map(([kind, section]) => {
          const entries = all.entries.filter((one) => one.content.kind === kind);
          const mayAdd = all.may.write && (kind !== 'wishes' || entries.length === 0);
          return (
            <Panel key={kind} level={3} tone="plain" title={t(`employment.balance.${section}`)} actions={mayAdd ? <Button size="small" icon="plus" onPress={() => setOpen({ kind, entry: null })}>{t(`employment.balance.${adding[kind]}`)}</Button> : undefined}>
              {entries.length === 0 ? <p className="quiet">{t(`employment.balance.${section}.none`)}</p>
                : <ul className="employment-entries">{entries.map((entry) => <EntryLine key={entry.id} entry={entry} mayWrite={all.may.write} onEdit={() => setOpen({ kind, entry })} onStrike={() => remove(entry)} />)}</ul>}
            </Panel>
          );
        })}
        {(strike.error ?? putBack.error) && <ProblemPanel problem={strike.error ?? putBack.error} />}
      </Stack>
      {open && <EntryDialog all={all} kind={open.kind} entry={open.entry} onClose={() => setOpen(null)} />}
    </Panel>
  );
}

function EntryLine({ entry, mayWrite, onEdit, onStrike }: { entry: BalanceEntry; mayWrite: boolean; onEdit: () => void; onStrike: () => void }): ReactNode {
  const { t, formatDate } = useText();
  const { content } = entry;
  const title = content.kind === 'wishes' ? t('employment.balance.wishes') : content.kind === 'skill' ? content.words : content.title;
  return (
    <li>
      <div>
        <EntryWords entry={entry} />
        <p className="quiet small">{t('employment.balance.source', { source: t(`employment.balance.source.${entry.source}`), date: formatDate(entry.learnedOn) })} · {entry.by.name}</p>
      </div>
      {mayWrite && (
        <div className="employment-deeds">
          <Button size="small" kind="quiet" aria-label={t('employment.balance.edit-about', { title })} onPress={onEdit}>{t('employment.balance.edit')}</Button>
          <Button size="small" kind="quiet" aria-label={t('employment.balance.strike-about', { title })} onPress={onStrike}>{t('employment.balance.strike')}</Button>
        </div>
      )}
    </li>
  );
}

function EntryWords({ entry: { content } }: { entry: BalanceEntry }): ReactNode {
  const { t, countryName, formatList } = useText();
  switch (content.kind) {
    case 'job': {
      const until = content.isPresent ? t('employment.curriculum.present') : aboutTyped(content.to) || '…';
      const when = content.from === null && content.to === null && !content.isPresent ? [] : [`${aboutTyped(content.from) || '…'} – ${until}`];
      return <><strong><SafeText>{content.title}</SafeText></strong><p className="small">{[content.place, content.country === null ? '' : countryName(content.country), content.sector === null ? '' : t(`worksheet.sector.${content.sector}`), ...when].filter(Boolean).join(' · ')}</p>{content.did && <SafeText block>{content.did}</SafeText>}{content.occupation && <p className="quiet small">{t('employment.esco.chosen', { label: content.occupation.label })}</p>}</>;
    }
    case 'training':
      return <><strong><SafeText>{content.title}</SafeText></strong><p className="small">{[content.place, content.country === null ? '' : countryName(content.country), content.year ?? '', `${t('employment.balance.recognition')}: ${t(`employment.recognition.${content.recognition}`)}`].filter(Boolean).join(' · ')}</p></>;
    case 'skill':
      return <><strong><SafeText>{content.words}</SafeText></strong><p className="small">{[t(`employment.skill-level.${content.level}`), t(`employment.skill-known.${content.known}`)].join(' · ')}</p>{content.esco && <p className="quiet small">{t('employment.esco.chosen', { label: content.esco.label })}</p>}</>;
    case 'wishes': {
      const rows = [
        ['hours', content.hours === null ? '' : t(`employment.wished-hours.${content.hours}`)], ['transport', formatList(content.transport.map((one) => t(`employment.transport.${one}`)))], ['reach', content.reach], ['children', content.children],
        ['limits', formatList([...content.limits.map((one) => t(`employment.limit.${one}`)), ...(content.limitWords ? [content.limitWords] : [])])], ['not-wanted', content.notWanted],
      ] as const;
      return <>{content.wants && <OwnWords>{content.wants}</OwnWords>}<KeyValues compact items={rows.filter(([, words]) => words !== '').map(([key, words]) => ({ key, label: t(`employment.balance.${key}`), value: <SafeText>{words}</SafeText> }))} /></>;
    }
  }
}
