import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { notFreeAt } from './queries.ts';

/** Of those who would sit there, who is taken or away then: said before they are asked, and no hindrance. @param from null while no hour is chosen */
export function NotFreeNotice({ from, minutes, asked }: { from: string | null; minutes: number; asked: readonly { readonly memberId: string; readonly name: string }[] }): ReactNode {
  const { t, formatList } = useText();
  const { data } = useQuery(notFreeAt(from, minutes));
  const named = (why: 'taken' | 'away'): string[] => asked.filter(({ memberId }) => data?.items.some((one) => one.memberId === memberId && one.why === why)).map(({ name }) => name);
  const [taken, away] = [named('taken'), named('away')];
  return (
    <div aria-live="polite">
      {taken.length + away.length > 0 && (
        <Notice tone="late" title={t('conferences.not-free')}>
          {taken.length > 0 && <p>{t('conferences.not-free.taken', { names: formatList(taken) })}</p>}
          {away.length > 0 && <p>{t('conferences.not-free.away', { names: formatList(away) })}</p>}
        </Notice>
      )}
    </div>
  );
}
