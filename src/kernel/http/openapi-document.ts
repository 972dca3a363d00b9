/** As much of an OpenAPI document as is finished here. */
export interface Described {
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas?: Record<string, unknown>; responses?: Record<string, unknown> };
  tags?: { name: string; description: string }[];
}

interface Operation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: unknown }[];
  requestBody?: unknown;
  responses?: Record<string, { description?: string }>;
}

/** What each room's calls are about; a room without a line here fails its test. */
const rooms: Readonly<Record<string, string>> = {
  identity: 'Sign-in, sessions, hats, second factors, invitations',
  team: 'Who works in the programme, and its organisations',
  today: 'What this day holds for whoever asks',
  persons: 'Identity apart from the case: names, birth, contacts, duplicates',
  cases: 'The file of one person\'s way: assignments, bars, emergencies, notes, closing, accesses',
  plans: 'Profile, needs, the accompaniment plan',
  agenda: 'Who is expected when, with whom and where',
  desk: 'Interviews',
  consents: 'Notice given, consents asked, given and withdrawn',
  screening: 'Screening instruments, explained readings, assessments and their second reading',
  directory: 'Services of the territory',
  referrals: 'Referrals to services, on both sides',
  imports: 'Registers brought in from spreadsheets',
  documents: 'Sealed files of a case, papers made from the office\'s templates',
  'ready-steps': 'What the team usually does about a need, in editions',
  feedback: 'Complaints, and how it went',
  'handed-notes': 'What was written on a device under a role since lost, handed over to who coordinates',
  intake: 'Segnalazioni: who reports somebody, how the team decides, what the sender is answered',
  mail: 'Mail that leaves: it says there is news, and nothing else',
  mailbox: 'The mailbox of the programme: what came, from whom, and what is done with it',
  lists: 'Lists kept under a name, and the same done for many of their lines',
  sheets: 'Sheets of the profile for one reader and one purpose, and what the person asks to correct',
  spoken: 'Words said to a person, in two languages, and who answers for them',
  flags: 'What must be known at once about a case',
  conferences: 'Conferences on a case: who is called, what each reads, what was decided',
  handovers: 'Cases that pass from one colleague to another',
  'follow-ups': 'Asking after a person once their way is over',
  workload: 'Who carries how much',
  worksheet: 'Working conditions, the gap to the wage table, and its annex',
  'reference-data': 'Terms and rules of the programme: dated values with their source, and who verified them',
  employment: 'The balance of skills, the curriculum, placements and whether the work held',
  outreach: 'The street: places, outings and the safety of who goes, contacts without a name, who is met again',
  safety: 'Emergencies, safety plans, the path of a minor',
  reserved: 'What coordinator and legal operators of a case alone may know',
  devices: 'Devices that open without a network: their key, for a time, and the end of one that was lost',
  uploads: 'Files on their way in pieces, each its sender\'s alone; what becomes of a whole one is said by the room that takes it',
  pack: 'What a device keeps for the day, so that it opens with no network',
  house: 'The system itself',
};

/** `put /api/cases/{id}/names/{nameId}` → `putCasesByIdNamesByNameId`: the same for as long as the address is the same. */
export function operationIdOf(method: string, path: string): string {
  const words = path.replace(/^\/api\//, '').split(/[/-]/).filter((word) => word !== '').map((word) => (word.startsWith('{') ? `by-${word.slice(1, -1)}` : word));
  return method + words.flatMap((word) => word.split('-')).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/**
 * Adds what every call has in common and no contract repeats: a name for programs, the refusal as RFC 9457 has it, and the header that a
 * change carries.
 */
export function finished(document: Described, problem: unknown): Described {
  document.components.schemas = { ...document.components.schemas, Problem: problem };
  document.components.responses = {
    Problem: { description: 'Refused or failed; `code` says why and is the key of its words', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
  };
  const used = new Set<string>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      operation.operationId = operationIdOf(method, path);
      for (const tag of operation.tags ?? []) used.add(tag);
      for (const answer of Object.values(operation.responses ?? {})) if (answer.description === 'Default Response') answer.description = 'Done, or found';
      operation.responses = { ...operation.responses, default: { $ref: '#/components/responses/Problem' } as never };
      if (method !== 'get') {
        operation.parameters = [...(operation.parameters ?? []), {
          name: 'x-requested-with', in: 'header', required: true, description: 'Says that no foreign page sends this', schema: { type: 'string', const: 'reti' },
        }];
      }
    }
  }
  document.tags = [...used].toSorted().map((name) => ({ name, description: rooms[name] ?? '' }));
  return document;
}
