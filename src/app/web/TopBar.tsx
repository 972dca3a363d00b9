import { useRef } from 'react';
import type { ReactNode } from 'react';
import type { SessionState } from '../../kernel/identity/contract.ts';
import { useText } from '../../kernel/i18n/text.tsx';
import { screenLanguages } from '../../kernel/i18n/languages.ts';
import { Button, LinkButton } from '../../kernel/ui/Button.tsx';
import { useConnection } from '../../kernel/ui/connection.ts';
import { discretion, useDiscretion } from '../../kernel/ui/discretion.ts';
import { harmless } from '../../kernel/ui/harmless.ts';
import { Icon } from '../../kernel/ui/Icon.tsx';
import { Menu } from '../../kernel/ui/Menu.tsx';
import { useChooseHat, useSavePreferences, useSignOut } from './account.ts';
import { Brand } from './Brand.tsx';
import { useMeasuredBar } from './measure.ts';

const themes = ['system', 'light', 'dark', 'contrast'] as const;

function HatMenu({ session }: { session: SessionState }): ReactNode {
  const { t } = useText();
  const choose = useChooseHat();
  const { hat, hats } = session;
  if (!hat) return null;
  return (
    <Menu
      label={t('shell.hat.choose')}
      trigger={<Button kind="quiet" icon="hat"><span className="hat-role">{t(`role.${hat.role}`)}</span><span className="only-heard"> · </span><span className="hat-where">{hat.organisation.name}</span></Button>}
      groups={[{
        id: 'hats',
        label: t('shell.hat.choose'),
        choices: hats.map((each) => ({
          id: each.id,
          label: t(`role.${each.role}`),
          detail: `${each.organisation.name} · ${each.programme.name}`,
          icon: 'hat',
          isCurrent: each.id === hat.id,
          onSelect: () => { if (each.id !== hat.id) choose.mutate(each.id); },
        })),
      }]}
    />
  );
}

function AccountMenu({ session, hides, onLock }: Pick<TopBarProps, 'session' | 'hides' | 'onLock'>): ReactNode {
  const { t } = useText();
  const save = useSavePreferences();
  const signOut = useSignOut();
  const isDiscreet = useDiscretion();
  const { account } = session;
  if (!account) return null;
  const { language, theme } = account;
  return (
    <Menu
      label={t('shell.account')}
      trigger={<Button kind="quiet" icon="person" iconOnly>{t('shell.account.of', { name: account.name })}</Button>}
      groups={[
        {
          id: 'account',
          label: account.name,
          choices: [
            { id: 'security', label: t('shell.account.security'), icon: 'shield', href: '/account' },
            { id: 'help', label: t('shell.help'), icon: 'help', href: '/help' },
            ...(hides ? [{ id: 'hide', label: t('shell.hide'), detail: t('shell.hide.what'), icon: 'basket' as const, onSelect: harmless.show }] : []),
            { id: 'discretion', label: t('shell.discretion'), detail: t('shell.discretion.what'), icon: isDiscreet ? 'eye-off' : 'eye', isCurrent: isDiscreet, onSelect: discretion.toggle },
            { id: 'lock', label: t('shell.lock.now'), icon: 'lock', onSelect: onLock },
            { id: 'sign-out', label: t('shell.sign-out'), icon: 'sign-out', onSelect: () => signOut.mutate() },
          ],
        },
        {
          id: 'language',
          label: t('shell.language'),
          choices: screenLanguages.map((each) => ({
            id: each, label: t(`shell.language.${each}`), icon: 'language', isCurrent: each === language, onSelect: () => save.mutate({ language: each, theme }),
          })),
        },
        {
          id: 'theme',
          label: t('shell.theme'),
          choices: themes.map((each) => ({
            id: each, label: t(`shell.theme.${each}`), icon: 'theme', isCurrent: each === theme, onSelect: () => save.mutate({ language, theme: each }),
          })),
        },
      ]}
    />
  );
}

export interface TopBarProps {
  readonly session: SessionState;
  /** Whether this hat's search finds people; the others are not told that it might. */
  readonly searchesPersons: boolean;
  /** Whether this hat meets people where others look on: it has the harmless page at hand. */
  readonly hides: boolean;
  readonly onSearch: () => void;
  readonly onEmergency: () => void;
  readonly onLock: () => void;
}

/** Always there, always in the same order: search, hat, connection, help, hiding, discretion, emergency, account. */
export function TopBar({ session, searchesPersons, hides, onSearch, onEmergency, onLock }: TopBarProps): ReactNode {
  const { t } = useText();
  const isOnline = useConnection();
  const isDiscreet = useDiscretion();
  const bar = useRef<HTMLElement>(null);
  useMeasuredBar(bar, '--top-bar');
  return (
    <header ref={bar} className="top-bar never-printed">
      <Brand programme={session.hat?.programme.name} />
      <div className="top-search">
        <Button kind="quiet" icon="search" onPress={onSearch}>{t(searchesPersons ? 'shell.search' : 'shell.search.services')}</Button>
        <kbd aria-hidden="true">Ctrl K</kbd>
      </div>
      <div className="top-hat"><HatMenu session={session} /></div>
      <output className="top-connection" data-offline={!isOnline || undefined}>
        {!isOnline && <><Icon name="cloud-off" /><span>{t('shell.offline')}</span></>}
      </output>
      <div className="top-help"><LinkButton kind="quiet" icon="help" iconOnly href="/help">{t('shell.help')}</LinkButton></div>
      {hides && <Button kind="quiet" icon="basket" iconOnly onPress={harmless.show}>{t('shell.hide')}</Button>}
      <Button kind="quiet" icon={isDiscreet ? 'eye-off' : 'eye'} iconOnly onPress={discretion.toggle} aria-pressed={isDiscreet}>{t('shell.discretion')}</Button>
      <div className="top-emergency"><Button icon="emergency" onPress={onEmergency}>{t('shell.emergency')}</Button></div>
      <AccountMenu session={session} hides={hides} onLock={onLock} />
    </header>
  );
}
