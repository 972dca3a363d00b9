import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { type EvidenceDraft, EvidenceFields, type EvidenceFieldsProps, evidenceFrom } from '../../../kernel/ui/EvidenceFields.tsx';
import type { ConsentEvidence as Evidence } from '../contract.ts';
import { choices } from './queries.ts';
import { SpokenYes } from './SpokenYes.tsx';
import type { Recorder } from './useRecorder.ts';

/** How the person said yes; colleagues who can attest are those of the room, and a voice is recorded here. */
export function ConsentEvidence({ caseId, recorder, ...given }: Omit<EvidenceFieldsProps, 'colleagues' | 'recorder'> & { readonly caseId: string; readonly recorder: Recorder }): ReactNode {
  const { t } = useText();
  const named = useQuery(choices);
  return <EvidenceFields {...given} colleagues={named.data?.colleagues ?? []} recorder={{ here: <SpokenYes caseId={caseId} recorder={recorder} />, elsewhere: t('consents.spoken.elsewhere') }} />;
}

/** The evidence, once it is complete: the voice that was recorded here, or what the form holds; undefined while something is missing. */
export function evidenceOf(draft: EvidenceDraft, { recorded, state }: Recorder): Evidence | undefined {
  if (draft.kind !== 'audio' || !recorded) return evidenceFrom(draft);
  // One that was cut short is an answer only once somebody listened and said so.
  return (state === 'idle' || state === 'denied') && recorded.isInterrupted !== true ? { kind: 'audio', audioHash: recorded.file.digest, upload: recorded.file.id } : undefined;
}
