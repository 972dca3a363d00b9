import { v7 as newId } from 'uuid';
import type { Random } from './matching/random.ts';
import { invent } from './names.ts';

/** A signed-in colleague: the cookie for the real server, the acting key for the floor, and cases they hold. */
export interface Operator {
  readonly role: string;
  readonly memberId: string;
  readonly cookie: string;
  readonly acting: string;
  readonly cases: readonly string[];
}

/** Somebody looked for under a misspelled name; the keys are what the floor, which has no matcher, is given ready-made. */
export interface Sought {
  readonly personId: string;
  readonly words: string;
  readonly plain: string;
  readonly birthYear: number;
  readonly keys: readonly string[];
  readonly partKeys: readonly string[];
  readonly partOf: readonly number[];
}

/** Who works and whom they look for. */
export interface World {
  readonly realUrl: string;
  readonly floorUrl: string;
  readonly programmeId: string;
  readonly team: readonly Operator[];
  readonly coordinator: Operator;
  readonly sought: readonly Sought[];
}

export interface Call {
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly path: string;
  readonly by: Operator;
  readonly body?: unknown;
}

/** Sends a call and gives back the reply; a status other than 200 counts as an error. */
export type Send = (label: string, call: Call) => Promise<unknown>;

/** One round of work by somebody. */
export type Operation = (send: Send, world: World, random: Random) => Promise<unknown>;

export const operationNames = ['create', 'open', 'list', 'search', 'today'] as const;
/** Carrying all cases away, once in a while and by one person: measured by itself, never by a crowd. */
export const exportNames = ['export', 'workbook'] as const;
export type OperationName = (typeof operationNames)[number] | (typeof exportNames)[number];

const exportReason = 'Misura di quanto dura un’esportazione';
const note = 'Primo colloquio: la persona chiede un medico e un corso di italiano. Si rivede giovedì con la mediatrice.';
/** Mediators open other screens: the files of a case are closed to them. */
const keepsFiles = ({ team }: World): Operator[] => team.filter(({ role }) => role !== 'mediator');

/** The calls that the screens make, in the order in which they make them. */
export const onReal: Readonly<Record<OperationName, Operation>> = {
  async create(send, world, random) {
    const by = random.pick(keepsFiles(world));
    const [person, caseId] = [newId(), newId()];
    await send('create', { method: 'PUT', path: `/api/persons/${person}/meeting`, by, body: { caseId, origin: 'desk', name: { id: newId(), kind: 'declared', text: invent(random).name }, note: { id: newId(), body: note } } });
  },
  async open(send, world, random) {
    const by = random.pick(keepsFiles(world));
    await send('open', { method: 'GET', path: `/api/cases/${random.pick(by.cases)}/opened`, by });
  },
  list: (send, world, random) => send('list', { method: 'GET', path: '/api/cases', by: random.pick(world.team) }),
  search: (send, world, random) => {
    const { words, birthYear } = random.pick(world.sought);
    return send('search', { method: 'POST', path: '/api/persons/search', by: world.coordinator, body: { words, birthYear } });
  },
  today: (send, world) => send('today', { method: 'GET', path: '/api/today', by: world.coordinator }),
  export: (send, world) => send('export', { method: 'POST', path: '/api/case-exports', by: world.coordinator, body: { format: 'csv', reason: exportReason } }),
  workbook: (send, world) => send('workbook', { method: 'POST', path: '/api/case-exports', by: world.coordinator, body: { format: 'xlsx', reason: exportReason } }),
};

const onFloorAs = (send: Send, operation: OperationName, by: Operator, given: Readonly<Record<string, unknown>> = {}): Promise<unknown> =>
  send(operation, { method: 'POST', path: `/${operation}`, by, body: { acting: by.acting, member: by.memberId, ...given } });

/** The same work, each a single request. */
export const onFloor: Readonly<Record<OperationName, Operation>> = {
  create: (send, world, random) => onFloorAs(send, 'create', random.pick(keepsFiles(world)), {
    person: newId(), case: newId(), name: newId(), note: newId(), code: `bench-${newId()}`, programme: world.programmeId, text: invent(random).name, body: note,
  }),
  open: (send, world, random) => {
    const by = random.pick(keepsFiles(world));
    return onFloorAs(send, 'open', by, { case: random.pick(by.cases) });
  },
  list: (send, world, random) => onFloorAs(send, 'list', random.pick(world.team)),
  search: (send, world, random) => {
    const { keys, partKeys, partOf, plain, birthYear } = random.pick(world.sought);
    return onFloorAs(send, 'search', world.coordinator, { keys, partKeys, partOf, words: plain, birthYear });
  },
  today: (send, world) => onFloorAs(send, 'today', world.coordinator),
  export: (send, world) => onFloorAs(send, 'export', world.coordinator),
  workbook: (send, world) => onFloorAs(send, 'export', world.coordinator),
};
