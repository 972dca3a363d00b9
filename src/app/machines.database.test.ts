import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appointmentMachine, walkInMachine } from '../features/agenda/domain.ts';
import { accessMachine, approvalMachine, caseMachine, closingMachine } from '../features/cases/domain.ts';
import { aCase } from '../features/cases/testing/case.ts';
import { conferenceMachine } from '../features/conferences/domain.ts';
import { consentMachine } from '../features/consents/domain.ts';
import { letterMachine } from '../features/documents/domain/letters.ts';
import { documentMachine } from '../features/documents/domain.ts';
import { interviewMachine } from '../features/desk/domain.ts';
import { complaintMachine } from '../features/feedback/domain.ts';
import { handedMachine } from '../features/handed-notes/domain.ts';
import { contactMachine, inboundMachine, meetingMachine } from '../features/intake/domain.ts';
import { sheetMachine } from '../features/sheets/domain.ts';
import { flagMachine } from '../features/flags/domain.ts';
import { followUpMachine } from '../features/followups/domain.ts';
import { valueMachine } from '../features/reference-data/domain.ts';
import { readyStepMachine } from '../features/ready-steps/domain.ts';
import { alarmMachine, outingMachine, streetHourMachine } from '../features/outreach/domain.ts';
import { handoverMachine } from '../features/handovers/domain.ts';
import { mailMachine } from '../features/mailbox/domain.ts';
import { importMachine } from '../features/imports/domain.ts';
import { mergeMachine } from '../features/persons/domain/merging.ts';
import { identityMachine, minorMachine } from '../features/persons/domain/identity.ts';
import { planMachine } from '../features/plans/domain.ts';
import { referralMachine } from '../features/referrals/domain/machine.ts';
import { assessmentMachine } from '../features/screening/domain/assessment.ts';
import { dutyMachine } from '../features/actors/domain.ts';
import { emergencyMachine, minorPathMachine } from '../features/safety/domain.ts';
import { instrumentMachine, screeningMachine, wordingMachine } from '../features/screening/domain.ts';
import { checkMachine, placementMachine } from '../features/employment/domain.ts';
import { worksheetMachine } from '../features/worksheet/domain.ts';
import { deviceMachine } from '../kernel/devices/domain.ts';
import type { Machine } from '../kernel/machine.ts';
import { smuggled } from './testing/smuggled.ts';
import { aTown, newId, type Town } from './testing/town.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

const machines: Readonly<Record<string, Machine<string, string>>> = {
  case: caseMachine,
  plan: planMachine,
  appointment: appointmentMachine, 'walk-in': walkInMachine,
  interview: interviewMachine,
  consent: consentMachine,
  document: documentMachine, letter: letterMachine,
  identity: identityMachine,
  minor: minorMachine,
  merge: mergeMachine,
  assessment: assessmentMachine,
  screening: screeningMachine,
  instrument: instrumentMachine, wording: wordingMachine,
  access: accessMachine,
  closing: closingMachine, 'plan-approval': approvalMachine,
  referral: referralMachine,
  import: importMachine,
  emergency: emergencyMachine,
  'minor-path': minorPathMachine, duty: dutyMachine,
  worksheet: worksheetMachine,
  placement: placementMachine, 'placement-check': checkMachine,
  handover: handoverMachine,
  conference: conferenceMachine,
  'follow-up': followUpMachine,
  flag: flagMachine,
  'ready-step': readyStepMachine,
  'reference-value': valueMachine,
  complaint: complaintMachine,
  'handed-note': handedMachine,
  outing: outingMachine, 'outing-alarm': alarmMachine, 'street-hour': streetHourMachine,
  'inbound-referral': inboundMachine, 'inbound-contact': contactMachine, 'joint-meeting': meetingMachine,
  sheet: sheetMachine,
  device: deviceMachine,
  mail: mailMachine,
} as unknown as Record<string, Machine<string, string>>;

