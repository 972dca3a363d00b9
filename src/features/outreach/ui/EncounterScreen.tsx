import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Row } from '../../../kernel/ui/Panel.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { useDeed } from '../../../kernel/ui/useDeed.ts';
import { CardStopped, type EncounterDetail } from '../contract.ts';
import { newCardSecret } from '../domain.ts';
import { CardPaper } from './CardPaper.tsx';
import { ContactLines } from './ContactLines.tsx';
import { contactsOf, encounterOf } from './queries.ts';
import './street.css';

/** Somebody who is met again and has no file: what they go by, when they were met, the card they carry. */
export default function EncounterScreen(): ReactNode {
  const { t } = useText();
  const { encounterId = '' } = useParams({ strict: false });
  const encounter = useQuery(encounterOf(encounterId));
  if (!encounter.data) return <Page title={t('outreach.encounter.title')}>{encounter.error ? <ProblemPanel problem={encounter.error} onRetry={() => void encounter.refetch()} /> : <Skeleton lines={5} />}</Page>;
  return <One encounter={encounter.data} />;
}

const stops = CardStopped.shape.reason.options;

function One({ encounter }: { encounter: EncounterDetail }): ReactNode {
  const { t, formatDate, formatDateTime } = useText();
  const contacts = useQuery(contactsOf('encounterId', encounter.id));
  const [alias, setAlias] = useState(encounter.alias ?? '');
  const [card, setCard] = useState<{ readonly id: string; readonly secret: string } | null>(null);
  const [reason, setReason] = useState<(typeof stops)[number] | null>('lost');
  const deed = useDeed([['outreach']]);
  const standing = encounter.cards.find(({ stoppedAt }) => stoppedAt === null);
  function give(): void {
    const made = { id: newId(), secret: newCardSecret(crypto.getRandomValues(new Uint8Array(26))) };
    deed.mutate({ method: 'put', path: `/api/encounters/${encounter.id}/cards/${made.id}`, body: { secret: made.secret } }, { onSuccess: () => setCard(made) });
  }
  return (
    <Page title={encounter.code} windowTitle={t('outreach.window')} lead={t('outreach.encounter.lead', { count: encounter.contacts, first: encounter.firstMetAt === null ? '—' : formatDate(encounter.firstMetAt), last: encounter.lastMetAt === null ? '—' : formatDate(encounter.lastMetAt), place: encounter.lastPlace?.name ?? '—' })} breadcrumb={<TextLink href="/street">{t('outreach.title')}</TextLink>} width="normal">
      {deed.error && <ProblemPanel problem={deed.error} />}
      {card && <CardPaper code={encounter.code} secret={card.secret} onClose={() => setCard(null)} />}
      <Columns>
        <Panel title={t('outreach.encounter.met')} of="team"><ContactLines contacts={contacts.data?.items ?? []} showsPlace /></Panel>
        <Panel title={t('outreach.encounter.alias')} of="team">
          <p>{encounter.alias === null ? t('outreach.encounter.no-alias') : <PrivateText>{encounter.alias}</PrivateText>}</p>
          <TextField label={t('outreach.encounter.alias')} hint={t('outreach.encounter.alias.hint')} value={alias} maxLength={60} onChange={setAlias} />
          <Row><Button isDisabled={alias.trim() === (encounter.alias ?? '')} isPending={deed.isPending} onPress={() => deed.mutate({ method: 'patch', path: `/api/encounters/${encounter.id}`, body: { alias: alias.trim() === '' ? null : alias.trim() }, ifMatch: encounter.version })}>{t('outreach.encounter.save-alias')}</Button></Row>
        </Panel>
        <Panel title={t('outreach.card.title')} of="team">
          <p className="quiet">{t('outreach.card.help')}</p>
          <ul className="street-lines">{encounter.cards.map((one) => <li key={one.id}><span>{t('outreach.card.given', { at: formatDateTime(one.issuedAt), by: one.by.name })}</span>{one.stoppedAt !== null && <span className="quiet">{t('outreach.card.stopped', { at: formatDateTime(one.stoppedAt), reason: t(`outreach.card.reason.${one.reason ?? 'lost'}`) })}</span>}</li>)}</ul>
          <Row><Button icon="card" isPending={deed.isPending} onPress={give}>{t(standing ? 'outreach.card.again' : 'outreach.card.give')}</Button></Row>
          {standing && (
            <Row>
              <Select label={t('outreach.card.why')} canClear={false} value={reason} choices={stops.map((value) => ({ value, label: t(`outreach.card.reason.${value}`) }))} onChange={setReason} />
              <Button onPress={() => { if (reason) deed.mutate({ method: 'post', path: `/api/encounters/${encounter.id}/cards/${standing.id}/stopped`, body: { reason } }); }}>{t('outreach.card.stop')}</Button>
            </Row>
          )}
        </Panel>
      </Columns>
    </Page>
  );
}
