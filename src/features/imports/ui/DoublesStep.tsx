import { type ReactNode, useState } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { Switch } from '../../../kernel/ui/Toggles.tsx';
import type { CandidateSeen, DuplicateSeen, ImportDetail, RowDecision } from '../wire.ts';
import { useChange, useDuplicates } from './queries.ts';
import { birthWords, nameWords, reasonWords } from './words.ts';

/** Who may already be known: what is beyond doubt in one touch, the rest side by side with reasons in words. */
export function DoublesStep({ detail, onNext }: { detail: ImportDetail; onNext: () => void }): ReactNode {
  const { t } = useText();
  const change = useChange(detail.id);
  const [isAll, setIsAll] = useState(false);
  const list = useDuplicates(detail.id, isAll ? 'all' : 'undecided');
  const items = list.data?.pages.flatMap((page) => page.items);
  const { certainInFile, certainInSystem, toRecognise } = detail.standing;
  const canDecide = detail.state === 'checked';
  const decide = (decision: RowDecision): void => change.mutate({ kind: 'rows', items: [decision] });
  return (
    <Stack>
      <Panel of="restricted" title={t('imports.doubles.title')} actions={<Button kind="primary" isDisabled={toRecognise > 0} onPress={onNext}>{t('imports.next')}</Button>}>
        <Stack>
          <p>{toRecognise === 0 ? t('imports.doubles.all-decided') : t('imports.doubles.to-decide', { rows: toRecognise })}</p>
          {change.error && <ProblemPanel problem={change.error} />}
          {canDecide && toRecognise > 0 && (
            <ul className="import-reasons">
              {certainInSystem > 0 && <Bulk words={t('imports.doubles.certain-in-system', { rows: certainInSystem })} hint={t('imports.doubles.certain-in-system-hint')} label={t('imports.doubles.join')} isPending={change.isPending} onPress={() => change.mutate({ kind: 'many', given: { rule: 'certain-in-system' } })} />}
              {certainInFile > 0 && <Bulk words={t('imports.doubles.certain-in-file', { rows: certainInFile })} hint={t('imports.doubles.certain-in-file-hint')} label={t('imports.doubles.join')} isPending={change.isPending} onPress={() => change.mutate({ kind: 'many', given: { rule: 'certain-in-file' } })} />}
              {certainInFile + certainInSystem === 0 && <Bulk words={t('imports.doubles.others', { rows: toRecognise })} hint={t('imports.doubles.others-hint')} label={t('imports.doubles.others-are-new')} isPending={change.isPending} onPress={() => change.mutate({ kind: 'many', given: { rule: 'others-are-new' } })} />}
            </ul>
          )}
          <Switch value={isAll} onChange={setIsAll}>{t('imports.doubles.show-all')}</Switch>
        </Stack>
      </Panel>
      {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
      {!items && !list.error && <Skeleton lines={5} />}
      {items?.length === 0 && <EmptyState icon="check" title={t('imports.doubles.none')} />}
      {items?.map((item) => <Pair key={item.row.id} item={item} canDecide={canDecide} onDecide={decide} />)}
      {list.hasNextPage && <Row><Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('imports.more')}</Button></Row>}
    </Stack>
  );
}

function Bulk({ words, hint, label, isPending, onPress }: { words: string; hint: string; label: string; isPending: boolean; onPress: () => void }): ReactNode {
  return (
    <li>
      <span><strong>{words}</strong><span className="field-hint">{hint}</span></span>
      <Button size="small" isPending={isPending} onPress={onPress}>{label}</Button>
    </li>
  );
}

function Pair({ item, canDecide, onDecide }: { item: DuplicateSeen; canDecide: boolean; onDecide: (decision: RowDecision) => void }): ReactNode {
  const text = useText();
  const { t, countryName } = text;
  const { row, candidates } = item;
  const facts = row.facts;
  return (
    <Panel level={3} title={<><PrivateText>{nameWords(text, facts)}</PrivateText> <span className="quiet small">{t('imports.place', { sheet: row.sheet, row: row.row })}</span></>} actions={row.decision === 'undecided' ? undefined : <Tag tone="good" icon="check">{t(`imports.decision.${row.decision}`)}</Tag>}>
      <div className="import-pair">
        <div className="import-side">
          <p className="quiet small">{t('imports.doubles.this-row')}</p>
          <Side name={nameWords(text, facts)} birth={birthWords(text, facts?.birth ?? null)} phone={facts?.phone?.number ?? null} country={facts?.nationalities[0] ? countryName(facts.nationalities[0]) : null} />
          {canDecide && <Row><Button size="small" onPress={() => onDecide({ rowId: row.id, decision: 'new' })}>{t('imports.doubles.new')}</Button><Button kind="quiet" size="small" onPress={() => onDecide({ rowId: row.id, decision: 'skip' })}>{t('imports.leave-out')}</Button></Row>}
        </div>
        {candidates.map((candidate) => (
          <div key={candidate.rowId ?? candidate.personId} className="import-side" data-chosen={isChosen(item, candidate) || undefined}>
            <p className="quiet small">{candidate.caseId === null ? t('imports.place', { sheet: candidate.sheet ?? '', row: candidate.row ?? 0 }) : <TextLink href={`/cases/${candidate.caseId}`}>{t('imports.doubles.followed', { code: candidate.code?.replaceAll('-', ' ') ?? '' })}</TextLink>}</p>
            <Side name={candidate.name} birth={/^\d{4}-\d{2}-\d{2}$/.test(candidate.birth) ? text.formatDate(candidate.birth) : candidate.birth} phone={candidate.phone} country={candidate.nationality ? countryName(candidate.nationality) : null} />
            <ul className="import-sentences">{candidate.reasons.map((reason) => <li key={reason.code}>{reasonWords(text, reason)}</li>)}</ul>
            {canDecide && !isChosen(item, candidate) && (
              <Button kind="secondary" size="small" onPress={() => onDecide({ rowId: row.id, decision: 'same-as', targetRow: candidate.rowId, targetPerson: candidate.personId })}>{t('imports.doubles.same')}</Button>
            )}
          </div>
        ))}
      </div>
    </Panel>
  );
}

const isChosen = (item: DuplicateSeen, candidate: CandidateSeen): boolean =>
  (candidate.rowId !== null && candidate.rowId === item.targetRow) || (candidate.personId !== null && candidate.personId === item.targetPerson);

function Side({ name, birth, phone, country }: { name: string; birth: string; phone: string | null; country: string | null }): ReactNode {
  const { t } = useText();
  const facts = [['full-name', name], ['birth', birth], ['phone', phone], ['nationality', country]] as const;
  return (
    <dl className="key-values key-values-compact">
      {facts.filter(([, value]) => value).map(([key, value]) => <div key={key}><dt>{t(`imports.field.${key}`)}</dt><dd><PrivateText>{value}</PrivateText></dd></div>)}
    </dl>
  );
}
