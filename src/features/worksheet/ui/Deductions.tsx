import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { FiveAnswers } from '../../../kernel/ui/FiveAnswers.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { type Deduction, DeductionKind, DeductionWay, type Episode, type FiveAnswer, type MonthLine } from '../contract.ts';
import { monthsBetween, spanOf, told, untold } from '../domain.ts';
import { useFigures } from './words.ts';

/** What was taken from the pay, or handed back from it: written down month by month, and left to be evaluated. */
export function Deductions({ episode, isReadOnly, onChange }: { episode: Episode; isReadOnly: boolean; onChange: (months: MonthLine[]) => void }): ReactNode {
  const { t, month: nameOf, moneyOr } = useFigures();
  const [isAdding, setAdding] = useState(false);
  const lines = episode.months.flatMap((line) => line.deductions.map((deduction) => ({ month: line.month, deduction })));
  const drop = (month: string, id: string): void => onChange(episode.months.map((line) => (line.month === month ? { ...line, deductions: line.deductions.filter((one) => one.id !== id) } : line)));
  const add = (months: readonly string[], deduction: Omit<Deduction, 'id'>): void => {
    const others = episode.months.filter((line) => !months.includes(line.month));
    const changed = months.map((month) => {
      const line = episode.months.find((one) => one.month === month) ?? untold(month);
      return { ...line, deductions: [...line.deductions, { ...deduction, id: newId() }] };
    });
    onChange([...others, ...changed].toSorted((one, other) => one.month.localeCompare(other.month)));
    setAdding(false);
  };
  return (
    <Panel level={3} tone="plain" title={t('worksheet.deductions')}>
      <p className="quiet small">{t('worksheet.deductions.why')}</p>
      {lines.length === 0 && <p className="quiet">{t('worksheet.deductions.none')}</p>}
      {lines.length > 0 && (
        <ul className="worksheet-deductions">
          {lines.map(({ month, deduction }) => (
            <li key={deduction.id}>
              <span>{t('worksheet.deductions.line', { month: nameOf(month), kind: t(`worksheet.deduction.${deduction.kind}`), amount: moneyOr(spanOf(deduction.amount), typeof deduction.amount === 'string' ? deduction.amount : 'none'), way: t(`worksheet.way.${deduction.way}`) })}</span>
              <Tag tone="late">{t('worksheet.to-evaluate')}</Tag>
              {!isReadOnly && <Button size="small" kind="quiet" icon="trash" onPress={() => drop(month, deduction.id)}>{t('worksheet.deductions.drop')}</Button>}
            </li>
          ))}
        </ul>
      )}
      {!isReadOnly && (isAdding ? <New months={monthsBetween(episode.from, episode.to)} onAdd={add} onLeave={() => setAdding(false)} />
        : <Row><Button size="small" icon="plus" onPress={() => setAdding(true)}>{t('worksheet.deductions.add')}</Button></Row>)}
    </Panel>
  );
}

function New({ months, onAdd, onLeave }: { months: readonly string[]; onAdd: (months: readonly string[], deduction: Omit<Deduction, 'id'>) => void; onLeave: () => void }): ReactNode {
  const { t, month: nameOf } = useFigures();
  const [kind, setKind] = useState<DeductionKind | null>(null);
  const [way, setWay] = useState<DeductionWay>('kept-back');
  const [amount, setAmount] = useState('');
  const [declared, setDeclared] = useState<FiveAnswer>('not-asked');
  const [month, setMonth] = useState(months[0] ?? '');
  const [isEach, setEach] = useState(false);
  const value = told(amount, 'money');
  return (
    <Stack gap="small">
      <ChoiceChips label={t('worksheet.deductions.kind')} value={kind} onChange={setKind} choices={DeductionKind.options.map((one) => ({ value: one, label: t(`worksheet.deduction.${one}`) }))} />
      <ChoiceChips label={t('worksheet.deductions.way')} canClear={false} value={way} onChange={(next) => next && setWay(next)} choices={DeductionWay.options.map((one) => ({ value: one, label: t(`worksheet.way.${one}`) }))} />
      <div className="worksheet-fields">
        <TextField label={t('worksheet.deductions.amount')} hint={t('worksheet.cell-hint')} value={amount} onChange={setAmount} error={value === null ? t('worksheet.cell-fault') : undefined} />
        {!isEach && <Select label={t('worksheet.grid.month')} canClear={false} value={month} onChange={(next) => setMonth(next ?? month)} choices={months.map((one) => ({ value: one, label: nameOf(one) }))} />}
      </div>
      {months.length > 1 && <Checkbox value={isEach} onChange={setEach}>{t('worksheet.deductions.each-month')}</Checkbox>}
      <FiveAnswers label={t('worksheet.deductions.declared')} value={declared} onChange={setDeclared} />
      <Row>
        <Button kind="primary" size="small" isDisabled={kind === null || value === null || amount.trim() === ''} onPress={() => kind && value !== null && onAdd(isEach ? months : [month], { kind, way, amount: value, declared })}>{t('worksheet.deductions.keep')}</Button>
        <Button kind="quiet" size="small" onPress={onLeave}>{t('worksheet.leave')}</Button>
      </Row>
    </Stack>
  );
}
