import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { checkedSound, SoundRefused, type SoundType } from '../../../kernel/files/sound.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { takeUpload } from '../../../kernel/pieces/store.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { LARGEST_RECORDING, LONGEST_RECORDING, type SpokenEvidence } from '../contract.ts';

const ofRecording = (moveId: string): string => `consent_recording.audio_sealed:${moveId}`;

/**
 * Keeps the person's voice with the answer that it proves: looked at by its content, sealed with the case. What is refused keeps nothing, the answer included.
 * @throws {Problem} what {@link takeUpload} says of the file, and why it is no recording of a voice
 */
export async function keepRecording(act: Act, vault: Vault, moveId: string, caseId: string, { upload, audioHash }: SpokenEvidence): Promise<void> {
  const bytes = await takeUpload(act, vault, { id: upload, digest: audioHash }, moveId);
  if (!bytes) return;
  let sound;
  try {
    sound = checkedSound(bytes, { largest: LARGEST_RECORDING, longest: LONGEST_RECORDING });
  } catch (error) {
    throw error instanceof SoundRefused ? new Problem(`consent-${error.code}`) : error;
  }
  const seal = await vault.seal(act, caseId, 'base');
  await act.db.insertInto('consent_recording').values({
    move_id: moveId, programme_id: act.actor.programmeId, case_id: caseId, media_type: sound.mediaType, seconds: sound.seconds, audio_sealed: seal.closeBytes(bytes, ofRecording(moveId)), by_member: act.actor.memberId, at: act.now,
  }).execute();
}

/** The recording, for whoever may listen; each listening is told before its first byte leaves. Audit: `consent.listen`. @throws {Problem} not-found, content-destroyed */
export async function listen(act: Act, vault: Vault, moveId: string): Promise<{ readonly bytes: Buffer; readonly mediaType: SoundType }> {
  const { rows: [row] } = await sql<{ case_id: string; consent_id: string; person_id: string; media_type: SoundType; audio_sealed: Buffer }>`
    select r.case_id, m.consent_id, c.person_id, r.media_type, r.audio_sealed
      from consent_recording r join consent_move m on m.id = r.move_id join case_file c on c.id = r.case_id where r.move_id = ${moveId}`.execute(act.db);
  if (!row) throw new Problem('not-found');
  const seal = (await vault.seals(act, row.case_id)).get('base');
  if (!seal) throw new Problem('content-destroyed');
  act.audit({ action: 'consent.listen', subject: 'consent', subjectId: row.consent_id, caseId: row.case_id, personId: row.person_id });
  return { bytes: seal.openBytes(row.audio_sealed, ofRecording(moveId)), mediaType: row.media_type };
}
