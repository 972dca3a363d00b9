import { Fragment, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { ComboBox } from '../../../../kernel/ui/ComboBox.tsx';
import { NumberField } from '../../../../kernel/ui/NumberField.tsx';
import { Columns } from '../../../../kernel/ui/Panel.tsx';
import { isPrinted, type Material, type MaterialKind } from '../../contract.ts';
import { languageChoices } from '../choices.ts';
import { languagesOf, quantityOf, withQuantity } from './plan.ts';

interface MaterialFieldsProps {
  readonly kinds: readonly MaterialKind[];
  readonly materials: readonly Material[];
  readonly onChange: (materials: Material[]) => void;
  /** Languages in which printed words are counted before anybody asks for one: those of the places, or of what was taken along. */
  readonly languages: (kind: MaterialKind) => readonly string[];
  /** The field's label. @param what the material, with its language where it has one */
  readonly label: (what: string) => string;
}

/** How much of each material; printed words language by language, and any other language one choice away. */
export function MaterialFields({ kinds, materials, onChange, languages, label }: MaterialFieldsProps): ReactNode {
  const text = useText();
  const { t, languageName } = text;
  const [added, setAdded] = useState<readonly { readonly kind: MaterialKind; readonly language: string }[]>([]);
  const nameOf = (kind: MaterialKind, language: string | null, isAlone: boolean): string => {
    const what = t(`outreach.material.${kind}`);
    return language !== null ? t('outreach.material.in', { what, language: languageName(language) }) : isAlone ? what : t('outreach.material.unsaid', { what });
  };
  const field = (kind: MaterialKind, language: string | null, isAlone: boolean): ReactNode => (
    <NumberField key={`${kind} ${language ?? ''}`} label={label(nameOf(kind, language, isAlone))} minValue={0} maxValue={10_000} value={quantityOf(materials, kind, language)} onChange={(count) => onChange(withQuantity(materials, kind, language, count))} />
  );
  return (
    <Columns min="narrow">
      {kinds.filter((kind) => isPrinted(kind)).map((kind) => {
        const shown = languagesOf(materials, kind, [...languages(kind), ...added.filter((one) => one.kind === kind).map(({ language }) => language)]);
        return (
          <Fragment key={kind}>
            {shown.map((language) => field(kind, language, false))}
            <ComboBox label={t('outreach.material.another', { what: t(`outreach.material.${kind}`) })} value={null} choices={languageChoices(text).filter(({ value }) => !shown.includes(value))} onChange={(language) => { if (language !== null) setAdded((before) => [...before, { kind, language }]); }} />
          </Fragment>
        );
      })}
      {kinds.filter((kind) => !isPrinted(kind)).map((kind) => field(kind, null, true))}
    </Columns>
  );
}
