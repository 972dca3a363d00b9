import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import type { LostFile } from '../../../kernel/pieces/contract.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { KeyValues, Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { HandedContent, HandedMove, HandedNote } from '../contract.ts';
import { fieldsOf, type NoteField } from '../domain.ts';
import { HandedFile } from './HandedFile.tsx';
import { kindKey, valueWords } from './kinds.ts';
import { handedNoteOf, useHandedDeed } from './queries.ts';
import './handed-notes.css';

/** One note that was handed over: who wrote it and when, what it says field by field, and what becomes of it. */
export default function HandedNoteScreen(): ReactNode {
  const { t, has } = useText();
  const { noteId = '' } = useParams({ strict: false });
  const note = useQuery(handedNoteOf(noteId));
  const breadcrumb = <TextLink href="/reports/handed">{t('handed-notes.title')}</TextLink>;
  if (!note.data) return <Page title={t('handed-notes.one')} breadcrumb={breadcrumb}>{note.error ? <ProblemPanel problem={note.error} onRetry={() => void note.refetch()} /> : <Skeleton lines={8} />}</Page>;
  const { data } = note;
  return (
    <Page title={t(kindKey(data.kind, has))} windowTitle={t('handed-notes.one')} breadcrumb={breadcrumb} marks={<Tag tone={data.state === 'waiting' ? 'info' : 'neutral'}>{t(`handed-notes.state.${data.state}`)}</Tag>}>
      <Columns min="wide">
        <Panel title={t('handed-notes.says')} of="restricted">
          <Stack>
            <Head note={data} />
            {data.content?.lostFile && <Lost {...data.content.lostFile} />}
            {data.content && data.file && <HandedFile note={data} file={data.file} />}
            {data.content ? <Content content={data.content} /> : <Notice>{t('handed-notes.gone')}</Notice>}
          </Stack>
        </Panel>
        <Stack gap="large">
          <WhatNow note={data} />
          <Steps note={data} />
        </Stack>
      </Columns>
    </Page>
  );
}

/** What was with the note and never came: nobody looks for it in vain. */
function Lost({ kind, bytes }: LostFile): ReactNode {
  const { t, formatNumber } = useText();
  return <Notice tone="late" title={t(`handed-notes.lost.${kind}`)}>{t('handed-notes.lost.help', { size: formatNumber(Math.max(1, Math.round(bytes / 1024))) })}</Notice>;
}

function Head({ note }: { note: HandedNote }): ReactNode {
  const { t, has, formatDateTime } = useText();
  const says = note.content?.says;
  return (
    <KeyValues compact items={[
      ...(says && has(says.key) ? [{ key: 'was', label: t('handed-notes.was'), value: <SafeText>{t(says.key, says.values)}</SafeText> }] : []),
      { key: 'by', label: t('handed-notes.by'), value: t(note.hasHat ? 'handed-notes.by.has' : 'handed-notes.by.had', { name: note.by, role: t(`role.${note.role}`) }) },
      { key: 'noted', label: t('handed-notes.noted'), value: `${formatDateTime(note.notedAt)} (${t('handed-notes.noted.help')})` },
      { key: 'arrived', label: t('handed-notes.arrived'), value: formatDateTime(note.arrivedAt) },
    ]} />
  );
}

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

function Content({ content }: { content: HandedContent }): ReactNode {
  const { t, has, formatDateTime, languageName } = useText();
  const said = ({ name }: NoteField, value: string | number | boolean): string => {
    if (typeof value === 'boolean') return t(value ? 'handed-notes.yes' : 'handed-notes.no');
    const key = `${valueWords[name] ?? ''}.${value}`;
    if (has(key)) return t(key);
    if (value === 'unknown') return t('handed-notes.unknown');
    if (name === 'language') return languageName(String(value));
    return typeof value === 'string' && moment.test(value) && !Number.isNaN(Date.parse(value)) ? formatDateTime(value) : String(value);
  };
  const fields = fieldsOf(content.body);
  return (
    <>
      {fields.length === 0 && <p className="quiet">{t('handed-notes.says.none')}</p>}
      {fields.length > 0 && <KeyValues items={fields.map((field) => ({
        key: field.path, label: has(`handed-notes.field.${field.name}`) ? t(`handed-notes.field.${field.name}`) : field.path, value: <SafeText block>{field.values.map((value) => said(field, value)).join(', ')}</SafeText>,
      }))} />}
      <details>
        <summary>{t('handed-notes.exact')}</summary>
        <p className="quiet small">{t('handed-notes.exact.help')}</p>
        <pre className="handed-exact" dir="ltr">{`${content.method} ${content.path}\n${JSON.stringify(content.body ?? null, null, 2)}`}</pre>
      </details>
    </>
  );
}

function WhatNow({ note }: { note: HandedNote }): ReactNode {
  const { t } = useText();
  const [asked, setAsked] = useState<HandedMove | null>(null);
  const deed = useHandedDeed(() => { setAsked(null); toast.say(t('handed-notes.kept')); });
  return (
    <Panel title={t('handed-notes.now')}>
      <Stack>
        {note.state === 'waiting' && <p className="quiet small">{t('handed-notes.now.help')}</p>}
        <Row>{note.moves.map((one) => <Button key={one} kind={one === 'take' ? 'primary' : 'secondary'} onPress={() => setAsked(one)}>{t(`handed-notes.move.${one}`)}</Button>)}</Row>
      </Stack>
      {asked !== null && (
        <ReasonDialog
          title={t(`handed-notes.move.${asked}`)} label={t(`handed-notes.words.${asked}`)} confirm={t(`handed-notes.move.${asked}`)} minLength={3} isOpen isPending={deed.isPending} onClose={() => { deed.reset(); setAsked(null); }}
          onConfirm={(words) => deed.mutate({ method: 'post', path: `/api/handed-notes/${note.id}/moves`, body: { id: newId(), move: asked, words } })}
        >
          {t(`handed-notes.help.${asked}`)}
          {deed.error && <ProblemPanel problem={deed.error} />}
        </ReasonDialog>
      )}
    </Panel>
  );
}

function Steps({ note }: { note: HandedNote }): ReactNode {
  const { t, formatDateTime } = useText();
  if (note.steps.length === 0) return null;
  return (
    <Panel title={t('handed-notes.steps')} of="restricted">
      <ul className="handed-lines">
        {note.steps.map((step) => <li key={step.id}><span>{t(`handed-notes.move.${step.move}`)}{step.words !== null && <>: <SafeText>{step.words}</SafeText></>}</span><span className="quiet small">{formatDateTime(step.at)} · {step.by}</span></li>)}
      </ul>
    </Panel>
  );
}
