import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { CheckChips, ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Columns, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { type Interview, Interpreter, type InterviewHeading, Place, PreparationItem, Presence } from '../contract.ts';
import { colleagues, spokenHere } from './queries.ts';

export const headingFrom = (interview: Interview): InterviewHeading => ({
  kind: interview.kind, language: interview.language, interpreter: interview.interpreter, mediatorId: interview.mediator?.id ?? null,
  place: interview.place, present: interview.present, preparation: interview.preparation,
});

/** Who is in the room, by role; the language; who interprets; where. */
export function RoomFields({ value, onChange }: { value: InterviewHeading; onChange: (value: InterviewHeading) => void }): ReactNode {
  const { t, languageName } = useText();
  const team = useQuery(colleagues);
  const mediators = team.data?.items.filter((one) => one.role === 'mediator') ?? [];
  const spoken = spokenHere.some((code) => code === value.language) ? spokenHere : [value.language, ...spokenHere];
  return (
    <Stack>
      <CheckChips label={t('desk.present')} hint={t('desk.present.hint')} value={value.present} onChange={(present) => onChange({ ...value, present })} choices={Presence.options.map((one) => ({ value: one, label: t(`desk.present.${one}`) }))} />
      <Columns min="narrow">
        <Select label={t('desk.language')} value={value.language} onChange={(language) => onChange({ ...value, language: language ?? value.language })} choices={spoken.map((code) => ({ value: code, label: languageName(code) }))} />
        <Select label={t('desk.place')} value={value.place} onChange={(place) => onChange({ ...value, place: place ?? value.place })} choices={Place.options.map((one) => ({ value: one, label: t(`desk.place.${one}`) }))} />
      </Columns>
      <ChoiceChips label={t('desk.interpreter')} canClear={false} value={value.interpreter} choices={Interpreter.options.map((one) => ({ value: one, label: t(`desk.interpreter.${one}`) }))}
        onChange={(interpreter) => onChange({ ...value, interpreter: interpreter ?? 'none', mediatorId: interpreter === 'mediator' ? value.mediatorId ?? mediators[0]?.id ?? null : null })} />
      {value.interpreter === 'mediator' && (
        <Select label={t('desk.mediator')} value={value.mediatorId} onChange={(mediatorId) => onChange({ ...value, mediatorId })} choices={mediators.map((one) => ({ value: one.id, label: `${one.name} · ${one.languages.map(languageName).join(', ')}` }))} />
      )}
    </Stack>
  );
}

const answers = ['yes', 'no'] as const;

/** What one asks oneself before beginning. Nothing here stops anybody; a "no" is a reason to think. */
export function PreparationFields({ value, onChange }: { value: InterviewHeading; onChange: (value: InterviewHeading) => void }): ReactNode {
  const { t } = useText();
  const items = PreparationItem.options.filter((item) => item !== 'interpreter-safe' || value.interpreter !== 'none');
  return (
    <Columns min="narrow">
      {items.map((item) => (
        <ChoiceChips key={item} label={t(`desk.preparation.${item}`)} value={value.preparation[item] ?? null} choices={answers.map((one) => ({ value: one, label: t(`ui.answer.${one}`) }))}
          onChange={(answer) => onChange({ ...value, preparation: withAnswer(value.preparation, item, answer) })} />
      ))}
    </Columns>
  );
}

function withAnswer(preparation: InterviewHeading['preparation'], item: PreparationItem, answer: 'yes' | 'no' | null): InterviewHeading['preparation'] {
  const { [item]: _, ...rest } = preparation;
  return answer === null ? rest : { ...rest, [item]: answer };
}
