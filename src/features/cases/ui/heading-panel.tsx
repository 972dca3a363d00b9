import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { OwnWords, SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { Risk } from '../contract.ts';
import type { CaseHeader } from '../contract.ts';
import { headerOf, teamOf, useDeed } from './queries.ts';

/** What the person wants first and the two lines that everyone who follows the case may read. */
export function HeadingPanel({ caseId }: { caseId: string }): ReactNode {
  const { t } = useText();
  const [isChanging, setChanging] = useState(false);
  const { data: header } = useQuery(headerOf(caseId));
  if (!header) return null;
  const keepsFiles = header.compartments.includes('case');
  return (
    <Panel title={t('cases.heading.title')} of="case" actions={keepsFiles && <Button kind="quiet" size="small" icon="edit" onPress={() => setChanging(true)}>{t('cases.heading.change')}</Button>}>
      <Stack gap="small">
        <p className="quiet small">{t('cases.heading.wish')}</p>
        {header.wish === '' ? <p className="quiet">{t('cases.heading.no-wish')}</p> : <OwnWords>{header.wish}</OwnWords>}
        {header.summary !== '' && <SafeText block>{header.summary}</SafeText>}
        {header.closing?.state === 'sent-back' && <Notice tone="info" title={t('cases.closing.sent-back')}>{header.closing.words && <SafeText>{header.closing.words}</SafeText>}</Notice>}
        {header.closing?.state === 'open' && <Notice tone="info" title={t('cases.closing.waiting')}>{t('cases.closing.waiting.help', { name: header.closing.askedBy.name })}</Notice>}
      </Stack>
      {isChanging && <HeadingDialog header={header} onClose={() => setChanging(false)} />}
    </Panel>
  );
}

/** Risk, wish, summary, owner. A colleague who changed them meanwhile is not overwritten. */
function HeadingDialog({ header, onClose }: { header: CaseHeader; onClose: () => void }): ReactNode {
  const { t } = useText();
  const team = useQuery(teamOf(header.id));
  const [risk, setRisk] = useState<Risk>(header.risk);
  const [wish, setWish] = useState(header.wish);
  const [summary, setSummary] = useState(header.summary);
  const [ownerId, setOwnerId] = useState(header.owner?.memberId ?? null);
  const change = useDeed(onClose);
  const save = (): void => change.mutate({ method: 'patch', path: `/api/cases/${header.id}`, body: { risk, wish, summary, ownerId }, ifMatch: header.version });
  return (
    <Dialog
      title={t('cases.heading.change')} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={change.isPending} onPress={save}>{t('ui.save')}</Button></>}
    >
      <Stack>
        <ChoiceChips label={t('cases.column.risk')} hint={t('cases.heading.risk.hint')} canClear={false} value={risk} onChange={(value) => setRisk(value ?? risk)} choices={Risk.options.map((value) => ({ value, label: t(`cases.risk.${value}`) }))} />
        <TextArea label={t('cases.heading.wish')} hint={t('cases.heading.wish.hint')} maxLength={500} value={wish} onChange={setWish} />
        <TextArea label={t('cases.heading.summary')} hint={t('cases.heading.summary.hint')} maxLength={500} value={summary} onChange={setSummary} />
        <Select
          label={t('cases.column.owner')} placeholder={t('cases.no-owner')} value={ownerId} onChange={setOwnerId}
          choices={(team.data?.holders ?? []).filter((one) => one.role !== 'mediator' && one.via !== 'break-glass').map((one) => ({ value: one.memberId, label: `${one.name} — ${t(`role.${one.role}`)}` }))}
        />
        {change.error && <ProblemPanel problem={change.error} />}
      </Stack>
    </Dialog>
  );
}
