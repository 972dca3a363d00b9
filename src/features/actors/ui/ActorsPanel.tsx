import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import type { Actor, FoundActors, Link, Reserved } from '../contract.ts';
import { ActorDialog, LinkDialog, TieDialog } from './ActorDialogs.tsx';
import { Graph } from './Graph.tsx';
import { NamedInWorksheets } from './NamedInWorksheets.tsx';
import { useReserved } from './queries.ts';

/** Who is alleged to exploit, and who says so: the picture, and the same in a table. */
export function ActorsPanel({ caseId, reserved }: { caseId: string; reserved: Reserved }): ReactNode {
  const { t } = useText();
  const [edited, setEdited] = useState<Actor | 'new' | null>(null);
  const [isLinking, setLinking] = useState(false);
  const [tied, setTied] = useState<Actor | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const { actors, links, code } = reserved;
  const nameOf = (id: string | null): string => (id === null ? code : actors.find((actor) => actor.id === id)?.content?.name ?? t('actors.destroyed'));
  return (
    <Panel title={t('actors.title')} of="secret" actions={<Row><Button size="small" icon="plus" onPress={() => setEdited('new')}>{t('actors.add')}</Button>{actors.length > 0 && <Button size="small" icon="link" onPress={() => setLinking(true)}>{t('actors.link.add')}</Button>}</Row>}>
      <Stack>
        <p className="quiet small">{t('actors.help')}</p>
        {actors.length === 0 && <EmptyState icon="network" title={t('actors.none')} why={t('actors.none.why')} />}
        {actors.length > 0 && <Graph reserved={reserved} chosen={chosen} onChoose={setChosen} />}
        {actors.map((actor) => <ActorCard key={actor.id} actor={actor} isChosen={chosen === actor.id} onEdit={() => setEdited(actor)} onTie={() => setTied(actor)} />)}
        {actors.length > 0 && <LinksTable caseId={caseId} links={links} nameOf={nameOf} />}
        <NamedInWorksheets caseId={caseId} reserved={reserved} />
        <Search />
      </Stack>
      {edited !== null && <ActorDialog caseId={caseId} actor={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      {isLinking && <LinkDialog caseId={caseId} reserved={reserved} onClose={() => setLinking(false)} />}
      {tied && <TieDialog caseId={caseId} actor={tied} colleagues={reserved.colleagues} onClose={() => setTied(null)} />}
    </Panel>
  );
}

function ActorCard({ actor, isChosen, onEdit, onTie }: { actor: Actor; isChosen: boolean; onEdit: () => void; onTie: () => void }): ReactNode {
  const { t, formatDate } = useText();
  const name = actor.content?.name ?? t('actors.destroyed');
  const loose = actor.resembles.filter((one) => !actor.ties.some((tie) => tie.member.memberId === one.memberId));
  return (
    <article className="actor" data-chosen={isChosen || undefined}>
      <Row><strong><SafeText>{name}</SafeText></strong><Tag>{t(`actors.kind.${actor.kind}`)}</Tag><span className="quiet small">{actor.by.name} · {formatDate(actor.at)}</span></Row>
      {actor.content && actor.content.aliases.length > 0 && <p className="small">{t('actors.aliases')}: <SafeText>{actor.content.aliases.join(', ')}</SafeText></p>}
      {actor.content?.words && <SafeText block>{actor.content.words}</SafeText>}
      {loose.map((one) => <Notice key={one.memberId} tone="late" title={t('actors.resembles', { name: one.name })}>{t('actors.resembles.help')}</Notice>)}
      {actor.ties.map((tie) => <Notice key={tie.id} tone={tie.follows ? 'late' : 'info'} title={t(tie.follows ? 'actors.tie.follows' : 'actors.tie.not', { name: tie.member.name })}><SafeText>{tie.words}</SafeText> <span className="quiet small">{tie.by.name} · {formatDate(tie.at)}</span>{tie.follows && <> {t('actors.tie.bar')}</>}</Notice>)}
      <Row><Button size="small" kind="quiet" icon="edit" onPress={onEdit} aria-label={t('actors.edit.of', { name })}>{t('actors.edit')}</Button><Button size="small" kind="quiet" onPress={onTie} aria-label={t('actors.tie.of', { name })}>{t('actors.tie')}</Button></Row>
    </article>
  );
}

function LinksTable({ caseId, links, nameOf }: { caseId: string; links: readonly Link[]; nameOf: (id: string | null) => string }): ReactNode {
  const { t, formatDate } = useText();
  const strike = useReserved(caseId);
  const columns: readonly Column<Link>[] = [
    { key: 'from', label: t('actors.link.from'), isName: true, render: (link) => nameOf(link.from) },
    { key: 'kind', label: t('actors.link.kind'), render: (link) => t(`actors.link.kind.${link.kind}`) },
    { key: 'to', label: t('actors.link.to'), render: (link) => nameOf(link.to) },
    { key: 'period', label: t('actors.link.period'), render: (link) => link.content?.period ?? '' },
    { key: 'source', label: t('actors.link.source'), render: (link) => <><SafeText>{link.content?.source ?? ''}</SafeText><br /><span className="quiet small">{link.by.name} · {formatDate(link.at)}</span></> },
    { key: 'confidence', label: t('actors.confidence'), render: (link) => t(`actors.confidence.${link.confidence}`) },
    { key: 'strike', label: t('actors.link.strike'), isMinor: true, render: (link) => <Button size="small" kind="quiet" onPress={() => strike.mutate({ method: 'put', path: `/api/actor-links/${link.id}/struck` })} aria-label={t('actors.link.strike.of', { from: nameOf(link.from), to: nameOf(link.to) })}>{t('actors.link.strike')}</Button> },
  ];
  return (
    <>
      {strike.error && <ProblemPanel problem={strike.error} />}
      <DataTable label={t('actors.links')} columns={columns} rows={links} rowKey={(link) => link.id} empty={<p className="quiet">{t('actors.links.none')}</p>} />
    </>
  );
}

/** The same name in the other cases that one may read. What is sought stands in no address. */
function Search(): ReactNode {
  const { t } = useText();
  const [words, setWords] = useState('');
  const search = useMutation({ mutationFn: () => api.post<FoundActors>('/api/alleged-actors/search', { body: { words } }) });
  return (
    <Stack gap="small">
      <Row>
        <TextField label={t('actors.search')} hint={t('actors.search.hint')} maxLength={120} value={words} onChange={setWords} />
        <Button icon="search" isDisabled={words.trim().length < 3} isPending={search.isPending} onPress={() => search.mutate()}>{t('actors.search.go')}</Button>
      </Row>
      {search.error && <ProblemPanel problem={search.error} />}
      {search.data?.items.length === 0 && <p className="quiet">{t('actors.search.none')}</p>}
      <ul className="actor-found">{search.data?.items.map((item) => <li key={item.actorId}><TextLink href={`/cases/${item.caseId}?tab=reserved`}>{item.code}</TextLink> · <SafeText>{item.name}</SafeText> · {t(`actors.kind.${item.kind}`)}</li>)}</ul>
    </Stack>
  );
}
