import { v7 as newId } from 'uuid';
import { api } from '../../../kernel/ui/api.ts';
import { type UncertainDate, unknownDate } from '../../../kernel/ui/uncertain-date.ts';
import type { OpenedPerson } from '../contract.ts';

/** What may be known when somebody is first met. Everything may be missing. */
export interface NewPerson {
  readonly name: string;
  readonly birth: UncertainDate;
  readonly language: string | null;
  readonly phone: string;
  readonly phoneOf: 'person' | 'shared' | 'someone-else';
}

export const nobodyYet: NewPerson = { name: '', birth: unknownDate, language: null, phone: '', phoneOf: 'person' };

export interface Opening {
  /** Opens the person with what is known. Called again after a failure it goes on where it stopped, and nobody is opened twice. */
  run(person: NewPerson, apart: readonly string[]): Promise<OpenedPerson>;
}

/** One person being opened: its ids are made once, so that a weak network may send everything again. */
export function beginOpening(): Opening {
  const [personId, caseId, nameId, contactId] = [newId(), newId(), newId(), newId()];
  const done = new Set<string>();
  const once = async (what: string, call: () => Promise<unknown>): Promise<void> => {
    if (done.has(what)) return;
    await call();
    done.add(what);
  };
  const at = `/api/persons/${personId}`;
  let opened: OpenedPerson | undefined;
  return {
    async run({ name, birth, language, phone, phoneOf }, apart) {
      const named = name.trim() === '' ? {} : { name: { id: nameId, kind: 'declared', text: name } };
      opened ??= await api.put<OpenedPerson>(`${at}/meeting`, { body: { caseId, ...named } });
      if (birth.year !== null) await once('birth', () => api.put(`${at}/birth`, { body: birth, ifMatch: 0 }));
      if (language !== null) await once('language', () => api.put(`${at}/languages/${language}`, { body: { speaks: 'mother-tongue', reads: null, interpreter: true } }));
      if (phone.trim() !== '') await once('phone', () => api.put(`${at}/contacts/${contactId}`, { body: { kind: 'phone', value: phone, belongsTo: phoneOf } }));
      for (const code of apart) await once(`apart ${code}`, () => api.post(`${at}/not-same`, { body: { code } }));
      return opened;
    },
  };
}
