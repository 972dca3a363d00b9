import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import type { ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { Link } from 'react-aria-components/Link';
import type { LinkProps } from 'react-aria-components/Link';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

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

function Face({ icon, iconOnly, children }: Look): ReactNode {
  return (
    <>
      {icon && <Icon name={icon} />}
      <span className={iconOnly ? 'only-heard' : 'button-words'}>{children}</span>
    </>
  );
}

export type ButtonProps = Look & Omit<AriaButtonProps, 'children' | 'className' | 'style'>;

/** Does something here. `isPending` keeps the focus and the place while it works. Used everywhere; one primary for each screen. */
export function Button({ kind, icon, iconOnly, size, children, ...rest }: ButtonProps): ReactNode {
  const look: Look = { kind, icon, iconOnly, size, children };
  return (
    <AriaButton {...rest} className={classOf(look)}>
      <Face {...look} />
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
