import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { type AssessmentState, AssessmentState as States } from '../contract.ts';
import { assessmentMachine } from '../domain.ts';

/** The state an assessment has while none stands. */
export const inProgress: AssessmentState = assessmentMachine.moves['start-screening'].to;

/**
 * Where the assessment of the person stands. One that was taken back, disagreed with or reopened no longer stands; then the screening is in
 * progress once anybody has begun.
 */
export async function standingIn(act: Act, caseId: string): Promise<AssessmentState> {
  const standing = await act.db.selectFrom('assessment').select('state').where('case_id', '=', caseId).where('state', '<>', inProgress).executeTakeFirst();
  if (standing) return States.parse(standing.state);
  const begun = await act.db.selectFrom('assessment_move').select('id').where('case_id', '=', caseId).where('move', '=', 'start-screening').executeTakeFirst();
  return begun ? inProgress : assessmentMachine.initial;
}

/** Whoever hears the story and begins to screen, or to assess, puts the screening in progress; two at once do it once. */
export async function beginAssessment(act: Act, caseId: string): Promise<void> {
  if ((await standingIn(act, caseId)) !== assessmentMachine.initial) return;
  await act.db.insertInto('assessment_move').values({
    id: newId(), programme_id: act.actor.programmeId, case_id: caseId, assessment_id: null, move: 'start-screening',
    from_state: assessmentMachine.initial, to_state: inProgress, reason_sealed: null, by_member: act.actor.memberId, at: act.now,
  }).onConflict((conflict) => conflict.doNothing()).execute();
}
