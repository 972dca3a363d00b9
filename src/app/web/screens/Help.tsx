import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { ClassMark } from '../../../kernel/ui/ClassMark.tsx';
import type { DataClass } from '../../../kernel/ui/ClassMark.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel } from '../../../kernel/ui/Panel.tsx';

const keys = [
  { id: 'search', press: ['Ctrl', 'K'] },
  { id: 'discretion', press: ['F2'] },
  { id: 'lock', press: ['⇧', 'F2'] },
  { id: 'move', press: ['Tab'] },
  { id: 'choose', press: ['←', '→'] },
  { id: 'close', press: ['Esc'] },
] as const;

const classes: readonly DataClass[] = ['public', 'network', 'team', 'case', 'restricted', 'secret'];
const questions = ['saved', 'offline', 'lock', 'seen', 'wrong'] as const;

/** How the program behaves, in a page: keys, marks, and the questions that people ask on their first day. */
export default function Help(): ReactNode {
  const { t } = useText();
  return (
    <Page title={t('shell.help')} lead={t('shell.help.lead')}>
      <Columns>
        <Panel title={t('shell.help.keys')}>
          <dl className="keys">
            {keys.map(({ id, press }) => (
              <div key={id}>
                <dt>{press.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
                <dd>{t(`shell.help.key.${id}`)}</dd>
              </div>
            ))}
          </dl>
        </Panel>
        <Panel title={t('shell.help.classes')}>
          <dl className="keys">
            {classes.map((each) => (
              <div key={each}>
                <dt><ClassMark of={each} /></dt>
                <dd>{t(`ui.class.${each}.who`)}</dd>
              </div>
            ))}
          </dl>
        </Panel>
      </Columns>
      <Panel title={t('shell.help.questions')}>
        {questions.map((each) => (
          <div key={each}>
            <h3>{t(`shell.help.${each}`)}</h3>
            <p>{t(`shell.help.${each}.answer`)}</p>
          </div>
        ))}
      </Panel>
    </Page>
  );
}
