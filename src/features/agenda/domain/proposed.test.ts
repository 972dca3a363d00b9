import { describe, expect, it } from 'vitest';
import { needsMediation, proposedKind, proposedMediator } from './proposed.ts';

const giulia = { id: 'giulia', name: 'Giulia', role: 'psychologist', languages: ['it', 'en'] };
const rubina = { id: 'rubina', name: 'Rubina', role: 'mediator', languages: ['ur', 'bn'] };
const asif = { id: 'asif', name: 'Asif', role: 'mediator', languages: ['ur'] };
const staff = [giulia, rubina, asif];
const parveen = { language: 'ur', member: 'giulia', staff, before: [], notFree: [] };

describe('What is proposed when an hour is booked for somebody', () => {
  it('is a first interview only for whoever has had none and is expected for none', () => {
    expect(proposedKind([], [])).toBe('first');
    expect(proposedKind([{}], [])).toBe('follow-up');
    expect(proposedKind([], [{ kind: 'first', state: 'booked' }])).toBe('follow-up');
    expect(proposedKind([], [{ kind: 'first', state: 'no-show' }, { kind: 'accompaniment', state: 'done' }])).toBe('first');
  });

  it('puts an Urdu-speaking mediator between Parveen and Giulia, the one whom Parveen knows where she can come', () => {
    expect(proposedMediator(parveen)).toBe('rubina');
    expect(proposedMediator({ ...parveen, before: [{ mediator: null }, { mediator: { id: 'asif', name: 'Asif' } }] })).toBe('asif');
    expect(proposedMediator({ ...parveen, before: [{ mediator: { id: 'asif', name: 'Asif' } }], notFree: ['asif'] })).toBe('rubina');
    expect(proposedMediator({ ...parveen, notFree: ['rubina', 'asif'] })).toBeNull();
  });

  it('puts nobody between two who speak the same language', () => {
    expect(proposedMediator({ ...parveen, language: 'it' })).toBeNull();
    expect(proposedMediator({ ...parveen, language: 'en' })).toBeNull();
    expect(needsMediation({ ...parveen, language: 'en' })).toBe(false);
    expect(needsMediation(parveen)).toBe(true);
  });
});
