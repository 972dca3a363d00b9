import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { declareProblems } from '../../kernel/http/problems.ts';
import { type Routes, versionSeen } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { addContact, removeContact, revealContact } from './store/contacts.ts';
import { decideDuplicate, listDuplicates, lookForDuplicates } from './store/duplicates.ts';
import { endRelation, joinFamily, keepRelation, leaveFamily, markRisk, readFamily } from './store/family.ts';
import * as facts from './store/facts.ts';
import { compareFiles } from './store/comparing.ts';
import { readAtHand, readHeading } from './store/heading.ts';
import { askMerge, listMerges, moveMerge, readMerge } from './store/merging.ts';
import { addName, preferName, removeName } from './store/names.ts';
import { openPerson } from './store/open.ts';
import { searchEverywhere, searchPersons, tellApart } from './store/search.ts';

declareProblems({ 'safe-contact-first': 428, 'name-first': 409, 'document-first': 422, 'merge-already-asked': 409, 'merge-gone': 409, 'merge-minor-stays': 409, 'merge-barred': 409, 'merge-not-last': 409, 'merge-side-needed': 422, 'merge-two-open': 409, 'already-in-family': 409 });

const Done = z.object({ done: z.literal(true) });
const done = { done: true } as const;
/** Answers that it is done once it is, and not before. */
const finished = async (work: Promise<void>): Promise<typeof done> => {
  await work;
  return done;
};
const Kept = z.object({ version: z.int() });
const OfPerson = z.object({ personId: z.uuid() });
const OfRelation = z.object({ relationId: z.uuid() });
const OfUnit = z.object({ unitId: z.uuid() });
const OfMerge = z.object({ mergeId: z.uuid() });
const OfName = OfPerson.extend({ nameId: z.uuid() });
const OfContact = OfPerson.extend({ contactId: z.uuid() });
const OfLanguage = OfPerson.extend({ language: contract.LanguageCode });
const OfCountry = OfPerson.extend({ country: contract.Country });

const kept = (reply: FastifyReply, version: number): { version: number } => {
  reply.header('etag', `"${version}"`);
  return { version };
};

