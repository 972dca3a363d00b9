import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import type { ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { Link } from 'react-aria-components/Link';
import type { LinkProps } from 'react-aria-components/Link';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { useText } from '../i18n/text.tsx';

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';

interface Look {
  readonly kind?: ButtonKind;
  readonly icon?: IconName;
  /** Hides the words from sight, not from screen readers: only in bars where the drawing is known. */
  readonly iconOnly?: boolean;
  readonly size?: 'small' | 'normal' | 'large';
  readonly children: ReactNode;
}

const classOf = ({ kind = 'secondary', iconOnly = false, size = 'normal' }: Look): string =>
  `button button-${kind} button-${size}${iconOnly ? ' button-icon' : ''}`;

function Working(): ReactNode {
  const { t } = useText();
  return <span className="working"><span className="only-heard">{t('ui.loading')}</span></span>;
}

function Face({ icon, iconOnly, children, isPending = false }: Look & { isPending?: boolean }): ReactNode {
  return (
    <>
      {isPending ? <Working /> : icon && <Icon name={icon} />}
      <span className={iconOnly ? 'only-heard' : 'button-words'}>{children}</span>
    </>
  );
}

export type ButtonProps = Look & Omit<AriaButtonProps, 'children' | 'className' | 'style'>;

/**
 * Does something here. While `isPending` it keeps the focus and its place, says so in its name and cannot be pressed twice.
 * Used everywhere; one primary for each screen.
 */
export function Button({ kind, icon, iconOnly, size, children, isPending = false, type = 'button', onPress, ...rest }: ButtonProps): ReactNode {
  const look: Look = { kind, icon, iconOnly, size, children };
  return (
    <AriaButton {...rest} aria-disabled={isPending || undefined} type={isPending ? 'button' : type} onPress={isPending ? undefined : onPress} className={`${classOf(look)}${isPending ? ' button-pending' : ''}`}>
      <Face {...look} isPending={isPending} />
    </AriaButton>
  );
}

export type LinkButtonProps = Look & Omit<LinkProps, 'children' | 'className' | 'style'> & { readonly href: string };

/** Goes somewhere, with the look of a button. */
export function LinkButton({ kind, icon, iconOnly, size, children, ...rest }: LinkButtonProps): ReactNode {
  const look: Look = { kind, icon, iconOnly, size, children };
  return (
    <Link {...rest} className={classOf(look)}>
      <Face {...look} />
    </Link>
  );
}

/** Goes somewhere, within a sentence or a cell. Inner addresses do not reload the page. */
export function TextLink({ children, ...rest }: Omit<LinkProps, 'children' | 'className' | 'style'> & { readonly href: string; readonly children: ReactNode }): ReactNode {
  return (
    <Link {...rest} className="link">
      {children}
    </Link>
  );
}
