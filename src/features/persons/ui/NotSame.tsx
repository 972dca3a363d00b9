import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { spokenCode } from './words.ts';

/** Says that somebody who looks alike is another person; which one is told to who cannot see the list. */
export function NotSame({ code, onNotSame }: { code: string; onNotSame: (code: string) => void }): ReactNode {
  const { t } = useText();
  return <Button size="small" kind="quiet" onPress={() => onNotSame(code)} aria-label={`${t('persons.found.not-same')}: ${spokenCode(code)}`}>{t('persons.found.not-same')}</Button>;
}
