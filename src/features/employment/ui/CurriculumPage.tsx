import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { Agreed, type Curriculum, HandTo } from '../contract.ts';
import { CurriculumView } from './CurriculumView.tsx';
import { curriculumOf, useDeed } from './queries.ts';
import './employment.css';

/** A curriculum that was made: its words, its file, and to whom it went. */
export default function CurriculumPage(): ReactNode {
  const { t, formatDate } = useText();
  const { curriculumId = '' } = useParams({ strict: false });
  const one = useQuery(curriculumOf(curriculumId));
  const [isHanding, setHanding] = useState(false);
  const { data } = one;
  return (
    <Page title={data ? t('employment.curriculum.of-day', { date: formatDate(data.at) }) : t('employment.curriculum.screen')} width="full" breadcrumb={data && <TextLink href={`/cases/${data.caseId}?tab=employment`}>{t('employment.back', { code: data.code })}</TextLink>}
      action={data?.may.hand ? <Button kind="primary" icon="send" onPress={() => setHanding(true)}>{t('employment.curriculum.hand')}</Button> : undefined}
      secondary={data && <Row>{(['pdf', 'docx'] as const).map((form) => <LinkButton key={form} icon="document" href={`/api/curricula/${data.id}/paper?form=${form}`} download>{t(`employment.curriculum.${form}`)}</LinkButton>)}</Row>}>
      {one.error && <ProblemPanel problem={one.error} onRetry={() => void one.refetch()} />}
      {!data && !one.error && <Skeleton lines={8} />}
      {data && (
        <div className="employment-pair">
          <CurriculumView paper={data.paper} label={t('employment.curriculum.preview')} />
          <Panel title={t('employment.curriculum.handed')} of="restricted">
            {data.handings.length === 0 ? <p className="quiet">{t('employment.curriculum.handed.none')}</p> : (
              <ul className="employment-entries">
                {data.handings.map((handing) => (
                  <li key={handing.id}>
                    <div>
                      <strong><SafeText>{handing.to ?? t('employment.curriculum.handed.person')}</SafeText></strong>
                      <p className="quiet small">{[t('employment.by', { name: handing.by.name, date: formatDate(handing.at) }), ...(handing.agreed && handing.agreedOn ? [t('employment.curriculum.handed.said', { how: handing.agreed, date: formatDate(handing.agreedOn) })] : [])].join(' · ')}</p>
                    </div>
                  </li>
                ))}
              </ul>
            )}
          </Panel>
        </div>
      )}
      {data && isHanding && <HandDialog curriculum={data} onClose={() => setHanding(false)} />}
    </Page>
  );
}

/** To whom it goes, and how the person said yes: a body by its consent, an employer by a placement that was agreed. */
function HandDialog({ curriculum, onClose }: { curriculum: Curriculum; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => newId());
  const today = italianDay(new Date());
  const [toWhom, setToWhom] = useState<HandTo>('person');
  const [organisationId, setOrganisation] = useState<string | null>(null);
  const [placementId, setPlacement] = useState<string | null>(null);
  const [agreed, setAgreed] = useState<Agreed | null>(null);
  const [agreedOn, setAgreedOn] = useState<string | null>(today);
  const keep = useDeed(() => {
    toast.say(t('employment.kept'));
    onClose();
  });
  const isToOthers = toWhom !== 'person';
  const isReady = !isToOthers || ((toWhom === 'organisation' ? organisationId : placementId) !== null && agreed !== null && agreedOn !== null && agreedOn <= today);
  const send = (): void => keep.mutate({
    method: 'put', path: `/api/curriculum-handings/${id}`,
    body: { curriculumId: curriculum.id, toWhom, organisationId: toWhom === 'organisation' ? organisationId : null, placementId: toWhom === 'employer' ? placementId : null, agreed: isToOthers ? agreed : null, agreedOn: isToOthers ? agreedOn : null },
  });
  return (
    <Dialog title={t('employment.curriculum.hand.title')} isOpen size="small" onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={keep.isPending} onPress={send}>{t('ui.save')}</Button></>}>
      <Stack>
        <p>{t('employment.curriculum.hand.help')}</p>
        <ChoiceChips label={t('employment.curriculum.hand.title')} canClear={false} value={toWhom} onChange={(value) => setToWhom(value ?? toWhom)} choices={HandTo.options.map((value) => ({ value, label: t(`employment.curriculum.hand.${value}`) }))} />
        {toWhom === 'organisation' && (curriculum.organisations.length === 0
          ? <Notice tone="late" title={t('employment.curriculum.hand.no-organisation')} actions={<LinkButton size="small" href={`/cases/${curriculum.caseId}?tab=consents`}>{t('employment.curriculum.hand.ask-consent')}</LinkButton>} />
          : <Select label={t('employment.curriculum.hand.which-organisation')} isRequired value={organisationId} onChange={setOrganisation} choices={curriculum.organisations.map((one) => ({ value: one.id, label: one.name }))} />)}
        {toWhom === 'employer' && (curriculum.placements.length === 0 ? <Notice tone="late" title={t('employment.curriculum.hand.no-employer')} />
          : <Select label={t('employment.curriculum.hand.which-employer')} isRequired value={placementId} onChange={setPlacement} choices={curriculum.placements.map((one) => ({ value: one.id, label: `${one.title}, ${one.name}` }))} />)}
        {isToOthers && <ChoiceChips label={t('employment.curriculum.hand.agreed')} isRequired value={agreed} onChange={setAgreed} choices={Agreed.options.map((value) => ({ value, label: t(`employment.curriculum.hand.agreed.${value}`) }))} />}
        {isToOthers && <DateField label={t('employment.curriculum.hand.agreed-on')} isRequired maxValue={today} value={agreedOn} onChange={setAgreedOn} />}
        {keep.error && <ProblemPanel problem={keep.error} />}
      </Stack>
    </Dialog>
  );
}
