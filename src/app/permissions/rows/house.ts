import { idOf } from '../../people.ts';
import { referralIn } from './network.ts';
import { longAgo, type Pen, placed, row, sealed, type SceneRow, type SceneRows } from './pen.ts';

export function houseRows(pen: Pen): SceneRows {
  const { scene, who } = pen;
  const { programmeId: programme_id, caseId, personId } = scene;
  const standing = (where: SceneRow['where'], values: SceneRow['row']): SceneRow => ({ where, row: { ...where, ...values }, stands: true });
  const key = (compartment: string, holder_id: string, upon?: SceneRow['upon']) => row(pen, `key ${compartment}`, { holder_id, compartment, wrapped: sealed, master_version: 1 }, upon && { upon });
  const referralKey = (state: Parameters<typeof referralIn>[1]) => key('referral', idOf('row referral'), referralIn(pen, state));
  const field = { record_kind: 'undeclared', record_id: idOf('row field record'), field: 'diary', device_id: idOf('row field device'), by_member: who.memberId };
  const written = row(pen, 'field history', { ...field, edit_id: idOf('row field edit'), outcome: 'beside', plain: '"x"', noted_at: longAgo });
  const device = row(pen, 'device', { account_id: who.accountId, label: 'Telefono 3', secret_wrapped: sealed, master_version: 1 });
  const batch = row(pen, 'batch', { by_member: who.memberId });

  return {
    programme: standing({ id: programme_id }, { name: 'Nuovo nome', territory: 'Avellino' }),
    organisation: standing({ id: idOf('avellino flai') }, { programme_id, name: 'Nuovo ente', kind: 'other' }),
    organisation_name: row(pen, 'former name', { organisation_id: idOf('avellino flai'), name: 'Nome di prima', changed_by: who.memberId }),
    account: standing({ id: idOf('oksana') }, { email: 'nuova@scene.example', name: 'Nuova persona' }),
    membership: standing({ id: idOf('avellino oksana mediator') }, { programme_id, account_id: idOf('oksana'), organisation_id: idOf('avellino equipe'), role: 'mediator' }),
    invitation: row(pen, 'invitation', { organisation_id: idOf('avellino equipe'), email: 'nuova@scene.example', role: 'educator', token_hash: sealed, invited_by: who.memberId, expires_at: '2030-01-01' }),
    'invitation:of a hat that reads about nobody': row(pen, 'invitation of a trainee', { organisation_id: idOf('avellino equipe'), email: 'nuova@scene.example', role: 'trainee', token_hash: sealed, invited_by: who.memberId, expires_at: '2030-01-01' }),
    second_factor_reset: row(pen, 'reset', { member_id: idOf('avellino oksana mediator'), asked_by: who.memberId, reason: 'telefono perso', expires_at: '2030-01-01' }),
    password_reset: row(pen, 'password reset', { member_id: idOf('avellino oksana mediator'), asked_by: who.memberId, reason: 'password persa', token_hash: sealed, expires_at: new Date(Date.now() + 3_600_000).toISOString() }),
    recovery_code: { where: { account_id: who.accountId, code_hash: sealed }, row: { account_id: who.accountId, code_hash: sealed } },
    challenge: { where: { bound_to: 'session:scene', purpose: 'passkey' }, row: { bound_to: 'session:scene', purpose: 'passkey', content: 'x', expires_at: '2030-01-01' } },
    known_browser: { where: { token_hash: sealed, account_id: who.accountId }, row: { token_hash: sealed, account_id: who.accountId } },
    passkey: { where: { id: 'scene' }, row: { id: 'scene', account_id: who.accountId, name: 'chiave', public_key: sealed, counter: 0 } },
    session: standing({ id: idOf('scene session mediator, assigned') }, { account_id: idOf('oksana'), token_hash: sealed, acting_key: idOf('another key'), stage: 'signed-in', expires_at: '2030-01-01' }),
    job: row(pen, 'job', { member_id: who.memberId, session_id: idOf('scene session mediator, assigned'), kind: 'import', subject_id: idOf('row batch') }),
    device,
    device_move: row(pen, 'device move', { device_id: idOf('row device'), move: 'revoke', from_state: 'enrolled', to_state: 'revoked', reason: 'perso', by_member: who.memberId }, { upon: [placed('device', device)] }),
    device_setting: { where: { programme_id }, row: { programme_id, lease_hours: 12, by_member: who.memberId }, change: { by_member: pen.actor.memberId } },
    applied_policies: standing({ only_row: true }, { digest: 'x' }),
    name_filing: standing({ only_row: true }, { version: 1 }),
    kysely_migration: standing({ name: '0001_house' }, { timestamp: 'x' }),
    kysely_migration_lock: standing({ id: 'migration_lock' }, { is_locked: 0 }),

    field_history: written,
    field_conflict: { where: written.where, row: { ...field, id: idOf('row field history'), programme_id }, upon: [placed('field_history', written)] },

    audit_chain: standing({ chain: 1 }, { position: 0, hash: sealed }),
    audit_anchor: { where: { id: idOf('row anchor') }, row: { id: idOf('row anchor'), heads: '{}', signature: sealed } },
    audit_event: {
      where: { chain: 1, position: 900_000 },
      row: { chain: 1, position: 900_000, at: longAgo, programme_id, member_id: who.memberId, action: 'case.read', subject: 'case', case_id: caseId, person_id: personId, previous: sealed, hash: sealed },
    },

    'vault_key:case': key('case', caseId),
    'vault_key:work': key('work', caseId),
    'vault_key:contact': key('contact', personId),
    'vault_key:mediation': key('mediation', caseId),
    'vault_key:restricted': key('restricted', caseId),
    'vault_key:secret-psychologist': key('secret-psychologist', caseId),
    'vault_key:secret-legal': key('secret-legal', caseId),
    'vault_key:import': key('import', idOf('row batch'), [placed('import_batch', batch)]),
    'vault_key:import-file': key('import-file', idOf('row batch'), [placed('import_batch', batch)]),
    'vault_key:referral before sending': referralKey('before sending'),
    'vault_key:referral sent': referralKey('sent'),
    'vault_key:referral withdrawn': referralKey('withdrawn'),
    'vault_key:referral whose consent ran out': referralKey('whose consent ran out'),
  };
}
