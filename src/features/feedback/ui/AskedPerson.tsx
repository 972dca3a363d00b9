import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { Label } from 'react-aria-components/Label';
import { directionOf } from '../../../kernel/i18n/languages.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { gate } from '../../../kernel/ui/gate.ts';
import { type Satisfaction, SatisfactionQuestion } from '../contract.ts';
import { type FormWords, hasAnswer } from '../domain.ts';
import { Face } from './Face.tsx';

const nothing: Satisfaction = { understood: null, respected: null, helped: null };

/**
 * The screen while the person holds it: three questions over everything else, in their language and direction. It is given back locked, so that
 * whoever holds it finds no way into the program.
 */
export function AskedPerson({ language, words, onGivenBack }: { language: string; words: FormWords; onGivenBack: () => void }): ReactNode {
  const { t, language: shown } = useText();
  // Random, of version 4: one that is made of the hour would keep the hour.
  const [id] = useState(() => crypto.randomUUID());
  const [given, setGiven] = useState<Satisfaction>(nothing);
  const [isOver, setOver] = useState(false);
  const sent = useMutation({ mutationFn: () => api.put(`/api/satisfaction-answers/${id}`, { body: given }), onSuccess: () => setOver(true) });
  const giveBack = (): void => {
    gate.close('locked');
    // Out of reach the server locks by itself after the idle time; the cover is over the screen already.
    api.post('/api/session/lock').catch(() => undefined);
    onGivenBack();
  };
  return (
    <ModalOverlay className="overlay asked-overlay" isOpen isKeyboardDismissDisabled>
      <Modal className="asked">
        <Dialog className="asked-page" lang={language} dir={directionOf(language)}>
          <Heading slot="title" level={2}>{isOver ? words.thanks : words.title}</Heading>
          {isOver ? (
            <>
              <GiveBack words={words.giveBack} />
              <div lang={shown} dir="ltr"><Button icon="lock" size="large" onPress={giveBack}>{t('feedback.take-back')}</Button></div>
            </>
          ) : (
            <>
              <p>{words.promise}</p>
              {SatisfactionQuestion.options.map((question) => (
                <RadioGroup key={question} className="asked-question" orientation="horizontal" value={given[question]?.toString() ?? null} onChange={(value) => setGiven({ ...given, [question]: Number(value) })}>
                  <Label className="asked-label">{words.questions[question]}</Label>
                  <div className="asked-faces">{words.faces.map((face, at) => <Radio key={face} value={String(at + 1)} className="asked-face"><Face of={at + 1} /><span>{face}</span></Radio>)}</div>
                </RadioGroup>
              ))}
              {sent.error && <p role="alert">{words.failed}</p>}
              <div className="row">
                <Button kind="primary" size="large" isDisabled={!hasAnswer(given)} isPending={sent.isPending} onPress={() => sent.mutate()}>{words.send}</Button>
                <Button size="large" onPress={() => setOver(true)}>{words.decline}</Button>
              </div>
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The buttons are gone: who hears the screen hears this instead. */
function GiveBack({ words }: { words: string }): ReactNode {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => { line.current?.focus(); }, []);
  return <p ref={line} tabIndex={-1}>{words}</p>;
}
