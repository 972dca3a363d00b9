import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { SendMark } from '../../../kernel/offline/ui/SendMark.tsx';
import { useQueue } from '../../../kernel/offline/ui/theQueue.ts';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { Dialog, ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { OwnWords } from '../../../kernel/ui/SafeText.tsx';
import { type DocumentDetail, DocumentKind, type DocumentVersion, type MoveDocument, type NewVersion } from '../contract.ts';
import { ChooseFiles } from './ChooseFiles.tsx';
import { ExpiryTag } from './DocumentCard.tsx';
import { FactFields, type Facts, isComplete } from './FactFields.tsx';
import { documentOf, fileOf, pageCountOf, pageOf } from './queries.ts';
import { useSize } from './sizes.ts';
import { useArrivals } from './useArrivals.ts';
import { waitingFor } from './waiting.ts';

/** One paper: shown if it is a picture or its pages can be drawn, handed over otherwise; its versions, who opened it, and what may be done with it. */
export function DocumentDialog({ id, largest, onClose }: { id: string; largest: number; onClose: () => void }): ReactNode {
  const { t } = useText();
  const { data, error, refetch } = useQuery(documentOf(id));
  const [doing, setDoing] = useState<'facts' | 'version' | MoveDocument['move']>();
  const close = (): void => setDoing(undefined);
  return (
    <Dialog title={data?.title ?? t(data ? 'documents.destroyed' : 'documents.one')} size="wide" isOpen onClose={onClose}>
      {error && <ProblemPanel problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} />}
      {data && doing === 'facts' && <ChangeFacts detail={data} onDone={close} />}
      {data && doing === 'version' && <AddVersion detail={data} largest={largest} onDone={close} />}
      {data && doing !== 'facts' && doing !== 'version' && <Shown detail={data} onDo={setDoing} />}
      {data && (doing === 'remove' || doing === 'restore') && <Move detail={data} move={doing} onDone={close} />}
    </Dialog>
  );
}

function Shown({ detail, onDo }: { detail: DocumentDetail; onDo: (what: 'facts' | 'version' | MoveDocument['move']) => void }): ReactNode {
  const { t, formatDate, formatDateTime } = useText();
  const size = useSize();
  const [newest] = detail.versions;
  const isReadable = detail.title !== null;
  return (
    <Stack>
      <p className="quiet">
        {t(`documents.kind.${detail.kind}`)} · {t(`documents.compartment.${detail.compartment}`)}
        {detail.issuedOn && ` · ${t('documents.issued', { day: formatDate(detail.issuedOn, 'short') })}`} <ExpiryTag expiry={detail.expiry} expiresOn={detail.expiresOn} /> <SendMark record={{ kind: 'document', id: detail.id }} />
      </p>
      {newest && isReadable && newest.mediaType.startsWith('image/') && <img className="documents-shown" src={fileOf(newest.id, true)} alt={detail.title ?? ''} />}
      {newest && isReadable && newest.mediaType === 'application/pdf' && <Pages version={newest} />}
      {newest && isReadable && newest.mediaType !== 'application/pdf' && !newest.mediaType.startsWith('image/') && <p className="quiet">{t('documents.not-shown')}</p>}
      <ul className="documents-list">
        {detail.versions.map((version) => (
          <li key={version.id} className="documents-card">
            <span className="documents-words">
              <span>{t('documents.version.number', { number: version.number })} · {t(`documents.made.${version.made}`)} · {size(version.bytes)}</span>
              <span className="quiet small">{t('documents.version.line', { at: formatDateTime(version.at), name: version.by.name })}</span>
            </span>
            {isReadable && <LinkButton size="small" icon="export" href={fileOf(version.id)} download aria-label={t('documents.download.named', { number: version.number })}>{t('documents.download')}</LinkButton>}
          </li>
        ))}
      </ul>
      <p className="quiet small">{t('documents.download.help')}</p>
      <Row>
        {detail.state === 'kept' && isReadable && <Button icon="plus" onPress={() => onDo('version')}>{t('documents.version.add')}</Button>}
        {detail.state === 'kept' && isReadable && <Button icon="edit" onPress={() => onDo('facts')}>{t('documents.change')}</Button>}
        <Button icon={detail.state === 'kept' ? 'trash' : 'undo'} onPress={() => onDo(detail.state === 'kept' ? 'remove' : 'restore')}>{t(detail.state === 'kept' ? 'documents.remove' : 'documents.restore')}</Button>
      </Row>
      {detail.moves.map((move) => <p key={move.id} className="small">{t(`documents.moved.${move.move}`, { at: formatDateTime(move.at), name: move.by.name })} {move.reason && <OwnWords>{move.reason}</OwnWords>}</p>)}
      {detail.readings && (
        <details>
          <summary>{t('documents.readings', { count: detail.readings.length })}</summary>
          <ul>{detail.readings.map((one) => <li key={`${one.at} ${one.action} ${one.by.memberId}`} className="small">{t(one.action === 'document.open' ? 'documents.reading.open' : 'documents.reading.download', { at: formatDateTime(one.at), name: one.by.name })}</li>)}</ul>
        </details>
      )}
    </Stack>
  );
}

