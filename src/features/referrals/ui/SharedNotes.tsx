import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { Timeline } from '../../../kernel/ui/Timeline.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { goesOnItsOwn } from '../../../kernel/ui/useDeed.ts';
import { Going, type Message, type Together } from '../contract.ts';
import { useDeed } from './queries.ts';

export interface SharedNotesProps {
  readonly path: string;
  readonly messages: readonly Message[];
  readonly together: Together | null;
  /** Both follow the person now. */
  readonly isOpen: boolean;
  /** The sender may write down what the programme told by telephone. */
  readonly isOurs: boolean;
  readonly level?: 2 | 3;
}

/** The time in which both follow the person: two or three words each, so that nobody has to guess how it goes. */
export function SharedNotes({ path, messages, together, isOpen, isOurs, level = 3 }: SharedNotesProps): ReactNode {
  const { t, formatDate } = useText();
  const [id, setId] = useState(() => newId());
  const [going, setGoing] = useState<Going | null>(null);
  const [words, setWords] = useState('');
  const [heard, setHeard] = useState(false);
  const write = useDeed<unknown>();
  const notes = messages.filter((one) => one.going !== null);
  if (!isOpen && notes.length === 0) return null;
  const send = (): void => write.mutate({ method: 'post', path, body: { id, words, going, heard } }, { onSuccess: () => { setWords(''); setGoing(null); setHeard(false); setId(newId()); },
    ...goesOnItsOwn(() => setId(newId())),
  });
  return (
    <Panel level={level} title={t('referrals.together')} of="shared">
      <Stack>
        {together?.until && <p>{t(isOpen ? 'referrals.together.until' : 'referrals.together.was', { day: formatDate(together.until) })}</p>}
        {notes.length === 0
          ? <p className="quiet">{t('referrals.together.none')}</p>
          : <Timeline label={t('referrals.together')} items={notes.map((one) => ({
              id: one.id, at: one.at, icon: 'note', title: t(`referrals.going.${one.going ?? 'not-said'}`), by: t(one.heard ? 'referrals.together.heard-by' : 'referrals.together.by', { name: one.by, organisation: one.organisation }), body: <SafeText block>{one.words}</SafeText>,
            }))} />}
        {isOpen && (
          <>
            <ChoiceChips<Going> label={t('referrals.together.going')} isRequired value={going} onChange={setGoing} choices={Going.options.map((value) => ({ value, label: t(`referrals.going.${value}`) }))} />
            <TextArea label={t('referrals.together.write')} hint={t('referrals.together.hint')} rows={2} maxLength={2_000} value={words} onChange={setWords} />
            {isOurs && <Checkbox value={heard} onChange={setHeard}>{t('referrals.together.heard')}</Checkbox>}
            {write.error && <ProblemPanel problem={write.error} />}
            <Row end><Button icon="note" isDisabled={words.trim() === '' || going === null} isPending={write.isPending} onPress={send}>{t('referrals.together.send')}</Button></Row>
          </>
        )}
      </Stack>
    </Panel>
  );
}
