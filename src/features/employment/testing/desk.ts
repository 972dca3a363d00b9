import { newId, type Worker } from '../../../app/testing/town.ts';
import type { Employment, PlacementTerms } from '../contract.ts';

export const terms = (given: Partial<PlacementTerms> = {}): PlacementTerms => ({
  title: 'Sarto', contractKind: 'fixed-term', minutesPerWeek: 2_400, daysPerWeek: 5, payCents: 800, payPer: 'hour', sector: null, province: null, level: null, from: null, until: null, unilav: 'unknown', unilavSeenOn: null, words: '', ...given,
});

/** @returns the id of an employer written down by a colleague */
export async function anEmployer(by: Worker, name: string, given: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const { status, body } = await by.put(`/api/employers/${id}`, { name, organisationId: null, place: 'Avellino', sector: null, qualityNetwork: 'unknown', qualitySeenOn: null, ...given }, 0);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return id;
}

/** A placement as it is first thought of. @returns its id */
export async function proposed(by: Worker, caseId: string, employerId: string, given: { kind?: string; terms?: Partial<PlacementTerms> } = {}): Promise<string> {
  const id = newId();
  const { status, body } = await by.put(`/api/placements/${id}`, { caseId, kind: given.kind ?? 'job', employerId, terms: terms(given.terms) }, 0);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return id;
}

export const look = (by: Worker, placementId: string, verdict = 'clear') => by.put(`/api/placement-looks/${newId()}`, { placementId, verdict });
export const move = (by: Worker, placementId: string, name: string, given: Record<string, unknown> = {}) => by.post(`/api/placements/${placementId}/moves`, { id: newId(), move: name, ...given });
export const moveCheck = (by: Worker, checkId: string, name: string, given: Record<string, unknown> = {}) => by.post(`/api/placement-checks/${checkId}/moves`, { id: newId(), move: name, ...given });
export const employment = async (by: Worker, caseId: string): Promise<Employment> => (await by.get<Employment>(`/api/cases/${caseId}/employment`)).body;
export const entry = (by: Worker, caseId: string, content: Record<string, unknown>, { id = newId(), version = 0, source = 'person' } = {}) => by.put(`/api/balance-entries/${id}`, { caseId, source, learnedOn: '2026-10-01', content }, version);
