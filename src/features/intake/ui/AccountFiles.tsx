import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { SendMark } from '../../../kernel/offline/ui/SendMark.tsx';
import { filesHere, queueActs, useQueue, useQueued, useWhenKept } from '../../../kernel/offline/ui/theQueue.ts';
import type { FileToSend, ToSend } from '../../../kernel/offline/waiting.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { ArrivedFile, Sent } from '../contract.ts';
import { LARGEST_FILE, MOST_FILES } from '../domain.ts';
import { type Chosen, Chooser } from './Files.tsx';

const KIND = 'inbound-file';
/** Where a file lies on the device until a call names it. */
const placeOf = (reportId: string): string => `inbound-files/${reportId}`;

interface Noted { readonly name: string }

const callOf = (reportId: string, file: FileToSend, name: string, after: string | undefined): ToSend => ({
  method: 'PUT', path: `/api/inbound-referrals/${reportId}/arrived-files/${file.id}`, file, record: { kind: KIND, id: file.id }, href: `/reports/${reportId}`,
  body: { name, upload: { id: file.id, digest: file.digest } } satisfies ArrivedFile, says: { key: 'intake.files.queued' }, about: { reportId, name }, ...(after === undefined ? {} : { after: [after] }),
});

/** A name of at most two hundred letters, without what no screen can show. */
const nameOf = (file: File): string => file.name.replaceAll(/\p{Cc}/gu, '').trim().slice(-200) || 'file';

/**
 * Puts files down on this device, sealed and in pieces, and gives them to the queue: from there they go by themselves, on where a cut left them, also after the page was closed.
 * @param after the call by which the segnalazione itself still waits on this device
 * @returns the names of those that cannot go: too large, or gone from the device while they were read
 */
export async function giveFiles(reportId: string, chosen: readonly Chosen[], after?: string): Promise<string[]> {
  const [files, place] = [await filesHere(), placeOf(reportId)];
  const refused: string[] = [];
  const calls: ToSend[] = [];
  for (const { id, file } of chosen) {
    const name = nameOf(file);
    const put = file.size > LARGEST_FILE ? undefined : await files.choose(place, id, file, { name } satisfies Noted).catch(() => undefined);
    if (put) calls.push(callOf(reportId, put.file, name, after));
    else refused.push(file.name);
  }
  await giveOver(place, calls);
  return refused;
}

async function giveOver(place: string, calls: readonly ToSend[]): Promise<void> {
  if (calls.length === 0) return;
  await queueActs.sendAll(calls);
  await (await filesHere()).handOver(place, calls.map(({ record }) => record.id));
}

/** What was put down and not given any more, because the page went away in between, is given now. */
async function giveWhatWaits(reportId: string): Promise<void> {
  const place = placeOf(reportId);
  const found = await (await filesHere()).chosen<Noted>(place);
  await giveOver(place, found.map(({ file, about }) => callOf(reportId, file, about.name, undefined)));
}

/** What goes with one that was sent from an account: what arrived by name, what is on its way with how far it has come, and a place to bring more. */
export function AccountFiles({ of: { id, files, mayAttach } }: { of: Sent }): ReactNode {
  const { t, has, formatList } = useText();
  const client = useQueryClient();
  const queue = useQueue();
  const [isBringing, setBringing] = useState(false);
  const [tooLarge, setTooLarge] = useState<readonly string[]>([]);
  const here = new Set(files.map((file) => file.id));
  const onTheirWay = useQueued(KIND).filter(({ about, record }) => about?.['reportId'] === id && !here.has(record.id));
  useWhenKept(KIND, useCallback(() => {
    toast.say(t('intake.files.kept'));
    void client.invalidateQueries({ queryKey: ['intake'] });
  }, [client, t]));
  useEffect(() => {
    // Of a device that keeps nothing, nothing waits.
    if (mayAttach) giveWhatWaits(id).catch(() => undefined);
  }, [id, mayAttach]);
  const bring = (chosen: readonly Chosen[]): void => {
    setBringing(true);
    void giveFiles(id, chosen).then(setTooLarge, () => setTooLarge(chosen.map(({ file }) => file.name))).finally(() => setBringing(false));
  };
  if (files.length + onTheirWay.length === 0 && !mayAttach) return null;
  const takesMore = mayAttach && files.length + onTheirWay.length < MOST_FILES;
  return (
    <Panel title={t('intake.files')}>
      <Stack>
        {files.length + onTheirWay.length > 0 && (
          <ul className="plain-list" aria-label={t('intake.files')}>
            {files.map((one) => <li key={one.id}><SafeText>{one.name}</SafeText></li>)}
            {onTheirWay.map(({ id: callId, record, about, refusal }) => (
              <li key={record.id}>
                <Row><SafeText>{about?.['name'] ?? ''}</SafeText><SendMark record={record} />{refusal && <Button size="small" kind="quiet" aria-label={t('intake.files.leave-out', { name: about?.['name'] ?? '' })} onPress={() => void queue.takeBack(callId)}>{t('intake.files.remove')}</Button>}</Row>
                {refusal && <span className="small">{t(has(`problem.${refusal.code}.title`) ? `problem.${refusal.code}.title` : 'problem.unexpected.title')}</span>}
              </li>
            ))}
          </ul>
        )}
        <p className="quiet small">{t('intake.files.sent-help')} {onTheirWay.length > 0 && t('intake.files.on-their-way')}</p>
        {takesMore && <Notice>{t('intake.files.delicate')}</Notice>}
        {tooLarge.length > 0 && <Notice tone="late" live title={t('intake.files.too-large')}>{formatList([...tooLarge])}</Notice>}
        {takesMore && <Chooser isPending={isBringing} onChoose={(chosen) => { if (chosen.length > 0) bring(chosen); }} />}
      </Stack>
    </Panel>
  );
}
