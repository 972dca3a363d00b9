import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { api, ApiProblem } from '../../../../kernel/ui/api.ts';
import { Button } from '../../../../kernel/ui/Button.tsx';
import { useConnection } from '../../../../kernel/ui/connection.ts';
import { Skeleton } from '../../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../../kernel/ui/Panel.tsx';
import { PrivateText } from '../../../../kernel/ui/SafeText.tsx';
import { TextField } from '../../../../kernel/ui/TextField.tsx';
import { SpeakableCode } from '../../../persons/contract.ts';
import { CardSecret, type Encounter, type EncounterDetail, type EncounterList } from '../../contract.ts';
import { cardMark } from '../../domain.ts';
import { cardsOf } from '../queries.ts';
import type { Again, ContactForm } from './form.ts';

/** Heavier than the rest of the contact together: it comes when somebody opens it. */
const CardReader = lazy(async () => import('./CardReader.tsx').then(({ CardReader: Reader }) => ({ default: Reader })));

type Found = z.infer<typeof EncounterList>;

interface WhoAgainProps {
  readonly form: Pick<ContactForm, 'again'>;
  readonly set: (change: Pick<ContactForm, 'again'>) => void;
  readonly outingId: string | null;
}

/** Who it is, in a few words. */
export function againWords(again: Exclude<Again, { kind: 'nobody' }>, t: (key: string) => string): string {
  if (again.kind === 'known') return again.words;
  return again.kind === 'card' ? t('outreach.again.card-read') : again.alias || t('outreach.again.only-card');
}

const wordsOf = ({ alias, code }: Pick<Encounter, 'alias' | 'code'>): string => (alias === null ? code : `${alias} · ${code}`);

/**
 * Somebody who was met before, without a name: by what they want to be called, by their code, or by the card they carry. To look a name up needs the
 * network. A card needs none: whoever was met at these stops is known on this telephone, and whose the others are the server finds when the contact arrives.
 */
export function WhoAgain({ form, set, outingId }: WhoAgainProps): ReactNode {
  const { t, formatDate } = useText();
  const isOnline = useConnection();
  const [words, setWords] = useState('');
  const [isReading, setReading] = useState(false);
  const carried = useQuery(cardsOf(outingId ?? ''));
  const known = (one: Pick<Encounter, 'id' | 'alias' | 'code'>): void => set({ again: { kind: 'known', id: one.id, words: wordsOf(one) } });
  const find = useMutation({
    mutationFn: async (asked: string) => {
      const code = SpeakableCode.safeParse(asked);
      return (await api.get<Found>(`/api/encounters?${code.success ? `code=${code.data}` : `alias=${encodeURIComponent(asked)}`}`)).items;
    },
  });
  const card = useMutation({
    mutationFn: async (secret: string): Promise<Again> => {
      const mark = outingId === null || carried.data === undefined ? null : await cardMark(secret, outingId);
      const here = carried.data?.items.find((one) => one.mark === mark);
      if (here) return { kind: 'known', id: here.id, words: wordsOf(here) };
      try {
        const found = await api.post<EncounterDetail>('/api/encounters/by-card', { body: { secret } });
        return { kind: 'known', id: found.id, words: wordsOf(found) };
      } catch (error) {
        if (error instanceof ApiProblem && (error.status === 0 || error.status >= 500)) return { kind: 'card', secret };
        throw error;
      }
    },
    // Also with no network: it is tried, and what cannot be known here is kept to be found there.
    networkMode: 'always',
    onSuccess: (again) => set({ again }),
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
        <Notice tone="good" title={t(form.again.kind === 'new' ? 'outreach.again.new' : 'outreach.again.known')}><PrivateText>{againWords(form.again, t)}</PrivateText>{form.again.kind === 'card' && <p>{t('outreach.again.card-read.help')}</p>}</Notice>
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
        <Button icon="scan" size="large" onPress={() => setReading(true)}>{t('outreach.again.card')}</Button>
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
      {isReading && <Suspense fallback={<Skeleton lines={3} />}><CardReader isPending={card.isPending} onRead={read} onClose={() => setReading(false)} /></Suspense>}
      {isNewCard && (
        <Notice title={t('outreach.again.unknown-card')} actions={<Button icon="card" onPress={() => set({ again: { kind: 'new', alias: words.trim(), cardSecret: card.variables ?? null } })}>{t('outreach.again.give-card')}</Button>}>{t('outreach.again.unknown-card.help')}</Notice>
      )}
      {card.error && !isNewCard && <ProblemPanel problem={card.error} />}
    </Stack>
  );
}
