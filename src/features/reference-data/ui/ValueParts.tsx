import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { EstimateBody } from '../../outreach/contract.ts';
import { AnchorLevels } from '../../plans/contract.ts';
import { IntervalBody } from '../../screening/contract.ts';
import { WeightsBody } from '../../workload/contract.ts';
import type { Body, CollectionName } from '../contract.ts';
import { useSaying } from './saying.ts';

/** What does not fit in a line of words: the words of five levels, a reason, how a source is cited, the table of weights. */
export function ValueParts({ collection, body }: { collection: CollectionName; body: Body }): ReactNode {
  const { t, formatNumber } = useText();
  const { language } = useSaying();
  if (collection === 'need-anchors') {
    const levels = AnchorLevels.safeParse(body['levels']);
    return levels.success && <ol start={0} className="reference-levels">{levels.data.map((one) => <li key={one.level}><SafeText>{one.text[language]}</SafeText>{one.proposal && <span className="quiet small"> {t('reference-data.level-proposal')}</span>}</li>)}</ol>;
  }
  if (collection === 'screening-intervals') {
    const interval = IntervalBody.safeParse(body);
    return interval.success && <p className="small"><SafeText>{interval.data.reason[language]}</SafeText></p>;
  }
  if (collection === 'street-estimate') {
    const estimate = EstimateBody.safeParse(body);
    return estimate.success && <p className="small"><SafeText>{estimate.data.citation[language]}</SafeText></p>;
  }
  if (collection !== 'case-weights') return null;
  const weights = WeightsBody.safeParse(body);
  if (!weights.success) return null;
  const { risk, phase, capacity, ...rest } = weights.data;
  const lines = (entries: readonly (readonly [string, number | undefined])[]): string => entries.map(([label, points]) => `${label} ${formatNumber(points ?? 0)}`).join(' · ');
  return (
    <dl className="reference-weights">
      <dt>{t('reference-data.weights.risk')}</dt><dd>{lines(Object.entries(risk).map(([key, points]) => [t(`cases.risk.${key}`), points]))}</dd>
      <dt>{t('reference-data.weights.phase')}</dt><dd>{lines(Object.entries(phase).map(([key, points]) => [t(`cases.state.${key}`), points]))}</dd>
      <dt>{t('reference-data.weights.further')}</dt><dd>{lines(Object.entries(rest).map(([key, points]) => [t(`reference-data.field.${key}`), points]))}</dd>
      <dt>{t('reference-data.weights.capacity')}</dt><dd>{lines(Object.entries(capacity).map(([key, points]) => [t(`role.${key}`), points]))}</dd>
    </dl>
  );
}
