import { idOf } from '../../people.ts';
import { receivingBody } from '../scene.ts';
import { longAgo, type Pen, type Placed, placed, row, sealed, type SceneRow, type SceneRows } from './pen.ts';

type Moment = 'before sending' | 'sent' | 'withdrawn' | 'whose consent ran out';

function referral(pen: Pen, moment: Moment): SceneRow {
  const values = { organisation_id: receivingBody, service_id: idOf('row service'), reference: 'SCEN-0001', created_by: pen.who.memberId };
  const state = moment === 'before sending' ? {} : { state: 'sent', sent_at: longAgo, ...(moment === 'withdrawn' ? { stopped_at: longAgo } : {}) };
  return row(pen, 'referral', { ...values, ...state }, moment === 'before sending' ? {} : { change: { state: 'acknowledged' } });
}

function matter(pen: Pen): SceneRow {
  const { programmeId: programme_id, caseId: case_id, personId: person_id } = pen.scene;
  const referral_id = idOf('row referral');
  return { where: { referral_id }, row: { referral_id, programme_id, case_id, person_id, purpose: 'health', draft_sealed: sealed, consent_id: idOf('row sharing consent') } };
}

/** A referral to the receiving body, whose it is, and the consent it stands on. */
export function referralIn(pen: Pen, moment: Moment): readonly Placed[] {
  const consent = row(pen, 'sharing consent', {
    case_id: pen.scene.caseId, switch: 'sharing', recipient_id: receivingBody, purpose: 'health', state: 'given', requested_by: pen.scene.keeper.memberId,
    valid_until: moment === 'whose consent ran out' ? longAgo : '2099-01-01',
  });
  return [placed('consent', consent), placed('referral', referral(pen, moment)), placed('referral_matter', matter(pen))];
}

export function networkRows(pen: Pen): SceneRows {
  const { programmeId: programme_id, caseId: case_id, personId: person_id } = pen.scene;
  const by_member = pen.who.memberId;
  const referral_id = idOf('row referral');
  const others = (table: string, moment: Moment) => ({ upon: referralIn(pen, moment).filter((one) => one.table !== table) });
  const service = (confidential_address: boolean) =>
    row(pen, 'service', { organisation_id: receivingBody, name: 'Consultorio', category: 'health', confidential_address, created_by: by_member }, { change: { verified_on: longAgo, verified_by: pen.actor.memberId } });
  const letter = (moment: Moment): SceneRow => ({ where: { referral_id }, row: { referral_id, programme_id, fields: ['code'], payload_sealed: sealed }, upon: referralIn(pen, moment) });
  const move = (name: string, moment: Moment) => row(pen, `referral move ${name}`, { referral_id, move: name, from_state: 'sent', to_state: 'acknowledged', by_member }, { upon: referralIn(pen, moment) });
  const message = (moment: Moment) => row(pen, 'message', { referral_id, body_sealed: sealed, author_id: by_member }, { upon: referralIn(pen, moment) });
  const notice = (moment: Moment) => row(pen, 'referral notice', { referral_id, member_id: by_member, kind: 'received' }, { upon: referralIn(pen, moment) });

  const batch_id = idOf('row batch');
  const batch = row(pen, 'batch', { by_member });
  const upon = [placed('import_batch', batch)];
  const line = row(pen, 'line', {
    batch_id, place: 1, sheet: 1, number: 1, sort: 'person', disposition: 'ready', original_sealed: sealed, interpreted_sealed: sealed, content_digest: sealed,
  }, { change: { looked_at: longAgo, looked_by: pen.actor.memberId }, upon });
  const row_id = idOf('row line');

  return {
    'service:public': service(false),
    'service:in a protected place': service(true),
    'referral:before sending': { ...referral(pen, 'before sending'), ...others('referral', 'before sending') },
    'referral:sent': { ...referral(pen, 'sent'), ...others('referral', 'sent') },
    'referral:withdrawn': { ...referral(pen, 'withdrawn'), ...others('referral', 'withdrawn') },
    'referral:whose consent ran out': { ...referral(pen, 'whose consent ran out'), ...others('referral', 'whose consent ran out') },
    'referral_matter:before sending': { ...matter(pen), ...others('referral_matter', 'before sending') },
    'referral_matter:sent': { ...matter(pen), ...others('referral_matter', 'sent') },
    'referral_letter:sent': letter('sent'),
    'referral_letter:withdrawn': letter('withdrawn'),
    'referral_letter:whose consent ran out': letter('whose consent ran out'),
    'referral_move:answers of the receiving body': move('acknowledge', 'sent'),
    'referral_move:asking the person’s consent': move('consent', 'sent'),
    'referral_move:after a withdrawal': move('acknowledge', 'withdrawn'),
    'referral_message:before sending': message('before sending'),
    'referral_message:sent': message('sent'),
    'referral_message:withdrawn': message('withdrawn'),
    'referral_notice:sent': notice('sent'),
    'referral_notice:before sending': notice('before sending'),

    import_batch: batch,
    'import_row:not yet written': line,
    'import_row:of the person of the case': { ...line, row: { ...line.row, person_id, case_id, outcome: 'person-opened', done_at: longAgo } },
    import_candidate: { where: { row_id, other_person: person_id }, row: { programme_id, batch_id, row_id, other_person: person_id, band: 'likely', probability: 0.7 }, upon: [...upon, placed('import_row', line)] },
    import_made: { where: { made_id: case_id }, row: { programme_id, batch_id, person_id, kind: 'case_file', made_id: case_id }, upon },
    import_mapping: { where: { fingerprint: sealed }, row: { programme_id, fingerprint: sealed, name_order: 'surname-first', fields: ['name'], by_member }, change: { fields: ['phone'], by_member: pen.actor.memberId } },
    import_setting: { where: { programme_id }, row: { programme_id, keep_file_days: 30, by_member }, change: { keep_file_days: 60, by_member: pen.actor.memberId } },
    import_move: row(pen, 'import move', { batch_id, move: 'map', from_state: 'draft', to_state: 'mapped', by_member }, { upon }),
  };
}
