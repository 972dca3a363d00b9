import type { Role } from '../../../kernel/identity/contract.ts';

export const dataClasses = ['public', 'network', 'team', 'case', 'restricted', 'secret', 'house'] as const;
/** The product's classes of data; `house` is what the program keeps about itself. */
export type DataClass = (typeof dataClasses)[number];

/** The rooms of a case. `base`: code, name, safe contact, summary. `work`: work facts. `mediation`: what mediators wrote. */
export type Compartment = 'base' | 'case' | 'work' | 'mediation' | 'restricted' | 'secret-psychologist' | 'secret-legal';

/**
 * Who:
 * - `holders of X`: colleagues who hold compartment X of the case (assigned, coordinating, or in an emergency under break-glass);
 * - `holders of X, not in an emergency`: the same without break-glass;
 * - `labour or legal assigned`: holders of work of these two professions, without break-glass;
 * - `named`: whoever the row names as its author, owner or addressee; `named, holding X`: the same, if they also hold X of the case;
 * - `named, not barred`: the same, unless they are barred from the case; `named, following, holding case`: assigned to it, with its files;
 * - `team, named`: the same, if they belong to the équipe; `team, named, not barred`: unless barred from the case;
 * - `everyone`: everyone signed in, in the programme of the row; `everyone, of any programme`: what no programme keeps for itself; `team`: the équipe of that programme; a role's name: that role there;
 * - `…, about others`: the same, except when the row is about themselves;
 * - `coordinator of the case`: unless barred from it;
 * - `partner of the body`: of the organisation that receives the referral or runs the service; `…, named`: if the row also names them;
 * - `reporter or partner, named`: somebody of a body, if the row names them;
 * - `mediator who speaks it`: of the programme, with the language of the text among their own; `team member who speaks it`: the same of the équipe;
 * - `another person …`: somebody else than the author of the assessment that is read.
 */
export type Who =
  | `holders of ${Compartment}`
  | `holders of ${Compartment}, not in an emergency`
  | 'named, not barred' | 'named, following, holding case' | 'team, named, not barred' | 'named as second, of another profession'
  | 'labour or legal assigned'
  | 'named' | `named, holding ${Compartment}`
  | 'everyone' | 'everyone, of any programme' | 'team' | 'team, named' | Role
  | 'coordinator of the case' | 'coordinator of the case, about others' | 'dpo, about others'
  | 'mediator of the case' | 'mediator who speaks it' | 'team member who speaks it'
  | 'psychologist, legal or educator assigned'
  | 'team, named'
  | 'coordinator or legal of the case' | 'coordinator or legal of the case, named'
  | 'psychologist assigned'
  | 'partner of the body' | 'partner of the body, named' | 'reporter or partner, named'
  | 'colleague of the same role';

export interface Expectation {
  readonly class: DataClass;
  readonly read: readonly Who[];
  readonly insert: readonly Who[];
  readonly update: readonly Who[];
  readonly delete: readonly Who[];
}

/** Expectations by table, or by `table:case in point` where one table holds rows of several kinds. */
export type Expectations = Readonly<Record<string, Expectation>>;

/** What is not said is for nobody. */
export const may = (dataClass: DataClass, operations: Partial<Omit<Expectation, 'class'>> = {}): Expectation =>
  ({ class: dataClass, read: [], insert: [], update: [], delete: [], ...operations });

/** Reached only through functions of the house, or by the part that signs people in. */
export const closed = (dataClass: DataClass): Expectation => may(dataClass);

/** The same people read it, add to it and, where said, change it or take it away. */
export const kept = (dataClass: DataClass, who: readonly Who[], further: { readonly update?: boolean; readonly delete?: boolean } = {}): Expectation =>
  may(dataClass, { read: who, insert: who, update: further.update ? who : [], delete: further.delete ? who : [] });
