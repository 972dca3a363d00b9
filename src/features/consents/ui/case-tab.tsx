import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { waitsHere } from '../../../kernel/offline/ui/askOrNote.ts';
import { useQueued } from '../../../kernel/offline/ui/theQueue.ts';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Columns, Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { type CaseConsents, type Consent, NewConsent, NewDelivery, Switch } from '../contract.ts';
import { AskDialog } from './AskDialog.tsx';
import { CONSENT, DELIVERY } from '../domain.ts';
import { ConsentLine } from './ConsentLine.tsx';
import { GiveNoticeDialog } from './GiveNoticeDialog.tsx';
import { useConsents } from './noted.ts';
import { useVoiceAsked } from './useVoiceAsked.ts';
import { OnItsWay } from './OnItsWay.tsx';
import { RecipientLines } from './RecipientLines.tsx';
import { recipientsOf } from './queries.ts';
import { consentRecord, deliveryRecord } from './sending.ts';
import './consents.css';

/** "Informativa e consensi": what the person was told, and the eight things that they alone decide. */
export default function ConsentsTab({ caseId }: { caseId: string; personId: string }): ReactNode {
  const { t } = useText();
  const { consents, standing, opening, error, refetch } = useConsents(caseId);
  if (error) return <ProblemPanel problem={error} onRetry={() => void refetch()} />;
  if (!consents || !standing) return <Skeleton lines={6} />;
  return (
    <Stack>
      <Told consents={consents} opening={opening} />
      <Notice tone="info" title={t('consents.refusing.title')}>{t('consents.refusing.help')}</Notice>
      <Columns>
        {Switch.options.map((name) => <SwitchCard key={name} name={name} caseId={caseId} consents={consents.consents.filter((one) => one.switch === name)} standing={standing} opening={opening} />)}
      </Columns>
      <Recipients caseId={caseId} />
    </Stack>
  );
}

/** When, how and in which language the notice was given, and whether it was understood. */
function Told({ consents, opening }: { consents: CaseConsents; opening: readonly string[] }): ReactNode {
  const { t, formatDateTime, languageName } = useText();
  const [isGiving, setGiving] = useState(false);
  const { noticeState, deliveries } = consents;
  const refused = useQueued(DELIVERY).filter(({ body, refusal }) => refusal !== undefined && NewDelivery.safeParse(body).data?.caseId === consents.caseId);
  return (
    <Panel title={t('consents.notice')} of="case" actions={<Button icon="reports" onPress={() => setGiving(true)}>{t(noticeState === 'to-give' ? 'consents.notice.give' : 'consents.notice.give-again')}</Button>}>
      <p><Tag tone={noticeState === 'understood' ? 'good' : noticeState === 'given' ? 'info' : 'late'}>{t(`consents.notice.state.${noticeState}`)}</Tag></p>
      {deliveries[0]?.isSuperseded && <Notice tone="late" title={t('consents.notice.superseded')}>{t('consents.notice.superseded-help', { number: deliveries[0].number })}</Notice>}
      {refused.map(({ record }) => <OnItsWay key={record.id} record={record} />)}
      {deliveries.length > 0 && (
        <ul className="consents-lines">
          {deliveries.map((one) => (
            <li key={one.id}>
              {t('consents.notice.line', { at: formatDateTime(one.at), language: languageName(one.language), number: one.number, means: t(`consents.means.${one.means}`), name: one.by.name })}
              {one.mediator && ` · ${t('consents.notice.with', { name: one.mediator.name })}`} · {t(`consents.understood.${one.understood}`)}
              {one.notedAt && ` · ${t('consents.noted', { noted: formatDateTime(one.notedAt), arrived: formatDateTime(one.at) })}`}
              <OnItsWay record={deliveryRecord(one.id)} />
            </li>
          ))}
        </ul>
      )}
      {isGiving && <GiveNoticeDialog caseId={consents.caseId} opening={opening} onClose={() => setGiving(false)} />}
    </Panel>
  );
}

/** One switch: what it means in plain words, each consent under it with its state in words, one way to ask. */
function SwitchCard({ name, caseId, consents, standing, opening }: { name: Switch; caseId: string; consents: readonly Consent[]; standing: CaseConsents; opening: readonly string[] }): ReactNode {
  const { t } = useText();
  const [isAsking, setAsking] = useState(useVoiceAsked() === name);
  const isMany = name === 'sharing' || name === 'contact';
  // Asked here, and refused by the server: they are no part of the answers, and are not lost.
  const refused = useQueued(CONSENT).flatMap(({ record, path, body }) => {
    const asked = path === `/api/consents/${record.id}` && !consents.some(({ id }) => id === record.id) ? NewConsent.safeParse(body).data : undefined;
    return asked?.caseId === caseId && asked.switch === name ? [record.id] : [];
  });
  const hasOpen = consents.some((one) => one.state === 'requested' || one.state === 'given');
  // Of switches that stand alone only the present answer is shown; the earlier ones stay in the timeline of the case.
  const shown = isMany ? consents : consents.slice(0, 1);
  return (
    <Panel title={t(`consents.switch.${name}`)} level={3}>
      <p className="quiet">{t(`consents.switch.${name}.help`)}</p>
      {shown.length === 0 && refused.length === 0 && <p>{t('consents.never-asked')}</p>}
      {refused.map((id) => <OnItsWay key={id} record={consentRecord(id)} />)}
      {shown.map((one) => <ConsentLine key={one.id} consent={one} standing={standing.consents.find(({ id }) => id === one.id)?.state} />)}
      {(isMany || !hasOpen) && <div><Button size="small" icon="plus" onPress={() => setAsking(true)}>{t(shown.length === 0 ? 'consents.ask' : isMany ? 'consents.ask-another' : 'consents.ask-again')}</Button></div>}
      {isAsking && <AskDialog name={name} caseId={caseId} known={consents} opening={opening} onClose={() => setAsking(false)} />}
    </Panel>
  );
}

/** Who received something, ever: the list to go through when the person changes their mind. */
function Recipients({ caseId }: { caseId: string }): ReactNode {
  const { t } = useText();
  const list = useQuery(recipientsOf(caseId));
  return (
    <Panel title={t('consents.recipients')} of="case" actions={<LinkButton size="small" icon="print" href={`/cases/${caseId}/consents`}>{t('consents.record.open')}</LinkButton>}>
      {list.error && waitsHere(list.error) && <p className="quiet">{t('consents.recipients.no-network')}</p>}
      {list.error && !waitsHere(list.error) && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && <p className="quiet">{t('consents.recipients.none')}</p>}
      {list.data && list.data.items.length > 0 && <RecipientLines items={list.data.items} />}
    </Panel>
  );
}
