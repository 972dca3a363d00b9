import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { RecoveryCodes as Codes, RecoveryState } from '../../../kernel/identity/contract.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row } from '../../../kernel/ui/Panel.tsx';
import { NeverPrinted } from '../../../kernel/ui/SafeText.tsx';

/** Ten codes for paper, each a second factor once: for the day when the telephone is lost. Shown this once. */
export function RecoveryCodes({ onDone }: { onDone?: () => void }): ReactNode {
  const { t, formatDate } = useText();
  const client = useQueryClient();
  const state = useQuery({ queryKey: ['account', 'recovery'], queryFn: ({ signal }) => api.get<RecoveryState>('/api/account/recovery-codes', { signal }) });
  const make = useMutation({
    mutationFn: () => api.post<Codes>('/api/account/recovery-codes'),
    onSuccess: () => client.invalidateQueries({ queryKey: ['account', 'recovery'] }),
  });
  if (make.data) {
    return (
      <div className="stack">
        <Notice tone="good" live title={t('shell.recovery.shown')}>{t('shell.recovery.keep')}</Notice>
        <ul className="recovery-codes" aria-label={t('shell.recovery')}>{make.data.codes.map((code) => <li key={code}><code className="secret-code">{code}</code></li>)}</ul>
        <NeverPrinted>
          <Row>
            <Button icon="print" onPress={() => window.print()}>{t('shell.recovery.print')}</Button>
            {onDone && <Button kind="primary" onPress={onDone}>{t('shell.recovery.done')}</Button>}
          </Row>
        </NeverPrinted>
      </div>
    );
  }
  return (
    <div className="stack">
      <p>{t('shell.recovery.why')}</p>
      {state.data?.since && <p className="quiet">{t('shell.recovery.left', { left: state.data.left, day: formatDate(state.data.since) })}</p>}
      {make.error && <ProblemPanel problem={make.error} />}
      <Row>
        <Button icon="document" isPending={make.isPending} onPress={() => make.mutate()}>{t(state.data?.since ? 'shell.recovery.again' : 'shell.recovery.make')}</Button>
        {onDone && <Button kind="quiet" onPress={onDone}>{t('shell.recovery.later')}</Button>}
      </Row>
    </div>
  );
}
