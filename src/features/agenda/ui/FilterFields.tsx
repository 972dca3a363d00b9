import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Columns, Row } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import type { Appointment } from '../contract.ts';
import { type AgendaFilter, isFiltering, matches, noFilter } from '../domain/board.ts';
import { colleagues, resourcesOf, spokenHere } from './queries.ts';

/** Whose appointments, in which language, in which room; how many are not shown for it is said. */
export function FilterFields({ value, onChange, items }: { value: AgendaFilter; onChange: (value: AgendaFilter) => void; items: readonly Appointment[] }): ReactNode {
  const { t, languageName } = useText();
  const { hat } = useSession();
  const team = useQuery(colleagues);
  const known = useQuery(resourcesOf);
  const rooms = [...new Map([...(known.data?.rooms ?? []).filter((room) => room.inUse).map(({ name }) => name), ...items.flatMap(({ room }) => (room ? [room] : []))].map((name) => [name.trim().toLowerCase(), name]))];
  const languages = [...new Set([...items.map(({ language }) => language), ...spokenHere])];
  const hidden = items.filter((one) => !matches(one, value)).length;
  const isOwn = hat?.id !== undefined && team.data?.items.some(({ id }) => id === hat.id);
  return (
    <div className="agenda-filter">
      <Columns min="narrow">
        <Select label={t('agenda.filter.member')} placeholder={t('agenda.filter.all')} value={value.member} onChange={(member) => onChange({ ...value, member })} choices={(team.data?.items ?? []).map((one) => ({ value: one.id, label: `${one.name} · ${t(`role.${one.role}`)}` }))} />
        <Select label={t('agenda.filter.language')} placeholder={t('agenda.filter.any')} value={value.language} onChange={(language) => onChange({ ...value, language })} choices={languages.map((code) => ({ value: code, label: languageName(code) }))} />
        <Select label={t('agenda.filter.room')} placeholder={t('agenda.filter.any')} value={value.room} onChange={(room) => onChange({ ...value, room })} choices={rooms.map(([key, name]) => ({ value: key, label: name }))} />
      </Columns>
      <Row>
        {isOwn && value.member !== hat.id && <Button size="small" icon="person" onPress={() => onChange({ ...value, member: hat.id })}>{t('agenda.filter.mine')}</Button>}
        {isFiltering(value) && <Button size="small" icon="close" onPress={() => onChange(noFilter)}>{t('agenda.filter.clear')}</Button>}
        <output className="quiet small">{isFiltering(value) && t('agenda.filter.hidden', { count: hidden })}</output>
      </Row>
    </div>
  );
}
