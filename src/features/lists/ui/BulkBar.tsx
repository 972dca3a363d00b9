import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import type { IconName } from '../../../kernel/ui/icons.ts';
import { Menu } from '../../../kernel/ui/Menu.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { type Chosen, DeedName, deedFacts, type ListLine, MOST_CASES } from '../contract.ts';
import { DeedDialog } from './DeedDialog.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { LetterDialog } from './LetterDialog.tsx';
import type { View } from './queries.ts';

const drawings: Readonly<Record<DeedName, IconName>> = { assign: 'people', 'hand-over': 'send', review: 'calendar', task: 'check', 'raise-flag': 'emergency', 'lower-flag': 'minus' };
type Doing = DeedName | 'letter' | 'export';

/** How many are chosen, and what can be done to them. "All that match" says their number, and asks the server for the same number. */
export function BulkBar({ view, rows, chosen, count, onDone }: { view: View; rows: readonly ListLine[]; chosen: ReadonlySet<string>; count: number | null; onDone: () => void }): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const [isWhole, setWhole] = useState(false);
  const [doing, setDoing] = useState<Doing>();
  const ticked = [...new Set(rows.flatMap((row) => (chosen.has(row.id) && row.caseId ? [row.caseId] : [])))];
  const mayWhole = count !== null && count > 0 && count <= MOST_CASES;
  const all = isWhole && mayWhole;
  const what: Chosen = all ? { kind: view.kind, narrowed: view.narrowed, count } : { caseIds: ticked };
  const number = all ? count : ticked.length;
  const deeds = DeedName.options.filter((deed) => deedFacts[deed].roles.some((role) => role === hat?.role));
  const isChosen = number > 0;
  const close = (isDone: boolean): void => {
    setDoing(undefined);
    if (!isDone) return;
    setWhole(false);
    onDone();
  };
  if (!isChosen) return mayWhole ? <div><Button kind="quiet" icon="check" onPress={() => setWhole(true)}>{t('lists.choose-whole', { n: count })}</Button></div> : null;
  return (
    <section className="lists-bulk never-printed" aria-label={t('lists.bulk')}>
      <span aria-live="polite">{t(all ? 'lists.chosen.whole' : 'lists.chosen', { n: number })}</span>
      {!all && mayWhole && count > ticked.length && <Button size="small" kind="quiet" onPress={() => setWhole(true)}>{t('lists.choose-whole', { n: count })}</Button>}
      <Button size="small" kind="quiet" icon="close" onPress={() => { setWhole(false); onDone(); }}>{t('lists.choose-none')}</Button>
      <Menu label={t('lists.do')} trigger={<Button kind="primary" icon="chevron-down">{t('lists.do')}</Button>} groups={[
        { id: 'deeds', choices: deeds.map((deed) => ({ id: deed, label: t(`lists.deed.${deed}`), detail: t(deedFacts[deed].canUndo ? 'lists.can-undo' : 'lists.cannot-undo'), icon: drawings[deed], onSelect: () => setDoing(deed) })) },
        { id: 'out', choices: [
          ...(hat?.role === 'mediator' ? [] : [{ id: 'letter', label: t('lists.letter'), detail: t('lists.cannot-undo'), icon: 'document' as const, onSelect: () => setDoing('letter') }]),
          ...(hat?.role === 'coordinator' ? [{ id: 'export', label: t('lists.export'), detail: t('lists.cannot-undo'), icon: 'export' as const, onSelect: () => setDoing('export') }] : []),
        ] },
      ].filter((group) => group.choices.length > 0)} />
      {doing === 'letter' && <LetterDialog chosen={what} count={number} onClose={close} />}
      {doing === 'export' && <ExportDialog view={view} caseIds={all ? undefined : ticked} onClose={close} />}
      {doing && doing !== 'letter' && doing !== 'export' && <DeedDialog deed={doing} chosen={what} count={number} onClose={close} />}
    </section>
  );
}
