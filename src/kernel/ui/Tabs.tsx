import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';
import { useText } from '../i18n/text.tsx';
import { Button } from './Button.tsx';
import { Menu, type MenuGroup } from './Menu.tsx';
import { useMedia } from './useMedia.ts';

export interface TabItem {
  readonly id: string;
  readonly label: string;
  /** What it belongs to, with those beside it: where there are many, they are read by chapters. */
  readonly chapter?: string | undefined;
  readonly content: ReactNode;
}

export interface TabsProps {
  readonly label: string;
  readonly tabs: readonly TabItem[];
  /** Controlled when given, so that the chosen tab can live in the address. */
  readonly selected?: string;
  readonly onSelect?: (id: string) => void;
}

/** On a line the chosen one may lie beyond the edge, for whoever comes by its address. Asked of the tab itself: the list is drawn before it holds any. */
function InSight({ isSelected, children }: { isSelected: boolean; children: ReactNode }): ReactNode {
  const words = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (isSelected) words.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [isSelected]);
  return <span ref={words}>{children}</span>;
}

/** All of them at once, chapter by chapter, where the list shows only a few. */
function AllTabs({ tabs, selected, onSelect }: Pick<TabsProps, 'tabs' | 'selected' | 'onSelect'>): ReactNode {
  const { t } = useText();
  const chapters = Map.groupBy(tabs, (tab) => tab.chapter ?? tab.label);
  const groups: MenuGroup[] = [...chapters].map(([chapter, some]) => ({
    id: chapter,
    ...(some.length > 1 ? { label: chapter } : {}),
    choices: some.map((tab) => ({ id: tab.id, label: tab.label, isCurrent: tab.id === selected, onSelect: () => onSelect?.(tab.id) })),
  }));
  return <div className="tab-chooser"><Menu label={t('ui.tabs.all')} trigger={<Button kind="quiet" icon="menu" iconOnly>{t('ui.tabs.all')}</Button>} groups={groups} /></div>;
}

/**
 * Parts of one thing: the case file, the settings. The list scrolls sideways on a phone; the page never does. Many parts in chapters stand beside
 * the content where there is room, and behind one button where there is little.
 */
export function Tabs({ label, tabs, selected, onSelect }: TabsProps): ReactNode {
  const id = useId();
  const isChaptered = tabs.some(({ chapter }) => chapter !== undefined);
  const isBeside = useMedia('(width >= 80rem)') && isChaptered;
  return (
    <AriaTabs className={isBeside ? 'tabs tabs-beside' : 'tabs'} orientation={isBeside ? 'vertical' : 'horizontal'} selectedKey={selected} onSelectionChange={(key) => onSelect?.(String(key))}>
      <div className="tab-bar">
        {/* The router gives what was scrolled its place back after a link: known by what is chosen, the list keeps the place of this choice and not of the one before. */}
        <TabList className="tab-list" aria-label={label} data-scroll-restoration-id={`${id} ${selected ?? ''}`}>
          {tabs.map((tab, index) => (
            <Tab key={tab.id} id={tab.id} className="tab">
              {({ isSelected }) => (
                <>
                  {isBeside && index > 0 && tab.chapter !== tabs[index - 1]?.chapter && <span className="tab-chapter" aria-hidden="true">{tab.chapter}</span>}
                  <InSight isSelected={isSelected && !isBeside}>{tab.label}</InSight>
                </>
              )}
            </Tab>
          ))}
        </TabList>
        {isChaptered && !isBeside && <AllTabs tabs={tabs} selected={selected} onSelect={onSelect} />}
      </div>
      {tabs.map((tab) => <TabPanel key={tab.id} id={tab.id} className="tab-panel">{tab.content}</TabPanel>)}
    </AriaTabs>
  );
}