describe('the machines of the rooms and those of the database', () => {
  it('lead the same ways, move by move', async () => {
    const inDatabase = await town.look<{ machine: string; move: string; from_state: string; to_state: string }>('select * from machine_moves()');
    // An appointment that is put to another hour leaves a row too, and stays in its state.
    const beside = ['appointment reschedule booked booked'];
    const inRooms = Object.entries(machines).flatMap(([machine, { moves }]) => Object.entries(moves).flatMap(([move, { from, to }]) => from.map((state) => `${machine} ${move} ${state} ${to}`)));
    expect(inDatabase.map((one) => `${one.machine} ${one.move} ${one.from_state} ${one.to_state}`).toSorted()).toEqual([...inRooms, ...beside].toSorted());
  });

  it('know the same states, and no table of theirs knows another', async () => {
    const tables = {
      case: ['case_file', 'state'],
      plan: ['plan', 'state'],
      appointment: ['appointment', 'state'], 'walk-in': ['walk_in', 'state'],
      interview: ['interview', 'state'],
      consent: ['consent', 'state'],
      document: ['document', 'state'], letter: ['letter_template', 'state'],
      identity: ['person', 'identity_level'],
      merge: ['person_merge', 'state'],
      screening: ['screening', 'state'], instrument: ['programme_instrument', 'state'], wording: ['instrument_wording', 'state'],
      access: ['access_request', 'state'],
      closing: ['case_closing_request', 'state'], 'plan-approval': ['plan_approval', 'state'],
      referral: ['referral', 'state'],
      import: ['import_batch', 'state'],
      worksheet: ['worksheet', 'state'],
      placement: ['placement', 'state'], 'placement-check': ['placement_check', 'state'],
      emergency: ['emergency', 'state'],
      'minor-path': ['minor_path', 'state'], duty: ['duty_decision', 'state'],
      handover: ['handover', 'state'],
      conference: ['conference', 'state'],
      'follow-up': ['follow_up', 'state'],
      flag: ['case_flag', 'state'],
      'ready-step': ['ready_step', 'state'],
      'reference-value': ['reference_value', 'state'],
      complaint: ['complaint', 'state'],
      'handed-note': ['handed_note', 'state'],
      outing: ['outing', 'state'], 'outing-alarm': ['outing_alarm', 'state'], 'street-hour': ['street_hour', 'state'],
      'inbound-referral': ['inbound_referral', 'state'], 'inbound-contact': ['inbound_contact', 'state'],
      sheet: ['profile_sheet', 'state'],
      device: ['device', 'state'],
      mail: ['mail_message', 'state'],
    } as const;
    for (const [machine, [table, column]] of Object.entries(tables)) {
      const [check] = await town.look<{ rule: string }>("select pg_get_constraintdef(oid) as rule from pg_constraint where conrelid = $1::regclass and contype = 'c' and pg_get_constraintdef(oid) like $2", [table, `CHECK ((${column} = ANY%`]);
      expect({ machine, states: [...(check?.rule ?? '').matchAll(/'([a-z-]+)'/g)].map((one) => one[1]).toSorted() }).toEqual({ machine, states: [...(machines[machine]?.states ?? [])].toSorted() });
    }
  });
});

/** Statements in one transaction, slipped into a request of Giulia or Teresa. */
const slipped = (name: 'giulia' | 'teresa', statements: readonly (readonly [string, readonly unknown[]])[]): Promise<void> => smuggled(town, name, async (ask) => {
  await ask('begin');
  for (const [text, values] of statements) await ask(text, values);
  await ask('commit');
});

