import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ClassMark } from '../../../kernel/ui/ClassMark.tsx';
import { Row } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import type { MatterFact, SheetAsked } from '../contract.ts';
import { areaFor } from '../domain.ts';

interface FactTicksProps {
  readonly asked: SheetAsked;
  readonly facts: readonly MatterFact[];
  readonly onChange: (change: Partial<SheetAsked>) => void;
}

/** Facts by area, each ticked or not. Areas that this reader is never told are not offered; what is restricted comes last and is never ticked by the house. */
export function FactTicks({ asked, facts, onChange }: FactTicksProps): ReactNode {
  const { t } = useText();
  const ticked = new Set(asked.facts);
  const set = (ids: readonly string[], isOn: boolean): void => {
    const kept = asked.facts.filter((id) => !ids.includes(id));
    onChange({ facts: isOn ? [...kept, ...ids] : kept });
  };
  const offered = facts.filter((fact) => areaFor(asked.kind, asked.form, fact.area) !== null);
  const areas = [...Map.groupBy(offered, (fact) => fact.area).entries()].toSorted(([one], [other]) => Number(areaFor(asked.kind, asked.form, one) === 'with-reason') - Number(areaFor(asked.kind, asked.form, other) === 'with-reason'));
  const unconfirmed = offered.filter((fact) => !fact.isConfirmed && ticked.has(fact.id)).map((fact) => fact.id);
  const left = facts.length - offered.length;
  return (
    <div className="sheet-ticks">
      {unconfirmed.length > 0 && <Row><Button size="small" onPress={() => set(unconfirmed, false)}>{t('sheets.leave-unconfirmed', { count: unconfirmed.length })}</Button></Row>}
      {areas.map(([area, inside]) => {
        const ids = inside.map((fact) => fact.id);
        const isRestricted = inside.some((fact) => fact.compartment === 'restricted');
        return (
          <fieldset key={area}>
            <legend className="field-label">{t(`plans.section.${area}`)} {isRestricted && <ClassMark of="restricted" />}</legend>
            {inside.length > 1 && !isRestricted && <Checkbox value={ids.every((id) => ticked.has(id))} onChange={(isOn) => set(ids, isOn)}>{t('sheets.whole-area', { area: t(`plans.section.${area}`) })}</Checkbox>}
            {inside.map((fact) => (
              <div key={fact.id} className={inside.length > 1 && !isRestricted ? 'sheet-tick' : undefined}>
                <Checkbox value={ticked.has(fact.id)} onChange={(isOn) => set([fact.id], isOn)} hint={fact.isConfirmed ? undefined : t('sheets.unconfirmed')}>
                  {fact.label}: <SafeText>{fact.words}</SafeText>
                </Checkbox>
                {ticked.has(fact.id) && asked.kind === 'person' && asked.language !== 'it' && asked.language !== 'en' && <Said asked={asked} fact={fact} onChange={onChange} />}
              </div>
            ))}
          </fieldset>
        );
      })}
      {left > 0 && <p className="quiet small">{t('sheets.not-offered', { count: left })}</p>}
    </div>
  );
}

/** The fact in the person's language, written by whoever speaks it; left empty, the Italian words stand. */
function Said({ asked, fact, onChange }: { asked: SheetAsked; fact: MatterFact; onChange: (change: Partial<SheetAsked>) => void }): ReactNode {
  const { t, languageName } = useText();
  const write = (words: string): void => {
    const { [fact.id]: before, ...others } = asked.said;
    if (words === '' && before === undefined) return;
    onChange({ said: words === '' ? others : { ...others, [fact.id]: words } });
  };
  return <TextField label={t('sheets.said-in', { field: fact.label, language: languageName(asked.language) })} lang={asked.language} value={asked.said[fact.id] ?? ''} onChange={write} />;
}
