import { idOf } from '../../people.ts';
import { type Pen, placed, row, type SceneRows } from './pen.ts';

export function listsRows(pen: Pen): SceneRows {
  const { caseId: case_id, keeper, programmeId: programme_id } = pen.scene;
  const who = pen.who.memberId;
  const list = (word: string, shared: boolean, by = who) => row(pen, word, { created_by: by, kind: 'cases', name: 'Elenco di prova', shown: ['code'], sorted: 'changed', shared });
  const [list_id, run_id] = [idOf('row list shared'), idOf('row bulk run')];
  const run = row(pen, 'bulk run', { by_member: who, deed: 'task' });
  const pin = { list_id, member_id: who };
  return {
    'saved_list:own': list('list own', false),
    'saved_list:shared': list('list shared', true),
    saved_list_pin: { where: pin, row: { ...pin, programme_id }, upon: [placed('saved_list', list('list shared', true, keeper.memberId))] },
    bulk_run: run,
    bulk_row: { where: { run_id, case_id }, row: { run_id, case_id, position: 0 }, upon: [placed('bulk_run', run)] },
  };
}
