import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';

export interface TabItem {
  readonly id: string;
  readonly label: ReactNode;
  readonly content: ReactNode;
}

export interface TabsProps {
  readonly label: string;
  readonly tabs: readonly TabItem[];
  /** Controlled when given, so that the chosen tab can live in the address. */
  readonly selected?: string;
  readonly onSelect?: (id: string) => void;
}

/** On a phone the chosen one may lie beyond the edge, for whoever comes by its address. Asked of the tab itself: the list is drawn before it holds any. */
function InSight({ isSelected, children }: { isSelected: boolean; children: ReactNode }): ReactNode {
  const words = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (isSelected) words.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [isSelected]);
  return <span ref={words}>{children}</span>;
}

/** Parts of one thing: the case file, the settings. The list scrolls sideways on a phone; the page never does. */
export function Tabs({ label, tabs, selected, onSelect }: TabsProps): ReactNode {
  const id = useId();
  return (
    <AriaTabs className="tabs" selectedKey={selected} onSelectionChange={(key) => onSelect?.(String(key))}>
      {/* The router gives what was scrolled its place back after a link: known by what is chosen, the list keeps the place of this choice and not of the one before. */}
      <TabList className="tab-list" aria-label={label} data-scroll-restoration-id={`${id} ${selected ?? ''}`}>
        {tabs.map((tab) => <Tab key={tab.id} id={tab.id} className="tab">{({ isSelected }) => <InSight isSelected={isSelected}>{tab.label}</InSight>}</Tab>)}
      </TabList>
      {tabs.map((tab) => <TabPanel key={tab.id} id={tab.id} className="tab-panel">{tab.content}</TabPanel>)}
    </AriaTabs>
  );
}
