import { idOf } from '../../people.ts';
import { longAgo, type Pen, type Placed, placed, row, sealed, type SceneRows } from './pen.ts';

export function mailboxRows(pen: Pen): SceneRows {
  const { who, actor, scene } = pen;
  const mailbox_id = idOf('row mailbox');
  const message_id = idOf('row mail');
  const thread_id = idOf('row thread');
  const box = row(pen, 'mailbox', { label: 'Posta', address: 'reti@prefettura.example', host: 'imap.example', port: 993, security: 'tls', username: 'reti', active: false, created_by: actor.memberId });
  const thread = row(pen, 'thread', { mailbox_id });
  const message = row(pen, 'mail', { mailbox_id, thread_id, kind: 'letter', arrived_at: longAgo, bytes: 10, content_digest: sealed, source_pieces: 1, due_at: longAgo, remind_at: longAgo });
  // Somebody else is named as its reader, unless the row is about a box that one reads oneself.
  const named = (memberId: string): Placed => placed('mailbox_reader', row(pen, 'reader', { mailbox_id, member_id: memberId, created_by: scene.keeper.memberId }));
  const inBox: readonly Placed[] = [placed('mailbox', box), placed('mail_thread', thread)];
  const upon: readonly Placed[] = [...inBox, placed('mail_message', message)];
  const words = { where: { message_id }, row: { message_id, programme_id: scene.programmeId, sealed } };
  const key = row(pen, 'key mail', { holder_id: message_id, compartment: 'mail', wrapped: sealed, master_version: 1 });
  return {
    mailbox: box,
    mailbox_secret: row(pen, 'mailbox secret', { mailbox_id, sealed, created_by: actor.memberId }, { upon: [placed('mailbox', box)] }),
    'vault_key:mailbox-door': row(pen, 'key mailbox-door', { holder_id: idOf('row mailbox secret'), compartment: 'mailbox-door', wrapped: sealed, master_version: 1 }),
    mailbox_reading: { where: { mailbox_id }, row: { mailbox_id, programme_id: scene.programmeId, last_uid: 3 }, upon: [placed('mailbox', box)] },
    mailbox_reader: row(pen, 'reader', { mailbox_id, member_id: scene.keeper.memberId, created_by: actor.memberId }, { upon: [placed('mailbox', box)] }),
    known_sender: row(pen, 'sender', { address: 'ufficio@cas.example', digest: sealed, label: 'CAS', created_by: actor.memberId }, { upon: [placed('mailbox', box)] }),
    mail_message: { ...message, upon: inBox },
    'mail_message:in a box that one reads': { ...message, upon: [...inBox, named(who.memberId)] },
    mail_words: { ...words, upon },
    'mail_words:in a box that one reads': { ...words, upon: [...upon, named(who.memberId)] },
    mail_attachment: row(pen, 'attachment', { message_id, place: 0, media_type: 'application/pdf', bytes: 3, pieces: 1 }, { upon }),
    mail_piece: { where: { holder_id: message_id, number: 0 }, row: { holder_id: message_id, number: 0, message_id, programme_id: scene.programmeId, sealed }, upon },
    mail_move: row(pen, 'mail move', { message_id, move: 'hold', from_state: 'waiting', to_state: 'held', reason: 'da capire', by_member: actor.memberId }, { upon }),
    mail_answer: row(pen, 'mail answer', { message_id, by_member: actor.memberId }, { upon }),
    'vault_key:mail': { ...key, upon },
    'vault_key:mail in a box that one reads': { ...key, upon: [...upon, named(who.memberId)] },
    mail_thread: { ...thread, upon: [placed('mailbox', box)] },
    mail_reference: { where: { mailbox_id, digest: sealed }, row: { mailbox_id, digest: sealed, thread_id }, upon: inBox },
    mail_sighting: { where: { mailbox_id, uid_validity: 1, uid: 1 }, row: { mailbox_id, uid_validity: 1, uid: 1 }, upon: [placed('mailbox', box)] },
    mail_receipt: { where: { mailbox_id, digest: sealed, day: longAgo }, row: { mailbox_id, digest: sealed, day: longAgo }, upon: [placed('mailbox', box)] },
  };
}
