import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import type { InstrumentContent, Item, Words } from '../contract.ts';
import { ItemForm } from './ItemForm.tsx';
import { blankWords, type ContentFormProps, languagesOf, WordsFields } from './WordsFields.tsx';

/** The questions in their order, with the headings over them. */
export function ItemsForm({ content, onChange }: ContentFormProps): ReactNode {
  const { t } = useText();
  const { items } = content;
  const set = (next: readonly Item[]): void => onChange({ ...content, items: [...next] });
  const move = (index: number, by: 1 | -1): void => {
    const [one, other] = [items[index], items[index + by]];
    if (one && other) set(items.map((item, at) => (at === index ? other : at === index + by ? one : item)));
  };
  const next = (): string => {
    const taken = new Set([...items, ...content.contextItems].map((item) => item.code));
    return Array.from({ length: 300 }, (_, index) => `Q${index + 1}`).find((code) => !taken.has(code)) ?? `Q${items.length + 301}`;
  };
  return (
    <Panel title={t('screening.editor.items', { count: items.length })}>
      <Stack>
        <SectionsForm content={content} onChange={onChange} />
        {items.map((item, index) => (
          <fieldset key={item.code} className="screening-item-form">
            <legend>{t('screening.editor.item', { number: index + 1, code: item.code })}</legend>
            <Stack gap="small">
              <ItemForm content={content} index={index} item={item} onChange={(changed) => set(items.map((one, at) => (at === index ? changed : one)))} />
              <Row>
                <span className="screening-up"><Button size="small" icon="chevron-down" iconOnly isDisabled={index === 0} onPress={() => move(index, -1)}>{t('screening.editor.item.up', { code: item.code })}</Button></span>
                <Button size="small" icon="chevron-down" iconOnly isDisabled={index === items.length - 1} onPress={() => move(index, 1)}>{t('screening.editor.item.down', { code: item.code })}</Button>
                <Button size="small" kind="quiet" onPress={() => set(items.filter((_, at) => at !== index))} aria-label={t('screening.editor.item.remove.this', { code: item.code })}>{t('screening.editor.item.remove')}</Button>
              </Row>
            </Stack>
          </fieldset>
        ))}
        <Row><Button icon="plus" onPress={() => set([...items, { code: next(), text: Object.fromEntries(languagesOf(content).map((language) => [language, '…'])) as Words }])}>{t('screening.editor.item.add')}</Button></Row>
      </Stack>
    </Panel>
  );
}

/** Headings; which questions stand under one is said at each question. */
function SectionsForm({ content, onChange }: ContentFormProps): ReactNode {
  const { t } = useText();
  const sections = content.sections ?? [];
  const set = (next: NonNullable<InstrumentContent['sections']>): void => {
    const { sections: _before, ...rest } = content;
    onChange(next.length === 0 ? rest : { ...rest, sections: next });
  };
  const remove = (code: string): void => {
    const { sections: _before, ...rest } = content;
    const items = content.items.map(({ section, ...item }) => (section === undefined || section === code ? item : { ...item, section }));
    const left = sections.filter((one) => one.code !== code);
    onChange({ ...rest, items, ...(left.length > 0 ? { sections: left } : {}) });
  };
  const fresh = (): string => Array.from({ length: 61 }, (_, index) => `part-${index + 1}`).find((code) => !sections.some((one) => one.code === code)) ?? 'part';
  return (
    <Stack gap="small">
      {sections.map((section, index) => (
        <Row key={section.code}>
          <WordsFields label={t('screening.editor.section', { number: index + 1 })} words={section.name} onChange={(name) => set(sections.map((one) => (one.code === section.code ? { ...one, name } : one)))} />
          <Button size="small" kind="quiet" onPress={() => remove(section.code)} aria-label={t('screening.editor.section.remove', { number: index + 1 })}>{t('screening.editor.item.remove')}</Button>
        </Row>
      ))}
      <Row><Button size="small" icon="plus" isDisabled={sections.length >= 60} onPress={() => set([...sections, { code: fresh(), name: blankWords }])}>{t('screening.editor.section.add')}</Button></Row>
    </Stack>
  );
}
