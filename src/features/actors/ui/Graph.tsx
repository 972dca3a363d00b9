import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { layOut } from '../domain.ts';
import type { Reserved } from '../contract.ts';

const size = { width: 640, height: 400 };
const person = 'person';
/** Longer names are cut in the picture; the table beneath has them whole. */
const short = (name: string): string => (name.length > 22 ? `${name.slice(0, 21)}…` : name);

/** The relations drawn: the person in the middle, those who are joined near each other. Nodes are buttons; all that is drawn stands in the table beneath. */
export function Graph({ reserved, chosen, onChoose }: { reserved: Reserved; chosen: string | null; onChoose: (id: string | null) => void }): ReactNode {
  const { t } = useText();
  const edges = reserved.links.map((link) => ({ id: link.id, from: link.from ?? person, to: link.to, confidence: link.confidence }));
  const drawn = layOut([person, ...reserved.actors.map((actor) => actor.id)], edges);
  const at = new Map(drawn.map((node) => [node.id, { x: node.x * size.width, y: node.y * size.height }]));
  return (
    <figure className="actor-graph">
      <figcaption className="only-heard">{t('actors.graph', { actors: reserved.actors.length, links: edges.length })}</figcaption>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
        {edges.map((edge) => {
          const [a, b] = [at.get(edge.from), at.get(edge.to)];
          return a && b ? <line key={edge.id} x1={a.x} y1={a.y} x2={b.x} y2={b.y} data-confidence={edge.confidence} /> : null;
        })}
        {reserved.actors.map((actor) => {
          const place = at.get(actor.id);
          return place ? <g key={actor.id} data-kind={actor.kind} data-chosen={chosen === actor.id || undefined}><circle cx={place.x} cy={place.y} r={12} /><text x={place.x} y={place.y + 28} textAnchor="middle">{short(actor.content?.name ?? '')}</text></g> : null;
        })}
        {at.has(person) && <g data-kind="self"><circle cx={at.get(person)?.x} cy={at.get(person)?.y} r={15} /><text x={at.get(person)?.x} y={(at.get(person)?.y ?? 0) + 32} textAnchor="middle">{reserved.code}</text></g>}
      </svg>
      <ul className="actor-nodes" aria-label={t('actors.graph.nodes')}>
        {reserved.actors.map((actor) => <li key={actor.id}><button type="button" className="chip" aria-pressed={chosen === actor.id} onClick={() => onChoose(chosen === actor.id ? null : actor.id)}>{actor.content?.name ?? t('actors.destroyed')}</button></li>)}
      </ul>
    </figure>
  );
}
