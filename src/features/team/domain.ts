import type { Role } from '../../kernel/identity/contract.ts';
import { readsPersons } from '../../kernel/identity/hats.ts';
import type { InvitationState, ResetLine } from './contract.ts';

/** Where an invitation stands. What happened to it weighs more than what is still awaited, and that more than the calendar. */
export function invitationState(known: { role: Role; accepted: boolean; withdrawn: boolean; decision: string | null; expired: boolean }): InvitationState {
  if (known.accepted) return 'accepted';
  if (known.withdrawn) return 'withdrawn';
  if (known.decision === 'refused') return 'refused';
  if (known.expired) return 'expired';
  return readsPersons(known.role) && known.decision === null ? 'waiting' : 'open';
}

/** Where the new beginning of somebody's second factor stands. */
export function resetState(known: { used: boolean; decision: string | null; expired: boolean }): ResetLine['state'] {
  if (known.used) return 'used';
  if (known.decision === 'refused') return 'refused';
  if (known.expired) return 'expired';
  return known.decision === 'approved' ? 'approved' : 'waiting';
}
