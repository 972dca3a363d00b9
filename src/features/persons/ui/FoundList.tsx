import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { LinkButton } from '../../../kernel/ui/Button.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { FoundPerson } from '../contract.ts';
import { AskAccess } from './AskAccess.tsx';
import { NotSame } from './NotSame.tsx';
import { birthWords, reasonWords, spokenCode } from './words.ts';

interface FoundListProps {
  readonly label: string;
  readonly items: readonly FoundPerson[];
  /** In the duplicate check: says how sure it is and why, and offers "not the same". */
  readonly onNotSame?: (code: string) => void;
}

const tones = { same: 'late', likely: 'late', possible: 'info', different: 'neutral' } as const;

/** People who may be meant: the code first, for the person may be looking at the screen; the name after it. */
export function FoundList({ label, items, onNotSame }: FoundListProps): ReactNode {
  return (
    <ul className="stack stack-small" aria-label={label}>
      {items.map((found) => <li key={found.code} className="panel panel-framed"><Found found={found} onNotSame={onNotSame} /></li>)}
    </ul>
  );
}

function Found({ found, onNotSame }: { found: FoundPerson; onNotSame: FoundListProps['onNotSame'] }): ReactNode {
  const text = useText();
  const { t } = text;
  const apart = onNotSame && <NotSame code={found.code} onNotSame={onNotSame} />;
  if (found.kind === 'followed') {
    return (
      <Stack gap="small">
        <Row><strong>{spokenCode(found.code)}</strong><Tag icon="lock">{t('persons.found.followed')}</Tag></Row>
        <span className="quiet small">{t('persons.found.followed-help')}</span>
        <Row><AskAccess code={found.code} />{apart}</Row>
      </Stack>
    );
  }
  const sure = found.band === 'different' ? undefined : found.band;
  return (
    <Stack gap="small">
      <Row>
        <strong>{spokenCode(found.code)}</strong>
        <span>{found.name === null ? <span className="quiet">{t('persons.no-name')}</span> : <PrivateText>{found.name}</PrivateText>}</span>
        <span className="quiet small"><PrivateText>{birthWords(text, found.birth)}</PrivateText></span>
      </Row>
      {onNotSame && sure && <Row><Tag tone={tones[sure]}>{t(`persons.band.${sure}`)}</Tag></Row>}
      {sure && found.reasons.map((reason) => <span key={reason.code} className="small"><PrivateText>{reasonWords(text, reason)}</PrivateText></span>)}
      <Row><LinkButton size="small" icon="document" href={`/cases/${found.caseId}`}>{t(onNotSame ? 'persons.found.same' : 'persons.found.open')}</LinkButton>{apart}</Row>
    </Stack>
  );
}
