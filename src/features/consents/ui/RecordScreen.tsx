import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { NeverPrinted, SafeText } from '../../../kernel/ui/SafeText.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { LaunchLanguage } from '../../spoken/contract.ts';
import { launchLanguage } from '../../spoken/domain.ts';
import type { ConsentRecord } from '../contract.ts';
import { headerOf, recordOf } from './queries.ts';
import { RecipientLines } from './RecipientLines.tsx';
import { toldName } from './told.ts';
import './consents.css';

/** The record of notice and consents as one sheet: with the code and never a name, and room for signatures. */
export default function RecordScreen(): ReactNode {
  const { t } = useText();
  const { caseId = '' } = useParams({ strict: false });
  const record = useQuery(recordOf(caseId));
  return (
    <Page
      title={t('consents.record.title')} width="reading" breadcrumb={<TextLink href={`/cases/${caseId}?tab=consents`}>{t('consents.record.back')}</TextLink>}
      action={<NeverPrinted><Button kind="primary" icon="print" isDisabled={!record.data} onPress={() => window.print()}>{t('consents.record.print')}</Button></NeverPrinted>}
    >
      <Stack>
        <NeverPrinted><Notice>{t('consents.record.warning')}</Notice></NeverPrinted>
        <NeverPrinted><TakeAway caseId={caseId} /></NeverPrinted>
        {record.error && <ProblemPanel problem={record.error} onRetry={() => void record.refetch()} />}
        {record.isPending && <Skeleton lines={8} />}
        {record.data && <Sheet record={record.data} />}
      </Stack>
    </Page>
  );
}

/** A sheet for the person, in the language they choose; whether it is safe to carry it is asked first. */
function TakeAway({ caseId }: { caseId: string }): ReactNode {
  const { t, languageName } = useText();
  const theirs = (useQuery(headerOf(caseId)).data?.languages ?? []).flatMap((one) => launchLanguage(one) ?? []);
  const [chosen, setChosen] = useState<LaunchLanguage | null>(null);
  const language = chosen ?? theirs[0] ?? 'it';
  return (
    <Panel title={t('consents.take-away')}>
      <Stack gap="small">
        <p className="quiet">{t('consents.take-away.help')}</p>
        <ChoiceChips label={t('consents.take-away.language')} canClear={false} value={language} onChange={setChosen} choices={LaunchLanguage.options.map((one) => ({ value: one, label: languageName(one) }))} />
        <Row><LinkButton icon="export" href={`/api/cases/${caseId}/consents/paper?language=${language}`} download>{t('consents.take-away.pdf')}</LinkButton></Row>
      </Stack>
    </Panel>
  );
}

function Sheet({ record }: { record: ConsentRecord }): ReactNode {
  const { t, formatDateTime, formatDate, languageName } = useText();
  const { account } = useSession();
  return (
    <article className="panel panel-framed consents-sheet">
      <p><strong>{t('consents.record.code', { code: record.code })}</strong></p>
      <p className="small">{t('consents.record.printed', { name: account?.name ?? '', at: formatDateTime(new Date()) })}</p>
      <section>
        <h2>{t('consents.notice')}</h2>
        {record.deliveries.length === 0 && <p>{t('consents.notice.state.to-give')}</p>}
        <ul className="consents-lines">
          {record.deliveries.map((one) => (
            <li key={one.id}>{t('consents.notice.line', { at: formatDateTime(one.at), language: languageName(one.language), number: one.number, means: t(`consents.means.${one.means}`), name: one.by.name })}{one.notedAt && ` · ${t('consents.noted', { noted: formatDateTime(one.notedAt), arrived: formatDateTime(one.at) })}`}{one.mediator && ` · ${t('consents.notice.with', { name: one.mediator.name })}`} · {t(`consents.understood.${one.understood}`)}</li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t('consents.record.answers')}</h2>
        {record.consents.length === 0 && <p>{t('consents.never-asked')}</p>}
        {record.consents.map((one) => <Answer key={one.id} consent={one} />)}
      </section>
      <section>
        <h2>{t('consents.recipients')}</h2>
        {record.recipients.length === 0 ? <p>{t('consents.recipients.none')}</p> : <RecipientLines items={record.recipients} />}
      </section>
      <p className="small">{t('consents.record.rights')}</p>
      <div className="consents-signatures">
        <p>{t('consents.record.person-signs')}</p>
        <p>{t('consents.record.worker-signs', { date: formatDate(new Date()) })}</p>
      </div>
    </article>
  );
}

function Answer({ consent }: { consent: ConsentRecord['consents'][number] }): ReactNode {
  const { t, formatDateTime, formatDate, languageName } = useText();
  const toldIn = (language: string | null): string => ` · ${language === null ? t('consents.told-in.unknown') : t('consents.told-in', { language: languageName(language) })}`;
  const about = [consent.recipient && toldName(t, consent.recipient), consent.purpose && t(`consents.purpose.${consent.purpose}`), consent.channel && t(`consents.channel.${consent.channel}`)].filter(Boolean).join(' · ');
  return (
    <section className="consents-answer">
      <h3>{t(`consents.switch.${consent.switch}`)}{about !== '' && ` · ${about}`}</h3>
      <p>{t(`consents.state.${consent.state}`)}{consent.validUntil && ` · ${t('consents.until', { date: formatDate(consent.validUntil) })}`}</p>
      <ul className="consents-lines small">
        <li>{t('consents.record.asked', { at: formatDateTime(consent.requestedAt), name: consent.requestedBy })}{consent.requestedNotedAt && ` · ${t('consents.noted', { noted: formatDateTime(consent.requestedNotedAt), arrived: formatDateTime(consent.requestedAt) })}`}{toldIn(consent.askedIn)}</li>
        {consent.moves.map((move) => (
          <li key={move.id}>
            {t(`consents.record.move.${move.move}`, { at: formatDateTime(move.at), name: move.by })}
            {move.notedAt && ` · ${t(move.move === 'withdraw' ? 'consents.noted-withdrawal' : 'consents.noted', { noted: formatDateTime(move.notedAt), arrived: formatDateTime(move.at) })}`}
            {(move.move === 'give' || move.move === 'refuse') && toldIn(move.toldIn)}
            {move.drawing !== null && <><br /><img className="consents-drawing" src={move.drawing} alt={t('consents.record.drawing', { at: formatDateTime(move.at) })} /></>}
            {move.evidence && <> · {t(`ui.evidence.${move.evidence}`)}{move.evidenceWords && <>: <SafeText>{move.evidenceWords}</SafeText></>}</>}
          </li>
        ))}
      </ul>
    </section>
  );
}
