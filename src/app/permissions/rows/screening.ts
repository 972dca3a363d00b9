import { idOf } from '../../people.ts';
import type { Named } from '../scene.ts';
import { longAgo, type Pen, placed, row, sealed, type SceneRows } from './pen.ts';

export function screeningRows(pen: Pen): SceneRows {
  const { caseId: case_id, personId: person_id, keeper } = pen.scene;
  const who = pen.who.memberId;
  const screening = (compartment: string, author: Named = pen.who) => row(pen, 'screening', {
    case_id, instrument_id: 'street-quick', instrument_version: 1, weights: 'adult', language: 'it', compartment, answers_sealed: sealed, last_change: idOf('change'), author_id: author.memberId,
  });
  const screening_id = idOf('row screening');
  const screeningMove = (compartment: string, author?: Named) =>
    row(pen, 'screening move', { case_id, screening_id, move: 'start', by_member: who }, { upon: [placed('screening', screening(compartment, author))] });
  const protocol = (compartment: string) => row(pen, 'protocol', { case_id, screening_id, item: 'q9', protocol: 'self-harm', raised_by: who }, {
    change: { taken_by: pen.actor.memberId, taken_at: longAgo }, upon: [placed('screening', screening(compartment))],
  });

  const assessment = (author: Named, outcome: string, state: string) => row(pen, 'assessment', {
    case_id, person_id, outcome, state, reason_sealed: sealed, author_id: author.memberId, author_account: author.accountId,
    author_profession: oneOf(['psychologist', 'legal', 'educator'], author.role),
  });
  const reading = (author: Named) => row(pen, 'reading', {
    case_id, assessment_id: idOf('row assessment'), reader_id: who, reader_account: pen.who.accountId,
    reader_profession: oneOf(['psychologist', 'legal', 'educator', 'coordinator'], pen.who.role), agrees: true,
  }, { upon: [placed('assessment', assessment(author, 'presumed-trafficking-victim', 'awaiting-second-reading'))] });

  const completed = screening('restricted');
  const taken = protocol('restricted');
  const evidence = row(pen, 'evidence', { case_id, instrument_id: 'art-603-bis', item: 'I1', content_sealed: sealed, author_id: who }, { change: { withdrawn_at: longAgo, withdrawn_by: pen.actor.memberId, withdrawn_sealed: sealed } });
  const vulnerability = (category: string, status: string) => row(pen, 'vulnerability', { case_id, person_id, category, status, basis_sealed: sealed, author_id: who });
  const ownInstrument = row(pen, 'instrument', { instrument_id: 'of-ours', release: 1001, content: '{}', author_id: who, author_account: pen.who.accountId });
  const wording = (state: string, further: Readonly<Record<string, string>> = {}, change?: Readonly<Record<string, string>>) =>
    row(pen, 'wording', { instrument_id: 'street-quick', instrument_version: 1, language: 'ar', edition: 1, state, author_id: who, author_account: pen.who.accountId, ...further }, change ? { change } : {});
  const answered = { approved_by: pen.actor.memberId, approved_account: pen.actor.accountId, approved_at: longAgo };
  return {
    instrument_wording: wording('draft'),
    'instrument_wording:approved': wording('approved', answered, { state: 'approved', ...answered }),
    'instrument_wording:withdrawn': wording('withdrawn'),
    instrument_wording_move: row(pen, 'wording move', { wording_id: idOf('row wording'), move: 'propose', from_state: 'draft', to_state: 'proposed', by_member: who }, { upon: [placed('instrument_wording', wording('draft'))] }),
    programme_instrument: ownInstrument,
    programme_instrument_move: row(pen, 'instrument move', { instrument: idOf('row instrument'), move: 'review', from_state: 'draft', to_state: 'reviewed', reason: 'Letto', by_member: who }, { upon: [placed('programme_instrument', ownInstrument)] }),
    instrument_release: { where: { instrument_id: 'street-quick', version: 1 }, row: { instrument_id: 'street-quick', version: 1, in_use: true, who_may_use: ['mediator'] }, stands: true },
    indication_evidence: evidence,
    indication_suggestion_answer: row(pen, 'suggestion answer', { case_id, worksheet_id: idOf('row worksheet'), ground: 'pay-below-table', answer: 'rejected', reason_sealed: sealed, by_member: who }, {
      upon: [placed('worksheet', row(pen, 'worksheet', { case_id, content_sealed: sealed, computed_sealed: sealed, computed_at: longAgo, last_change: idOf('change'), author_id: keeper.memberId, state: 'signed', signed_at: longAgo }))],
    }),
    vulnerability_mark: vulnerability('disability', 'observed'),
    'vulnerability_mark:clinical, certified': vulnerability('torture-survivor', 'certified'),
    safety_notice: row(pen, 'safety notice', { protocol_id: idOf('row protocol'), member_id: who }, { change: { read_at: longAgo }, upon: [placed('screening', screening('restricted')), placed('safety_protocol', taken)] }),
    safety_step: row(pen, 'safety step', { case_id, protocol_id: idOf('row protocol'), deed: 'spoke-with-person', words_sealed: sealed, author_id: who }, {
      upon: [placed('screening', screening('restricted')), placed('safety_protocol', { ...taken, row: { ...taken.row, taken_by: keeper.memberId, taken_at: longAgo } })],
    }),
    'screening:restricted': screening('restricted'),
    'screening:restricted, completed': { ...completed, row: { ...completed.row, state: 'completed', completed_at: longAgo } },
    'screening:mediation': screening('mediation'),
    'screening_move:restricted': screeningMove('restricted'),
    'screening_move:mediation': screeningMove('mediation'),
    'screening_move:of a colleague’s screening': screeningMove('restricted', keeper),
    'safety_protocol:restricted': protocol('restricted'),
    'safety_protocol:mediation': protocol('mediation'),
    assessment: assessment(pen.who, 'exploitation-indicators', 'exploitation-indicators'),
    'assessment:presumed without a second reading': {
      ...assessment(pen.who, 'presumed-trafficking-victim', 'presumed-trafficking-victim'), change: { state: 'presumed-trafficking-victim' },
    },
    'second_reading:of a colleague’s assessment': reading(keeper),
    'second_reading:of their own assessment': reading(pen.actor),
    assessment_move: row(pen, 'assessment move', { case_id, move: 'start-screening', from_state: 'no-screening', to_state: 'screening-in-progress', by_member: who }),
  };
}

/** A profession that the table accepts, so that a refusal comes from the rights and not from the list of professions. */
const oneOf = (professions: readonly string[], role: string): string => professions.find((one) => one === role) ?? 'educator';
