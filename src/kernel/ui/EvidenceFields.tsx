import { useState } from 'react';
import type { ReactNode } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useText } from '../i18n/text.tsx';
import { Button } from './Button.tsx';
import { ChoiceChips } from './Chips.tsx';
import { Stack } from './Panel.tsx';
import { SignatureField } from './SignatureField.tsx';
import { Select } from './Select.tsx';
import { TextField } from './TextField.tsx';
import { Evidence, EvidenceKind } from '../evidence.ts';

export interface EvidenceDraft {
  readonly kind: Evidence['kind'];
  readonly text: string;
  /** What was drawn on the screen. */
  readonly drawing: string | null;
  readonly colleague: string | null;
}

export const noEvidence: EvidenceDraft = { kind: 'signature', text: '', drawing: null, colleague: null };

/** The evidence, once it is complete; undefined while something is missing. */
export function evidenceFrom({ kind, text, drawing, colleague }: EvidenceDraft): Evidence | undefined {
  const drawn = drawing === null ? {} : { drawing };
  const given = { 'signature': { signature: text, ...drawn }, 'mark-and-witness': { witness: text, ...drawn }, 'audio': { audioHash: text.trim().toLowerCase() }, 'attestation': { attestedWith: colleague } }[kind];
  const evidence = Evidence.safeParse({ kind, ...given });
  return evidence.success ? evidence.data : undefined;
}

export interface EvidenceFieldsProps {
  readonly value: EvidenceDraft;
  readonly onChange: (value: EvidenceDraft) => void;
  /** Who can attest beside the one who writes it down. */
  readonly colleagues: readonly { readonly id: string; readonly name: string; readonly role: string }[];
  /** Where a voice can be recorded here; then choosing a recording that lies elsewhere stands behind it. */
  readonly recorder?: { readonly here: ReactNode; readonly elsewhere: string };
}

/** How the person said it: also for those who cannot, or cannot safely, sign. */
export function EvidenceFields({ value, onChange, colleagues, recorder }: EvidenceFieldsProps): ReactNode {
  const { t } = useText();
  return (
    <Stack>
      <ChoiceChips label={t('ui.evidence')} canClear={false} value={value.kind} onChange={(kind) => { if (kind) onChange({ ...noEvidence, kind }); }} choices={EvidenceKind.options.map((kind) => ({ value: kind, label: t(`ui.evidence.${kind}`) }))} />
      {value.kind === 'attestation'
        ? <Select label={t('ui.evidence.attested-with')} value={value.colleague} onChange={(colleague) => onChange({ ...value, colleague })} choices={colleagues.map((one) => ({ value: one.id, label: `${one.name} · ${t(`role.${one.role}`)}` }))} />
        : value.kind === 'audio' ? <>{recorder?.here}<Elsewhere label={recorder?.elsewhere}><Recording fingerprint={value.text} onFingerprint={(text) => onChange({ ...value, text })} /></Elsewhere></>
          : (
            <>
              <SignatureField key={value.kind} label={t(`ui.evidence.${value.kind}.draw`)} hint={t(`ui.evidence.${value.kind}.draw-hint`)} onDrawn={(drawing) => onChange({ ...value, drawing })} />
              <TextField label={t(`ui.evidence.${value.kind}.label`)} hint={t(`ui.evidence.${value.kind}.hint`)} value={value.text} onChange={(text) => onChange({ ...value, text })} maxLength={200} />
            </>
          )}
    </Stack>
  );
}

/** Behind a line of its own, where there is a nearer way. */
const Elsewhere = ({ label, children }: { label: string | undefined; children: ReactNode }): ReactNode => (label === undefined ? children : <details><summary>{label}</summary>{children}</details>);

/** The recording stays on this device: only its fingerprint is kept, by which anybody can later tell that it is this one. */
function Recording({ fingerprint, onFingerprint }: { fingerprint: string; onFingerprint: (fingerprint: string) => void }): ReactNode {
  const { t } = useText();
  const [name, setName] = useState<string | null>(null);
  const choose = async (files: FileList | null): Promise<void> => {
    const file = files?.[0];
    if (!file) return;
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    setName(file.name);
    onFingerprint(Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join(''));
  };
  return (
    <Stack gap="small">
      <p className="quiet small">{t('ui.evidence.audio.hint')}</p>
      <div><FileTrigger acceptedFileTypes={['audio/*']} onSelect={(files) => void choose(files)}><Button icon="document">{t('ui.evidence.audio.choose')}</Button></FileTrigger></div>
      {name !== null && fingerprint !== '' && <output className="small">{t('ui.evidence.audio.chosen', { name, beginning: fingerprint.slice(0, 12) })}</output>}
    </Stack>
  );
}
