import { array, assert, constantFrom, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SectionContent } from './contract.ts';
import { covers, emptyContent, merge, sameContent } from './merge.ts';

const runs = Number(process.env.RETI_MERGE_RUNS ?? 300);
const said = (words: string): SectionContent => ({ answers: {}, words });

interface Deed { readonly who: 0 | 1; readonly what: 'type' | 'answer' | 'erase' | 'send' | 'look' | 'choose'; readonly where: string; readonly choice: 'mine' | 'theirs' | 'both' }

/**
 * Two at their screens and the rule of the server, as `keepSection` has it: each holds what they began from and what they typed; a sending
 * is brought together, kept beside, or taken as it is; what stood and is no longer said goes among the earlier texts.
 */
class Room {
  standing: SectionContent = emptyContent;
  version = 0;
  readonly past: SectionContent[] = [];
  readonly acknowledged: SectionContent[] = [];
  beside: { origin: SectionContent; content: SectionContent; who: number }[] = [];
  readonly desks = [this.#desk(), this.#desk()];
  #words = 0;

  #desk() {
    return { origin: emptyContent, content: emptyContent, base: 0 };
  }

  do({ who, what, where, choice }: Deed): void {
    const desk = this.desks[who];
    if (!desk) return;
    if (what === 'type') desk.content = this.#with(desk.content, where, (before) => `${before} parola${this.#words++}`.trim());
    else if (what === 'erase') desk.content = this.#with(desk.content, where, () => '');
    else if (what === 'answer') desk.content = { ...desk.content, answers: { ...desk.content.answers, [where]: { ...desk.content.answers[where], answer: this.#words++ % 2 === 0 ? 'yes' : 'no' } } };
    else if (what === 'look' && sameContent(desk.content, desk.origin)) this.#see(desk);
    else if (what === 'send') this.#send(who, desk);
    else if (what === 'choose') this.#choose(choice);
  }

  #with(content: SectionContent, where: string, change: (before: string) => string): SectionContent {
    if (where === '') return { ...content, words: change(content.words) };
    return { ...content, answers: { ...content.answers, [where]: { ...content.answers[where], words: change(content.answers[where]?.words ?? '') } } };
  }

  #see(desk: { origin: SectionContent; content: SectionContent; base: number }): void {
    Object.assign(desk, { origin: this.standing, content: this.standing, base: this.version });
  }

  #send(who: number, desk: { origin: SectionContent; content: SectionContent; base: number }): void {
    this.acknowledged.push(desk.content);
    if (desk.base === this.version) this.#stand(desk.content);
    else {
      const { content, conflicts } = merge(desk.origin, this.standing, desk.content);
      if (conflicts.length > 0) {
        const before = this.beside.find((one) => one.who === who);
        if (before && !covers(desk.content, before.content)) this.past.push(before.content);
        this.beside = [...this.beside.filter((one) => one !== before), { origin: desk.origin, content: desk.content, who }];
        return;
      }
      this.#stand(content);
    }
    this.#see(desk);
  }

  #choose(choice: 'mine' | 'theirs' | 'both'): void {
    const text = this.beside.shift();
    if (!text) return;
    this.past.push(text.content);
    this.#stand(merge(text.origin, this.standing, text.content, choice).content);
  }

  #stand(content: SectionContent): void {
    if (!covers(content, this.standing)) this.past.push(this.standing);
    this.standing = content;
    this.version += 1;
  }

  get texts(): readonly SectionContent[] {
    return [this.standing, ...this.past, ...this.beside.map((one) => one.content)];
  }
}

const wordsOf = (content: SectionContent): string[] => [content.words, ...Object.values(content.answers).map((one) => one.words ?? '')].flatMap((words) => words.split(/\s+/)).filter((word) => word !== '');

describe('two who write in one section', () => {
  const deed = record<Deed>({ who: constantFrom(0 as const, 1 as const), what: constantFrom('type', 'type', 'send', 'send', 'look', 'answer', 'erase', 'choose'), where: constantFrom('', 'urgent', 'sleep'), choice: constantFrom('mine', 'theirs', 'both') });
  it('lose no acknowledged word, whatever they do in whatever order', () => {
    assert(property(array(deed, { maxLength: 60 }), (deeds) => {
      const room = new Room();
      for (const one of deeds) room.do(one);
      const there = new Set(room.texts.flatMap(wordsOf));
      for (const content of room.acknowledged) for (const word of wordsOf(content)) expect(there).toContain(word);
    }), { numRuns: runs });
  });
});

describe('bringing together', () => {
  it('takes answers to different questions from both, in silence', () => {
    const origin = { answers: { urgent: { answer: 'no' as const } }, words: '' };
    const { content, conflicts } = merge(origin, { answers: { urgent: { answer: 'yes' } }, words: '' }, { answers: { urgent: { answer: 'no' }, sleep: { answer: 'no' } }, words: 'Stanca.' });
    expect(conflicts).toEqual([]);
    expect(content).toEqual({ answers: { urgent: { answer: 'yes' }, sleep: { answer: 'no' } }, words: 'Stanca.' });
  });
  it('asks a person where both wrote other words, or answered the same question differently', () => {
    expect(merge(emptyContent, said('Dorme da un conoscente.'), said('Dorme in campagna.')).conflicts).toEqual(['']);
    expect(merge(emptyContent, { answers: { urgent: { answer: 'yes' } }, words: '' }, { answers: { urgent: { answer: 'no' } }, words: '' }).conflicts).toEqual(['urgent']);
  });
  it('does not ask when one of the two texts says all that the other says, and says nothing twice', () => {
    expect(merge(emptyContent, said('Dorme da un conoscente.'), said('Dorme da un conoscente. In campagna.'))).toEqual({ content: said('Dorme da un conoscente. In campagna.'), conflicts: [] });
    expect(merge(said(''), said('Dorme.'), said('Dorme.'), 'both').content).toEqual(said('Dorme.'));
  });
});
