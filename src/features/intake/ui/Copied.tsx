import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Row } from '../../../kernel/ui/Panel.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import './intake.css';

/** Something told once, with a button that copies it; where the browser does not let it, it says so and it is copied by hand. */
export function Copied({ label, words }: { label: string; words: string }): ReactNode {
  const { t } = useText();
  // Without a safe connection a browser has no clipboard at all.
  const copy = async (): Promise<void> => navigator.clipboard.writeText(words);
  return (
    <div>
      <div className="quiet small">{label}</div>
      <code className="report-secret">{words}</code>
      <Row><Button size="small" icon="document" onPress={() => void copy().then(() => toast.say(t('intake.copied')), () => toast.say(t('intake.not-copied')))}>{t('intake.copy')}</Button></Row>
    </div>
  );
}
