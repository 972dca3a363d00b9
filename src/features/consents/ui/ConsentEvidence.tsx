import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { EvidenceFields, type EvidenceFieldsProps } from '../../../kernel/ui/EvidenceFields.tsx';
import { choices } from './queries.ts';

/** How the person said yes; colleagues who can attest are those of the room. */
export function ConsentEvidence(given: Omit<EvidenceFieldsProps, 'colleagues'>): ReactNode {
  const named = useQuery(choices);
  return <EvidenceFields {...given} colleagues={named.data?.colleagues ?? []} />;
}
