import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { useWhenKept } from '../../../kernel/offline/ui/theQueue.ts';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Columns, Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { type CaseConsents, type Consent, Switch } from '../contract.ts';
import { AskDialog } from './AskDialog.tsx';
import { ConsentLine, OnItsWay } from './ConsentLine.tsx';
import { GiveNoticeDialog } from './GiveNoticeDialog.tsx';
import { RecipientLines } from './RecipientLines.tsx';
import { consentsOf, recipientsOf } from './queries.ts';
import { useAskedHere } from './sending.ts';
import './consents.css';

/** "Informativa e consensi": what the person was told, and the eight things that they alone decide. */
export default function ConsentsTab({ caseId }: { caseId: string; personId: string }): ReactNode {
  const { t } = useText();
  const loaded = useQuery(consentsOf(caseId));
  const client = useQueryClient();
  useWhenKept('consent', useCallback(() => { for (const queryKey of [['consents'], ['cases'], ['referrals']]) void client.invalidateQueries({ queryKey }); }, [client]));
  if (loaded.error) return <ProblemPanel problem={loaded.error} onRetry={() => void loaded.refetch()} />;
  if (!loaded.data) return <Skeleton lines={6} />;
  return (
    <Stack>
      <Told consents={loaded.data} />
      <Notice tone="info" title={t('consents.refusing.title')}>{t('consents.refusing.help')}</Notice>
      <Columns>
        {Switch.options.map((name) => <SwitchCard key={name} name={name} caseId={caseId} consents={loaded.data.consents.filter((one) => one.switch === name)} />)}
      </Columns>
      <Recipients caseId={caseId} />
    </Stack>
  );
}

/** When, how and in which language the notice was given, and whether it was understood. */
function Told({ consents }: { consents: CaseConsents }): ReactNode {
  const { t, formatDateTime, languageName } = useText();
  const [isGiving, setGiving] = useState(false);
  const { noticeState, deliveries } = consents;
  return (
    <Panel title={t('consents.notice')} of="case" actions={<Button icon="reports" onPress={() => setGiving(true)}>{t(noticeState === 'to-give' ? 'consents.notice.give' : 'consents.notice.give-again')}</Button>}>
      <p><Tag tone={noticeState === 'understood' ? 'good' : noticeState === 'given' ? 'info' : 'late'}>{t(`consents.notice.state.${noticeState}`)}</Tag></p>
      {deliveries[0]?.isSuperseded && <Notice tone="late" title={t('consents.notice.superseded')}>{t('consents.notice.superseded-help', { number: deliveries[0].number })}</Notice>}
      {deliveries.length > 0 && (
        <ul className="consents-lines">
          {deliveries.map((one) => (
            <li key={one.id}>
              {t('consents.notice.line', { at: formatDateTime(one.at), language: languageName(one.language), number: one.number, means: t(`consents.means.${one.means}`), name: one.by.name })}
              {one.mediator && ` · ${t('consents.notice.with', { name: one.mediator.name })}`} · {t(`consents.understood.${one.understood}`)}
            </li>
          ))}
        </ul>
      )}
      {isGiving && <GiveNoticeDialog caseId={consents.caseId} onClose={() => setGiving(false)} />}
    </Panel>
  );
}

/** One switch: what it means in plain words, each consent under it with its state in words, one way to ask. */
function SwitchCard({ name, caseId, consents }: { name: Switch; caseId: string; consents: readonly Consent[] }): ReactNode {
  const { t } = useText();
  const [isAsking, setAsking] = useState(false);
  const isMany = name === 'sharing' || name === 'contact';
  const here = useAskedHere(caseId, name).filter((id) => !consents.some((one) => one.id === id));
  const hasOpen = here.length > 0 || consents.some((one) => one.state === 'requested' || one.state === 'given');
  // Of switches that stand alone only the present answer is shown; the earlier ones stay in the timeline of the case.
  const shown = isMany ? consents : consents.slice(0, 1);
  return (
    <Panel title={t(`consents.switch.${name}`)} level={3}>
      <p className="quiet">{t(`consents.switch.${name}.help`)}</p>
      {shown.length === 0 && here.length === 0 && <p>{t('consents.never-asked')}</p>}
      {here.map((id) => <OnItsWay key={id} consentId={id} />)}
      {shown.map((one) => <ConsentLine key={one.id} consent={one} />)}
      {(isMany || !hasOpen) && <div><Button size="small" icon="plus" onPress={() => setAsking(true)}>{t(shown.length === 0 ? 'consents.ask' : isMany ? 'consents.ask-another' : 'consents.ask-again')}</Button></div>}
      {isAsking && <AskDialog name={name} caseId={caseId} onClose={() => setAsking(false)} />}
    </Panel>
  );
}

/** Who received something, ever: the list to go through when the person changes their mind. */
function Recipients({ caseId }: { caseId: string }): ReactNode {
  const { t } = useText();
  const list = useQuery(recipientsOf(caseId));
  return (
    <Panel title={t('consents.recipients')} of="case" actions={<LinkButton size="small" icon="print" href={`/cases/${caseId}/consents`}>{t('consents.record.open')}</LinkButton>}>
      {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && <p className="quiet">{t('consents.recipients.none')}</p>}
      {list.data && list.data.items.length > 0 && <RecipientLines items={list.data.items} />}
    </Panel>
  );
}
