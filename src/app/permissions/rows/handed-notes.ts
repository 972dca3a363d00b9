import { idOf } from '../../people.ts';
import { longAgo, type Pen, placed, row, sealed, type SceneRows } from './pen.ts';

export function handedNotesRows(pen: Pen): SceneRows {
  const who = pen.who.memberId;
  const note = row(pen, 'handed note', { from_member: who, record_kind: 'street-contact', noted_at: longAgo, body_sealed: sealed, file_bytes: 4, file_pieces: 1, file_media_type: 'text/plain' });
  const note_id = idOf('row handed note');
  const upon = [placed('handed_note', note)];
  return {
    handed_note: note,
    handed_note_piece: { where: { note_id, number: 0 }, row: { note_id, number: 0, sealed }, upon },
    handed_note_move: row(pen, 'handed note move', { note_id, move: 'take', from_state: 'waiting', to_state: 'taken', words_sealed: sealed, by_member: who }, { upon }),
    'vault_key:handed-note': row(pen, 'key handed note', { holder_id: note_id, compartment: 'handed-note', wrapped: sealed, master_version: 1 }, { upon }),
  };
}
