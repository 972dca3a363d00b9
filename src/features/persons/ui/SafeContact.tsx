import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { KeyValues } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import type { Heading, SafeContact, SafeContactCard } from '../contract.ts';
import { useChange } from './queries.ts';
import { languageChoices } from './words.ts';

/** What must be read before anybody calls: do-not-call first and aloud, then who must not pick up. */
export function CardWords({ card }: { card: SafeContactCard | null }): ReactNode {
  const text = useText();
  const { t, formatDate } = text;
  if (!card) return <Notice tone="late" title={t('persons.card.none')}>{t('persons.card.none-help')}</Notice>;
  const said = (words: string): ReactNode => (words === '' ? <span className="quiet">{t('persons.card.not-said')}</span> : <SafeText>{words}</SafeText>);
  return (
    <Stack gap="small">
      {card.doNotCall && <Notice tone="danger" title={t('persons.card.do-not-call')}>{t('persons.card.do-not-call-help')}</Notice>}
      <KeyValues
        items={[
          { key: 'must-not', label: t('persons.card.must-not-answer'), value: said(card.mustNotAnswer) },
          { key: 'who', label: t('persons.card.who'), value: said(card.whoMayCall) },
          { key: 'when', label: t('persons.card.when'), value: said(card.whenToCall) },
          { key: 'language', label: t('persons.card.language'), value: said(card.language === null ? '' : text.languageName(card.language)) },
          { key: 'may', label: t('persons.card.may-be-said'), value: said(card.mayBeSaid) },
          { key: 'messages', label: t('persons.card.messages'), value: t(card.leaveMessages ? 'persons.card.messages-yes' : 'persons.card.messages-no') },
        ]}
      />
      <span className="quiet small">{t('persons.card.written', { by: card.writtenBy, on: formatDate(card.writtenAt) })}</span>
    </Stack>
  );
}

/** The safe-contact card, always before the contacts. */
export function SafeContactPanel({ heading }: { heading: Heading }): ReactNode {
  const { t } = useText();
  const [isEditing, setEditing] = useState(false);
  return (
    <Panel title={t('persons.card')} of="case" actions={<Button size="small" icon="edit" onPress={() => setEditing(true)}>{t(heading.safeContact ? 'persons.card.edit' : 'persons.card.write')}</Button>}>
      <CardWords card={heading.safeContact} />
      {isEditing && <EditCard heading={heading} onClose={() => setEditing(false)} />}
    </Panel>
  );
}

const emptyCard: SafeContact = { doNotCall: false, whoMayCall: '', whenToCall: '', language: null, mayBeSaid: '', mustNotAnswer: '', leaveMessages: false };
const lines = [['mustNotAnswer', 'must-not-answer'], ['whoMayCall', 'who'], ['whenToCall', 'when'], ['mayBeSaid', 'may-be-said']] as const;

function EditCard({ heading, onClose }: { heading: Heading; onClose: () => void }): ReactNode {
  const { t } = useText();
  const change = useChange(heading.id);
  // The version that was on the screen when the pen was taken up, whatever arrives meanwhile.
  const [version] = useState(heading.safeContact?.version ?? 0);
  const [card, setCard] = useState<SafeContact>(() => (heading.safeContact ? { ...heading.safeContact } : emptyCard));
  const write = (part: Partial<SafeContact>): void => setCard((before) => ({ ...before, ...part }));
  const save = (): void => change.mutate(() => api.put(`/api/persons/${heading.id}/safe-contact`, { body: card, ifMatch: version }), { onSuccess: onClose });
  return (
    <Dialog title={t('persons.card')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={change.isPending} onPress={save}>{t('ui.save')}</Button></>}>
      <Stack>
        {change.error && <ProblemPanel problem={change.error} />}
        <CardFields card={card} onWrite={write} />
      </Stack>
    </Dialog>
  );
}

/** The fields of a card, wherever one is written. */
export function CardFields({ card, onWrite }: { card: SafeContact; onWrite: (part: Partial<SafeContact>) => void }): ReactNode {
  const text = useText();
  const { t } = text;
  const languages = useMemo(() => languageChoices(text), [text]);
  return (
    <Stack>
      <Checkbox value={card.doNotCall} onChange={(doNotCall) => onWrite({ doNotCall })} hint={t('persons.card.do-not-call-help')}>{t('persons.card.do-not-call')}</Checkbox>
      {lines.map(([field, key]) => <TextField key={field} label={t(`persons.card.${key}`)} hint={t(`persons.card.${key}-hint`)} autoComplete="off" maxLength={300} value={card[field]} onChange={(words) => onWrite({ [field]: words })} />)}
      <ComboBox label={t('persons.card.language')} choices={languages} value={card.language} onChange={(language) => onWrite({ language })} />
      <Checkbox value={card.leaveMessages} onChange={(leaveMessages) => onWrite({ leaveMessages })}>{t('persons.card.messages-may')}</Checkbox>
    </Stack>
  );
}
