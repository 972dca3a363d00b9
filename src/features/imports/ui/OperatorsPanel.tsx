import { type ReactNode, useState } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { ImportDetail } from '../wire.ts';
import { useChange } from './queries.ts';

const NOBODY = 'nobody';

/** Whom the register means by "Giulia": suggested where one colleague bears the name, and true only once the coordinator has said so. */
export function OperatorsPanel({ detail }: { detail: ImportDetail }): ReactNode {
  const { t } = useText();
  const change = useChange(detail.id);
  const [picked, setPicked] = useState<Readonly<Record<string, string>>>({});
  const choices = [{ value: NOBODY, label: t('imports.operators.nobody') }, ...detail.members.map((member) => ({ value: member.id, label: `${member.name} · ${t(`role.${member.role}`)}` }))];
  const valueOf = (one: ImportDetail['operators'][number]): string | null => picked[one.word] ?? (one.said === undefined ? one.suggested : (one.said ?? NOBODY));
  const answered = detail.operators.flatMap((one) => {
    const value = valueOf(one);
    return value === null ? [] : [{ word: one.word, memberId: value === NOBODY ? null : value }];
  });
  const isKept = Object.keys(picked).length === 0 && detail.operators.some((one) => one.said !== undefined) && detail.operators.every((one) => one.said !== undefined || one.suggested === null);
  return (
    <Panel title={t('imports.operators.title')} actions={isKept ? <Tag tone="good" icon="check">{t('imports.operators.kept')}</Tag> : undefined}>
      <Stack>
        <p className="quiet">{t('imports.operators.lead')}</p>
        {change.error && <ProblemPanel problem={change.error} />}
        <div className="import-operators">
          {detail.operators.map((one) => (
            <Select key={one.word} label={t('imports.operators.word', { word: one.word, rows: one.rows })} value={valueOf(one)} placeholder={t('imports.operators.unanswered')}
              hint={one.said === undefined && one.suggested !== null && picked[one.word] === undefined ? t('imports.operators.suggested') : undefined}
              onChange={(value) => setPicked({ ...picked, [one.word]: value ?? NOBODY })} choices={choices} />
          ))}
        </div>
        {!isKept && detail.state === 'checked' && (
          <Row end><Button isPending={change.isPending} isDisabled={answered.length === 0} onPress={() => change.mutate({ kind: 'operators', words: answered, version: detail.version }, { onSuccess: () => setPicked({}) })}>{t('imports.operators.confirm')}</Button></Row>
        )}
      </Stack>
    </Panel>
  );
}
