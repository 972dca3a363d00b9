import { idOf } from '../../people.ts';
import { longAgo, type Pen, placed, row, sealed, type SceneRows } from './pen.ts';

export function mailRows(pen: Pen): SceneRows {
  const { memberId, accountId } = pen.who;
  const outside = row(pen, 'letter outside', { kind: 'answer', address_sealed: sealed, link_sealed: sealed, language: 'it' });
  return {
    'outgoing_mail:to a colleague': row(pen, 'letter', { kind: 'news', account_id: accountId, language: 'it', sent_at: longAgo }),
    'outgoing_mail:that did not arrive': row(pen, 'letter lost', { kind: 'news', account_id: accountId, language: 'it', given_up_at: longAgo, failure: 'recipient-refused' }),
    'outgoing_mail:to somebody without an account': outside,
    'outgoing_mail:a receipt': row(pen, 'receipt', { kind: 'receipt', address_sealed: sealed, language: 'it' }),
    'vault_key:outgoing-mail': row(pen, 'key outgoing-mail', { holder_id: idOf('row letter outside'), compartment: 'outgoing-mail', wrapped: sealed, master_version: 1 }, { upon: [placed('outgoing_mail', outside)] }),
    mail_wish: { where: { member_id: memberId }, row: { member_id: memberId, programme_id: pen.scene.programmeId, news: 'morning' } },
  };
}
