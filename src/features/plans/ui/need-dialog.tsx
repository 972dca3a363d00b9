import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { NeedDomain } from '../contract.ts';
import type { NeedCourse } from '../domain.ts';
import { useChange, usePlanReference } from './queries.ts';

export interface NeedDialogProps {
  readonly caseId: string;
  /** Already chosen when an earlier reading is read again. */
  readonly domain: NeedDomain | null;
  readonly courses: readonly NeedCourse[];
  readonly onClose: () => void;
}

const levels = ['0', '1', '2', '3', '4'] as const;
const priorities = ['1', '2', '3', '4', '5'] as const;

/** A new reading of a need: the level beside the words it is anchored to, and how much it matters to the person. */
export function NeedDialog({ caseId, domain: given, courses, onClose }: NeedDialogProps): ReactNode {
  const { t, language } = useText();
  const reference = usePlanReference();
  const change = useChange(caseId, 'needs');
  const [id] = useState(() => newId());
  const [domain, setDomain] = useState(given);
  const latest = courses.find((course) => course.domain === domain)?.latest;
  const [level, setLevel] = useState<(typeof levels)[number] | null>(null);
  const [priority, setPriority] = useState<(typeof priorities)[number] | null>(priorities.find((one) => Number(one) === latest?.ownPriority) ?? null);
  const [words, setWords] = useState('');
  const anchors = reference.data?.anchors.find((one) => one.domain === domain);

  async function save(): Promise<void> {
    if (domain === null || level === null) return;
    await change.mutateAsync({ method: 'put', path: `/api/needs/${id}`, body: { caseId, domain, level: Number(level), ownPriority: priority === null ? null : Number(priority), words, replaces: latest?.id ?? null } });
    onClose();
  }

  return (
    <Dialog
      title={t(given ? 'plans.needs.reread' : 'plans.needs.add')}
      isOpen
      onClose={onClose}
      actions={<Button kind="primary" isDisabled={domain === null || level === null} isPending={change.isPending} onPress={() => void save().catch(() => undefined)}>{t('plans.needs.save')}</Button>}
    >
      <Select label={t('plans.needs.domain')} value={domain} onChange={setDomain} choices={NeedDomain.options.map((one) => ({ value: one, label: t(`plans.need.${one}`) }))} />
      {domain !== null && (
        <ChoiceChips
          label={t('plans.needs.level')}
          hint={anchors?.levels.some((one) => one.proposal) ? t('plans.needs.proposal') : undefined}
          value={level}
          onChange={setLevel}
          choices={levels.map((one) => ({ value: one, label: `${one} · ${anchors?.levels[Number(one)]?.text[language === 'it' ? 'it' : 'en'] ?? t(`plans.level.${one}`)}` }))}
        />
      )}
      <ChoiceChips label={t('plans.needs.priority')} hint={t('plans.needs.priority-hint')} value={priority} onChange={setPriority} choices={priorities.map((one) => ({ value: one, label: one }))} />
      <TextArea label={t('plans.needs.words')} rows={2} maxLength={500} value={words} onChange={setWords} />
      {change.error && <ProblemPanel problem={change.error} />}
    </Dialog>
  );
}
