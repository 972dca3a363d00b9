import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row } from '../../../kernel/ui/Panel.tsx';
import { NeverPrinted, OnlyHeard, SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { CollectionName, EntryShown, ReferenceData, Stretch } from '../contract.ts';
import { useReferenceDeed } from './queries.ts';
import { useSaying } from './saying.ts';
import { ValueParts } from './ValueParts.tsx';
import { VerifyDialog } from './VerifyDialog.tsx';
import { WriteDialog } from './WriteDialog.tsx';

/** What is taken back or verified: a value of the programme's own by its id, or what the system comes with by its first day. */
type Meant = Pick<Stretch, 'valueId' | 'validFrom'>;
type Asked = { readonly what: 'verify'; readonly stretch: Stretch } | { readonly what: 'doubt' | 'withdraw'; readonly stretch: Meant } | { readonly what: 'change' | 'give-back' } | null;

/** One term or rule: what holds today and by whose word, what was before and what will be, and what its reader may do about it. */
export function EntryLine({ collection, entry, data }: { collection: CollectionName; entry: EntryShown; data: ReferenceData }): ReactNode {
  const { t, formatDate } = useText();
  const { nameOf } = useSaying();
  const [asked, setAsked] = useState<Asked>(null);
  const name = nameOf(collection, entry);
  const now = entry.stretches.find((one) => one.time === 'today');
  const others = entry.stretches.filter((one) => one.time !== 'today');
  const last = entry.stretches.at(-1);
  const close = (): void => setAsked(null);
  const changing = data.mayWrite && entry.fixed === null && (
    <>
      <Button size="small" icon="edit" onPress={() => setAsked({ what: 'change' })}>{t('reference-data.change')}<OnlyHeard> {name}</OnlyHeard></Button>
      {last?.valueId && last.until === null && entry.givenBack.length === 0 && <Button size="small" kind="quiet" onPress={() => setAsked({ what: 'give-back' })}>{t(entry.added ? 'reference-data.end' : 'reference-data.give-back')}<OnlyHeard> {name}</OnlyHeard></Button>}
    </>
  );
  return (
    <li>
      <h3>{name}</h3>
      {now ? <StretchLine collection={collection} stretch={now} name={name} onAsk={setAsked}>{changing}</StretchLine> : <p className="quiet">{t('reference-data.not-today')}</p>}
      {others.length > 0 && <ol className="reference-line" aria-label={t('reference-data.line', { name })}>{others.map((one) => <li key={one.from}><StretchLine collection={collection} stretch={one} name={name} onAsk={setAsked} /></li>)}</ol>}
      {entry.givenBack.map((one) => (
        <div key={one.id} className="reference-value">
          <p className="small">{t(entry.added ? 'reference-data.ends-on' : 'reference-data.given-back-on', { from: formatDate(one.from), by: one.writtenBy })} <SafeText>{one.source}</SafeText></p>
          {one.mayWithdraw && <NeverPrinted><Button size="small" kind="quiet" onPress={() => setAsked({ what: 'withdraw', stretch: { valueId: one.id, validFrom: one.from } })}>{t('reference-data.move.withdraw')}<OnlyHeard> {name}</OnlyHeard></Button></NeverPrinted>}
        </div>
      ))}
      {entry.withdrawn.length > 0 && (
        <details><summary className="small">{t('reference-data.withdrawn', { n: entry.withdrawn.length })}</summary><Withdrawals entry={entry} /></details>
      )}
      {entry.fixed && <p className="quiet small">{t(`reference-data.fixed.${entry.fixed}`)}</p>}
      {!now && <NeverPrinted><Row>{changing}</Row></NeverPrinted>}
      {(asked?.what === 'change' || asked?.what === 'give-back') && <WriteDialog collection={collection} entry={entry} name={name} today={data.today} isGivingBack={asked.what === 'give-back'} onClose={close} />}
      {asked?.what === 'verify' && <VerifyDialog collection={collection} entry={entry.entry} stretch={asked.stretch} name={name} today={data.today} onClose={close} />}
      {(asked?.what === 'doubt' || asked?.what === 'withdraw') && <TakeBack collection={collection} entry={entry.entry} stretch={asked.stretch} move={asked.what} name={name} today={data.today} onClose={close} />}
    </li>
  );
}

/** One value with its days: what it is, where it comes from, and who has looked. */
function StretchLine({ collection, stretch, name, onAsk, children }: { collection: CollectionName; stretch: Stretch; name: string; onAsk: (asked: Asked) => void; children?: ReactNode }): ReactNode {
  const { t, formatDate } = useText();
  const { say, sourceOf } = useSaying();
  const { from, until, time, body, verification, writtenBy, writtenAt, moves } = stretch;
  // Words that are the name already are not said twice.
  const { words: _, ...rest } = body;
  const said = time === 'today' && 'words' in body ? say(rest) : say(body);
  return (
    <div className="reference-value">
      <div>
        <p>
          <strong>{said}</strong>{' '}
          {time !== 'today' && <Tag>{t(`reference-data.time.${time}`)}</Tag>}{' '}
          {stretch.verified ? <Tag tone="good" icon="check">{t('reference-data.verified')}</Tag> : time !== 'past' && <Tag tone="info">{t('reference-data.to-verify')}</Tag>}
        </p>
        <ValueParts collection={collection} body={body} />
        <p className="quiet small">
          {until === null ? t('reference-data.from', { from: formatDate(from) }) : t('reference-data.from-until', { from: formatDate(from), until: formatDate(until) })}
          {' · '}{t('reference-data.source', { source: '' })}<SafeText>{sourceOf(stretch.source)}</SafeText>
          {' · '}{writtenBy && writtenAt ? t('reference-data.written', { by: writtenBy, on: formatDate(writtenAt) }) : t('reference-data.comes-with')}
          {stretch.note && <>{' · '}<SafeText>{stretch.note}</SafeText></>}
        </p>
        {verification && <p className="small">{t('reference-data.verification', { by: verification.by, on: formatDate(verification.on) })} <SafeText>{verification.source}</SafeText></p>}
        {stretch.needsAnother && <p className="small">{t('reference-data.needs-another')}</p>}
      </div>
      {(moves.length > 0 || children) && (
        <NeverPrinted>
          <Row>
            {moves.map((move) => <Button key={move} size="small" kind="quiet" {...(move === 'verify' ? { icon: 'check' as const } : {})} onPress={() => onAsk(move === 'verify' ? { what: move, stretch } : { what: move, stretch })}>{t(`reference-data.move.${move}`)}<OnlyHeard> {name}, {say(body)}</OnlyHeard></Button>)}
            {children}
          </Row>
        </NeverPrinted>
      )}
    </div>
  );
}

function Withdrawals({ entry }: { entry: EntryShown }): ReactNode {
  const { t, formatDate } = useText();
  const { say } = useSaying();
  return (
    <ul className="plain-list">
      {entry.withdrawn.map((one) => <li key={one.id} className="small">{one.body ? say(one.body) : t('reference-data.given-back')} · {t('reference-data.withdrawn-one', { from: formatDate(one.validFrom), by: one.by })} <SafeText>{one.reason}</SafeText></li>)}
    </ul>
  );
}

/** Doubts what was verified, or withdraws what does not hold yet: always with a reason. */
function TakeBack({ collection, entry, stretch, move, name, today, onClose }: { collection: CollectionName; entry: string; stretch: Meant; move: 'doubt' | 'withdraw'; name: string; today: string; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => newId());
  const deed = useReferenceDeed(() => {
    toast.say(t(`reference-data.done.${move}`));
    onClose();
  });
  const take = (reason: string): void => deed.mutate(stretch.valueId
    ? { method: 'post', path: `/api/reference-values/${stretch.valueId}/moves`, body: { id, move, reason } }
    : { method: 'put', path: `/api/reference-checks/${id}`, body: { collection, entry, validFrom: stretch.validFrom, outcome: 'doubted', source: reason, lookedOn: today } });
  return (
    <ReasonDialog title={name} label={t('reference-data.reason')} isOpen minLength={3} confirm={t(`reference-data.move.${move}`)} isPending={deed.isPending} onClose={onClose} onConfirm={take}>
      {t(`reference-data.ask.${move}`)}
      {deed.error && <ProblemPanel problem={deed.error} />}
    </ReasonDialog>
  );
}
