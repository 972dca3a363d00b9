import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../../kernel/ui/Notice.tsx';
import { Columns, Panel, Row } from '../../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../../kernel/ui/SafeText.tsx';
import { KeyValues } from '../../../../kernel/ui/Tag.tsx';
import { useDeed } from '../../../../kernel/ui/useDeed.ts';
import type { Outing } from '../../contract.ts';
import { ContactLines } from '../ContactLines.tsx';
import { contactsOf, summaryOf } from '../queries.ts';
import { Diary, OutingConflicts } from './Diary.tsx';
import { stopsShown, useOutingFields } from './fields.ts';
import { LanguagesMissing, MoveWithReason, StopOutcomeField, Stops, WhoAndWhat } from './parts.tsx';

/** Back again: what it came to, the diary, what was given; and the paper of it. */
export function Afterwards({ outing }: { outing: Outing }): ReactNode {
  const { t } = useText();
  const contacts = useQuery(contactsOf('outingId', outing.id));
  const deed = useDeed([['outreach']]);
  const fields = useOutingFields(outing.id);
  return (
    <>
      <Figures outing={outing} />
      <OutingConflicts outing={outing} fields={fields} />
      <Columns>
        {outing.state === 'closed' ? <Written outing={outing} /> : <Diary outing={outing} fields={fields} />}
        <Panel title={t('outreach.way.contacts', { count: outing.contacts })} of="team"><ContactLines contacts={contacts.data?.items ?? []} /></Panel>
        <Panel title={t('outreach.outing.stops')} of="team"><Stops stops={stopsShown(outing, fields)}>{outing.state === 'closed' ? undefined : (stop) => <StopOutcomeField stop={stop} fields={fields} />}</Stops></Panel>
        <Panel title={t('outreach.outing.plan')} of="team"><WhoAndWhat outing={outing} /></Panel>
      </Columns>
      {deed.error && <ProblemPanel problem={deed.error} />}
      <Row>
        {outing.moves.includes('close') && <Button kind="primary" icon="check" isPending={deed.isPending} onPress={() => deed.mutate({ method: 'post', path: `/api/outings/${outing.id}/moves`, body: { id: newId(), move: 'close' } })}>{t('outreach.move.close')}</Button>}
        <LinkButton icon="print" href={`/api/outings/${outing.id}/diary-paper`} target="_blank">{t('outreach.diary.print')}</LinkButton>
        <MoveWithReason outing={outing} move="go-back-out" />
        <MoveWithReason outing={outing} move="reopen" />
      </Row>
    </>
  );
}

/** The outing in sentences. */
function Figures({ outing }: { outing: Outing }): ReactNode {
  const { t, formatNumber, formatList, languageName } = useText();
  const summary = useQuery(summaryOf(outing.id));
  if (!summary.data) return summary.error ? <ProblemPanel problem={summary.error} onRetry={() => void summary.refetch()} /> : null;
  const { counts, minutes, contactsPerHour, languagesMissing, materials } = summary.data;
  return (
    <Panel title={t('outreach.summary.title')} of="team">
      <p className="street-sentence">{t('outreach.summary.words', { contacts: counts.contacts, people: counts.people, women: counts.women, hours: minutes === null ? '' : formatNumber(minutes / 60, { maximumFractionDigits: 1 }), hasHours: minutes === null ? 'no' : 'yes' })}</p>
      <KeyValues items={[
        { key: 'per-hour', label: t('outreach.summary.per-hour'), value: contactsPerHour === null ? '—' : formatNumber(contactsPerHour, { maximumFractionDigits: 1 }) },
        { key: 'new', label: t('outreach.summary.new'), value: counts.newFaces },
        { key: 'minors', label: t('outreach.summary.minors'), value: counts.possiblyMinors },
        { key: 'languages', label: t('outreach.summary.languages'), value: counts.languages.length === 0 ? '—' : formatList(counts.languages.map(({ language, people }) => `${languageName(language)} ${people}`)) },
        { key: 'needs', label: t('outreach.summary.needs'), value: counts.needs.length === 0 ? '—' : formatList(counts.needs.map(({ need, contacts }) => `${t(`outreach.need.${need}`)} ${contacts}`)) },
        { key: 'became', label: t('outreach.summary.became'), value: t('outreach.summary.became.words', counts.outcomes) },
      ]} />
      {materials.length > 0 && (
        <table className="street-table">
          <caption>{t('outreach.summary.materials')}</caption>
          <thead><tr>{['what', 'planned', 'given', 'noted'].map((head) => <th key={head} scope="col">{t(`outreach.summary.materials.${head}`)}</th>)}</tr></thead>
          <tbody>{materials.map((one) => <tr key={`${one.kind}-${one.language ?? ''}`}><th scope="row">{t(`outreach.material.${one.kind}`)}{one.language !== null && ` · ${languageName(one.language)}`}</th><td>{one.planned}</td><td>{one.given}</td><td>{one.noted}</td></tr>)}</tbody>
        </table>
      )}
      <LanguagesMissing missing={languagesMissing.map(({ language }) => language)} />
    </Panel>
  );
}

function Written({ outing }: { outing: Outing }): ReactNode {
  const { t } = useText();
  return (
    <Panel title={t('outreach.diary.title')} of="team">
      <KeyValues compact items={[
        { key: 'weather', label: t('outreach.diary.weather'), value: <SafeText>{outing.weather || '—'}</SafeText> },
        { key: 'kilometres', label: t('outreach.diary.kilometres'), value: outing.kilometres ?? '—' },
        { key: 'incidents', label: t('outreach.diary.incidents'), value: <SafeText>{outing.incidents || '—'}</SafeText> },
        { key: 'diary', label: t('outreach.diary.words'), value: <SafeText>{outing.diary || '—'}</SafeText> },
      ]} />
    </Panel>
  );
}
