import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../../kernel/ui/Chips.tsx';
import { useConnection } from '../../../../kernel/ui/connection.ts';
import { Dialog } from '../../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../../kernel/ui/Tag.tsx';
import { TextArea } from '../../../../kernel/ui/TextField.tsx';
import { toast } from '../../../../kernel/ui/toasts.ts';
import { useDeed } from '../../../../kernel/ui/useDeed.ts';
import { type ConcernWhy, FollowUpHow, phoneIn, plateIn, type StreetContact } from '../../contract.ts';
import { contactWords } from '../ContactLines.tsx';
import { concernOf, concerns } from '../queries.ts';

/** Who was seen in danger, or perhaps a minor, and for whom nobody has said yet what was done. Nothing where there is nobody. */
export function ConcernsPanel(): ReactNode {
  const text = useText();
  const { t, formatDate, formatTime } = text;
  const isOnline = useConnection();
  const waiting = useQuery(concerns);
  const items = waiting.data?.items ?? [];
  // Out there without a network it is the colleagues at the desk who follow it.
  if (waiting.error && !waiting.data) return isOnline && <ProblemPanel problem={waiting.error} onRetry={() => void waiting.refetch()} />;
  if (items.length === 0) return null;
  return (
    <Panel title={t('outreach.concern.title')} of="team">
      <p className="quiet">{t('outreach.concern.lead')}</p>
      <ul className="street-lines">
        {items.map(({ contact, why, isLate }) => (
          <li key={contact.id}>
            <span><TextLink href={`/street/contacts/${contact.id}`}>{formatDate(contact.at, 'weekday')}, {formatTime(contact.at)}</TextLink> <span className="quiet">{contact.place?.name ?? (contact.zone || t(`outreach.kind.${contact.placeKind}`))}</span></span>
            <span>{contactWords(text, contact)}</span>
            <Row><Why why={why} />{isLate && <Tag tone="late" icon="clock">{t('outreach.concern.late')}</Tag>}</Row>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Urgency is words first; red only where somebody is in danger. */
function Why({ why }: { why: readonly ConcernWhy[] }): ReactNode {
  const { t } = useText();
  return <>{why.map((one) => <Tag key={one} tone={one === 'danger' ? 'danger' : 'late'} icon={one === 'danger' ? 'emergency' : 'flag'}>{t(`outreach.concern.why.${one}`)}</Tag>)}</>;
}

/** At a contact: why it may not be left, what was done, and the place to say it. */
export function ConcernHere({ contact }: { contact: StreetContact }): ReactNode {
  const { t, formatDateTime } = useText();
  const isOnline = useConnection();
  const concern = useQuery(concernOf(contact.id));
  const [isSaying, setSaying] = useState(false);
  if (concern.error && !concern.data) return isOnline && <ProblemPanel problem={concern.error} onRetry={() => void concern.refetch()} />;
  // Drawn at once as it mostly stands, so that nothing moves under a finger when the answer comes.
  const { why, waits, steps } = concern.data ?? { why: [...(contact.danger ? ['danger' as const] : []), ...(contact.ageBand === 'possibly-minor' ? ['possibly-minor' as const] : [])], waits: true, steps: [] };
  if (why.length === 0) return null;
  return (
    <Panel title={t('outreach.concern.title')} of="team">
      <Row><Why why={why} />{!waits && <Tag icon="check">{t('outreach.concern.followed')}</Tag>}</Row>
      {why.includes('possibly-minor') && <p>{t('outreach.concern.minor')}</p>}
      {waits && steps.length === 0 && <p className="quiet">{t('outreach.concern.waits')}</p>}
      {!waits && steps.length === 0 && <p className="quiet">{t('outreach.concern.taken-over')}</p>}
      {steps.length > 0 && <ul className="street-lines">{steps.map((step) => <li key={step.id}><span>{t(`outreach.concern.how.${step.how}`)}{step.words !== '' && <>: <SafeText>{step.words}</SafeText></>}</span><span className="quiet">{formatDateTime(step.at)} · {step.by.name}</span></li>)}</ul>}
      <Row><Button icon={waits ? 'check' : 'undo'} kind={waits ? 'primary' : 'quiet'} isDisabled={!concern.data} onPress={() => setSaying(true)}>{t(waits ? 'outreach.concern.say' : 'outreach.concern.how.again')}</Button></Row>
      {isSaying && <SayDialog contactId={contact.id} isAgain={!waits} onClose={() => setSaying(false)} />}
    </Panel>
  );
}

const done = FollowUpHow.exclude(['again']).options;

function SayDialog({ contactId, isAgain, onClose }: { contactId: string; isAgain: boolean; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => newId());
  const [how, setHow] = useState<FollowUpHow | null>(isAgain ? 'again' : null);
  const [words, setWords] = useState('');
  const path = `/api/street-contacts/${contactId}/concern`;
  const undoing = useDeed([['outreach'], ['today']], () => toast.say(t('outreach.concern.kept-again')));
  const deed = useDeed([['outreach'], ['today']], () => {
    if (isAgain) toast.say(t('outreach.concern.kept-again'));
    else toast.undo(t('outreach.concern.kept'), () => undoing.mutate({ method: 'post', path, body: { id: newId(), how: 'again', words: t('outreach.concern.how.mistake') } }));
    onClose();
  });
  const fault = phoneIn(words) ? 'phone' : plateIn(words) ? 'plate' : null;
  const isWhole = how !== null && fault === null && (how === 'mistake' || words.trim().length >= 3);
  const title = t(isAgain ? 'outreach.concern.how.again' : 'outreach.concern.say');
  return (
    <Dialog title={title} isOpen onClose={onClose} actions={<><Button size="large" onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" size="large" isDisabled={!isWhole} isPending={deed.isPending} onPress={() => deed.mutate({ method: 'post', path, body: { id, how, words: words.trim() } })}>{t('outreach.concern.write')}</Button></>}>
      <Stack>
        {!isAgain && <ChoiceChips label={t('outreach.concern.how')} canClear={false} value={how} onChange={setHow} choices={done.map((value) => ({ value, label: t(`outreach.concern.how.${value}`) }))} />}
        <TextArea label={t('outreach.concern.words')} hint={t('outreach.concern.words.hint')} isRequired={how !== null && how !== 'mistake'} rows={3} maxLength={280} value={words} onChange={setWords} error={fault === null ? undefined : t(`outreach.note.${fault}`)} />
        {how === 'called' && <Notice>{t('outreach.concern.called.help')}</Notice>}
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}
