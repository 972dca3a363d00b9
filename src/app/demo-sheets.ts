import { v7 as newId } from 'uuid';
import type { Sheet, SheetPreview } from '../features/sheets/contract.ts';
import { learn } from './demo-known.ts';
import type { DemoName } from './people.ts';
import { idOf } from './people.ts';
import type { Answer, Worker } from './worker.ts';

interface Told {
  readonly as: (name: DemoName) => Promise<Worker>;
  /** @throws when a call was refused: the story no longer fits the rules */
  readonly must: <T>(answer: Answer<T>) => T;
}

const caseOf = (key: string): string => idOf(`case ${key}`);

/** What left of whom: a sheet for the union, Olena's own in Ukrainian with something to correct in it, and a home that two women share. */
export async function whatLeaves(as: Told['as'], must: Told['must']): Promise<void> {
  const told = { as, must };
  await shafiqulForTheUnion(told);
  await olenasOwn(told);
  await theSharedHome(told);
}

/** Looked at, made, handed over: the steps of every sheet. */
async function give({ must }: Told, who: Worker, asked: object): Promise<string> {
  const id = newId();
  const { preview } = must(await who.post<SheetPreview>(`/api/sheet-previews/${id}`, asked));
  const made = must(await who.put<Sheet>(`/api/sheets/${id}`, { ...asked, preview }));
  must(await who.post(`/api/sheets/${id}/moves`, { id: newId(), move: 'hand-over' }, made.version));
  return id;
}

/** On the consent that Shafiqul gave for the referral: the facts of the work, and nothing else. */
async function shafiqulForTheUnion(told: Told): Promise<void> {
  const anna = await told.as('anna');
  const facts = [
    await learn(told, anna, 'shafiqul', { field: 'work-sector', value: 'manufacture', isConfirmed: true }), await learn(told, anna, 'shafiqul', { field: 'work-contract', value: 'none', isConfirmed: true }),
    await learn(told, anna, 'shafiqul', { field: 'work-hours', value: 60, isConfirmed: true }), await learn(told, anna, 'shafiqul', { field: 'work-pay-received', value: 500 }),
  ];
  await give(told, anna, { caseId: caseOf('shafiqul'), kind: 'union', organisationId: idOf('avellino flai'), addressee: 'Antonio Petrillo, ufficio vertenze', purpose: 'work', why: 'Valutare la vertenza per i tre mesi non pagati', identity: ['languages'], facts });
}

/** Oksana read it to her; of one thing Olena said that it is not so. Teresa, who was there, marked it for Marco. */
async function olenasOwn(told: Told): Promise<void> {
  const [marco, teresa] = [await told.as('marco'), await told.as('teresa')];
  const permit = await learn(told, marco, 'olena', { field: 'status-permit', value: 'protection', isConfirmed: true });
  const level = await learn(told, marco, 'olena', { field: 'education-level', value: 'upper-secondary' });
  const children = await learn(told, marco, 'olena', { field: 'family-children-abroad', value: 1, isConfirmed: true });
  const sheetId = await give(told, marco, {
    caseId: caseOf('olena'), kind: 'person', language: 'uk', identity: ['name', 'languages'], facts: [permit, level, children], paperWords: 'Vive con un’amica di cui si fida; lo tiene in borsa.',
    said: { [permit]: 'Тимчасовий захист', [level]: 'Середня школа' },
  });
  told.must(await teresa.put(`/api/fact-corrections/${newId()}`, { factId: level, sheetId, words: 'Ho finito l’università: sono contabile.' }));
}

/** Ionela and Olena share a flat. What Ionela told of it is asked of Olena, and written nowhere in her file until she says so. */
async function theSharedHome(told: Told): Promise<void> {
  const marco = await told.as('marco');
  told.must(await marco.post(`/api/families/${newId()}/members`, { memberId: newId(), headId: idOf('person ionela'), personId: idOf('person olena') }));
  await learn(told, marco, 'ionela', { field: 'housing-kind', value: 'rented', isConfirmed: true });
  await learn(told, marco, 'ionela', { field: 'housing-rent', value: 350, isConfirmed: true });
}
