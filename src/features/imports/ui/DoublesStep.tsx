import { type ReactNode, useEffect, useRef, useState } from 'react';
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
  const { container, turnTo, follow } = useTurns(items);
  const decide = (decision: RowDecision): void => {
    follow(decision.rowId);
    change.mutate({ kind: 'rows', items: [decision] });
  };
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
          {canDecide && (items?.length ?? 0) > 0 && (
            <Row><Button size="small" onPress={() => turnTo(0)}>{t('imports.doubles.one-by-one')}</Button><span className="import-keys">{(['same', 'new', 'later', 'back'] as const).map((one) => <span key={one}>{t(`imports.doubles.key-${one}`)}</span>)}</span></Row>
          )}
        </Stack>
      </Panel>
      {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
      {!items && !list.error && <Skeleton lines={5} />}
      {items?.length === 0 && <EmptyState icon="check" title={t('imports.doubles.none')} />}
      <div ref={container}>
        <Stack>{items?.map((item, index) => <Pair key={item.row.id} item={item} canDecide={canDecide} onDecide={decide} onLater={() => turnTo(index + 1)} onBack={() => turnTo(index - 1)} />)}</Stack>
      </div>
      {list.hasNextPage && <Row><Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('imports.more')}</Button></Row>}
    </Stack>
  );
}

/** Whose turn it is: the keyboard goes from one pair to the next, also when the one in hand has left the list because it was decided. */
function useTurns(items: readonly DuplicateSeen[] | undefined) {
  const container = useRef<HTMLDivElement>(null);
  const inHand = useRef<{ readonly rowId: string; readonly index: number } | null>(null);
  useEffect(() => {
    const held = inHand.current;
    if (held === null || items === undefined) return;
    const at = items.findIndex((item) => item.row.id === held.rowId);
    if (at >= 0 && items[at]?.row.decision === 'undecided') return;
    inHand.current = null;
    focusPair(container.current, at < 0 ? held.index : at + 1);
  }, [items]);
  return {
    container,
    turnTo: (index: number): void => focusPair(container.current, index),
    follow: (rowId: string): void => {
      inHand.current = { rowId, index: items?.findIndex((item) => item.row.id === rowId) ?? 0 };
    },
  };
}

function focusPair(container: HTMLElement | null, index: number): void {
  const pairs = container?.querySelectorAll<HTMLElement>('[data-pair]');
  pairs?.[Math.min(Math.max(index, 0), pairs.length - 1)]?.focus();
}

function Bulk({ words, hint, label, isPending, onPress }: { words: string; hint: string; label: string; isPending: boolean; onPress: () => void }): ReactNode {
  return (
    <li>
      <span><strong>{words}</strong><span className="field-hint">{hint}</span></span>
      <Button size="small" isPending={isPending} onPress={onPress}>{label}</Button>
    </li>
  );
}

interface PairProps {
  readonly item: DuplicateSeen;
  readonly canDecide: boolean;
  readonly onDecide: (decision: RowDecision) => void;
  /** Leaves the pair undecided and goes on. */
  readonly onLater: () => void;
  readonly onBack: () => void;
}

function Pair({ item, canDecide, onDecide, onLater, onBack }: PairProps): ReactNode {
  const text = useText();
  const { t, countryName } = text;
  const { row, candidates } = item;
  const facts = row.facts;
  const same = (candidate: CandidateSeen): void => onDecide({ rowId: row.id, decision: 'same-as', targetRow: candidate.rowId, targetPerson: candidate.personId });
  const pair = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    const element = pair.current;
    if (!element) return undefined;
    // Single keys work only while the pair itself is in hand, so that nobody decides by speaking or by typing elsewhere.
    const byKey = (event: KeyboardEvent): void => {
      if (event.target !== element || event.altKey || event.ctrlKey || event.metaKey) return;
      const chosen = candidates[Number(event.key) - 1];
      const deeds: Readonly<Record<string, (() => void) | undefined>> = {
        n: canDecide ? () => onDecide({ rowId: row.id, decision: 'new' }) : undefined, d: onLater, ArrowDown: onLater, ArrowUp: onBack,
      };
      const deed = chosen && canDecide ? () => same(chosen) : deeds[event.key];
      if (!deed) return;
      event.preventDefault();
      deed();
    };
    element.addEventListener('keydown', byKey);
    return () => element.removeEventListener('keydown', byKey);
  });
  return (
    // The pair takes the focus so that it can be decided by single keys; every deed also has its button.
    <fieldset ref={pair} className="import-turn" data-pair aria-label={nameWords(text, facts)} tabIndex={-1}>
      <Panel level={3} title={<><PrivateText>{nameWords(text, facts)}</PrivateText> <span className="quiet small">{t('imports.place', { sheet: row.sheet, row: row.row })}</span></>} actions={row.decision === 'undecided' ? undefined : <Tag tone="good" icon="check">{t(`imports.decision.${row.decision}`)}</Tag>}>
        <div className="import-pair">
          <div className="import-side">
            <p className="quiet small">{t('imports.doubles.this-row')}</p>
            <Side name={nameWords(text, facts)} birth={birthWords(text, facts?.birth ?? null)} phone={facts?.phone?.number ?? null} country={facts?.nationalities[0] ? countryName(facts.nationalities[0]) : null} />
            {canDecide && (
              <Row>
                <Button size="small" onPress={() => onDecide({ rowId: row.id, decision: 'new' })}>{t('imports.doubles.new')}</Button>
                <Button kind="quiet" size="small" onPress={onLater}>{t('imports.doubles.later')}</Button>
                <Button kind="quiet" size="small" onPress={() => onDecide({ rowId: row.id, decision: 'skip' })}>{t('imports.leave-out')}</Button>
              </Row>
            )}
          </div>
          {candidates.map((candidate, index) => (
            <div key={candidate.rowId ?? candidate.personId} className="import-side" data-chosen={isChosen(item, candidate) || undefined}>
              <p className="quiet small">{index + 1}. {candidate.caseId === null ? t('imports.place', { sheet: candidate.sheet ?? '', row: candidate.row ?? 0 }) : <TextLink href={`/cases/${candidate.caseId}`}>{t('imports.doubles.followed', { code: candidate.code?.replaceAll('-', ' ') ?? '' })}</TextLink>}</p>
              <Side name={candidate.name} birth={/^\d{4}-\d{2}-\d{2}$/.test(candidate.birth) ? text.formatDate(candidate.birth) : candidate.birth} phone={candidate.phone} country={candidate.nationality ? countryName(candidate.nationality) : null} />
              <ul className="import-sentences">{candidate.reasons.map((reason) => <li key={reason.code}>{reasonWords(text, reason)}</li>)}</ul>
              {canDecide && !isChosen(item, candidate) && <Button kind="secondary" size="small" onPress={() => same(candidate)}>{t('imports.doubles.same')}</Button>}
            </div>
          ))}
        </div>
      </Panel>
    </fieldset>
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
