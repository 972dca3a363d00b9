import { v7 as newId } from 'uuid';
import type { AsActor } from '../kernel/database/act.ts';
import type { Database } from '../kernel/database/connection.ts';
import { italianDay } from '../kernel/italian-day.ts';
import type { Keyring } from '../kernel/vault/keyring.ts';
import { buildApp } from './build.ts';
import { whatAnybodyTold } from './demo-anybody.ts';
import { papersFromPockets } from './demo-documents.ts';
import { somebodyComplains, theySaidHowItWent } from './demo-feedback.ts';
import { whatBodiesTold } from './demo-intake.ts';
import { liveOn } from './demo-life.ts';
import { type DemoCase, demoCases, demoCasesElsewhere, demoServices } from './demo-people.ts';
import { whatCameByMail } from './demo-mail.ts';
import { type DemoName, idOf, memberIdOf, seedPeople } from './people.ts';
import { type Answer, signInWorker, type Worker } from './worker.ts';

const DAY = 24 * 3_600_000;
/** A day counted from today, as Italians count it. */
const dayFromNow = (days: number): string => italianDay(new Date(Date.now() + days * DAY));

/** An hour of today in Italy. */
function todayAt(hour: number): Date {
  const midnight = new Date(`${dayFromNow(0)}T00:00:00Z`);
  const offset = new Date(midnight.toLocaleString('en-US', { timeZone: 'Europe/Rome' })).getTime() - new Date(midnight.toLocaleString('en-US', { timeZone: 'UTC' })).getTime();
  return new Date(midnight.getTime() - offset + hour * 3_600_000);
}

/**
 * Fills an empty database with invented staff, services and people, through the same interface that staff use: whatever a rule refuses to
 * people, it refuses here too, and the start says so.
 */
export async function seedDemo(database: { ownerUrl: string; asActor: AsActor; gate: Database; keyring: Keyring }): Promise<void> {
  await seedPeople(database.ownerUrl);
  const app = await buildApp(database, { publicUrl: 'http://localhost', demo: true, requestsPerMinute: 1_000_000 });
  try {
    const signedIn = new Map<string, Worker>();
    const as = async (name: DemoName): Promise<Worker> => {
      const worker = signedIn.get(name) ?? (await signInWorker(app, name));
      signedIn.set(name, worker);
      return worker;
    };
    const teresa = await as('teresa');
    for (const { key, at, ...service } of demoServices) must(await teresa.put(`/api/services/${idOf(`service ${key}`)}`, { ...service, organisationId: idOf(`avellino ${at}`) }));
    for (const given of demoCases) await tell(given, await as(given.owner), teresa, 'avellino');
    await liveOn(as, must);
    await papersFromPockets(as, must);
    await whatBodiesTold({ as, must });
    await whatAnybodyTold(app, as, must);
    await whatCameByMail(database, as, must);
    await somebodyComplains(as, must);
    await theySaidHowItWent(database.ownerUrl);
    const rosa = await as('rosa');
    for (const given of demoCasesElsewhere) await tell(given, await as(given.owner), rosa, 'benevento');
    for (const worker of signedIn.values()) await worker.delete('/api/session');
  } finally {
    await app.close();
  }
}

