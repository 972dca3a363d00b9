import { describe, expect, it } from 'vitest';
import type { Interview, Section, TextBeside } from '../contract.ts';
import { besides, chosen, type Edit, laneOf, stillMissing, together, waitingBeside } from './edits.ts';

const giulia = { id: 'giulia', name: 'Giulia' };
const rubina = { id: 'rubina', name: 'Rubina' };
const section = (about: Partial<Section>): Section => ({ section: 'safety', compartment: 'restricted', state: 'begun', content: { answers: {}, words: 'paura' }, author: giulia, writtenAt: '', version: 1, ...about });
const interview = (sections: Section[], writes: Interview['writes'], beside: TextBeside[] = []): Interview => ({ sections, writes, besides: beside }) as unknown as Interview;
const said = (words: string) => ({ answers: {}, words });
const edit = (words: string, about: Partial<Edit> = {}): Edit => ({ content: said(words), state: 'begun', base: 0, origin: said(''), ...about });

describe('lanes', () => {
  const both = [section({}), section({ compartment: 'mediation', author: rubina })];
  it('give Rubina her own and Giulia the common one, with Rubina\'s beside it', () => {
    expect(laneOf(interview(both, ['mediation']), 'safety', 'rubina')?.author).toBe(rubina);
    expect(laneOf(interview(both, ['case', 'restricted']), 'safety', 'giulia')?.author).toBe(giulia);
    expect(besides(interview(both, ['case', 'restricted']), 'safety')).toHaveLength(1);
    expect(besides(interview(both, ['mediation']), 'safety')).toHaveLength(0);
  });
  it('keep a text that waits for a choice in the lane where it was written', () => {
    const text = { id: 'one', section: 'safety', compartment: 'mediation', content: said('catena'), origin: said(''), author: rubina, writtenAt: '' } as const;
    expect(waitingBeside(interview(both, ['mediation'], [text]), 'safety')).toEqual([text]);
    expect(waitingBeside(interview(both, ['restricted'], [text]), 'safety')).toEqual([]);
  });
});

describe('a choice between two texts', () => {
  it('is about the words that both changed, and takes nothing else from either', () => {
    const mine = { origin: said(''), content: { answers: { urgent: { answer: 'yes' as const } }, words: 'Le fa male la schiena.' } };
    const theirs = { answers: { sleep: { answer: 'no' as const } }, words: 'Non dorme.' };
    expect(chosen(theirs, mine, 'theirs')).toEqual({ answers: { sleep: { answer: 'no' }, urgent: { answer: 'yes' } }, words: 'Non dorme.' });
    expect(chosen(theirs, mine, 'mine').words).toBe('Le fa male la schiena.');
    expect(chosen(theirs, mine, 'both').words).toBe('Non dorme.\n\nLe fa male la schiena.');
  });
});

describe('what a device kept', () => {
  it('is offered when the server does not have it, and forgotten when it does', () => {
    const kept = interview([section({})], ['restricted']);
    expect(stillMissing({ safety: edit('paura') }, kept, 'giulia')).toEqual({});
    const newer = edit('paura, e poi');
    expect(stillMissing({ safety: newer, housing: edit('paura') }, kept, 'giulia')).toEqual({ safety: newer, housing: edit('paura') });
  });
  it('is not offered again when the server keeps it beside the text that stands', () => {
    const beside = { id: 'one', section: 'safety', compartment: 'restricted', content: said('fame'), origin: said(''), author: giulia, writtenAt: '' } as const;
    expect(stillMissing({ safety: edit('fame', { besideId: 'one' }) }, interview([section({})], ['restricted'], [beside]), 'giulia')).toEqual({});
  });
  it('in two windows, without network, is found with the words of both', () => {
    const found = together([{ safety: edit('La prima finestra.') }, { safety: edit('La seconda finestra.', { base: 3, origin: said('') }), housing: edit('Casa.') }]);
    expect(found.safety?.content.words).toBe('La prima finestra.\n\nLa seconda finestra.');
    expect(found.safety?.base).toBe(0);
    expect(found.housing?.content.words).toBe('Casa.');
  });
});
