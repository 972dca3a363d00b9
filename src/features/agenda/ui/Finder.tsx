import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { italianDay } from '../../../kernel/italian-day.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Columns, Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { BookableRole, type ProposedSlot, RoomKind, type SlotsFound } from '../contract.ts';
import { colleagues, spokenHere } from './queries.ts';
import { LengthField } from './WhenFields.tsx';

export interface FinderProps {
  readonly caseId: string | null;
  readonly language: string;
  /** Languages that the person speaks, offered first. */
  readonly theirs: readonly string[];
  /** Minutes. */
  readonly length: string;
  /** The colleague who stands in the form already. */
  readonly preferred: string | null;
  /** False while it is not known yet which languages the person speaks: nobody is looked for in the wrong one. */
  readonly isReady: boolean;
  readonly onLength: (length: string) => void;
  readonly onLanguage: (language: string | null) => void;
  readonly onTake: (slot: ProposedSlot) => void;
}

/** With whom, in which language, from when: three hours with why, one touch to use one. The rest of the form stays where it is. */
export function Finder({ caseId, language, theirs, length, preferred, isReady, onLength, onLanguage, onTake }: FinderProps): ReactNode {
  const { t, languageName, formatDate, formatTime, formatList } = useText();
  const team = useQuery(colleagues);
  const [withWhom, setWith] = useState<string | null>(preferred);
  const [where, setWhere] = useState<(typeof RoomKind.options)[number]>('room');
  const [from, setFrom] = useState<string | null>(italianDay(new Date()));
  const find = useMutation({ mutationFn: (body: Record<string, unknown>) => api.post<SlotsFound>('/api/agenda/slots', { body }) });
  const role = BookableRole.safeParse(withWhom);
  const search = (): void => {
    if (withWhom && from) find.mutate({ caseId, ...(role.success ? { role: role.data } : { memberId: withWhom }), language, minutes: Number(length), where, from });
  };
  const take = (slot: ProposedSlot): void => {
    onTake(slot);
    toast.say(t('agenda.find.taken'));
  };
  // Hours that were found for somebody else, in another language or for another length are no answer any more.
  const asked = find.variables;
  const found = asked?.['caseId'] === caseId && asked['language'] === language && asked['minutes'] === Number(length) ? find.data : undefined;
  return (
    <Panel title={t('agenda.find')} level={3} tone="quiet">
      <Stack>
        <p className="quiet">{t('agenda.find.lead')}</p>
        <Columns min="narrow">
          <Select label={t('agenda.find.with')} canClear={false} value={withWhom} onChange={setWith} choices={[
            ...BookableRole.options.map((value) => ({ value, label: t('agenda.find.anyone', { role: t(`role.${value}`) }) })),
            ...(team.data?.items ?? []).map((one) => ({ value: one.id, label: `${one.name} · ${t(`role.${one.role}`)}` })),
          ]} />
          <Select label={t('agenda.find.language')} canClear={false} value={language} onChange={onLanguage} choices={[...new Set([...theirs, ...spokenHere])].map((code) => ({ value: code, label: languageName(code) }))} />
          <DateField label={t('agenda.find.from')} value={from} onChange={setFrom} />
        </Columns>
        <LengthField value={length} onChange={onLength} />
        <ChoiceChips label={t('agenda.find.where')} canClear={false} value={where} onChange={(value) => { if (value) setWhere(value); }} choices={RoomKind.options.map((value) => ({ value, label: t(`agenda.find.${value}`) }))} />
        <div><Button icon="search" isPending={find.isPending} isDisabled={!withWhom || !from || !isReady} onPress={search}>{t('agenda.find.go')}</Button></div>
        {find.error && <ProblemPanel problem={find.error} />}
        <div aria-live="polite">
          {found?.noMediator && <Notice tone="late">{t('agenda.find.no-mediator', { language: languageName(language) })}</Notice>}
          {found && found.items.length === 0 && !found.noMediator && <Notice title={t('agenda.find.none')}>{t('agenda.find.none-help')}</Notice>}
          {found && found.items.length > 0 && (
            <ol className="agenda-proposals" aria-label={t('agenda.find.found')}>
              {found.items.map((slot) => {
                const hour = `${formatDate(slot.startsAt, 'weekday')}, ${formatTime(slot.startsAt)}–${formatTime(slot.endsAt)}`;
                return (
                  <li key={`${slot.startsAt} ${slot.member.id} ${slot.mediator?.id ?? ''}`}>
                    <strong>{hour}</strong>
                    <span>{[slot.member.name, slot.mediator && t('agenda.mediator.is', { name: slot.mediator.name }), slot.room].filter(Boolean).join(' · ')}</span>
                    <span className="quiet small">{formatList(slot.reasons.map((reason) => t(`agenda.find.reason.${reason}`)))}</span>
                    <Button size="small" aria-label={`${t('agenda.find.take')}: ${hour}`} onPress={() => take(slot)}>{t('agenda.find.take')}</Button>
                  </li>
                );
              })}
            </ol>
          )}
          {found && found.hoursUnknown.length > 0 && <p className="quiet small">{t('agenda.find.unknown', { names: formatList(found.hoursUnknown) })}</p>}
        </div>
      </Stack>
    </Panel>
  );
}
