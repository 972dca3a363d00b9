import { type Expectations, kept, may } from './words.ts';

/** Who may open what, the case and its files, the plan. */
export const cases: Expectations = {
  case_access: may('case', { read: ['named', 'coordinator of the case'] }),
  case_file: may('case', { read: ['holders of base'], update: ['holders of case'] }),
  'case_file:closing it': may('case', { read: ['holders of base'], update: ['coordinator of the case'] }),
  case_move: may('case', { read: ['holders of base'], insert: ['holders of case'] }),
  'case_move:closing it': may('case', { read: ['holders of base'], insert: ['coordinator of the case'] }),
  // Who asks never decides; beside the coordinator decides whom the coordinator named, of another profession than who asked (an educator here).
  case_second: may('case', { read: ['holders of base'], insert: ['coordinator of the case'], update: ['coordinator of the case'] }),
  'case_closing_request:put to the second whom the coordinator named': may('case', { read: ['holders of case'], update: ['coordinator of the case', 'named as second, of another profession'] }),
  'plan_approval:asked by them': may('case', { read: ['holders of case'], insert: ['holders of case, not in an emergency'], update: ['coordinator of the case, about others'] }),
  'plan_approval:put to the second whom the coordinator named': may('case', { read: ['holders of case'], update: ['coordinator of the case', 'named as second, of another profession'] }),
  'case_closing_request:of a case they answer for': may('case', { read: ['holders of case'], insert: ['coordinator of the case', 'named, holding case'], update: ['coordinator of the case, about others'] }),
  'case_closing_request:of a case of nobody': may('case', { read: ['holders of case'], insert: ['coordinator of the case'], update: ['coordinator of the case, about others'] }),
  case_assignment: may('case', { read: ['holders of base', 'named'], insert: ['coordinator of the case'], update: ['coordinator of the case', 'named'] }),
  // Everyone may step back from a case by barring themselves; only the coordinator reads who is barred, and why.
  case_bar: may('case', { read: ['coordinator of the case'], insert: ['coordinator of the case', 'named, holding base'], update: ['coordinator of the case'] }),
  // Opened through a function; reviewed by two offices, and by nobody for themselves.
  break_glass: may('case', { read: ['coordinator of the case', 'dpo', 'named'], update: ['coordinator of the case, about others', 'dpo, about others'] }),
  access_request: may('case', { read: ['coordinator of the case', 'named'], update: ['coordinator of the case'] }),
  notification: may('team', { read: ['named, not barred'], update: ['named, not barred'] }),
  // A proposal is known to those named in it; the file itself, its note and what is open, to those who hold it. Steps are taken through a function.
  handover: may('case', { read: ['holders of case', 'named, not barred'], insert: ['named, following, holding case'] }),
  handover_move: may('case', { read: ['holders of case', 'named, not barred'] }),
  'handover_note:case': may('case', { read: ['holders of case'], insert: ['named, holding case'] }),
  'handover_note:restricted': may('restricted', { read: ['holders of restricted'], insert: ['named, holding restricted'] }),
  handover_item: may('case', { read: ['holders of case'], insert: ['named, holding case'], update: [] }),
  'handover_item:to them': may('case', { read: ['holders of case'], insert: ['named, holding case'], update: ['named, holding case'] }),
  // Asking after a person: known with the heading, for a mediator may be the one who calls; how they are, with the file.
  follow_up: may('case', { read: ['holders of base'], insert: ['coordinator of the case'] }),
  follow_up_move: may('case', { read: ['holders of base'] }),
  follow_up_attempt: kept('case', ['holders of base']),
  follow_up_form: kept('case', ['holders of case']),
  // Proposed by anybody of the team in their own name; each step of its way is taken through a function.
  ready_step: may('team', { read: ['team'], insert: ['team, named'] }),
  ready_step_move: may('team', { read: ['team'] }),
  'case_flag:base': kept('case', ['holders of base']),
  'case_flag:case': kept('case', ['holders of case']),
  'case_flag:restricted': kept('restricted', ['holders of restricted']),
  case_flag_move: may('case', { read: ['holders of base'] }),
  // What each follows, and from which facts it weighs.
  case_load: may('team', { read: ['named', 'coordinator of the case'] }),
  // Sums of a whole programme, without any case in them.
  case_tally: may('team', { read: ['coordinator'] }),

  'case_note:case': kept('case', ['holders of case']),
  'case_note:work': kept('case', ['holders of work']),
  'case_note:mediation': may('restricted', { read: ['holders of restricted', 'named, holding mediation'], insert: ['holders of mediation'] }),
  'case_note:restricted': kept('restricted', ['holders of restricted']),
  'case_note:secret-psychologist': kept('secret', ['holders of secret-psychologist']),
  'case_note:secret-legal': kept('secret', ['holders of secret-legal']),

  'profile_fact:case': kept('case', ['holders of case'], { update: true }),
  'profile_fact:work': kept('case', ['holders of work'], { update: true }),
  'profile_fact:restricted': kept('restricted', ['holders of restricted'], { update: true }),
  need: kept('case', ['holders of case'], { update: true }),
  goal: kept('case', ['holders of case'], { update: true }),
  distance_reading: kept('case', ['holders of case']),
  plan: kept('case', ['holders of case'], { update: true }),
  plan_move: kept('case', ['holders of case']),
  // A mediator: the steps that are theirs to take.
  plan_step: may('case', { read: ['holders of case', 'named, holding base'], insert: ['holders of case'], update: ['holders of case', 'named, holding base'] }),
  'task:on a case': may('case', { read: ['holders of case', 'named, holding base'], insert: ['holders of base'], update: ['holders of case', 'named, holding base'] }),
  'task:on no case': may('team', { read: ['named'], insert: ['team'], update: ['named'] }),
};
