import { type ReactNode, useState } from 'react';
import { type Text, useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { MARK_WEIGHTS, MarkCode, ONE_BY_ONE, ROW_PROBLEMS } from '../contract.ts';
import type { ImportDetail, RowFilter, RowSeen } from '../wire.ts';
import { OperatorsPanel } from './OperatorsPanel.tsx';
import { useChange, useRows } from './queries.ts';
import { RowDialog } from './RowDialog.tsx';
import { birthWords, nameWords } from './words.ts';

const weighs = (code: string): boolean => code in ROW_PROBLEMS || (MarkCode.safeParse(code).success && MARK_WEIGHTS[MarkCode.parse(code)] === 'review');
const alone = new Set<string>(ONE_BY_ONE);

/** Every row as it was read. What weighs is looked at by a person: one by one, or the same thing for many rows at once. */
export function CheckStep({ detail, onNext }: { detail: ImportDetail; onNext: () => void }): ReactNode {
  const { t } = useText();
  const { standing } = detail;
  return (
    <Stack>
      <Panel of="restricted" title={t('imports.check.title')} actions={<Button kind="primary" onPress={onNext}>{t('imports.next')}</Button>}>
        {standing.toLookAt === 0 ? <Notice tone="good" live>{t('imports.check.all-seen')}</Notice> : <ToAccept detail={detail} />}
      </Panel>
      {detail.operators.length > 0 && <OperatorsPanel detail={detail} />}
      <Rows detail={detail} />
    </Stack>
  );
}

/** The reasons for which rows wait, each as one sentence and one decision. */
function ToAccept({ detail }: { detail: ImportDetail }): ReactNode {
  const { t } = useText();
  const change = useChange(detail.id);
  const [accepted, setAccepted] = useState<readonly string[]>([]);
  const reasons = Object.entries(detail.standing.review).filter(([code]) => weighs(code)).toSorted(([, one], [, other]) => other - one);
  return (
    <Stack gap="small">
      <p>{t('imports.check.to-look-at', { rows: detail.standing.toLookAt })}</p>
      {change.error && <ProblemPanel problem={change.error} />}
      <ul className="import-reasons">
        {reasons.map(([code, rows]) => (
          <li key={code}>
            <span><strong>{t(`imports.short.${code}`)}</strong> <span className="quiet">{t('imports.rows', { rows })}</span><span className="field-hint">{t(`imports.meaning.${code}`)}</span></span>
            {alone.has(code)
              ? <span className="quiet small">{t('imports.check.one-by-one')}</span>
              : <Button size="small" isPending={change.isPending && change.variables.kind === 'many'} isDisabled={accepted.includes(code)} onPress={() => {
                  const codes = [...accepted, code];
                  setAccepted(codes);
                  change.mutate({ kind: 'many', given: { rule: 'looked-at', codes } });
                }}>{t('imports.check.accept')}</Button>}
          </li>
        ))}
      </ul>
      {accepted.length > 0 && <p className="quiet small">{t('imports.check.several-reasons')}</p>}
    </Stack>
  );
}

const filters: readonly RowFilter[] = ['to-review', 'refused', 'ready-with-marks', 'ready', 'not-a-person', 'all'];

function Rows({ detail }: { detail: ImportDetail }): ReactNode {
  const text = useText();
  const { t } = text;
  const [filter, setFilter] = useState<RowFilter>(detail.standing.toLookAt > 0 ? 'to-review' : 'all');
  const [open, setOpen] = useState<string | null>(null);
  const list = useRows(detail.id, filter);
  const rows = list.data?.pages.flatMap((page) => page.items);
  const index = rows?.findIndex((row) => row.id === open) ?? -1;
  const goTo = (row: RowSeen | undefined): (() => void) | undefined => (row ? () => setOpen(row.id) : undefined);
  const counts = detail.counts?.dispositions;
  const count = (one: RowFilter): number | undefined => (one === 'all' ? detail.counts?.rows : one === 'unsettled' || one === 'to-review' ? detail.standing.toLookAt : counts?.[one]);
  return (
    <Panel of="restricted" title={t('imports.rows-title')}>
      <Stack>
        <ChoiceChips canClear={false} label={t('imports.show')} value={filter} onChange={(value) => setFilter(value ?? 'all')} choices={filters.map((value) => ({ value, label: `${t(`imports.filter.${value}`)} · ${count(value) ?? 0}` }))} />
        <div className="import-table">
          <DataTable<RowSeen>
            label={t('imports.rows-title')} rows={rows} rowKey={(row) => row.id} rowTone={(row) => (row.disposition === 'to-review' && !row.isLookedAt ? 'late' : undefined)}
            problem={list.error} onRetry={() => void list.refetch()} onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined} isLoadingMore={list.isFetchingNextPage}
            empty={<EmptyState icon="check" title={t('imports.no-rows')} />}
            columns={columnsIn(text, setOpen)}
          />
        </div>
      </Stack>
      <RowDialog importId={detail.id} canDecide={detail.state === 'checked'} canCorrect={detail.state === 'checked' && detail.file.isKept} row={index < 0 ? undefined : rows?.[index]} onClose={() => setOpen(null)} onNext={goTo(rows?.[index + 1])} onPrevious={goTo(index > 0 ? rows?.[index - 1] : undefined)} />
    </Panel>
  );
}

const columnsIn = (text: Text, open: (id: string) => void): Column<RowSeen>[] => [
  { key: 'row', label: text.t('imports.field.row'), align: 'end', render: (row) => <span className="number">{row.row}</span> },
  { key: 'name', label: text.t('imports.person'), isName: true, render: (row) => <Button kind="quiet" size="small" onPress={() => open(row.id)}><PrivateText>{row.facts === null ? text.t(`imports.sort.${row.sort}`) : nameWords(text, row.facts)}</PrivateText></Button> },
  { key: 'day', label: text.t('imports.field.contact-date'), render: (row) => (row.facts?.contactDate ? text.formatDate(row.facts.contactDate) : '') },
  { key: 'birth', label: text.t('imports.field.birth'), isMinor: true, render: (row) => birthWords(text, row.facts?.birth ?? null) },
  { key: 'sheet', label: text.t('imports.field.sheet'), isMinor: true, render: (row) => row.sheet },
  { key: 'marks', label: text.t('imports.field.marks'), render: (row) => <Marks row={row} /> },
];

/** The row's remarks as small words, what weighs first. */
function Marks({ row }: { row: RowSeen }): ReactNode {
  const { t } = useText();
  const codes = [...new Set([...row.problems, ...row.marks].map((one) => one.code))].toSorted((one, other) => Number(weighs(other)) - Number(weighs(one)));
  if (row.decision === 'skip') return <Tag>{t('imports.left-out')}</Tag>;
  return (
    <span className="import-marks">
      {row.disposition === 'to-review' && row.isLookedAt && <Tag tone="good" icon="check">{t('imports.seen')}</Tag>}
      {codes.map((code) => <span key={code} data-weighs={(weighs(code) && !row.isLookedAt) || undefined}>{t(`imports.short.${code}`)}</span>)}
    </span>
  );
}
