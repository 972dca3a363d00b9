import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReactNode, Ref, RefObject } from 'react';
import { Button } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { FieldFoot, FieldHead } from './Field.tsx';
import type { FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';
import type { Choice } from './Select.tsx';
import { useText } from '../i18n/text.tsx';

export interface ComboBoxProps<V extends string> extends FieldProps {
  readonly value: V | null;
  readonly onChange: (value: V | null) => void;
  readonly onBlur?: () => void;
  readonly choices: readonly Choice<V>[];
  /** Present when the choices come from the server: called with what is written; then nothing is filtered here. */
  readonly onSearch?: (text: string) => void;
  readonly isSearching?: boolean;
  /** What stands in the empty field. */
  readonly placeholder?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** How long after its focus a field may still come into sight: a keyboard rises, a dialog scrolls. Milliseconds. */
const SETTLING = 600;

/**
 * A field that scrolls into sight as it takes the focus keeps its list. React Aria closes a list whenever something scrolls under it, and with it what was typed goes:
 * on a phone, where the keyboard always moves the field, it would open for nobody. While the field settles the list is only placed anew.
 */
function useListThatStays(group: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const field = group.current;
    if (!field) return undefined;
    let focusedAt = Number.NEGATIVE_INFINITY;
    const focused = (): void => { focusedAt = performance.now(); };
    const settles = (event: Event): void => {
      if (!(event.target instanceof Node) || !event.target.contains(field) || performance.now() - focusedAt > SETTLING) return;
      event.stopImmediatePropagation();
      dispatchEvent(new Event('resize'));
    };
    field.addEventListener('focusin', focused);
    // Heard before React Aria's own, which begins to listen when the list opens.
    addEventListener('scroll', settles, true);
    return () => {
      field.removeEventListener('focusin', focused);
      removeEventListener('scroll', settles, true);
    };
  }, [group]);
}

/**
 * The choices that a search found, and the chosen one with them. React Aria writes the chosen one's words into the field when the focus leaves it, and looks
 * for them among the choices: were a later search to lose it, the field would stand empty over a choice that still holds.
 */
function useWithChosen<V extends string>(choices: readonly Choice<V>[], value: V | null): { readonly all: readonly Choice<V>[]; readonly keep: (choice: Choice<V> | null) => void } {
  const [kept, keep] = useState<Choice<V> | null>(null);
  const chosen = kept?.value === value ? kept : null;
  return { all: chosen === null || choices.some((choice) => choice.value === value) ? choices : [...choices, chosen], keep };
}

/** One of a long list, found by writing: languages, countries, municipalities, services, colleagues. */
export function ComboBox<V extends string>({ label, hint, help, error, value, onChange, choices, onSearch, isSearching = false, placeholder, inputRef, ...rest }: ComboBoxProps<V>): ReactNode {
  const { t } = useText();
  const group = useRef<HTMLDivElement>(null);
  useListThatStays(group);
  const { all, keep } = useWithChosen(choices, value);
  const choose = (key: unknown): void => {
    const choice = all.find((one) => one.value === key) ?? null;
    keep(choice);
    onChange(choice?.value ?? null);
  };
  // A list of suggestions is no dialog: the page stays there to be heard. Without the mark React Aria hides all of it, also from whoever tabs on.
  const keepPageHeard = useCallback(() => {
    const page = group.current?.closest('body > *');
    page?.setAttribute('data-react-aria-top-layer', 'true');
    return () => page?.removeAttribute('data-react-aria-top-layer');
  }, []);
  return (
    <AriaComboBox
      {...rest}
      className="field"
      {...(onSearch ? { items: all, onInputChange: onSearch } : { defaultItems: choices })}
      selectedKey={value}
      onSelectionChange={choose}
      menuTrigger="focus"
      allowsEmptyCollection
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <FieldHead label={label} hint={hint} help={help} isRequired={rest.isRequired} />
      <Group ref={group} className="combo-group">
        <Input className="input" ref={inputRef} dir="auto" {...(placeholder === undefined ? {} : { placeholder })} />
        <Button className="combo-open"><Icon name="chevron-down" /></Button>
      </Group>
      <FieldFoot error={error} />
      <Popover className="popover list-popover">
        {/* The list hangs at the end of the page: under its field's name it is a place that a screen reader can go to. */}
        <section ref={keepPageHeard} className="list-region" aria-label={label}>
          <ListBox<Choice<V>> className="list-box" renderEmptyState={() => <span className="list-empty">{t(isSearching ? 'ui.loading' : 'ui.combo.none')}</span>}>
            {(choice) => (
              <ListBoxItem id={choice.value} textValue={choice.label} className="list-item">
                <span>{choice.label}</span>
                {choice.detail && <span className="list-detail">{choice.detail}</span>}
              </ListBoxItem>
            )}
          </ListBox>
        </section>
      </Popover>
    </AriaComboBox>
  );
}