/** @throws when a call of the demonstration is refused: its story no longer fits the rules */
function must<T>(answer: Answer<T>): T {
  if (answer.status >= 300) throw new Error(`the demonstration was refused: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function tell(given: DemoCase, owner: Worker, coordinator: Worker, programme: string): Promise<void> {
  const [personId, caseId] = [idOf(`person ${given.key}`), idOf(`case ${given.key}`)];
  must(await owner.put(`/api/persons/${personId}`, { caseId, gender: given.gender, origin: given.key === 'anonimo' ? 'street' : 'desk' }));
  await identify(given, personId, owner);
  const mediatorId = given.mediator ? memberIdOf(programme, given.mediator, 'mediator') : null;
  if (mediatorId) must(await coordinator.put(`/api/case-assignments/${newId()}`, { caseId, memberId: mediatorId }));

  const { version } = must(await owner.get<{ version: number }>(`/api/cases/${caseId}`));
  must(await owner.patch(`/api/cases/${caseId}`, { risk: given.risk, wish: given.wish, summary: given.summary, ...(given.until === 'contact' ? {} : { ownerId: owner.memberId }) }, version));
  must(await owner.put(`/api/case-notes/${newId()}`, { caseId, ...given.note }));
  for (const need of given.needs) must(await owner.put(`/api/needs/${newId()}`, { caseId, ...need, replaces: null }));
  await accompany(given, caseId, owner);
  if (given.goals) await plan(given, caseId, owner, mediatorId);
  if (given.todayAt !== undefined) {
    const startsAt = todayAt(given.todayAt);
    must(await owner.put(`/api/appointments/${newId()}`, {
      caseId, kind: 'in-depth', startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + 3_600_000).toISOString(), language: given.languages[0], memberId: owner.memberId, mediatorId, room: null,
    }));
  }
}

async function identify(given: DemoCase, personId: string, owner: Worker): Promise<void> {
  if (given.name) {
    must(await owner.put(`/api/persons/${personId}/names/${newId()}`, { kind: 'declared', text: given.name, preferred: true }));
    must(await owner.post(`/api/persons/${personId}/moves`, { id: newId(), move: 'declare-name' }));
  }
  if (given.birth) must(await owner.put(`/api/persons/${personId}/birth`, given.birth, 0));
  must(await owner.put(`/api/persons/${personId}/nationalities/${given.nationality}`, {}));
  for (const [index, language] of given.languages.entries()) {
    must(await owner.put(`/api/persons/${personId}/languages/${language}`, { speaks: index === 0 ? 'mother-tongue' : 'well', reads: null, interpreter: index === 0 && given.mediator !== undefined }));
  }
  if (given.phone) must(await owner.put(`/api/persons/${personId}/contacts/${newId()}`, { kind: 'phone', ...given.phone }));
  if (given.card) {
    const { doNotCall = false, ...card } = given.card;
    must(await owner.put(`/api/persons/${personId}/safe-contact`, { ...card, doNotCall, whoMayCall: 'Chi la segue', language: given.languages[0], leaveMessages: false }, 0));
  }
}

/** Moves the case along its way as far as its story goes; the notice comes before taking in care, as it must. */
async function accompany(given: DemoCase, caseId: string, owner: Worker): Promise<void> {
  const way = { contact: [], access: ['receive'], assessment: ['receive', 'assess'], 'in-care': ['receive', 'assess', 'take-in-care'] } as const;
  if (given.until === 'in-care') {
    const notice = must(await owner.get<{ texts: { id: string; language: string }[] }>('/api/notices/current'));
    const text = notice.texts.find((one) => one.language === given.languages[0]) ?? notice.texts.find((one) => one.language === 'it');
    must(await owner.put(`/api/notice-deliveries/${newId()}`, { caseId, textId: text?.id, means: 'oral', understood: 'yes' }));
  }
  for (const move of way[given.until]) must(await owner.post(`/api/cases/${caseId}/moves`, { id: newId(), move }));
}

async function plan(given: DemoCase, caseId: string, owner: Worker, mediatorId: string | null): Promise<void> {
  const planId = newId();
  must(await owner.put(`/api/plans/${planId}`, { caseId }));
  for (const goal of given.goals ?? []) {
    const goalId = newId();
    must(await owner.put(`/api/goals/${goalId}`, { planId, domain: goal.domain, words: goal.words }));
    for (const step of goal.steps) {
      must(await owner.put(`/api/steps/${newId()}`, { goalId, title: step.title, ownerId: step.owner === 'owner' ? owner.memberId : (mediatorId ?? owner.memberId), dueOn: dayFromNow(step.days) }));
    }
  }
  must(await owner.post(`/api/plans/${planId}/moves`, { id: newId(), move: 'share' }, await planVersion(owner, caseId)));
  must(await owner.post(`/api/plans/${planId}/moves`, { id: newId(), move: 'activate', agreement: { how: 'oral-attested', language: given.languages[0], words: given.wish } }, await planVersion(owner, caseId)));
}

const planVersion = async (owner: Worker, caseId: string): Promise<number | undefined> => must(await owner.get<{ plan: { version: number } | null }>(`/api/cases/${caseId}/plan`)).plan?.version;
