import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ClassMark } from '../../../kernel/ui/ClassMark.tsx';
import type { DataClass } from '../../../kernel/ui/ClassMark.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Row } from '../../../kernel/ui/Panel.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { KeyList } from '../Keys.tsx';
import { isKeptOnDevice, takeOffDevice } from '../device.ts';

const classes: readonly DataClass[] = ['public', 'network', 'team', 'case', 'shared', 'restricted', 'secret'];
const questions = ['saved', 'offline', 'lock', 'seen', 'wrong'] as const;

/** What of the program is kept here, and the way to take it off again: the device may be lent, or belong to somebody else. */
function OnThisDevice(): ReactNode {
  const { t } = useText();
  const [isKept, setKept] = useState<boolean>();
  useEffect(() => {
    void isKeptOnDevice().then(setKept);
  }, []);
  const remove = async (): Promise<void> => {
    await takeOffDevice();
    setKept(false);
    toast.say(t('shell.device.removed'));
  };
  if (isKept === undefined) return null;
  return (
    <Panel title={t('shell.device')}>
      <p>{t(isKept ? 'shell.device.kept' : 'shell.device.not-kept')}</p>
      {isKept && <Row><Button icon="trash" onPress={() => void remove()}>{t('shell.device.remove')}</Button></Row>}
    </Panel>
  );
}

/** How the program behaves, in a page: keys, marks, and the questions that people ask on their first day. */
export default function Help(): ReactNode {
  const { t } = useText();
  return (
    <Page title={t('shell.help')} lead={t('shell.help.lead')}>
      <Columns>
        <Panel title={t('shell.help.keys')}>
          <KeyList />
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
      <OnThisDevice />
    </Page>
  );
}
