import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { api, ApiProblem } from '../../../../kernel/ui/api.ts';
import { Button } from '../../../../kernel/ui/Button.tsx';
import { useConnection } from '../../../../kernel/ui/connection.ts';
import { Notice, ProblemPanel } from '../../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../../kernel/ui/Panel.tsx';
import { PrivateText } from '../../../../kernel/ui/SafeText.tsx';
import { TextField } from '../../../../kernel/ui/TextField.tsx';
import { SpeakableCode } from '../../../persons/contract.ts';
import { CardSecret, type Encounter, type EncounterDetail, type EncounterList } from '../../contract.ts';
import { CardReader } from './CardReader.tsx';
import type { RowProps } from './Rows.tsx';

type Found = z.infer<typeof EncounterList>;

/**
 * Somebody who was met before, without a name: by what they want to be called, by their code, or by the card they carry. To look them up needs the
 * network; a new name or a new card does not.
 */
export function WhoAgain({ form, set }: RowProps): ReactNode {
  const { t, formatDate } = useText();
  const isOnline = useConnection();
  const [words, setWords] = useState('');
  const [isReading, setReading] = useState(false);
  const known = (one: Encounter): void => set({ again: { kind: 'known', id: one.id, words: one.alias === null ? one.code : `${one.alias} · ${one.code}` } });
  const find = useMutation({
    mutationFn: async (asked: string) => {
      const code = SpeakableCode.safeParse(asked);
      return (await api.get<Found>(`/api/encounters?${code.success ? `code=${code.data}` : `alias=${encodeURIComponent(asked)}`}`)).items;
    },
  });
  const card = useMutation({
    mutationFn: (secret: string) => api.post<EncounterDetail>('/api/encounters/by-card', { body: { secret } }),
    onSuccess: known,
    onSettled: () => setReading(false),
  });
  const read = (text: string): void => {
    const secret = CardSecret.safeParse(text);
    if (secret.success) card.mutate(secret.data);
  };
  const isNewCard = card.error instanceof ApiProblem && card.error.code === 'not-found' && card.variables !== undefined;

  if (form.again.kind !== 'nobody') {
    return (
      <Stack>
        <Notice tone="good" title={t(form.again.kind === 'known' ? 'outreach.again.known' : 'outreach.again.new')}><PrivateText>{form.again.kind === 'known' ? form.again.words : form.again.alias || t('outreach.again.only-card')}</PrivateText></Notice>
        <Button icon="undo" onPress={() => set({ again: { kind: 'nobody' } })}>{t('outreach.again.not-them')}</Button>
      </Stack>
    );
  }
  return (
    <Stack>
      <TextField label={t('outreach.again.words')} hint={t('outreach.again.words.hint')} value={words} maxLength={60} autoComplete="off" onChange={setWords} />
      <Row>
        <Button icon="search" size="large" isDisabled={words.trim() === '' || !isOnline} isPending={find.isPending} onPress={() => find.mutate(words.trim())}>{t('outreach.again.find')}</Button>
        <Button icon="plus" size="large" isDisabled={words.trim() === ''} onPress={() => set({ again: { kind: 'new', alias: words.trim(), cardSecret: null } })}>{t('outreach.again.is-new')}</Button>
        <Button icon="scan" size="large" isDisabled={!isOnline} onPress={() => setReading(true)}>{t('outreach.again.card')}</Button>
      </Row>
      {!isOnline && <Notice>{t('outreach.again.offline')}</Notice>}
      {find.error && <ProblemPanel problem={find.error} />}
      {find.data?.length === 0 && <p className="quiet">{t('outreach.again.nobody')}</p>}
      {find.data && find.data.length > 0 && (
        <ul className="street-ways" aria-label={t('outreach.again.found')}>
          {find.data.map((one) => (
            <li key={one.id}>
              <Button size="large" icon="person" onPress={() => known(one)}>
                <PrivateText>{one.alias ?? one.code}</PrivateText>{one.alias !== null && ` · ${one.code}`}{one.lastMetAt !== null && ` · ${t('outreach.again.last', { day: formatDate(one.lastMetAt), place: one.lastPlace?.name ?? '' })}`}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {isReading && <CardReader isPending={card.isPending} onRead={read} onClose={() => setReading(false)} />}
      {isNewCard && (
        <Notice title={t('outreach.again.unknown-card')} actions={<Button icon="card" onPress={() => set({ again: { kind: 'new', alias: words.trim(), cardSecret: card.variables ?? null } })}>{t('outreach.again.give-card')}</Button>}>{t('outreach.again.unknown-card.help')}</Notice>
      )}
      {card.error && !isNewCard && <ProblemPanel problem={card.error} />}
    </Stack>
  );
}