/** Pages are pictures that the server drew: the first one at once, the others when asked for. */
function Pages({ version }: { version: DocumentVersion }): ReactNode {
  const { t } = useText();
  const { data, error, refetch } = useQuery(pageCountOf(version.id));
  const [shown, setShown] = useState(1);
  const [isMissing, setMissing] = useState(false);
  if (error) return <ProblemPanel problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={6} />;
  if (isMissing || data.pages === 0) return <p className="quiet">{t('documents.not-drawn')}</p>;
  return (
    <Stack>
      {Array.from({ length: shown }, (_, index) => <img key={index} className="documents-page" src={pageOf(version.id, index + 1)} alt={t('documents.page.number', { number: index + 1 })} onError={() => setMissing(true)} />)}
      {shown < data.pages && <Row><Button onPress={() => setShown(shown + 1)}>{t('documents.page.show-next', { number: shown + 1, of: data.pages })}</Button></Row>}
    </Stack>
  );
}

/** A deed upon the document; the lists are asked anew after it. */
function useDeed<Given>(deed: (given: Given) => Promise<DocumentDetail>, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSuccess: (detail) => {
      client.setQueryData(documentOf(detail.id).queryKey, detail);
      onDone();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['documents'] }),
  });
}

function ChangeFacts({ detail, onDone }: { detail: DocumentDetail; onDone: () => void }): ReactNode {
  const { t } = useText();
  const [facts, setFacts] = useState<Facts>({ kind: detail.kind, title: detail.title ?? '', issuedOn: detail.issuedOn, expiresOn: detail.expiresOn });
  const change = useDeed((given: Facts) => api.patch<DocumentDetail>(`/api/documents/${detail.id}`, { body: given, ifMatch: detail.version }), onDone);
  return (
    <Stack>
      {change.error && <ProblemPanel problem={change.error} />}
      <FactFields value={facts} onChange={setFacts} kinds={DocumentKind.options} />
      <Row end><Button onPress={onDone}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isComplete(facts)} isPending={change.isPending} onPress={() => change.mutate(facts)}>{t('documents.keep')}</Button></Row>
    </Stack>
  );
}

function AddVersion({ detail, largest, onDone }: { detail: DocumentDetail; largest: number; onDone: () => void }): ReactNode {
  const { t } = useText();
  const queue = useQueue();
  const { caseId, compartment } = detail;
  const arrivals = useArrivals(waitingFor(caseId, detail.id), detail.id);
  const [id] = useState(() => newId());
  const add = useMutation({
    mutationFn: async () => {
      const pages = arrivals.calls({ caseId, compartment }, true);
      const body = { documentId: detail.id, contents: pages.map(({ file }) => file.id) } satisfies NewVersion;
      await queue.sendAll([...pages, { method: 'PUT', path: `/api/document-versions/${id}`, body, record: { kind: 'document', id: detail.id }, href: `/cases/${caseId}?tab=documents`, says: { key: 'documents.queued.version', values: { title: detail.title ?? '' } } }]);
      await arrivals.handedOver();
    },
    onSuccess: onDone,
  });
  return (
    <Stack>
      <p>{t('documents.version.help')}</p>
      {add.error && <ProblemPanel problem={add.error} />}
      <ChooseFiles arrivals={arrivals} largest={largest} />
      <Row end><Button onPress={onDone}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!arrivals.isReady} isPending={add.isPending} onPress={() => add.mutate()}>{t('documents.keep')}</Button></Row>
    </Stack>
  );
}

function Move({ detail, move, onDone }: { detail: DocumentDetail; move: MoveDocument['move']; onDone: () => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => newId());
  const go = useDeed((reason: string) => api.post<DocumentDetail>(`/api/documents/${detail.id}/moves`, { body: { id, move, reason }, ifMatch: detail.version }), onDone);
  return (
    <ReasonDialog title={t(`documents.${move}`)} isOpen onClose={onDone} confirm={t(`documents.${move}`)} isPending={go.isPending} minLength={5} onConfirm={(reason) => go.mutate(reason)}>
      {t(`documents.${move}.help`)}
      {go.error && <ProblemPanel problem={go.error} />}
    </ReasonDialog>
  );
}
