import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { italianDay } from '../../../kernel/italian-day.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Family, FamilyMember, Heading, Relation } from '../contract.ts';
import { AddRelation } from './AddRelation.tsx';
import { FamilyTree } from './FamilyTree.tsx';
import { spokenCode } from './words.ts';
import './persons.css';

/** Who is what to the person, drawn and in a list, and with whom they are housed. */
export function FamilyPanel({ heading }: { heading: Heading }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ['persons', heading.id, 'family'], queryFn: ({ signal }) => api.get<Family>(`/api/persons/${heading.id}/family`, { signal }) });
  const change = useMutation({
    mutationFn: (call: () => Promise<unknown>) => call(),
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'persons' && queryKey[2] === 'family' }),
  });
  const run = (call: () => Promise<unknown>): void => change.mutate(call);
  const isAlone = data?.members.some((member) => member.isMinor === true && member.hasGuardian === false) ?? false;
  return (
    <Panel title={t('persons.family')} of="case" actions={<Button size="small" icon="plus" onPress={() => setAdding(true)}>{t('persons.family.add')}</Button>}>
      <p className="quiet small">{t('persons.family.lead')}</p>
      {error && <ProblemPanel problem={error} onRetry={() => void refetch()} />}
      {change.error && <ProblemPanel problem={change.error} />}
      {!data && !error && <Skeleton lines={2} />}
      {isAlone && <Notice tone="danger" title={t('persons.family.no-guardian')}>{t('persons.family.no-guardian-help')}</Notice>}
      {data?.relations.length === 0 && <p className="quiet">{t('persons.family.none')}</p>}
      {data && data.relations.length > 0 && (
        <>
          <FamilyTree code={heading.code} relations={data.relations} />
          <ul className="persons-lines">{data.relations.map((relation) => <li key={relation.id}><RelationLine relation={relation} family={data} heading={heading} run={run} /></li>)}</ul>
        </>
      )}
      {data && data.members.length > 0 && <Unit family={data} run={run} />}
      {isAdding && <AddRelation personId={heading.id} onClose={() => setAdding(false)} onDone={() => void refetch()} />}
    </Panel>
  );
}

type Run = (call: () => Promise<unknown>) => void;

function RelationLine({ relation, family, heading, run }: { relation: Relation; family: Family; heading: Heading; run: Run }): ReactNode {
  const { t, formatDate } = useText();
  const { id, code, personId } = relation;
  const isTogether = family.members.some((member) => member.personId !== null && member.personId === personId);
  const [unitId] = useState(() => newId());
  const join = (): void => run(() => api.post(`/api/families/${family.unitId ?? unitId}/members`, { body: { memberId: newId(), headId: heading.id, personId } }));
  return (
    <Stack gap="small">
      <Row>
        <strong>{code === null ? <PrivateText>{relation.words}</PrivateText> : spokenCode(code)}</strong>
        <span>{t(`persons.family.kind.${relation.kind}`)}</span>
        {relation.avoid === true && <Tag tone="danger">{t('persons.family.avoid')}</Tag>}
        <span className="quiet small">
          {[t(`persons.family.basis.${relation.basis}`), relation.since ? t('persons.family.from', { on: formatDate(relation.since) }) : '', relation.until ? t('persons.family.until', { on: formatDate(relation.until) }) : '', relation.isHere ? '' : t('persons.family.from-other')].filter(Boolean).join(' · ')}
        </span>
      </Row>
      <Row>
        {relation.caseId && <LinkButton size="small" icon="document" href={`/cases/${relation.caseId}?tab=person`}>{t('persons.family.open')}</LinkButton>}
        {code !== null && personId !== null && !isTogether && relation.until === null && <Button size="small" icon="home" onPress={join}>{t('persons.family.together', { code: spokenCode(code) })}</Button>}
        {relation.isHere && relation.until === null && <Button size="small" kind="quiet" onPress={() => run(async () => { await api.post(`/api/relations/${id}/end`, { body: { on: italianDay(new Date()) } }); toast.say(t('persons.family.ended')); })}>{t('persons.family.end')}</Button>}
        {relation.avoid !== null && <Button size="small" kind="quiet" icon="shield" onPress={() => run(() => api.post(`/api/relations/${id}/risk`, { body: { id: newId(), avoid: relation.avoid !== true } }))}>{t(relation.avoid ? 'persons.family.avoid-lift' : 'persons.family.avoid-set')}</Button>}
      </Row>
    </Stack>
  );
}

function Unit({ family, run }: { family: Family; run: Run }): ReactNode {
  const { t } = useText();
  const [leaving, setLeaving] = useState<FamilyMember | null>(null);
  return (
    <Panel title={t('persons.family.unit')} level={3} tone="quiet">
      <p className="quiet small">{t('persons.family.together-help')}</p>
      <ul className="persons-lines">
        {family.members.map((member, n) => (
          <li key={member.personId ?? n}>
            <Row>
              <strong>{member.code === null ? t('persons.family.someone') : spokenCode(member.code)}</strong>
              {member.isHead && <Tag tone="info" icon="home">{t('persons.family.head')}</Tag>}
              {member.personId !== null && <Button size="small" kind="quiet" onPress={() => setLeaving(member)}>{t('persons.family.leave')}</Button>}
            </Row>
          </li>
        ))}
      </ul>
      {leaving && (
        <ReasonDialog
          title={t('persons.family.leave')}
          isOpen
          minLength={3}
          onClose={() => setLeaving(null)}
          confirm={t('persons.family.leave')}
          onConfirm={(reason) => { run(() => api.post(`/api/families/${family.unitId}/leave`, { body: { personId: leaving.personId, reason } })); setLeaving(null); }}
        >
          {t('persons.family.leave-help')}
        </ReasonDialog>
      )}
    </Panel>
  );
}
