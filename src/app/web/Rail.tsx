import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../kernel/i18n/text.tsx';
import { Button } from '../../kernel/ui/Button.tsx';
import { Icon } from '../../kernel/ui/Icon.tsx';
import { Menu } from '../../kernel/ui/Menu.tsx';
import { useMeasuredBar } from './measure.ts';
import { type Entry, opensWithout } from './navigation.ts';

const onBar = 4;

function EntryLink({ entry, isDim }: { entry: Entry; isDim: boolean }): ReactNode {
  const { t } = useText();
  return (
    <li>
      <Link to={entry.path} activeOptions={{ exact: entry.path === '/' }} className="rail-link" data-dim={isDim || undefined}>
        <Icon name={entry.icon} />
        <span>{t(`shell.nav.${entry.id}`)}{isDim && <span className="rail-needs">{t('shell.needs-network')}</span>}</span>
      </Link>
    </li>
  );
}

/**
 * The ways in: a rail on a desk, a bar under the thumb on a phone, where what is beyond the fourth is behind "Altro".
 * @param isOutside on a telephone made ready, with no network: what it does not keep is dim and says why, and may be pressed all the same
 */
export function Rail({ entries, isOutside }: { entries: readonly Entry[]; isOutside: boolean }): ReactNode {
  const { t } = useText();
  const rail = useRef<HTMLElement>(null);
  useMeasuredBar(rail, '--rail-bar');
  const isDim = (entry: Entry): boolean => isOutside && !opensWithout(entry);
  const isLong = entries.length > onBar + 1;
  const first = isLong ? entries.slice(0, onBar) : entries;
  const rest = isLong ? entries.slice(onBar) : [];
  return (
    <nav ref={rail} className="rail never-printed" aria-label={t('shell.nav')}>
      <ul>
        {first.map((entry) => <EntryLink key={entry.id} entry={entry} isDim={isDim(entry)} />)}
      </ul>
      {rest.length > 0 && (
        <>
          <ul className="rail-rest">{rest.map((entry) => <EntryLink key={entry.id} entry={entry} isDim={isDim(entry)} />)}</ul>
          <div className="rail-more">
            <Menu
              label={t('shell.nav.more')}
              trigger={<Button kind="quiet" icon="more">{t('shell.nav.more')}</Button>}
              groups={[{ id: 'rest', choices: rest.map((entry) => ({ id: entry.id, label: t(`shell.nav.${entry.id}`), icon: entry.icon, href: entry.path, ...(isDim(entry) ? { detail: t('shell.needs-network'), isDim: true } : {}) })) }]}
            />
          </div>
        </>
      )}
    </nav>
  );
}
