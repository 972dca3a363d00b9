import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import type { Episode } from '../contract.ts';
import type { Spell } from '../domain.ts';
import { spellsKnown } from './queries.ts';
import { useFigures } from './words.ts';

interface Asked {
  readonly caseId: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly before: Episode | undefined;
  readonly onAdd: (episode: Episode) => void;
}

/**
 * A new job: only its period is asked, the rest is told beside the months. What the profile tells of a job is offered, so that nobody is asked twice;
 * sector, province and level of the job before are taken along otherwise, to be changed.
 */
export function NewEpisode({ caseId, isOpen, onClose, before, onAdd }: Asked): ReactNode {
  const { t } = useText();
  const { month } = useFigures();
  const spells = useQuery({ ...spellsKnown(caseId), enabled: isOpen });
  const [taken, setTaken] = useState<Spell | null>(null);
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [isMonthOnly, setMonthOnly] = useState(true);
  const isBackwards = from !== null && to !== null && to < from;
  const take = (spell: Spell | null): void => {
    setTaken(spell);
    if (spell === null) return;
    setFrom(spell.from);
    setTo(spell.to);
    setMonthOnly(spell.isMonthOnly);
  };
  const add = (): void => {
    if (from === null || to === null) return;
    const known = taken ?? { sector: before?.sector ?? null, contract: 'not-asked' as const, contractKind: null, promised: 'not-asked' as const };
    const isSame = known.sector === before?.sector;
    onAdd({
      id: newId(), employer: '', intermediary: '', place: '', sector: known.sector, province: before?.province ?? null, level: isSame ? (before?.level ?? null) : null, from, to, fromMonthOnly: isMonthOnly, toMonthOnly: isMonthOnly,
      contract: known.contract, contractKind: known.contractKind, payslips: 'not-asked', contributions: 'not-asked', promised: known.promised, promisedPer: known.promised === 'not-asked' ? null : 'month', means: [], months: [],
    });
    take(null);
    setFrom(null);
    setTo(null);
  };
  const wordsOf = (spell: Spell): string => t('worksheet.spell', {
    sector: spell.sector === null ? t('worksheet.sector.none') : t(`worksheet.sector.${spell.sector}`), from: spell.from === null ? '?' : month(spell.from.slice(0, 7)), to: spell.to === null ? '?' : month(spell.to.slice(0, 7)),
  });
  const offered = spells.data ?? [];
  return (
    <Dialog title={t('worksheet.add')} isOpen={isOpen} onClose={onClose} size="small"
      actions={<><Button kind="quiet" onPress={onClose}>{t('worksheet.leave')}</Button><Button kind="primary" isDisabled={from === null || to === null || isBackwards} onPress={add}>{t('worksheet.add.confirm')}</Button></>}
    >
      <Stack>
        <p>{t('worksheet.add.why')}</p>
        {spells.error && <ProblemPanel problem={spells.error} onRetry={() => void spells.refetch()} />}
        {offered.length > 0 && (
          <ChoiceChips label={t('worksheet.spells')} hint={t('worksheet.spells.hint')} value={taken?.id ?? null} choices={offered.map((spell) => ({ value: spell.id, label: wordsOf(spell) }))}
            onChange={(id) => take(offered.find((spell) => spell.id === id) ?? null)} />
        )}
        <DateField label={t('worksheet.from')} value={from} onChange={setFrom} isRequired />
        <DateField label={t('worksheet.to')} value={to} onChange={setTo} isRequired error={isBackwards ? t('worksheet.to-before-from') : undefined} />
        <Checkbox value={isMonthOnly} onChange={setMonthOnly}>{t('worksheet.add.month-only')}</Checkbox>
      </Stack>
    </Dialog>
  );
}
