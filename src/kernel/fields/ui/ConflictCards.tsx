import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.tsx';
import { Button } from '../../ui/Button.tsx';
import { Notice, ProblemPanel } from '../../ui/Notice.tsx';
import { Panel, Row, Stack } from '../../ui/Panel.tsx';
import { OwnWords } from '../../ui/SafeText.tsx';
import { TextArea } from '../../ui/TextField.tsx';
import type { FieldConflict, FieldsNow } from '../contract.ts';
import type { FieldEdits } from './useFieldEdits.ts';
import './fields.css';

export interface ConflictCardsProps {
  readonly now: FieldsNow;
  readonly edits: FieldEdits;
  /** The name of a field in words. */
  readonly labelOf: (field: string) => string;
  /** A value in words; words themselves when absent. */
  readonly wordsOf?: (field: string, value: unknown) => string;
  /** Fields of free words, where a third text can be written. */
  readonly isText?: (field: string) => boolean;
  /** Whether whoever looks may choose: they may edit the record. */
  readonly mayDecide: boolean;
}

const everyField = (): boolean => true;
const plainWords = (_field: string, value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));

/** Two people wrote something else into one field, neither having seen the other: both values, who and when, and the choice. Nothing when there is no question. */
export function ConflictCards({ now, edits, labelOf, wordsOf = plainWords, isText = everyField, mayDecide }: ConflictCardsProps): ReactNode {
  const { t } = useText();
  if (now.conflicts.length === 0) return null;
  return (
    <Panel title={t('fields.conflicts.title')}>
      <Stack>
        <p className="quiet">{t('fields.conflicts.help')}</p>
        {now.conflicts.map((conflict) => (
          <Card key={conflict.id} conflict={conflict} now={now} edits={edits} label={labelOf(conflict.field)} words={(value) => wordsOf(conflict.field, value)} isText={isText(conflict.field)} mayDecide={mayDecide} />
        ))}
      </Stack>
    </Panel>
  );
}

interface CardProps {
  readonly conflict: FieldConflict;
  readonly now: FieldsNow;
  readonly edits: FieldEdits;
  readonly label: string;
  readonly words: (value: unknown) => string;
  readonly isText: boolean;
  readonly mayDecide: boolean;
}

function Card({ conflict, now, edits, label, words, isText, mayDecide }: CardProps): ReactNode {
  const { t, formatDateTime } = useText();
  const standing = now.fields[conflict.field];
  const [third, setThird] = useState<string | null>(null);
  const [isChosen, setChosen] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const choose = async (choice: 'standing' | 'offered' | 'other'): Promise<void> => {
    try {
      await edits.decide(conflict.id, conflict.field, choice, third ?? undefined);
      setChosen(true);
    } catch (error) {
      setProblem(error);
    }
  };
  const both = `${words(standing?.value)}\n\n${words(conflict.value)}`;
  return (
    <section className="conflict" aria-label={t('fields.conflict.of', { field: label })}>
      <h3>{label}</h3>
      <div className="conflict-sides">
        <div>
          <strong>{t('fields.conflict.standing')}</strong>
          <OwnWords>{words(standing?.value) || t('fields.conflict.empty')}</OwnWords>
          {standing?.by && standing.at && <span className="quiet small">{t('fields.conflict.by', { name: standing.by.name, at: formatDateTime(standing.at) })}</span>}
          {mayDecide && !isChosen && third === null && <Button size="small" onPress={() => void choose('standing')}>{t('fields.conflict.keep')}</Button>}
        </div>
        <div>
          <strong>{t('fields.conflict.offered')}</strong>
          <OwnWords>{words(conflict.value) || t('fields.conflict.empty')}</OwnWords>
          <span className="quiet small">{t('fields.conflict.by', { name: conflict.by.name, at: formatDateTime(conflict.notedAt) })}</span>
          {mayDecide && !isChosen && third === null && <Button size="small" onPress={() => void choose('offered')}>{t('fields.conflict.take')}</Button>}
        </div>
      </div>
      {problem !== null && <ProblemPanel problem={problem} />}
      {isChosen && <Notice tone="good" live>{t('fields.conflict.chosen')}</Notice>}
      {mayDecide && !isChosen && isText && third === null && <Row><Button size="small" kind="quiet" icon="edit" onPress={() => setThird(both)}>{t('fields.conflict.third')}</Button></Row>}
      {third !== null && !isChosen && (
        <Stack gap="small">
          <TextArea label={t('fields.conflict.third.label')} value={third} onChange={setThird} />
          <Row><Button size="small" kind="primary" onPress={() => void choose('other')}>{t('fields.conflict.third.keep')}</Button><Button size="small" kind="quiet" onPress={() => setThird(null)}>{t('ui.cancel')}</Button></Row>
        </Stack>
      )}
    </section>
  );
}
