import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { asProblem } from '../../../kernel/ui/problems.ts';
import './intake.css';

/** "Manda", and beside it, where a thumb is, why it did not leave. */
export function SendButton({ problem, isPending, onPress }: { problem: unknown; isPending: boolean; onPress: () => void }): ReactNode {
  const { t } = useText();
  return (
    <>
      {problem !== null && <div className="report-not-sent">{asProblem(problem).code === 'offline' ? <Notice tone="late" live title={t('intake.new.offline')}>{t('intake.new.offline.help')}</Notice> : <ProblemPanel problem={problem} />}</div>}
      <Button kind="primary" icon="send" isPending={isPending} onPress={onPress}>{t('intake.new.send')}</Button>
    </>
  );
}
