import { type Routes, versionSeen } from '../../../kernel/http/server.ts';
import * as contract from '../contract.ts';
import { deviceClock } from '../store/common.ts';
import { keepContact, keepOutcome, listContacts, readContact, takeContactBack } from '../store/contacts.ts';
import { cardsOfOuting, changeAlias, encounterByCard, findEncounters, issueCard, linkAsGiven, openEncounter, readEncounter, stopCard } from '../store/encounters.ts';
import { historyOf } from '../store/places.ts';

const byLink = contract.byId.extend({ linkId: contract.Id });
const byCard = contract.byId.extend({ cardId: contract.Id });

/** Contacts, and who is met again. */
export const contactRoutes: Routes = (app) => {
  const about = (summary: string) => ({ summary, tags: ['outreach'] });

  app.get('/api/street-contacts', { config: { inCalls: true }, schema: { ...about('Contacts of an outing, of a place, or of somebody met again'), querystring: contract.ContactQuery, response: { 200: contract.ContactPage } } },
    (request) => request.act((act) => listContacts(act, request.query)));
  app.put('/api/street-contacts/:id', { config: { inCalls: true }, schema: { ...about('Keep a contact; the id comes from the device, and sent again it is harmless'), params: contract.byId, body: contract.NewContact, response: { 200: contract.StreetContact } } },
    (request) => request.act((act) => keepContact(act, request.params.id, request.body, deviceClock(request, request.body.sentAt))));
  app.get('/api/street-contacts/:id', { config: { inCalls: true }, schema: { ...about('A contact'), params: contract.byId, response: { 200: contract.StreetContact } } },
    async (request, reply) => {
      const contact = await request.act((act) => readContact(act, request.params.id));
      reply.header('etag', `"${contact.version}"`);
      return contact;
    });
  app.put('/api/street-contacts/:id/taken-back', { config: { inCalls: true }, schema: { ...about('A contact that was never made, or noted twice'), params: contract.byId, body: contract.TakenBack, response: { 200: contract.StreetContact } } },
    (request) => request.act((act) => takeContactBack(act, request.params.id, request.body.takenBack)));
  app.get('/api/street-contacts/:id/history', { config: { inCalls: true }, schema: { ...about('What was put right of a contact, by whom'), params: contract.byId, response: { 200: contract.ContactHistory } } },
    (request) => request.act((act) => historyOf(act, 'street-contact', request.params.id)));
  app.put('/api/street-contacts/:id/encounter', { config: { inCalls: true }, schema: { ...about('Who was met: somebody known, nobody, or whoever carries the card that was read'), params: contract.byId, body: contract.ContactLinked, response: { 200: contract.StreetContact } } },
    (request) => request.act((act) => linkAsGiven(act, request.params.id, request.body)));
  app.put('/api/street-contacts/:id/outcomes/:linkId', { config: { inCalls: true }, schema: { ...about('That a contact became something elsewhere'), params: byLink, body: contract.OutcomeGiven, response: { 200: contract.Done } } },
    (request) => request.act(async (act) => { await keepOutcome(act, request.params.id, request.params.linkId, request.body); return { done: true as const }; }));

  app.get('/api/outings/:id/cards', { config: { inCalls: true }, schema: { ...about('Who may be met again at the stops of an outing, by the mark of their card'), params: contract.byId, response: { 200: contract.OutingCards } } },
    (request) => request.act((act) => cardsOfOuting(act, request.params.id)));

  app.get('/api/encounters', { config: { inCalls: true }, schema: { ...about('Who was met before, by alias or by code'), querystring: contract.EncounterQuery, response: { 200: contract.EncounterList } } },
    (request) => request.act(async (act) => ({ items: await findEncounters(act, request.query) })));
  app.put('/api/encounters/:id', { config: { inCalls: true }, schema: { ...about('Somebody who may be met again: a code, and what they want to be called'), params: contract.byId, body: contract.NewEncounter, response: { 200: contract.EncounterOpened } } },
    (request) => request.act((act) => openEncounter(act, request.params.id, request.body)));
  app.get('/api/encounters/:id', { config: { inCalls: true }, schema: { ...about('Somebody who is met again'), params: contract.byId, response: { 200: contract.EncounterDetail } } },
    async (request, reply) => {
      const encounter = await request.act((act) => readEncounter(act, request.params.id));
      reply.header('etag', `"${encounter.version}"`);
      return encounter;
    });
  app.patch('/api/encounters/:id', { config: { inCalls: true }, schema: { ...about('What they want to be called'), params: contract.byId, body: contract.EncounterChange, response: { 200: contract.EncounterDetail } } },
    (request) => request.act((act) => changeAlias(act, request.params.id, versionSeen(request), request.body.alias)));
  app.put('/api/encounters/:id/cards/:cardId', { config: { inCalls: true }, schema: { ...about('Give a card; the house keeps a digest of what it holds'), params: byCard, body: contract.NewCard, response: { 200: contract.EncounterDetail } } },
    (request) => request.act((act) => issueCard(act, request.params.id, request.params.cardId, request.body)));
  app.post('/api/encounters/:id/cards/:cardId/stopped', { config: { inCalls: true }, schema: { ...about('A card finds nobody any more'), params: byCard, body: contract.CardStopped, response: { 200: contract.EncounterDetail } } },
    (request) => request.act((act) => stopCard(act, request.params.id, request.params.cardId, request.body.reason)));
  app.post('/api/encounters/by-card', { config: { inCalls: true }, schema: { ...about('Whose card it is; what it holds stands in the body, never in an address'), body: contract.CardScanned, response: { 200: contract.EncounterDetail } } },
    (request) => request.act((act) => encounterByCard(act, request.body.secret)));
};
