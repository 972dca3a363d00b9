import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { COUNTED_AT_A_TIME } from '../contract.ts';
import { byQuarter } from '../domain.ts';
import { Face } from './Face.tsx';
import { figures } from './queries.ts';

const faces = [1, 2, 3, 4, 5] as const;

/** How it went, by quarter: how many chose each face, and nothing while they are few. */
export function FiguresPanel(): ReactNode {
  const { t } = useText();
  const query = useQuery(figures);
  return (
    <Panel title={t('feedback.figures')} of="team">
      <p className="quiet small">{t('feedback.figures-help', { n: COUNTED_AT_A_TIME })}</p>
      {query.error && <ProblemPanel problem={query.error} onRetry={() => void query.refetch()} />}
      {!query.data && !query.error && <Skeleton lines={4} />}
      {query.data?.items.length === 0 && <EmptyState icon="star" title={t('feedback.figures-none')} why={t('feedback.figures-none-why')} />}
      {query.data && byQuarter(query.data.items).map(({ quarter, lines }) => (
        <section key={quarter}>
          <h3>{t('feedback.quarter', { number: Math.ceil(Number(quarter.slice(5, 7)) / 3), year: quarter.slice(0, 4) })}</h3>
          {lines.map(({ question, counts }) => (
            <div key={question} className="figure">
              <h4 id={`figure-${quarter}-${question}`}>{t(`feedback.question.${question}`)}</h4>
              {counts === null ? <p className="quiet small">{t('feedback.too-few', { n: COUNTED_AT_A_TIME })}</p> : (
                <ul className="figure-faces" aria-labelledby={`figure-${quarter}-${question}`}>
                  {faces.map((face) => <li key={face}><Face of={face} /><span className="small">{t(`feedback.face.${face}`)}</span><strong className="number">{counts[face - 1]}</strong></li>)}
                </ul>
              )}
            </div>
          ))}
        </section>
      ))}
    </Panel>
  );
}
