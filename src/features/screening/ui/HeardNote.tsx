import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import type { Heard } from '../course.ts';
import { useInstrumentWords } from './words.ts';

/** What another list heard about the same thing. It answers nothing by itself: a colleague confirms it with the person, or asks anew. */
export function HeardNote({ said, onConfirm }: { said: Heard['items'][number]['said']; onConfirm: () => void }): ReactNode {
  const { t, formatDate } = useText();
  const { say } = useInstrumentWords();
  const [first, ...others] = said;
  if (!first) return null;
  return (
    <div className="screening-heard never-printed">
      <span className="small">
        {t('screening.heard', { text: say(first.text), date: formatDate(first.at) })}{' '}
        <TextLink href={`/screenings/${first.screeningId}`}>{say(first.instrument.title)}</TextLink>
        {others.length > 0 && <> {t('screening.heard.others', { count: others.length })}</>}
      </span>
      <Button size="small" icon="check" onPress={onConfirm} aria-label={t('screening.heard.confirm.this', { text: say(first.text) })}>{t('screening.heard.confirm')}</Button>
    </div>
  );
}
