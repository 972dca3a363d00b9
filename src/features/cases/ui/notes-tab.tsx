import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ClassMark } from '../../../kernel/ui/ClassMark.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { SaveState } from '../../../kernel/ui/SaveState.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import type { CaseHeader, Note } from '../contract.ts';
import { NoteCompartment } from '../contract.ts';
import { headerOf, notesOf, useDeed } from './queries.ts';
import { classOf } from '../timeline.ts';
import './cases.css';

/** Notes of a case: who will read is said before writing; what was written stays, and is put right by another note. */
export default function NotesTab({ caseId }: { caseId: string; personId: string }): ReactNode {
  const { t } = useText();
  const { data: header } = useQuery(headerOf(caseId));
  const [corrected, setCorrected] = useState<Note | null>(null);
  const list = useInfiniteQuery(notesOf(caseId));
  const notes = list.data?.pages.flatMap((page) => page.items);
  return (
    <Stack gap="large">
      {header?.noteCompartment && <Composer key={corrected?.id ?? 'new'} header={header} corrected={corrected} onDone={() => setCorrected(null)} />}
      {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
      {!notes && !list.error && <Skeleton lines={5} />}
      {notes?.length === 0 && <EmptyState icon="note" title={t('cases.notes.none')} why={t('cases.notes.none.why')} />}
      {notes?.map((note) => <NoteCard key={note.id} note={note} onCorrect={() => setCorrected(note)} />)}
      {list.hasNextPage && <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('ui.table.more')}</Button>}
    </Stack>
  );
}

function Composer({ header, corrected, onDone }: { header: CaseHeader; corrected: Note | null; onDone: () => void }): ReactNode {
  const { t } = useText();
  const writable = NoteCompartment.options.filter((one) => header.compartments.includes(one));
  const [compartment, setCompartment] = useState<NoteCompartment>(corrected?.compartment ?? header.noteCompartment ?? 'case');
  const [body, setBody] = useState('');
  const [id, setId] = useState(() => newId());
  const draft = useDraft(`case-note/${header.id}/${corrected?.id ?? 'new'}`, { body, compartment }, body !== '');
  const write = useDeed(() => {
    draft.clear();
    setBody('');
    setId(newId());
    onDone();
  });
  return (
    <Panel title={t(corrected ? 'cases.note.correct' : 'cases.note.new')} of={classOf(compartment)}>
      <Stack>
        <DraftFound draft={draft} isDirty={body !== ''} onTake={(found) => { setBody(found.body); setCompartment(found.compartment); }} />
        {!corrected && writable.length > 1 && (
          <ChoiceChips label={t('cases.note.where')} canClear={false} value={compartment} onChange={(value) => setCompartment(value ?? compartment)}
            choices={writable.map((value) => ({ value, label: t(`cases.compartment.${value}`) }))} />
        )}
        <p><strong>{t('cases.note.readers')}</strong> {t(`cases.readers.${compartment}`)}</p>
        <TextArea label={t('cases.note.body')} rows={4} maxLength={20_000} value={body} onChange={setBody} />
        {write.error && <ProblemPanel problem={write.error} />}
        <Row end>
          <SaveState onDevice={draft.savedAt ?? undefined} isDirty={body !== ''} failed={draft.failed} isSending={write.isPending} />
          {corrected && <Button onPress={onDone}>{t('ui.cancel')}</Button>}
          <Button kind="primary" icon="note" isDisabled={body.trim() === ''} isPending={write.isPending}
            onPress={() => write.mutate({ method: 'put', path: `/api/case-notes/${id}`, body: { caseId: header.id, compartment, body, ...(corrected ? { corrects: corrected.id } : {}) } })}>
            {t('cases.note.write')}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}

function NoteCard({ note, onCorrect }: { note: Note; onCorrect: () => void }): ReactNode {
  const { t, formatDateTime } = useText();
  return (
    <Panel>
      <div className="case-note" data-replaced={note.correctedBy ? true : undefined}>
        <div className="panel-head">
          <h2 className="case-note-head">{note.author.name} · {formatDateTime(note.at)}</h2>
          <ClassMark of={classOf(note.compartment)} />
          {note.own && !note.correctedBy && note.body !== null && <div className="panel-actions"><Button kind="quiet" size="small" icon="edit" onPress={onCorrect}>{t('cases.note.correct.short')}</Button></div>}
        </div>
        <Row>
          <span className="quiet small">{t(`role.${note.author.role}`)} · {t(`cases.compartment.${note.compartment}`)}</span>
          {note.corrects && <Tag icon="edit">{t('cases.note.corrects')}</Tag>}
          {note.correctedBy && <Tag>{t('cases.note.corrected')}</Tag>}
          {note.source === 'import' && <Tag icon="import">{t('cases.note.imported')}</Tag>}
        </Row>
        {note.body === null ? <p className="quiet">{t('cases.note.destroyed')}</p> : <SafeText block>{note.body}</SafeText>}
      </div>
    </Panel>
  );
}
