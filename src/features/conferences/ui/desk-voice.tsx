import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { OwnWords } from '../../../kernel/ui/SafeText.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { goesOnItsOwn } from '../../../kernel/ui/useDeed.ts';
import { type Conference, Voice } from '../contract.ts';
import { NameSaid } from './name-said.tsx';
import { useDeed } from './queries.ts';

/** What the person wished before, what they were told after, and whether their name may be said. */
export function VoicePanel({ conference }: { conference: Conference }): ReactNode {
  const { t, formatDateTime } = useText();
  const [writing, setWriting] = useState<Voice['moment'] | null>(null);
  const before = ['called', 'postponed', 'held'].includes(conference.state);
  const after = ['held', 'minutes-approved', 'cancelled'].includes(conference.state);
  return (
    <Panel title={t('conferences.voice')} of="case">
      <Stack>
        <ul className="conference-lines">
          {conference.voices.map((voice) => (
            <li key={voice.id}>
              <strong>{t(`conferences.voice.moment.${voice.moment}`)}</strong> <span className="quiet small">{voice.by.name}, {formatDateTime(voice.at)}</span>
              {voice.words ? <OwnWords>{voice.words}</OwnWords> : <p className="quiet">{t('conferences.voice.empty')}</p>}
              <div className="small">{[`${t('conferences.knows')} ${t(`conferences.knows.${voice.knows}`)}`, voice.moment === 'before' ? `${t('conferences.name-said')} ${t(`conferences.name-said.${voice.nameSaid}`)}` : null].filter(Boolean).join(' · ')}</div>
            </li>
          ))}
        </ul>
        <Row>
          {before && <Button size="small" onPress={() => setWriting('before')}>{t('conferences.voice.add')}</Button>}
          {after && <Button size="small" onPress={() => setWriting('after')}>{t('conferences.voice.add.after')}</Button>}
        </Row>
      </Stack>
      {writing && <VoiceDialog conference={conference} moment={writing} onClose={() => setWriting(null)} />}
    </Panel>
  );
}

function VoiceDialog({ conference, moment, onClose }: { conference: Conference; moment: Voice['moment']; onClose: () => void }): ReactNode {
  const { t } = useText();
  const last = conference.voices.findLast((voice) => voice.moment === moment);
  const [id, setId] = useState(() => newId());
  const [form, setForm] = useState({ knows: last?.knows ?? null as Voice['knows'] | null, nameSaid: last?.nameSaid ?? 'not-asked' as Voice['nameSaid'], words: '' });
  const keep = useDeed(onClose);
  return (
    <Dialog title={t(moment === 'before' ? 'conferences.voice.add' : 'conferences.voice.add.after')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={form.knows === null} isPending={keep.isPending} onPress={() => keep.mutate({ method: 'put', path: `/api/conference-voices/${id}`, body: { conferenceId: conference.id, moment, ...form } }, goesOnItsOwn(() => setId(newId())))}>{t('ui.save')}</Button></>}>
      <Stack>
        <ChoiceChips label={t('conferences.knows')} isRequired value={form.knows} onChange={(knows) => setForm({ ...form, knows })} choices={Voice.shape.knows.options.map((value) => ({ value, label: t(`conferences.knows.${value}`) }))} />
        <TextArea label={t(`conferences.voice.${moment}`)} hint={t(`conferences.voice.${moment}.hint`)} rows={4} maxLength={4000} value={form.words} onChange={(words) => setForm({ ...form, words })} />
        {moment === 'before' && <NameSaid value={form.nameSaid} onChange={(nameSaid) => setForm({ ...form, nameSaid })} />}
        {keep.error && <ProblemPanel problem={keep.error} />}
      </Stack>
    </Dialog>
  );
}
