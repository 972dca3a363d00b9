import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Icon } from '../../../kernel/ui/Icon.tsx';
import type { IconName } from '../../../kernel/ui/icons.ts';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { OnlyHeard } from '../../../kernel/ui/SafeText.tsx';
import type { Here, Interview } from '../contract.ts';
import { type GuideSection, guideFor } from '../guide.ts';
import { waitingBeside } from './edits.ts';
import type { Sections } from './useSections.ts';
import { useGuideWords } from './words.ts';

const drawings: Readonly<Record<string, IconName>> = { empty: 'minus', begun: 'edit', done: 'check', declined: 'close' };

/** Sections the reader may write: a labour expert the work facts alone, a mediator any of them, in their own lane. */
export function writable(interview: Interview, sections: readonly GuideSection[]): GuideSection[] {
  return sections.filter((section) => interview.writes.includes('mediation') || interview.writes.includes(section.compartment));
}

/** The guide with the state of each part; those this kind of interview usually needs come first. */
export function GuideList({ interview, sections, here, current, onChoose }: { interview: Interview; sections: Sections; here: readonly Here[]; current: string; onChoose: (section: string) => void }): ReactNode {
  const { t, formatList } = useText();
  const { titleOf } = useGuideWords();
  const { suggested, others } = guideFor(interview.kind);
  const list = (some: readonly GuideSection[]): ReactNode => (
    <ul className="interview-guide">
      {some.map((section) => {
        const { state, theirs: own } = sections.of(section.key);
        const theirs = own !== undefined || waitingBeside(interview, section.key).length > 0;
        const writing = here.filter((one) => one.section === section.key).map((one) => one.name);
        return (
          <li key={section.key}>
            <button type="button" aria-current={section.key === current ? 'true' : undefined} onClick={() => onChoose(section.key)}>
              <Icon name={theirs ? 'info' : drawings[state] ?? 'minus'} />
              <span>{titleOf(section)}{writing.length > 0 && <span className="interview-who small"><Icon name="people" /> {formatList(writing)}</span>}</span>
              {state === 'empty' && !theirs ? <OnlyHeard>{t('desk.section.empty-short')}</OnlyHeard> : <span className="quiet small">{t(theirs ? 'desk.conflict.short' : `desk.section.${state}-short`)}</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
  const rest = writable(interview, others);
  return (
    <nav aria-label={t('desk.guide')}>
      <Panel title={t('desk.guide')} tone="plain">
        {list(writable(interview, suggested))}
        {rest.length > 0 && <Panel title={t('desk.guide.others')} level={3} tone="plain">{list(rest)}</Panel>}
      </Panel>
    </nav>
  );
}
