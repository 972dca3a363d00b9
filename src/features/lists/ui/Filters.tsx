import type { ReactNode } from 'react';
import { languageCodes } from '../../../kernel/i18n/languages.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import type { ListKind, Narrowed } from '../contract.ts';
import { factsOf, type ListFilter } from '../kinds.ts';

/** The words of a filter's value: another room's, where the list borrows them. */
export function useValueWords(): (filter: ListFilter, value: string) => string {
  const { t, languageName } = useText();
  return (filter, value) => (filter.values === 'languages' ? languageName(value) : t(filter.words ? `${filter.words}.${value}` : `lists.value.${filter.key}.${value}`));
}

/** What narrows a list: one choice for each question, several where several may be. What was chosen stands below and goes with one tap. */
export function Filters({ kind, narrowed, isOpen, onChange }: { kind: ListKind; narrowed: Narrowed; isOpen: boolean; onChange: (next: Narrowed) => void }): ReactNode {
  const { t } = useText();
  const wordsOf = useValueWords();
  const { filters } = factsOf(kind);
  const put = (key: string, values: readonly string[]): void => onChange(Object.fromEntries(Object.entries({ ...narrowed, [key]: [...values] }).filter(([, chosen]) => chosen.length > 0)));
  // While the questions are open, each that takes one answer shows it in its own field.
  const told = filters.filter((filter) => (filter.many || !isOpen) && (narrowed[filter.key] ?? []).length > 0);
  return (
    <div className="lists-filters">
      {isOpen && <div className="lists-fields">
        {filters.map((filter) => {
          const chosen = narrowed[filter.key] ?? [];
          const values = filter.values === 'languages' ? languageCodes : filter.values;
          const label = t(`lists.filter.${filter.key}`);
          const choices = values.filter((value) => !filter.many || !chosen.includes(value)).map((value) => ({ value, label: wordsOf(filter, value) }));
          if (filter.values === 'languages') {
            const byName = choices.toSorted((one, other) => one.label.localeCompare(other.label));
            return <ComboBox key={filter.key} label={label} placeholder={t(chosen.length > 0 ? 'lists.one-more' : 'lists.any')} value={null} onChange={(value) => { if (value) put(filter.key, [...chosen, value]); }} choices={byName} />;
          }
          return filter.many
            ? <Select key={filter.key} label={label} placeholder={t(chosen.length > 0 ? 'lists.one-more' : 'lists.any')} value={null} onChange={(value) => { if (value) put(filter.key, [...chosen, value]); }} choices={choices} />
            : <Select key={filter.key} label={label} placeholder={t('lists.any')} value={chosen[0] ?? null} onChange={(value) => put(filter.key, value ? [value] : [])} choices={choices} />;
        })}
      </div>}
      {told.length > 0 && (
        <ul className="lists-chosen" aria-label={t('lists.chosen-values')}>
          {told.flatMap((filter) => (narrowed[filter.key] ?? []).map((value) => (
            <li key={`${filter.key} ${value}`}>
              <Button size="small" icon="close" aria-label={t('lists.let-go', { what: `${t(`lists.filter.${filter.key}`)}: ${wordsOf(filter, value)}` })} onPress={() => put(filter.key, (narrowed[filter.key] ?? []).filter((one) => one !== value))}>
                {t(`lists.filter.${filter.key}`)}: {wordsOf(filter, value)}
              </Button>
            </li>
          )))}
        </ul>
      )}
    </div>
  );
}
