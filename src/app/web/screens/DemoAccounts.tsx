import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import type { SignInStep } from '../../../kernel/identity/contract.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';

/** The people of the demonstration, all invented, grouped by what they do: one press and one is inside. */
export default function DemoAccounts({ onDone }: { onDone: () => void }): ReactNode {
  const { t } = useText();
  const { demoAccounts = [], demoPassword = '' } = useSession();
  const enter = useMutation({
    mutationFn: (email: string) => api.post<SignInStep>('/api/session', { body: { email, password: demoPassword } }),
    onSuccess: onDone,
  });
  const roles = [...new Set(demoAccounts.map(({ role }) => role))];
  return (
    <section className="panel panel-framed" aria-labelledby="demo-title">
      <div className="panel-head"><h2 id="demo-title">{t('shell.demo.title')}</h2></div>
      <p className="quiet">{t('shell.demo.help')}</p>
      {enter.error && <ProblemPanel problem={enter.error} />}
      <div className="demo-roles">
        {roles.map((role) => (
          <section key={role} className="demo-role" aria-labelledby={`demo-${role}`}>
            <h3 id={`demo-${role}`}>{t(`role.${role}`)}</h3>
            <p className="quiet small">{t(`role.${role}.does`)}</p>
            {demoAccounts.filter((account) => account.role === role).map((account) => (
              <AriaButton key={account.email} className="demo-person" isPending={enter.isPending && enter.variables === account.email} onPress={() => enter.mutate(account.email)}>
                <strong>{account.name}</strong>
                <span className="quiet small">{account.organisation} · {account.programme}</span>
              </AriaButton>
            ))}
          </section>
        ))}
      </div>
    </section>
  );
}
