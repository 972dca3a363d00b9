import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { PassableCase } from '../contract.ts';
import { HandoverFields, newTerms, termsAsked } from './handover-fields.tsx';
import { passableOf, receivers, useDeed } from './queries.ts';
import './handovers.css';

/** A whole caseload: one receiver for all, another where it fits better, none for a case that stays. */
export default function NewHandoverScreen(): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const navigate = useNavigate();
  const team = useQuery(receivers);
  const [fromMember, setFrom] = useState<string | null>(hat?.id ?? null);
  const cases = useQuery({ ...passableOf(fromMember ?? ''), enabled: fromMember !== null });
  const [terms, setTerms] = useState(newTerms);
  const [toAll, setToAll] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [ids] = useState(() => ({ bundle: newId(), of: new Map<string, string>() }));
  const propose = useDeed(() => {
    toast.say(t('handovers.proposed'));
    void navigate({ href: '/handovers' });
  });
  const colleagues = (team.data?.items ?? []).filter((one) => one.memberId !== fromMember).map((one) => ({ value: one.memberId, label: `${one.name} — ${t(`role.${one.role}`)}` }));
  const idOf = (caseId: string): string => {
    const known = ids.of.get(caseId) ?? newId();
    ids.of.set(caseId, known);
    return known;
  };
  const receiverOf = (one: PassableCase): string | null => (one.waits ? null : chosen[one.caseId] ?? toAll);
  const given = (cases.data?.items ?? []).flatMap((one) => {
    const toMember = receiverOf(one);
    return toMember && toMember !== 'stays' ? [{ caseId: one.caseId, toMember }] : [];
  });
  const asked = termsAsked(terms);
  const isReady = asked !== null && fromMember !== null && given.length > 0;
  const send = (): void => propose.mutate({ method: 'put', path: `/api/handovers/${ids.bundle}`, body: { ...asked, fromMember, cases: given.map((one) => ({ id: idOf(one.caseId), ...one })) } });
  return (
    <Page title={t('handovers.propose.many')} lead={t('handovers.propose.many.lead')} breadcrumb={<TextLink href="/handovers">{t('handovers.title.all')}</TextLink>}>
      <Stack gap="large">
        <Panel title={t('handovers.who')}>
          <Row>
            {hat?.role === 'coordinator' && <Select label={t('handovers.from')} isRequired canClear={false} value={fromMember} onChange={(id) => { setFrom(id); setChosen({}); }} choices={(team.data?.items ?? []).map((one) => ({ value: one.memberId, label: one.name }))} />}
            <Select label={t('handovers.to-all')} value={toAll} onChange={setToAll} choices={colleagues} />
          </Row>
        </Panel>
        <Panel title={t('handovers.cases')} of="case">
          {cases.error && <ProblemPanel problem={cases.error} onRetry={() => void cases.refetch()} />}
          {cases.isPending && <Skeleton lines={4} />}
          {cases.data?.items.length === 0 && <p className="quiet">{t('handovers.cases.none')}</p>}
          <ul className="handover-lines">
            {cases.data?.items.map((one) => (
              <li key={one.caseId}>
                <Row>
                  <span><TextLink href={`/cases/${one.caseId}`}>{one.code}</TextLink> <span className="quiet small">{t(`cases.state.${one.state}`)}</span> {one.owner && <Tag icon="star">{t('handovers.answers')}</Tag>}</span>
                  {one.waits ? <Tag tone="late">{t('handovers.state.proposed')}</Tag>
                    : <Select label={t('handovers.to-of', { code: one.code })} canClear={false} value={receiverOf(one) ?? 'stays'} onChange={(to) => setChosen({ ...chosen, [one.caseId]: to ?? 'stays' })} choices={[{ value: 'stays', label: t('handovers.stays-here') }, ...colleagues]} />}
                </Row>
              </li>
            ))}
          </ul>
          {cases.data?.more && <p className="quiet">{t('handovers.cases.more')}</p>}
        </Panel>
        <Panel title={t('handovers.terms')}><Stack><HandoverFields terms={terms} onChange={setTerms} /></Stack></Panel>
        {propose.error && <ProblemPanel problem={propose.error} />}
        <Row end><Button kind="primary" isDisabled={!isReady} isPending={propose.isPending} onPress={send}>{t('handovers.propose.count', { count: given.length })}</Button></Row>
      </Stack>
    </Page>
  );
}
