import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Called, Danger, EmergencyContact } from '../../features/safety/contract.ts';
import { useText } from '../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../kernel/ui/Chips.tsx';
import { useEmergencySubject } from '../../kernel/ui/emergency-door.ts';
import { Icon } from '../../kernel/ui/Icon.tsx';
import { Notice } from '../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../kernel/ui/Panel.tsx';
import { Tag } from '../../kernel/ui/Tag.tsx';
import { Checkbox } from '../../kernel/ui/Toggles.tsx';
import { numbersFor } from './emergency-numbers.ts';
import { type EmergencyHere, emergencyHere, useEmergencyHere } from './emergency-here.ts';

const dangers: readonly Danger[] = ['violence-now', 'health', 'self-harm', 'minor', 'exploiter-threat', 'wants-out', 'eviction', 'other'];
/** Three lines for each danger: what first, what then, what not. */
const lines = ['1', '2', '3'] as const;

/** The case open on the screen now, if one is. */
const caseOnScreen = (): string | null => /^\/cases\/([0-9a-f-]{36})/.exec(location.pathname)?.[1] ?? null;

/**
 * The first minutes, for the team: what is happening, the steps for it, whom to call, and one tap for each call made. All of it works without
 * a server: what is noted waits on this device, sealed, and leaves by itself, once.
 */
export function EmergencyDesk({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useText();
  const box = useEmergencyHere();
  const [kind, setKind] = useState<Danger | null>(box.current?.kind ?? null);
  const [onScreen] = useState(caseOnScreen);
  const [isAboutIt, setAboutIt] = useState(false);
  const shown = useEmergencySubject();
  // Whoever opens it from somebody they met means them, unless they say otherwise.
  const [isAboutShown, setAboutShown] = useState(true);
  const danger = kind ?? 'other';
  const numbers = numbersFor(danger);
  const about = { caseId: isAboutIt ? onScreen : null, subject: isAboutShown ? shown : null };
  const called = (whom: Called, contact: EmergencyContact | null = null): void => void emergencyHere.call(danger, about, whom, contact);
  const callLine = ({ id, number, verified }: (typeof numbers)[number]): ReactNode =>
    <CallLine key={id} box={box} whom={id} number={number} words={t(`shell.emergency.number.${id}`)} isFirst={id === '112'} isChecked={verified} onCalled={() => called(id)} />;
  return (
    <Stack>
      {/* In sight on the smallest telephone, before anything is asked. */}
      <ul className="emergency-numbers emergency-noted">{numbers.filter(({ id }) => id === '112').map(callLine)}</ul>
      <ChoiceChips label={t('shell.emergency.kind')} value={kind} onChange={setKind} choices={dangers.map((value) => ({ value, label: t(`shell.emergency.kind.${value}`) }))} />
      <ol className="emergency-steps">
        <li>{t('shell.emergency.step.safe')}</li>
        {kind === null
          ? <><li>{t('shell.emergency.step.call')}</li><li>{t('shell.emergency.step.alone')}</li></>
          : lines.map((line) => <li key={line}>{t(`shell.emergency.how.${kind}.${line}`)}</li>)}
      </ol>
      <ul className="emergency-numbers emergency-noted">
        {numbers.filter(({ id }) => id !== '112').map(callLine)}
        {box.contacts.map((contact) => (
          <CallLine key={contact.id} box={box} whom="contact" number={contact.phone} name={contact.name} isChecked
            words={[contact.name, contact.hours, contact.note].filter(Boolean).join(' · ')} onCalled={() => called('contact', contact)} />
        ))}
      </ul>
      {onScreen && !box.current && <Checkbox value={isAboutIt} onChange={setAboutIt} hint={t('shell.emergency.about.hint')}>{t('shell.emergency.about')}</Checkbox>}
      {shown && !box.current && <Checkbox value={isAboutShown} onChange={setAboutShown} hint={t('shell.emergency.about.hint')}>{shown.words}</Checkbox>}
      <p className="quiet small">{t('shell.emergency.no-police')}</p>
      <Standing box={box} onClose={onClose} />
      {!box.current && <Row end><Button icon="emergency" onPress={() => void emergencyHere.begin(danger, about)}>{t('shell.emergency.begin')}</Button></Row>}
    </Stack>
  );
}

interface CallLineProps {
  readonly box: EmergencyHere;
  readonly whom: Called;
  readonly number: string;
  readonly words: string;
  readonly name?: string;
  readonly isFirst?: boolean;
  readonly isChecked: boolean;
  readonly onCalled: () => void;
}

/** A number to tap, and beside it the tap that says it was called. */
function CallLine({ box, whom, number, words, name, isFirst = false, isChecked, onCalled }: CallLineProps): ReactNode {
  const { t, formatTime } = useText();
  const made = box.current?.calls.filter((call) => call.whom === whom && (name === undefined || call.contact === name)) ?? [];
  return (
    <li>
      <a href={`tel:${number.replaceAll(' ', '')}`} data-first={isFirst || undefined}>
        <Icon name="phone" />
        <strong>{number}</strong>
        <span>{words} {!isChecked && <Tag tone="late">{t('shell.emergency.unchecked')}</Tag>}</span>
      </a>
      <Button size="small" icon="check" onPress={onCalled} aria-label={t('shell.emergency.called.of', { number })}>{t('shell.emergency.called')}</Button>
      {made.map((call) => (
        <span key={call.id} className="emergency-made small">
          {t('shell.emergency.called.at', { time: formatTime(call.at) })}
          <Button size="small" kind="quiet" onPress={() => void emergencyHere.takeBack(call.id)} aria-label={t('shell.emergency.undo.of', { number })}>{t('shell.emergency.undo')}</Button>
        </span>
      ))}
    </li>
  );
}

/** What is noted and where it is now: on this device, or with the house. */
function Standing({ box, onClose }: { box: EmergencyHere; onClose: () => void }): ReactNode {
  const { t, formatTime } = useText();
  const shown = useEmergencySubject();
  const refused = box.waiting.filter((one) => one.refusal !== undefined);
  const waits = box.waiting.length - refused.length;
  return (
    <Stack gap="small">
      {box.failed && <Notice tone="late">{t('shell.emergency.no-disk')}</Notice>}
      {refused.length > 0 && <Notice tone="late">{t('shell.emergency.refused', { n: refused.length })}</Notice>}
      {box.current && (
        <Notice
          tone="info" live
          title={t('shell.emergency.noted', { time: formatTime(box.current.openedAt) })}
          actions={<Row><Button size="small" onPress={() => void emergencyHere.letGo()}>{t('shell.emergency.another')}</Button>{waits === 0 && <LinkButton size="small" kind="primary" href={`/emergency/${box.current.id}`} onPress={onClose}>{t('shell.emergency.go-on')}</LinkButton>}</Row>}
        >
          {t(waits > 0 ? 'shell.emergency.waiting' : 'shell.emergency.sent')}
          {shown && <p>{shown.isTied(box.current.id) ? t('shell.emergency.tied', { what: shown.words }) : <Button size="small" icon="link" onPress={() => void emergencyHere.tie(shown)}>{shown.words}</Button>}</p>}
        </Notice>
      )}
    </Stack>
  );
}
