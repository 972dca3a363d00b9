import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { queueActs } from '../../../kernel/offline/ui/theQueue.ts';
import type { Waiting } from '../../../kernel/offline/waiting.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import type { Instrument } from '../contract.ts';
import { answerTo } from '../domain.ts';
import { ChangeAnswers } from '../wire.ts';
import { answersTo } from './answering.ts';
import type { OnDevice } from './critical.ts';
import { twiceAnswered } from './noted.ts';
import { useAnswerWords, useInstrumentWords } from './words.ts';

/** The same questions answered here without a network and otherwise on another device: both stand here, and whoever gave them chooses. */
export function TwiceAnswered({ instrument, onDevice }: { instrument: Instrument; onDevice: OnDevice }): ReactNode {
  return twiceAnswered(onDevice.waiting).map((one) => <Both key={one.id} one={one} instrument={instrument} onDevice={onDevice} />);
}

function Both({ one, instrument, onDevice: { kept } }: { one: Waiting; instrument: Instrument; onDevice: OnDevice }): ReactNode {
  const { t } = useText();
  const { itemInPlace } = useInstrumentWords();
  const wordsOf = useAnswerWords(instrument);
  const change = ChangeAnswers.safeParse(one.body).data;
  // What is chosen goes upon what stands at the server now; what was noted after it follows by itself.
  const choose = useMutation({
    mutationFn: async (mine: boolean) => {
      if (!change) return;
      const before = answersTo(kept, change.answers);
      await queueActs.again(one.id, { ...change, before, answers: mine ? change.answers : before } satisfies ChangeAnswers);
    },
  });
  if (!change) return null;
  return (
    <Notice tone="late" live title={t('screening.twice.title')}>
      <Stack gap="small">
        <ul className="screening-items">
          {Object.entries(change.answers).map(([code, answer]) => (
            <li key={code}>{itemInPlace(instrument, code)}<SafeText block>{t('screening.twice.both', { here: wordsOf(code, answer), there: wordsOf(code, answerTo(kept, code)) })}</SafeText></li>
          ))}
        </ul>
        {choose.error && <ProblemPanel problem={choose.error} />}
        <Row>
          <Button isPending={choose.isPending} onPress={() => choose.mutate(true)}>{t('screening.twice.here')}</Button>
          <Button isPending={choose.isPending} onPress={() => choose.mutate(false)}>{t('screening.twice.there')}</Button>
        </Row>
      </Stack>
    </Notice>
  );
}
