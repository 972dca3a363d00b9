import { assert, dictionary, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interview, Section } from '../contract.ts';
import { besides, joined, laneOf, stillMissing } from './edits.ts';

const giulia = { id: 'giulia', name: 'Giulia' };
const rubina = { id: 'rubina', name: 'Rubina' };
const section = (about: Partial<Section>): Section => ({ section: 'safety', compartment: 'restricted', state: 'begun', content: { answers: {}, words: 'paura' }, author: giulia, writtenAt: '', version: 1, ...about });
const interview = (sections: Section[], writes: Interview['writes']): Interview => ({ sections, writes }) as Interview;

describe('two who write the same section', () => {
  const content = record({ answers: dictionary(string({ minLength: 1, maxLength: 8 }), record({ words: string() })), words: string() });
  it('lose no word of either when they are joined', () => {
    assert(property(content, content, (theirs, mine) => {
      const both = joined(theirs, mine);
      for (const one of [theirs, mine]) {
        expect(both.words).toContain(one.words.trim());
        for (const [key, answer] of Object.entries(one.answers)) expect(both.answers[key]?.words ?? '').toContain(answer.words.trim());
      }
    }));
  });
  it('do not say the same thing twice', () => {
    const said = { answers: {}, words: 'Dorme da un conoscente.' };
    expect(joined(said, said).words).toBe('Dorme da un conoscente.');
    expect(joined(said, { answers: {}, words: 'Dorme da un conoscente. In campagna.' }).words).toBe('Dorme da un conoscente. In campagna.');
  });
});

describe('lanes', () => {
  const both = [section({}), section({ compartment: 'mediation', author: rubina })];
  it('give Rubina her own and Giulia the common one, with Rubina\'s beside it', () => {
    expect(laneOf(interview(both, ['mediation']), 'safety', 'rubina')?.author).toBe(rubina);
    expect(laneOf(interview(both, ['case', 'restricted']), 'safety', 'giulia')?.author).toBe(giulia);
    expect(besides(interview(both, ['case', 'restricted']), 'safety')).toHaveLength(1);
    expect(besides(interview(both, ['mediation']), 'safety')).toHaveLength(0);
  });
});

describe('what a device kept', () => {
  it('is offered when the server does not have it, and forgotten when it does', () => {
    const kept = interview([section({})], ['restricted']);
    const edit = { content: { answers: {}, words: 'paura' }, state: 'begun' as const, base: 0 };
    expect(stillMissing({ safety: edit }, kept, 'giulia')).toEqual({});
    const newer = { ...edit, content: { answers: {}, words: 'paura, e poi' } };
    expect(stillMissing({ safety: newer, housing: edit }, kept, 'giulia')).toEqual({ safety: newer, housing: edit });
  });
});
