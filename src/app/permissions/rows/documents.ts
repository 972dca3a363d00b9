import { idOf } from '../../people.ts';
import { longAgo, type Pen, placed, type Row, row, sealed, type SceneRows } from './pen.ts';

const compartments = ['case', 'work', 'mediation', 'restricted', 'secret-psychologist', 'secret-legal'] as const;
const digest = `\\x${'00'.repeat(32)}`;

export function documentsRows(pen: Pen): SceneRows {
  const { caseId: case_id, keeper, programmeId: programme_id } = pen.scene;
  const who = pen.who.memberId;
  const document = (compartment: string, by = who) => row(pen, `document ${compartment}`, { case_id, compartment, kind: 'other', title_sealed: sealed, created_by: by });
  const document_id = idOf('row document case');
  const content = (word: string, values: Row, by = who) => row(pen, word, { case_id, compartment: 'case', media_type: 'text/plain', bytes: 1, pieces: 1, sealed_digest: digest, created_by: by, ...values });
  const upon = [placed('document', document('case', keeper.memberId))];
  const keptContent = content('content kept', { document_id }, keeper.memberId);
  const content_id = idOf('row content kept');
  const template_id = idOf('row letter template');
  const template = (by: string) => row(pen, 'letter template', { letter_id: template_id, language: 'it', name: 'Lettera di prova', body: 'Parole di prova.', created_by: by });
  const file_id = idOf('row letter template of a file');
  const fileTemplate = row(pen, 'letter template of a file', { letter_id: file_id, language: 'it', name: 'Lettera di prova', body: '', made_of: 'word-file', created_by: keeper.memberId });
  const upload = row(pen, 'upload', { bytes: 40_000, piece: 32_768, pieces: 2, created_by: who });
  const run = row(pen, 'letter run', { template_id, format: 'pdf', by_member: who });
  // A mediator reads what they brought: there the document is of whom the row names.
  const contentOf = (compartment: string) => ({
    ...content(`content of ${compartment}`, { compartment, document_id: idOf(`row document ${compartment}`) }),
    upon: [placed('document', document(compartment, compartment === 'mediation' ? who : keeper.memberId))],
  });
  return {
    ...Object.fromEntries(compartments.flatMap((one) => [[`document:${one}`, document(one)], [`document_content:${one}`, contentOf(one)]])),
    'document_content:on its way': content('content on its way', {}),
    document_piece: { where: { content_id, number: 0 }, row: { content_id, number: 0, sealed }, upon: [...upon, placed('document_content', keptContent)] },
    upload,
    upload_piece: { where: { upload_id: idOf('row upload'), number: 0 }, row: { upload_id: idOf('row upload'), number: 0, sealed }, upon: [placed('upload', upload)] },
    'vault_key:upload': row(pen, 'key upload', { holder_id: idOf('row upload'), compartment: 'upload', wrapped: sealed, master_version: 1 }, { upon: [placed('upload', upload)] }),
    document_version: row(pen, 'document version', { case_id, document_id, number: 1, content_id, made: 'brought', created_by: who }, { upon: [...upon, placed('document_content', keptContent)] }),
    document_move: row(pen, 'document move', { case_id, document_id, move: 'remove', from_state: 'kept', to_state: 'removed', reason_sealed: sealed, by_member: who }, { upon }),
    letter_model: { where: { number: 99 }, row: { number: 99, language: 'it', name: 'Prova', body: 'Prova', to_body: false } },
    ...Object.fromEntries(['case', 'restricted', 'secret-psychologist'].map((compartment) => [`letter_template:${compartment}`, row(pen, `letter template of ${compartment}`, { letter_id: template_id, edition: 2, language: 'it', name: 'Lettera di prova', body: 'Parole di prova.', compartment, created_by: who })])),
    letter_template_move: row(pen, 'letter move', { template_id, move: 'use', from_state: 'draft', to_state: 'in-use', by_member: who }, { upon: [placed('letter_template', template(keeper.memberId))] }),
    letter_run: { ...run, upon: [placed('letter_template', template(keeper.memberId))] },
    letter_run_case: { where: { run_id: idOf('row letter run'), case_id }, row: { run_id: idOf('row letter run'), case_id, position: 0 }, upon: [placed('letter_template', template(keeper.memberId)), placed('letter_run', run)] },
    'vault_key:letter': row(pen, 'key letter', { holder_id: idOf('row letter run'), compartment: 'letter', wrapped: sealed, master_version: 1 }, { upon: [placed('letter_template', template(keeper.memberId)), placed('letter_run', run)] }),
    letter_template_file: { where: { template_id: file_id }, row: { template_id: file_id, programme_id, sealed, bytes: 1, strangers: 0, by_member: who }, change: { by_member: pen.actor.memberId }, upon: [placed('letter_template', fileTemplate)] },
    'vault_key:letter-template': row(pen, 'key letter template', { holder_id: file_id, compartment: 'letter-template', wrapped: sealed, master_version: 1 }, { upon: [placed('letter_template', fileTemplate)] }),
    letterhead_emblem: row(pen, 'emblem', { place: 'start', words: 'Stemma di prova', image: `\\x${'00'.repeat(64)}`, by_member: who }, { change: { ended_by: pen.actor.memberId, ended_at: longAgo } }),
    document_setting: { where: { programme_id }, row: { programme_id, by_member: who }, change: { by_member: pen.actor.memberId } },
  };
}
