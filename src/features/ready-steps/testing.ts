import type { StepTemplate } from '../plans/contract.ts';

/** One ready step of the kind that comes with the program. */
export const planReferenceOfTest: readonly StepTemplate[] = [{
  id: 'emergency-place', domain: 'housing', fromLevel: 4, goalDomain: 'housing', title: { it: 'Trovare un posto per stanotte', en: 'Find a place for tonight' }, days: 0,
  source: 'Proposta, da verificare con l’équipe', validFrom: '2026-01-01', validUntil: null, verified: false,
}];
