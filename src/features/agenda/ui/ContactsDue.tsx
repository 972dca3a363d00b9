import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { directionOf } from '../../../kernel/i18n/languages.ts';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { ContactDue } from '../contract.ts';
import { contactsDueOf } from './queries.ts';

const failures = ['no-answer', 'wrong-number', 'somebody-else-answered', 'unsafe-now'] as const;

/** Whom of one's people to remind or to call back. The system sends nothing: it says whom, how, and with which words. */
export function ContactsDuePanel(): ReactNode {
  const { t, formatDateTime } = useText();
  const due = useQuery(contactsDueOf);
  const [open, setOpen] = useState<ContactDue | null>(null);
  if (!due.data || due.data.items.length === 0) return null;
  return (
    <Panel title={t('agenda.due')} of="case">
      <p className="quiet small">{t('agenda.due.by-hand')}</p>
      <ul className="agenda-lines">
        {due.data.items.map((one) => (
          <li key={`${one.kind} ${one.appointmentId}`}>
            <span><strong>{one.code}</strong><span className="small agenda-under">{t(`agenda.due.${one.kind}`, { when: formatDateTime(one.startsAt) })}</span>
              {one.outcome && <Tag tone={one.outcome === 'done' ? 'good' : 'late'}>{t(`agenda.due.outcome.${one.outcome}`, { name: one.by ?? '' })}</Tag>}
              {!one.outcome && one.why && <Tag tone="late">{t(`agenda.due.why.${one.why}`)}</Tag>}
            </span>
            <Button size="small" aria-label={`${t('agenda.due.open')}: ${one.code}`} onPress={() => setOpen(one)}>{t('agenda.due.open')}</Button>
          </li>
        ))}
      </ul>
      {open && <DueDialog due={open} onClose={() => setOpen(null)} />}
    </Panel>
  );
}

/** The words to say, the ways that the card allows, and what came of it. The number itself is shown in the person's file, with the card before it. */
function DueDialog({ due, onClose }: { due: ContactDue; onClose: () => void }): ReactNode {
  const { t, languageName } = useText();
  const client = useQueryClient();
  const [way, setWay] = useState<'phone' | 'messaging' | 'email' | 'in-person' | null>(due.ways[0] ?? null);
  const [failure, setFailure] = useState<(typeof failures)[number] | null>(null);
  const write = useMutation({
    mutationFn: (outcome: Record<string, unknown>) => api.put(`/api/agenda/contact-attempts/${newId()}`, { body: { caseId: due.caseId, appointmentId: due.appointmentId, kind: due.kind, ...outcome } }),
    onSuccess: () => { toast.say(t('agenda.due.kept', { code: due.code })); onClose(); },
    onSettled: () => client.invalidateQueries({ queryKey: ['agenda', 'due'] }),
  });
  const copy = (): void => void navigator.clipboard.writeText(due.words.text).then(() => toast.say(t('agenda.due.copied')), () => toast.say(t('agenda.due.not-copied')));
  const notAllowed = due.why;
  return (
    <Dialog
      title={t(`agenda.due.title.${due.kind}`, { code: due.code })} isOpen onClose={onClose}
      actions={<>
        <Button onPress={onClose}>{t('ui.cancel')}</Button>
        {failure
          ? <Button kind="primary" isPending={write.isPending} onPress={() => write.mutate({ outcome: 'failed', channel: way, reason: failure })}>{t('agenda.due.failed')}</Button>
          : <Button kind="primary" isDisabled={way === null} isPending={write.isPending} onPress={() => write.mutate({ outcome: 'done', channel: way })}>{t('agenda.due.done')}</Button>}
      </>}
    >
      <Stack>
        {write.error && <ProblemPanel problem={write.error} />}
        {notAllowed && <Notice tone="late" title={t(`agenda.due.why.${notAllowed}`)}>{t('agenda.due.why-help')} <Button size="small" isPending={write.isPending} onPress={() => write.mutate({ outcome: 'not-allowed', reason: notAllowed })}>{t('agenda.due.write-not-allowed')}</Button></Notice>}
        <LinkButton href={`/cases/${due.caseId}?tab=person`} icon="person">{t('agenda.due.card')}</LinkButton>
        <div>
          <p lang={due.words.language} dir={directionOf(due.words.language)} className="agenda-words">{due.words.text}</p>
          <p className="quiet small">{t(due.words.language !== due.language ? 'agenda.due.no-words' : due.words.approved ? 'agenda.due.approved' : 'agenda.due.unapproved', { language: languageName(due.language) })}{' '}{!due.words.approved && <TextLink href={`/phrases?language=${due.language}`}>{t('agenda.due.phrases')}</TextLink>}</p>
          <Button size="small" onPress={copy}>{t('agenda.due.copy')}</Button>
        </div>
        <ChoiceChips label={t('agenda.due.way')} value={way} onChange={setWay} choices={[...due.ways, 'in-person' as const].map((value) => ({ value, label: t(`agenda.due.way.${value}`) }))} />
        <ChoiceChips label={t('agenda.due.went-wrong')} value={failure} onChange={setFailure} choices={failures.map((value) => ({ value, label: t(`agenda.due.why.${value}`) }))} />
      </Stack>
    </Dialog>
  );
}
