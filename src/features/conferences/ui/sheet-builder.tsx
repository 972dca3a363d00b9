import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { CheckChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { type Bodies, type Material, type NewSeat, type Part, type PartBody, PartKind } from '../contract.ts';
import { compartmentOf, isEmpty, partFits, usualParts } from '../domain.ts';
import { PartLines, SheetParts } from './sheet-parts.tsx';

/** The sheets as they are being made: words that are the same for all, and a choice among them for each. */
export interface SheetsDraft {
  readonly bodies: Bodies;
  readonly seats: readonly NewSeat[];
}

export const sheetsFrom = (material: Material): SheetsDraft => ({ bodies: Object.fromEntries(material.parts.map(({ kind, body }) => [kind, body])), seats: [] });
/** What is sent: no block that says nothing, and the question with the call itself. */
export const bodiesGiven = (bodies: Bodies): Bodies => Object.fromEntries(Object.entries(bodies).filter(([kind, body]) => kind !== 'question' && !isEmpty(body)));

const written = ['situation', 'wish', 'work', 'story'] as const;
const fromFile = ['languages', 'risk', 'needs', 'plan', 'services'] as const;
const nothing: PartBody = { words: '', items: [] };

interface SheetBuilderProps {
  readonly material: Material;
  readonly value: SheetsDraft;
  readonly onChange: (value: SheetsDraft) => void;
  /** The question as it stands on every sheet. */
  readonly question: PartBody;
  /** Who sits there already. */
  readonly taken: readonly string[];
  readonly isTried: boolean;
  readonly wrong: readonly string[];
}

interface Candidate {
  readonly memberId: string;
  readonly name: string;
  readonly role: string;
  readonly detail: string;
  readonly purpose: string | null;
  readonly consentId?: string;
}

/** Who comes and what each of them reads; each sheet can be looked at exactly as its reader will find it. */
export function SheetBuilder({ material, value, onChange, question, taken, isTried, wrong }: SheetBuilderProps): ReactNode {
  const { t } = useText();
  const candidates = (list: readonly Candidate[]): readonly Candidate[] => list.filter((one) => !taken.includes(one.memberId));
  const team = candidates(material.colleagues.map((one) => ({ ...one, purpose: null, detail: [t(`role.${one.role}`), one.follows ? t('conferences.seats.follows') : null].filter(Boolean).join(' · ') })));
  const network = candidates(material.network.map((one) => ({ ...one, detail: t('conferences.seats.for', { organisation: one.organisation, purpose: t(`consents.purpose.${one.purpose}`) }) })));
  const write = (kind: PartKind, words: string): void => onChange({ ...value, bodies: { ...value.bodies, [kind]: { words, items: [] } } });
  const offered = new Set(material.parts.map((part) => part.kind));
  const errorOf = (kind: string): string | undefined => (wrong.includes(kind) ? t('problem.conference-names-person.title') : undefined);
  return (
    <>
      <Panel title={t('conferences.sheet.write')} of="case">
        <Stack>
          <p className="quiet">{t('conferences.sheet.write.help')}</p>
          {written.filter((kind) => offered.has(kind)).map((kind) => (
            <TextArea key={kind} label={t(`conferences.part.${kind}`)} hint={kind === 'work' || kind === 'story' ? t(`conferences.part.${kind}.hint`) : undefined} rows={3} maxLength={4000} value={value.bodies[kind]?.words ?? ''} onChange={(words) => write(kind, words)} error={errorOf(kind)} />
          ))}
          {fromFile.filter((kind) => !isEmpty(value.bodies[kind] ?? nothing)).map((kind) => <div key={kind}><strong>{t(`conferences.part.${kind}`)}</strong><PartLines kind={kind} body={value.bodies[kind] ?? nothing} />{errorOf(kind) && <p className="field-error">{errorOf(kind)}</p>}</div>)}
        </Stack>
      </Panel>
      <Panel title={t('conferences.seats')} of="case">
        <Stack>
          {isTried && value.seats.length === 0 && <Notice tone="late">{t('conferences.seats.none')}</Notice>}
          <h3>{t('conferences.seats.team')}</h3>
          <Candidates list={team} value={value} onChange={onChange} question={question} />
          <h3>{t('conferences.seats.network')}</h3>
          {network.length === 0 ? <p className="quiet">{t('conferences.seats.network.none')}</p> : <Candidates list={network} value={value} onChange={onChange} question={question} />}
        </Stack>
      </Panel>
    </>
  );
}

function Candidates({ list, value, onChange, question }: { list: readonly Candidate[]; value: SheetsDraft; onChange: (value: SheetsDraft) => void; question: PartBody }): ReactNode {
  const { t } = useText();
  const [seen, setSeen] = useState<string | null>(null);
  const stands = (kind: PartKind): boolean => kind !== 'question' && !isEmpty(value.bodies[kind] ?? nothing);
  const toggle = (one: Candidate, comes: boolean): void => onChange({
    ...value,
    seats: comes ? [...value.seats, { id: newId(), memberId: one.memberId, ...(one.consentId ? { consentId: one.consentId } : {}), parts: usualParts(one.role, one.purpose) }] : value.seats.filter((seat) => seat.memberId !== one.memberId),
  });
  return (
    <ul className="conference-lines">
      {list.map((one) => {
        const seat = value.seats.find((other) => other.memberId === one.memberId);
        const kinds = PartKind.options.filter((kind) => stands(kind) && partFits(kind, one.role, one.purpose));
        const parts: Part[] = seat ? PartKind.options.filter((kind) => kind === 'question' || (seat.parts.includes(kind) && kinds.includes(kind))).map((kind) => ({ kind, compartment: compartmentOf(kind), body: kind === 'question' ? question : value.bodies[kind] ?? nothing })) : [];
        return (
          <li key={one.memberId}>
            <Checkbox value={seat !== undefined} onChange={(comes) => toggle(one, comes)} hint={one.detail}>{one.name}</Checkbox>
            {seat && (
              <Stack gap="small">
                {kinds.length > 0 && <CheckChips label={t('conferences.sheet.parts', { name: one.name })} value={seat.parts.filter((kind) => kinds.includes(kind))} onChange={(chosen) => onChange({ ...value, seats: value.seats.map((other) => (other === seat ? { ...seat, parts: chosen } : other)) })} choices={kinds.map((kind) => ({ value: kind, label: t(`conferences.part.${kind}`) }))} />}
                <div><Button size="small" onPress={() => setSeen(one.memberId)}>{t('conferences.sheet.preview', { name: one.name })}</Button></div>
                {seen === one.memberId && <Dialog title={t('conferences.sheet.exactly', { name: one.name })} size="wide" isOpen onClose={() => setSeen(null)}><SheetParts parts={parts} /></Dialog>}
              </Stack>
            )}
          </li>
        );
      })}
    </ul>
  );
}
