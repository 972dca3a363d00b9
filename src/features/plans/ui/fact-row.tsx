import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { Fact } from '../contract.ts';
import { dayIn, type ProfileField } from '../domain.ts';
import { FactForm } from './fact-form.tsx';
import { sourceOf, wordsOf } from './fact-words.ts';
import { useChange, useHistory } from './queries.ts';

export interface FactRowProps {
  readonly caseId: string;
  readonly field: ProfileField;
  readonly fact: Fact;
  readonly earlier: number;
}

/** A field: what is known, and close by the touch that confirms it, corrects it, or tells where it comes from. */
export function FactRow({ caseId, field, fact, earlier }: FactRowProps): ReactNode {
  const text = useText();
  const { t, formatDate } = text;
  const [isEdited, setEdited] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const confirm = useChange(caseId, 'profile');
  const label = t(`plans.field.${field.key}`);
  const words = wordsOf(field, fact.value, text);
  const isFresh = dayIn(new Date(fact.confirmed?.at ?? fact.createdAt)) === dayIn(new Date());

  if (isEdited) return <div className="fact fact-edited"><dt className="only-heard">{label}</dt><dd><FactForm caseId={caseId} field={field} fact={fact} episodeId={fact.episodeId} onDone={() => setEdited(false)} /></dd></div>;
  return (
    <div className="fact">
      <dt>{label}</dt>
      <dd>
        {words === undefined ? <span className="quiet">{t('plans.profile.unknown')}</span> : <SafeText>{words}</SafeText>}
        {fact.dueOn && <span className="fact-due">{t(`plans.due.${field.due ?? 'term'}`)} {formatDate(fact.dueOn)}{fact.rung && <> <Tag tone="late" icon="clock">{t(`plans.rung.${fact.rung}`)}</Tag></>}</span>}
        {fact.confirmed && <span className="fact-small">{t('plans.profile.confirmed', { date: formatDate(fact.confirmed.at), name: fact.confirmed.by.name })}</span>}
        {isOpen && <Provenance caseId={caseId} field={field} fact={fact} earlier={earlier} />}
        {confirm.error && <ProblemPanel problem={confirm.error} />}
      </dd>
      <dd className="fact-actions never-printed">
        {fact.value !== null && !isFresh && (
          <Button kind="quiet" size="small" icon="check" iconOnly isPending={confirm.isPending} onPress={() => confirm.mutate({ method: 'post', path: `/api/facts/${fact.id}/confirmations`, body: {} })}>
            {t('plans.profile.confirm-about', { field: label })}
          </Button>
        )}
        <Button kind="quiet" size="small" icon="info" iconOnly aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>{t('plans.profile.details-about', { field: label })}</Button>
        <Button kind="quiet" size="small" icon={words === undefined ? 'plus' : 'edit'} iconOnly onPress={() => setEdited(true)}>{t('plans.profile.edit-about', { known: words !== undefined, field: label })}</Button>
      </dd>
    </div>
  );
}

/** Where a fact comes from, and what stood there before. */
function Provenance({ caseId, field, fact, earlier }: { caseId: string; field: ProfileField; fact: Fact; earlier: number }): ReactNode {
  const text = useText();
  const history = useHistory(caseId, field.key, fact.episodeId, earlier > 0);
  const before = history.data?.items.filter((one) => one.id !== fact.id) ?? [];
  return (
    <span className="fact-small">
      {sourceOf(fact, text)}
      {before.length > 0 && (
        <span className="fact-history">
          {before.map((one) => (
            <span key={one.id}><SafeText>{wordsOf(field, one.value, text) ?? text.t('plans.profile.taken-back')}</SafeText> — {sourceOf(one, text)}</span>
          ))}
        </span>
      )}
      {history.error && <ProblemPanel problem={history.error} />}
    </span>
  );
}
