import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { type Episode, type EpisodeKind, type Profile, UncertainDate } from '../contract.ts';
import { episodeFields, profileField } from '../domain.ts';
import { FactRow } from './fact-row.tsx';
import { uncertainWords, wordsOf } from './fact-words.ts';
import { UnknownFields } from './unknown-fields.tsx';

/** Spells of work, or of exploitation, each with its time as far as it is known; every fact knows where it was learned and is confirmed, not asked again. */
export function EpisodesPanel({ caseId, kind, profile }: { caseId: string; kind: EpisodeKind; profile: Profile }): ReactNode {
  const { t } = useText();
  const [begun, setBegun] = useState<string | null>(null);
  const episodes = profile.episodes.filter((one) => one.kind === kind);
  const isNew = begun !== null && !episodes.some((one) => one.id === begun);
  return (
    <Panel
      title={t(`plans.episodes.${kind}`)} of={kind === 'work' ? 'case' : 'restricted'}
      actions={<Button size="small" icon="plus" isDisabled={isNew} onPress={() => setBegun(newId())}>{t(`plans.episodes.${kind}.add`)}</Button>}
    >
      <Stack>
        {episodes.length === 0 && !isNew && <p className="quiet">{t(`plans.episodes.${kind}.none`)}</p>}
        {isNew && begun !== null && (
          <Panel level={3} title={t(`plans.episodes.${kind}.new`)} tone="quiet">
            <p className="quiet small">{t('plans.episodes.begin')}</p>
            <UnknownFields caseId={caseId} episodeId={begun} fields={episodeFields[kind]} />
          </Panel>
        )}
        {episodes.map((one) => <EpisodeFacts key={one.id} caseId={caseId} episode={one} />)}
      </Stack>
    </Panel>
  );
}

function EpisodeFacts({ caseId, episode }: { caseId: string; episode: Episode }): ReactNode {
  const fields = episode.fields.flatMap((one) => {
    const field = profileField(one.key)?.field;
    return field ? [{ ...one, field }] : [];
  });
  return (
    <Panel level={3} title={useTitle(episode)} tone="quiet">
      <dl className="facts">{fields.map(({ key, field, fact, earlier }) => fact && <FactRow key={key} caseId={caseId} field={field} fact={fact} earlier={earlier} />)}</dl>
      <UnknownFields caseId={caseId} episodeId={episode.id} fields={fields.filter((one) => one.fact === null).map((one) => one.field)} />
    </Panel>
  );
}

/** "Agricoltura, circa 2022 – 05/2024": what it was and when, as far as known. */
function useTitle({ kind, fields }: Episode): string {
  const text = useText();
  const { t } = text;
  const valueOf = (key: string) => fields.find((one) => one.key === key)?.fact?.value ?? null;
  const date = (key: string): string | null => {
    const value = UncertainDate.safeParse(valueOf(`${kind}-${key}`));
    return value.success ? uncertainWords(value.data, text) : null;
  };
  const about = kind === 'work' ? 'work-sector' : 'exploitation-kinds';
  const field = profileField(about)?.field;
  const what = (field && wordsOf(field, valueOf(about), text)) ?? t(`plans.episodes.${kind}.untitled`);
  const [from, until] = [date('from'), date('until')];
  const when = from && until ? `${from} – ${until}` : from ? t('plans.episodes.since', { from }) : until ? t('plans.episodes.until', { until }) : t('plans.episodes.undated');
  return `${what}, ${when}`;
}
