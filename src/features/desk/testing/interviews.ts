import { expect } from 'vitest';
import { newId, type Worker } from '../../../app/testing/town.ts';
import type { Interview, InterviewHeading, SectionKept } from '../contract.ts';

/** How a first interview in French is begun by Giulia. */
export const heading: InterviewHeading = { kind: 'first', language: 'fr', interpreter: 'none', mediatorId: null, place: 'desk', present: ['psychologist'], preparation: { alone: 'yes', 'time-enough': 'yes' } };
/** A section as it is sent. */
export const said = (words: string, state = 'begun') => ({ state, content: { answers: {}, words } });

/** An interview that somebody has opened. @returns its id */
export async function opened(by: Worker, caseId: string, about: Partial<InterviewHeading> = {}): Promise<string> {
  const id = newId();
  const { status } = await by.put(`/api/interviews/${id}`, { caseId, ...heading, ...about });
  expect(status).toBe(200);
  return id;
}
/** A step of its way. */
export const move = (by: Worker, id: string, name: string, reason?: string) => by.post<Interview>(`/api/interviews/${id}/moves`, { id: newId(), move: name, reason });
/** Writes a section upon the version that was seen. */
export const write = (by: Worker, id: string, section: string, words: string, version = 0) => by.put<SectionKept>(`/api/interviews/${id}/sections/${section}`, said(words), version);
/** What stands in each section. */
export const wordsIn = (interview: Interview): Record<string, string | undefined> => Object.fromEntries(interview.sections.map((one) => [one.section, one.content?.words]));
