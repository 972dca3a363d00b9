import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ClassMark } from '../../../kernel/ui/ClassMark.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { goesOnItsOwn } from '../../../kernel/ui/useDeed.ts';
import type { Conference, ConferenceNote } from '../contract.ts';
import { useDeed } from './queries.ts';

/** The question, the points, and what is written under each while people speak. */
export function Notes({ conference }: { conference: Conference }): ReactNode {
  const { t } = useText();
  const isOpen = conference.state === 'called' || conference.state === 'held';
  const elsewhere = conference.notes.filter((note) => !conference.points.some((point) => point.id === note.pointId));
  return (
    <Panel title={t('conferences.question')} of="case">
      <Stack>
        <SafeText block>{conference.question ?? t('conferences.minutes.gone')}</SafeText>
        {conference.points.map((point) => (
          <section key={point.id} aria-label={point.words}>
            <h3><SafeText>{point.words}</SafeText> {point.domain && <span className="quiet small">{t(`plans.need.${point.domain}`)}</span>}</h3>
            <NoteList notes={conference.notes.filter((note) => note.pointId === point.id)} />
          </section>
        ))}
        {elsewhere.length > 0 && <section aria-label={t('conferences.notes')}><h3>{t('conferences.notes')}</h3><NoteList notes={elsewhere} /></section>}
        {isOpen && <WriteNote conference={conference} />}
      </Stack>
    </Panel>
  );
}

function NoteList({ notes }: { notes: readonly ConferenceNote[] }): ReactNode {
  const { t, formatTime } = useText();
  if (notes.length === 0) return <p className="quiet small">{t('conferences.notes.none')}</p>;
  return <ul className="conference-lines">{notes.map((note) => <li key={note.id}><SafeText block>{note.words ?? t('conferences.minutes.gone')}</SafeText><span className="quiet small">{note.author.name}, {formatTime(note.at)} </span><ClassMark of={note.compartment} /></li>)}</ul>;
}

function WriteNote({ conference }: { conference: Conference }): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const [form, setForm] = useState({ id: newId(), words: '', pointId: null as string | null, compartment: 'case' as 'case' | 'restricted' });
  const draft = useDraft(`conference-note/${conference.id}`, form, form.words !== '');
  const keep = useDeed(() => {
    draft.clear();
    setForm({ ...form, id: newId(), words: '' });
  });
  const mayRestrict = hat?.role !== 'labour';
  return (
    <Stack gap="small">
      <DraftFound draft={draft} isDirty={form.words !== ''} onTake={setForm} />
      <TextArea label={t('conferences.notes.write')} rows={3} maxLength={4000} value={form.words} onChange={(words) => setForm({ ...form, words })} />
      {conference.points.length > 0 && <Select label={t('conferences.notes.under')} placeholder={t('conferences.notes.any')} value={form.pointId} onChange={(pointId) => setForm({ ...form, pointId })} choices={conference.points.map((point) => ({ value: point.id, label: point.words }))} />}
      {mayRestrict && <ChoiceChips label={t('conferences.notes.for')} hint={t('conferences.notes.restricted.help')} canClear={false} value={form.compartment} onChange={(compartment) => setForm({ ...form, compartment: compartment ?? form.compartment })} choices={(['case', 'restricted'] as const).map((value) => ({ value, label: t(`conferences.notes.for.${value}`) }))} />}
      {keep.error && <ProblemPanel problem={keep.error} />}
      <Row><Button isDisabled={form.words.trim() === ''} isPending={keep.isPending} onPress={() => keep.mutate({ method: 'put', path: `/api/conference-notes/${form.id}`, body: { conferenceId: conference.id, words: form.words, compartment: form.compartment, ...(form.pointId ? { pointId: form.pointId } : {}) } }, goesOnItsOwn(() => setForm({ ...form, id: newId() })))}>{t('conferences.notes.add')}</Button></Row>
    </Stack>
  );
}
