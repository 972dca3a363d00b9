import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { goesOnItsOwn } from '../../../kernel/ui/useDeed.ts';
import { HouseholdAnswer, type HouseholdFact } from '../contract.ts';
import { profileField } from '../domain.ts';
import { wordsOf } from './fact-words.ts';
import { useChange, useHousehold } from './queries.ts';

/** What is known from the others of the household, each to be said by this person. Where there is nothing to ask, nothing stands here. */
export function HouseholdPanel({ caseId }: { caseId: string }): ReactNode {
  const { t } = useText();
  const household = useHousehold(caseId);
  if (household.error) return <ProblemPanel problem={household.error} onRetry={() => void household.refetch()} />;
  if (!household.data || household.data.items.length === 0) return null;
  return (
    <Panel title={t('plans.household.title')} of="case">
      <Stack>
        <p className="quiet">{t('plans.household.help')}</p>
        <ul className="household">{household.data.items.map((one) => <Offer key={one.factId} caseId={caseId} one={one} />)}</ul>
      </Stack>
    </Panel>
  );
}

function Offer({ caseId, one }: { caseId: string; one: HouseholdFact }): ReactNode {
  const text = useText();
  const { t, formatDate } = text;
  const deed = useChange(caseId, 'profile');
  const [id, setId] = useState(() => newId());
  const field = profileField(one.field)?.field;
  if (!field) return null;
  const label = t(`plans.field.${one.field}`);
  const own = one.own && wordsOf(field, one.own.value, text);
  const say = (answer: HouseholdAnswer): void => deed.mutate({ method: 'post', path: `/api/cases/${caseId}/household-answers`, body: { id, factId: one.factId, answer, replaces: one.own?.id ?? null } }, { onSuccess: () => toast.say(t('plans.household.kept')), ...goesOnItsOwn(() => setId(newId())) });
  return (
    <li>
      <div><strong>{label}</strong>: <SafeText>{wordsOf(field, one.value, text) ?? ''}</SafeText></div>
      <span className="quiet small">{t('plans.household.from', { code: one.from, date: formatDate(one.learnedOn) })}{own && <> · {t('plans.household.own', { value: own })}</>}</span>
      <Row>
        {HouseholdAnswer.options.map((answer) => (
          <Button key={answer} size="small" kind={answer === 'so' ? 'primary' : 'secondary'} isPending={deed.isPending} aria-label={t('plans.household.said', { field: label, answer: t(`plans.household.${answer}`) })} onPress={() => say(answer)}>{t(`plans.household.${answer}`)}</Button>
        ))}
      </Row>
      {deed.error && <ProblemPanel problem={deed.error} />}
    </li>
  );
}