/** The persons room: opening somebody with a code, what is known of who they are, how they may be reached, and who may already be known. */
export const personsRoutes: Routes = (app, house) => {
  const about = (summary: string) => ({ summary, tags: ['persons'] });

  app.put('/api/persons/:personId', { schema: { ...about('Open a person and their case; nothing is required'), params: OfPerson, body: contract.OpenPerson, response: { 200: contract.OpenedPerson } } },
    (request) => request.act((act) => openPerson(act, request.params.personId, request.body)));

  app.get('/api/persons/:personId', { schema: { ...about('What stands at the head of a person\'s file'), params: OfPerson, response: { 200: contract.Heading } } },
    (request) => request.act((act) => readHeading(house, act, request.params.personId)));

  app.get('/api/persons/:personId/at-hand', { config: { inCalls: true }, schema: { ...about('Of the head of a file what a talk of the day needs: who they are, which languages they speak, how to reach them safely'), params: OfPerson, response: { 200: contract.Heading } } },
    (request) => request.act((act) => readAtHand(house, act, request.params.personId)));

  app.patch('/api/persons/:personId', { schema: { ...about('The gender a person gives'), params: OfPerson, body: z.object({ gender: contract.Gender }), response: { 200: Kept } } },
    async (request, reply) => kept(reply, await request.act((act) => facts.keepGender(act, request.params.personId, request.body.gender, versionSeen(request)))));

  app.put('/api/persons/:personId/names/:nameId', { schema: { ...about('Add a name'), params: OfName, body: contract.NewName, response: { 200: Done } } },
    (request) => finished(request.act((act) => addName(act, request.params.personId, request.params.nameId, request.body))));
  app.delete('/api/persons/:personId/names/:nameId', { schema: { ...about('Take a name away'), params: OfName, response: { 200: Done } } },
    (request) => finished(request.act((act) => removeName(act, request.params.personId, request.params.nameId))));
  app.post('/api/persons/:personId/names/:nameId/preferred', { schema: { ...about('The name by which a person wants to be called'), params: OfName, response: { 200: Done } } },
    (request) => finished(request.act((act) => preferName(act, request.params.personId, request.params.nameId))));

  app.put('/api/persons/:personId/birth', { schema: { ...about('Birth, as far as it is known; If-Match "0" the first time'), params: OfPerson, body: contract.Birth, response: { 200: Kept } } },
    async (request, reply) => kept(reply, await request.act((act) => facts.keepBirth(act, request.params.personId, request.body, versionSeen(request)))));

  app.put('/api/persons/:personId/languages/:language', { schema: { ...about('A language the person speaks'), params: OfLanguage, body: contract.PersonLanguage, response: { 200: Done } } },
    (request) => finished(request.act((act) => facts.keepLanguage(act, request.params.personId, request.params.language, request.body))));
  app.delete('/api/persons/:personId/languages/:language', { schema: { ...about('Take a language away'), params: OfLanguage, response: { 200: Done } } },
    (request) => finished(request.act((act) => facts.forgetLanguage(act, request.params.personId, request.params.language))));
  app.put('/api/persons/:personId/nationalities/:country', { schema: { ...about('A nationality; XS for none'), params: OfCountry, body: z.object({}), response: { 200: Done } } },
    (request) => finished(request.act((act) => facts.keepNationality(act, request.params.personId, request.params.country))));
  app.delete('/api/persons/:personId/nationalities/:country', { schema: { ...about('Take a nationality away'), params: OfCountry, response: { 200: Done } } },
    (request) => finished(request.act((act) => facts.forgetNationality(act, request.params.personId, request.params.country))));

  app.post('/api/persons/:personId/moves', { schema: { ...about('A step on the ladder of identity, or on the minor track'), params: OfPerson, body: contract.PersonMove, response: { 200: Done } } },
    (request) => finished(request.act((act) => facts.movePerson(act, request.params.personId, request.body))));

  app.put('/api/persons/:personId/safe-contact', { schema: { ...about('The safe-contact card; If-Match "0" the first time'), params: OfPerson, body: contract.SafeContact, response: { 200: Kept } } },
    async (request, reply) => kept(reply, await request.act((act) => facts.keepCard(act, request.params.personId, request.body, versionSeen(request)))));
  app.put('/api/persons/:personId/contacts/:contactId', { schema: { ...about('Add a way to reach a person'), params: OfContact, body: contract.NewContact, response: { 200: Done } } },
    (request) => finished(request.act((act) => addContact(house, act, request.params.personId, request.params.contactId, request.body))));
  app.delete('/api/persons/:personId/contacts/:contactId', { schema: { ...about('Take a contact away'), params: OfContact, response: { 200: Done } } },
    (request) => finished(request.act((act) => removeContact(act, request.params.personId, request.params.contactId))));
  app.post('/api/persons/:personId/contacts/:contactId/reveals', { schema: { ...about('Show one contact, after its safe-contact card'), params: OfContact, body: contract.Reveal, response: { 200: contract.Revealed } } },
    (request) => request.act((act) => revealContact(house, act, request.params.personId, request.params.contactId, request.body.cardVersion)));

  app.post('/api/persons/search', { schema: { ...about('Who may this be; also the duplicate check while typing'), body: contract.Search, response: { 200: contract.SearchAnswer } } },
    (request) => request.act(async (act) => ({ items: await searchPersons(house, act, request.body) })));
  app.post('/api/persons/:personId/not-same', { schema: { ...about('Remember that two people who look alike are not the same'), params: OfPerson, body: contract.NotSame, response: { 200: Done } } },
    (request) => finished(request.act((act) => tellApart(act, request.params.personId, request.body.code))));
  app.get('/api/persons/:personId/family', { schema: { ...about('Who is what to the person, and with whom they live'), params: OfPerson, response: { 200: contract.Family } } },
    (request) => request.act((act) => readFamily(act, request.params.personId)));
  app.put('/api/persons/:personId/relations/:relationId', { schema: { ...about('What somebody else is to the person'), params: OfPerson.extend({ relationId: z.uuid() }), body: contract.NewRelation, response: { 200: Done } } },
    (request) => finished(request.act((act) => keepRelation(act, request.params.personId, request.params.relationId, request.body))));
  app.post('/api/relations/:relationId/end', { schema: { ...about('It is no longer so'), params: OfRelation, body: z.object({ on: z.iso.date() }), response: { 200: Done } } },
    (request) => finished(request.act((act) => endRelation(act, request.params.relationId, request.body.on))));
  app.post('/api/relations/:relationId/risk', { schema: { ...about('Contact with this relative is to be avoided, or no longer'), params: OfRelation, body: z.object({ id: z.uuid(), avoid: z.boolean() }), response: { 200: Done } } },
    (request) => finished(request.act((act) => markRisk(act, request.params.relationId, request.body.id, request.body.avoid))));
  app.post('/api/families/:unitId/members', { schema: { ...about('Put people together who are housed and accompanied together'), params: OfUnit, body: contract.JoinFamily, response: { 200: Done } } },
    (request) => finished(request.act((act) => joinFamily(act, request.params.unitId, request.body))));
  app.post('/api/families/:unitId/leave', { schema: { ...about('A family parts'), params: OfUnit, body: contract.LeaveFamily, response: { 200: Done } } },
    (request) => finished(request.act((act) => leaveFamily(act, request.params.unitId, request.body))));
  app.get('/api/persons/:personId/beside/:otherId', { schema: { ...about('Two files side by side, before they are united or told apart'), params: OfPerson.extend({ otherId: z.uuid() }), response: { 200: contract.Comparison } } },
    (request) => request.act((act) => compareFiles(house, act, request.params.personId, request.params.otherId)));
  app.get('/api/duplicates', { schema: { ...about('Files that may be one person, for the coordinator'), response: { 200: z.object({ items: z.array(contract.DuplicatePair).max(50) }) } } },
    (request) => request.act(async (act) => ({ items: await listDuplicates(act) })));
  app.post('/api/duplicates/look', { schema: { ...about('Look at the files that something was written into since'), body: z.object({}), response: { 200: z.object({ waiting: z.int() }) } } },
    (request) => request.act(async (act) => ({ waiting: await lookForDuplicates(act) })));
  app.post('/api/duplicates/decisions', { schema: { ...about('They are two, or not now'), body: contract.DuplicateDecision, response: { 200: Done } } },
    (request) => finished(request.act((act) => decideDuplicate(act, request.body))));
  app.get('/api/merges', { schema: { ...about('Requests to unite two files, and unions'), response: { 200: z.object({ items: z.array(contract.MergeLine).max(200) }) } } },
    (request) => request.act(async (act) => ({ items: await listMerges(act) })));
  app.put('/api/merges/:mergeId', { schema: { ...about('Say that two files are one person; the coordinator looks at it'), params: OfMerge, body: contract.AskMerge, response: { 200: Done } } },
    (request) => finished(request.act((act) => askMerge(act, request.params.mergeId, request.body))));
  app.get('/api/merges/:mergeId', { schema: { ...about('One union, and what was written since'), params: OfMerge, response: { 200: contract.MergeDetail } } },
    (request) => request.act((act) => readMerge(act, request.params.mergeId)));
  app.post('/api/merges/:mergeId/moves', { schema: { ...about('Unite, tell apart, take back, undo'), params: OfMerge, body: contract.MergeMove, response: { 200: Done } } },
    (request) => finished(request.act((act) => moveMerge(act, request.params.mergeId, request.body))));
  app.post('/api/search', { schema: { ...about('The search of every screen'), body: contract.GlobalSearch, response: { 200: contract.GlobalAnswer } } },
    (request) => request.act(async (act) => ({ items: await searchEverywhere(house, act, request.body.q) })));
};
