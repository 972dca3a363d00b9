import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Dialog } from 'react-aria-components/Dialog';
import { Header } from 'react-aria-components/Header';
import { Input } from 'react-aria-components/Input';
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { SearchField } from 'react-aria-components/SearchField';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { matchesWords } from './words.ts';
import { useText } from '../i18n/text.tsx';

export interface PaletteAction {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  readonly icon: IconName;
  /** Other words by which it is found. */
  readonly keywords?: string;
  readonly onSelect: () => void;
}

export interface SearchHit {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly detail: string | null;
  readonly to: string;
}

export interface CommandPaletteProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly actions: readonly PaletteAction[];
  /** Asks the server; called 200 ms after the last key, from two letters on. */
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly SearchHit[]>;
  readonly onHit: (hit: SearchHit) => void;
  readonly iconOf?: (kind: string) => IconName;
}

interface Found {
  readonly state: 'idle' | 'searching' | 'done' | 'failed';
  readonly hits: readonly SearchHit[];
}

const noHits: readonly SearchHit[] = [];
const anyIcon = (): IconName => 'search';
const shortest = 2;

/** What the server finds; asked 200 ms after the last key, the question before being called off. */
function useSearch(text: string, search: CommandPaletteProps['search']): Found {
  const [settled, setSettled] = useState('');
  const written = text.trim();
  useEffect(() => {
    const timer = setTimeout(() => setSettled(written), 200);
    return () => clearTimeout(timer);
  }, [written]);
  const isLongEnough = settled.length >= shortest;
  const query = useQuery({ queryKey: ['search', settled], queryFn: ({ signal }) => search(settled, signal), enabled: isLongEnough, staleTime: 10_000 });
  if (written.length < shortest) return { state: 'idle', hits: noHits };
  if (query.isError) return { state: 'failed', hits: noHits };
  return { state: written !== settled || query.isPending ? 'searching' : 'done', hits: query.data ?? noHits };
}

function Line({ icon, label, detail }: { icon: IconName; label: string; detail: string | null | undefined }): ReactNode {
  return (
    <>
      <Icon name={icon} />
      <span className="menu-words">
        <span className="private">{label}</span>
        {detail && <span className="list-detail">{detail}</span>}
      </span>
    </>
  );
}

/** The whole purpose of the palette is to be written in: it opens with the cursor in its field. */
const takeFocus = (input: HTMLInputElement | null): void => input?.focus();

/** Ctrl K: people by any spelling, codes, services, and everything one may do. Arrow keys choose while one goes on writing. */
export function CommandPalette({ isOpen, onClose, actions, search, onHit, iconOf = anyIcon }: CommandPaletteProps): ReactNode {
  const { t } = useText();
  const [text, setText] = useState('');
  const found = useSearch(text, search);
  const shown = actions.filter((action) => matchesWords(`${action.label} ${action.detail ?? ''} ${action.keywords ?? ''}`, text)).slice(0, 12);

  function close(): void {
    setText('');
    onClose();
  }

  return (
    <ModalOverlay className="overlay overlay-top" isOpen={isOpen} onOpenChange={(open) => { if (!open) close(); }} isDismissable>
      <Modal className="modal palette">
        <Dialog aria-label={t('ui.palette.label')}>
          {/* The field would keep the first Escape for emptying itself; here it closes, as the key beside it says. */}
          <div
            className="palette-keys"
            role="presentation"
            onKeyDownCapture={(event) => {
              if (event.key !== 'Escape') return;
              event.stopPropagation();
              close();
            }}
          >
            <Autocomplete inputValue={text} onInputChange={setText}>
              <SearchField className="palette-field" aria-label={t('ui.palette.label')}>
                <Icon name="search" />
                <Input ref={takeFocus} placeholder={t('ui.palette.placeholder')} dir="auto" />
                <kbd>Esc</kbd>
              </SearchField>
              <Menu className="list-box palette-list" aria-label={t('ui.palette.results')} onAction={close} renderEmptyState={() => null}>
                {found.hits.length > 0 && (
                  <MenuSection id="hits">
                    <Header className="menu-header">{t('ui.palette.found')}</Header>
                    {found.hits.map((hit) => (
                      <MenuItem key={`${hit.kind}/${hit.id}`} id={`${hit.kind}/${hit.id}`} textValue={hit.label} className="list-item menu-item" onAction={() => onHit(hit)}>
                        <Line icon={iconOf(hit.kind)} label={hit.label} detail={hit.detail} />
                      </MenuItem>
                    ))}
                  </MenuSection>
                )}
                {shown.length > 0 && (
                  <MenuSection id="actions">
                    <Header className="menu-header">{t('ui.palette.actions')}</Header>
                    {shown.map((action) => (
                      <MenuItem key={action.id} id={action.id} textValue={action.label} className="list-item menu-item" onAction={action.onSelect}>
                        <Line icon={action.icon} label={action.label} detail={action.detail} />
                      </MenuItem>
                    ))}
                  </MenuSection>
                )}
              </Menu>
            </Autocomplete>
          </div>
          <output className="palette-state">{found.state === 'idle' ? '' : t(`ui.palette.${found.state}`, { count: found.hits.length })}</output>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
