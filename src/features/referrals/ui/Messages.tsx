import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { Timeline } from '../../../kernel/ui/Timeline.tsx';
import { goesOnItsOwn } from '../../../kernel/ui/useDeed.ts';
import type { Message } from '../contract.ts';
import { useDeed } from './queries.ts';

/** What the two sides write to each other on a referral. For times, papers and places; never for clinical matters. */
export function Messages({ path, messages, isOpen }: { path: string; messages: readonly Message[]; isOpen: boolean }): ReactNode {
  const { t } = useText();
  const [id, setId] = useState(() => newId());
  const [words, setWords] = useState('');
  const write = useDeed<unknown>();
  const plain = messages.filter((one) => one.going === null);
  const send = (): void => write.mutate({ method: 'post', path, body: { id, words } }, { onSuccess: () => { setWords(''); setId(newId()); },
    ...goesOnItsOwn(() => setId(newId())),
  });
  return (
    <Panel level={3} title={t('referrals.messages')} tone="quiet">
      <Stack>
        {plain.length === 0
          ? <p className="quiet">{t('referrals.messages.none')}</p>
          : <Timeline label={t('referrals.messages')} items={plain.map((one) => ({ id: one.id, at: one.at, icon: 'note', title: one.mine ? t('referrals.messages.me') : one.by, by: one.organisation, body: <SafeText block>{one.words}</SafeText> }))} />}
        {isOpen && (
          <>
            <TextArea label={t('referrals.messages.write')} hint={t('referrals.messages.hint')} rows={2} maxLength={2_000} value={words} onChange={setWords} />
            {write.error && <ProblemPanel problem={write.error} />}
            <Row end><Button icon="send" isDisabled={words.trim() === ''} isPending={write.isPending} onPress={send}>{t('referrals.messages.send')}</Button></Row>
          </>
        )}
      </Stack>
    </Panel>
  );
}
