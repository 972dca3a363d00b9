import type { ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu';
import { Header } from 'react-aria-components/Header';
import { Popover } from 'react-aria-components/Popover';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export interface MenuChoice {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  readonly icon?: IconName;
  /** Marks the present one of several. */
  readonly isCurrent?: boolean;
  /** May be chosen, but leads to little now; `detail` says why. */
  readonly isDim?: boolean;
  /** Goes somewhere… */
  readonly href?: string;
  /** …or does something. */
  readonly onSelect?: () => void;
}

export interface MenuGroup {
  readonly id: string;
  readonly label?: string;
  readonly choices: readonly MenuChoice[];
}

export interface MenuProps {
  readonly label: string;
  /** The button that opens it: a kit Button. */
  readonly trigger: ReactNode;
  readonly groups: readonly MenuGroup[];
}

function Item({ choice }: { choice: MenuChoice }): ReactNode {
  return (
    <MenuItem id={choice.id} textValue={choice.label} href={choice.href} onAction={choice.onSelect} className="list-item menu-item" data-dim={choice.isDim || undefined}>
      <Icon name={choice.isCurrent ? 'check' : (choice.icon ?? 'chevron')} />
      <span className="menu-words">
        <span>{choice.label}</span>
        {choice.detail && <span className="list-detail">{choice.detail}</span>}
      </span>
    </MenuItem>
  );
}

/** A few rarer actions behind a button. The frequent one stands on the page. */
export function Menu({ label, trigger, groups }: MenuProps): ReactNode {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="popover list-popover" placement="bottom end">
        <AriaMenu className="list-box" aria-label={label}>
          {groups.map((group) => (
            <MenuSection key={group.id} className="menu-section" aria-label={group.label ?? label}>
              {group.label && <Header className="menu-header">{group.label}</Header>}
              {group.choices.map((choice) => <Item key={choice.id} choice={choice} />)}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
