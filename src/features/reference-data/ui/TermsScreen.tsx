import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Icon } from '../../../kernel/ui/Icon.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { NeverPrinted } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { Switch } from '../../../kernel/ui/Toggles.tsx';
import type { CollectionShown, EntryShown, ReferenceData } from '../contract.ts';
import { AddDialog } from './AddDialog.tsx';
import { EntryLine } from './EntryLine.tsx';
import { referenceData } from './queries.ts';
import { useSaying } from './saying.ts';
import './reference-data.css';

const isToVerify = ({ stretches }: EntryShown): boolean => stretches.some((one) => one.time !== 'past' && !one.verified);

/** Terms and rules of the programme: what holds today, from when and by whose word; what is to be verified; what will hold. */
export default function TermsScreen(): ReactNode {
  const { t } = useText();
  const { nameOf, language } = useSaying();
  const found = useQuery(referenceData);
  const [sought, setSought] = useState('');
  const [onlyToVerify, setOnlyToVerify] = useState(false);
  const [isWhole, setWhole] = useState(false);
  const wanted = sought.trim().toLowerCase();
  const isNarrowed = wanted !== '' || onlyToVerify;
  const narrowed = (found.data?.collections ?? []).map((one): CollectionShown => {
    const isNamed = `${t(`reference-data.collection.${one.name}`)} ${t(`reference-data.help.${one.name}`)}`.toLowerCase().includes(wanted);
    return { ...one, entries: one.entries.filter((entry) => (isNamed || nameOf(one.name, entry).toLowerCase().includes(wanted)) && (!onlyToVerify || isToVerify(entry))) };
  }).filter((one) => !isNarrowed || one.entries.length > 0);
  const toVerify = (found.data?.collections ?? []).flatMap((one) => one.entries).filter(isToVerify).length;
  return (
    <Page title={t('reference-data.title')} lead={t('reference-data.lead')} secondary={<NeverPrinted><Row>{(['csv', 'xlsx'] as const).map((format) => <a key={format} className="button button-quiet" href={`/api/reference-data/table?format=${format}&language=${language}`} download>{t(`reference-data.table.${format}`)}</a>)}<Button icon="print" isDisabled={!found.data} onPress={() => {
      setWhole(true);
      // What is folded would be missing on paper: it is drawn first.
      requestAnimationFrame(() => requestAnimationFrame(() => window.print()));
    }}>{t('reference-data.print')}</Button></Row></NeverPrinted>}>
      <Stack gap="large">
        {found.error && <ProblemPanel problem={found.error} onRetry={() => void found.refetch()} />}
        {!found.data && !found.error && <Skeleton lines={8} />}
        {found.data && (
          <>
            <Notice>{t('reference-data.how')}</Notice>
            <NeverPrinted>
              <Stack>
                <TextField label={t('reference-data.search')} type="search" value={sought} onChange={setSought} />
                <Row><Switch value={onlyToVerify} onChange={setOnlyToVerify}>{t('reference-data.only-to-verify', { n: toVerify })}</Switch></Row>
              </Stack>
            </NeverPrinted>
            {narrowed.length === 0 && <EmptyState icon="check" title={t(onlyToVerify && wanted === '' ? 'reference-data.none-to-verify' : 'reference-data.none-found')} why={t('reference-data.none-why')} />}
            <div className="reference-collections">
              {narrowed.map((one) => <CollectionPart key={one.name} of={one} data={found.data} isOpen={isNarrowed || isWhole} />)}
            </div>
            <p className="quiet small">{t('reference-data.elsewhere')} <TextLink href="/ready-steps">{t('reference-data.ready-steps')}</TextLink></p>
          </>
        )}
      </Stack>
    </Page>
  );
}

function CollectionPart({ of, data, isOpen }: { of: CollectionShown; data: ReferenceData; isOpen: boolean }): ReactNode {
  const { t } = useText();
  const [isAdding, setAdding] = useState(false);
  // Opened by hand it stays as the hand left it; what is sought opens it by itself.
  const [opened, setOpened] = useState<boolean | null>(null);
  const shown = isOpen || opened === true;
  const toVerify = of.entries.filter(isToVerify).length;
  return (
    <details className="reference-collection" open={shown} onToggle={(event) => { if (!isOpen) setOpened(event.currentTarget.open); }}>
      <summary>
        <Icon name="chevron-down" />
        <h2>{t(`reference-data.collection.${of.name}`)}</h2>
        {toVerify > 0 && <Tag tone="info">{t('reference-data.to-verify-count', { n: toVerify })}</Tag>}
      </summary>
      {shown && (
        <Stack>
          <p className="quiet">{t(`reference-data.help.${of.name}`)}</p>
          <ul className="reference-entries">{of.entries.map((entry) => <EntryLine key={entry.entry} collection={of.name} entry={entry} data={data} />)}</ul>
          {of.mayAdd && data.mayWrite && <NeverPrinted><Row><Button size="small" icon="plus" onPress={() => setAdding(true)}>{t(`reference-data.add.${of.name}`)}</Button></Row></NeverPrinted>}
        </Stack>
      )}
      {isAdding && <AddDialog of={of} today={data.today} onClose={() => setAdding(false)} />}
    </details>
  );
}