describe('a case, whatever slips into a request of those who hold it', () => {
  const move = (caseId: string, by: string, name: string, from: string, to: string) =>
    ['insert into case_move (id, programme_id, case_id, move, from_state, to_state, by_member) select $1, programme_id, id, $3, $4, $5, $6 from case_file where id = $2', [newId(), caseId, name, from, to, by]] as const;
  const set = (caseId: string, state: string) => ['update case_file set state = $2 where id = $1', [caseId, state]] as const;
  const stateOf = async (caseId: string) => (await town.look<{ state: string; moves: number }>('select state, (select count(*)::int from case_move m where m.case_id = c.id) as moves from case_file c where id = $1', [caseId]))[0];

  it('changes no state without the row of the step', async () => {
    const { caseId } = await aCase(town, 'giulia');
    await expect(slipped('giulia', [set(caseId, 'access')])).rejects.toThrow('illegal-move');
    expect(await stateOf(caseId)).toEqual({ state: 'contact', moves: 0 });
  });

  it('keeps no row of a step that was not taken, nor one that the machine does not know', async () => {
    const [{ caseId }, { memberId }] = [await aCase(town, 'giulia'), await town.as('giulia')];
    await expect(slipped('giulia', [move(caseId, memberId, 'receive', 'contact', 'access')])).rejects.toThrow('illegal-move');
    await expect(slipped('giulia', [move(caseId, memberId, 'suspend', 'in-care', 'suspended')])).rejects.toThrow('illegal-move');
    await expect(slipped('giulia', [move(caseId, memberId, 'receive', 'contact', 'in-care'), set(caseId, 'in-care')])).rejects.toThrow('illegal-move');
    await expect(slipped('giulia', [set(caseId, 'in-care'), move(caseId, memberId, 'take-in-care', 'contact', 'in-care')])).rejects.toThrow('illegal-move');
    expect(await stateOf(caseId)).toEqual({ state: 'contact', moves: 0 });
  });

  it('goes on by a legal step with its row, in whichever order', async () => {
    const [{ caseId }, { memberId }] = [await aCase(town, 'giulia'), await town.as('giulia')];
    await slipped('giulia', [set(caseId, 'access'), move(caseId, memberId, 'receive', 'contact', 'access')]);
    await slipped('giulia', [move(caseId, memberId, 'assess', 'access', 'assessment'), set(caseId, 'assessment')]);
    expect(await stateOf(caseId)).toEqual({ state: 'assessment', moves: 2 });
  });

  it('comes into care only with somebody who answers, a risk and the notice, and is closed only by a request that was approved', async () => {
    const [{ caseId }, giulia, teresa] = [await aCase(town, 'giulia'), await town.as('giulia'), await town.as('teresa')];
    await slipped('giulia', [set(caseId, 'access'), move(caseId, giulia.memberId, 'receive', 'contact', 'access'), set(caseId, 'assessment'), move(caseId, giulia.memberId, 'assess', 'access', 'assessment')]);
    await expect(slipped('giulia', [set(caseId, 'in-care'), move(caseId, giulia.memberId, 'take-in-care', 'assessment', 'in-care')])).rejects.toThrow('care-not-ready');
    await expect(slipped('teresa', [set(caseId, 'closed'), move(caseId, teresa.memberId, 'close', 'in-care', 'closed')])).rejects.toThrow('illegal-move');
    expect(await stateOf(caseId)).toEqual({ state: 'assessment', moves: 2 });
  });
});

describe('every thing with a machine', () => {
  it('refuses each pair of states that no move joins, and its own table says so', async () => {
    const bound = await town.look<{ table: string; machine: string }>(
      "select tgrelid::regclass::text as table, split_part(encode(tgargs, 'escape'), '\\000', 1) as machine from pg_trigger where tgname = 'state_goes' order by 1");
    expect(bound.map((one) => one.machine).toSorted()).toEqual(Object.keys(machines).filter((name) => name !== 'minor').toSorted());
    const tied = await town.look<{ table: string }>("select tgrelid::regclass::text as table from pg_trigger where tgname = 'state_leaves_its_move' and tgdeferrable and tginitdeferred order by 1");
    expect(tied.map((one) => one.table)).toEqual([
      'appointment',
      'assessment',
      'case_file',
      'case_flag',
      'complaint',
      'conference',
      'consent',
      'device',
      'document',
      'emergency',
      'follow_up',
      'handed_note',
      'handover',
      'import_batch',
      'inbound_contact',
      'inbound_meeting',
      'inbound_referral',
      'instrument_wording',
      'interview',
      'letter_template',
      'mail_message',
      'minor_path',
      'outing',
      'outing_alarm',
      'person',
      'person_merge',
      'placement',
      'placement_check',
      'plan',
      'profile_sheet',
      'programme_instrument',
      'ready_step',
      'reference_value',
      'referral',
      'street_hour',
      'walk_in',
      'worksheet',
    ]);
  });

  it('does not make a doubt of age vanish without a row that says who settled it', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const [known] = await town.look<{ person_id: string }>('select person_id from case_file where id = $1', [caseId]);
    await expect(slipped('giulia', [["update person set minor_track = true, minor_reason = 'x' where id = $1", [known?.person_id]]])).rejects.toThrow('illegal-move');
    await expect(slipped('giulia', [["update person set identity_level = 'verified' where id = $1", [known?.person_id]]])).rejects.toThrow('illegal-move');
  });
});
