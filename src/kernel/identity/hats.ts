import { type Role, teamRoles } from './contract.ts';

const state: ReadonlySet<Role> = new Set<Role>(['prefecture', 'sui']);
const team: ReadonlySet<Role> = new Set(teamRoles);
const readers: ReadonlySet<Role> = new Set<Role>([...teamRoles, 'reporter', 'partner', 'dpo']);

/**
 * Roles whose hat reads about persons: the team, the bodies that refer and receive, and the officer who reads who did what to whom.
 * Such a hat takes two people: the administrator invites, the coordinator approves.
 */
export const readsPersons = (role: Role): boolean => readers.has(role);

/**
 * Whether two hats may not be worn by the same account. The State's immigration authority (prefecture, immigration desk) reads about no
 * person in any programme; an administrator of a programme reads about none in it; its data protection officer is not of its team.
 * The database refuses the same pairs (`hats_part`).
 */
export function hatsPart(one: Role, other: Role, sameProgramme: boolean): boolean {
  const either = (test: (a: Role, b: Role) => boolean): boolean => test(one, other) || test(other, one);
  return either((a, b) => state.has(a) && readers.has(b))
    || (sameProgramme && either((a, b) => a === 'admin' && readers.has(b)))
    || (sameProgramme && either((a, b) => a === 'dpo' && team.has(b)));
}
