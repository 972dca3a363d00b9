import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import type { Interview } from '../contract.ts';
import { thirdPartiesIn } from '../domain.ts';
import { headingFrom, PreparationFields, RoomFields } from './Heading.tsx';
import { factsOf, KnownZone } from './KnownZone.tsx';
import { useHeadingChange, useInterviewMove } from './noted.ts';
import { interviewOf, profileOf } from './queries.ts';
import { ReadTogether } from './ReadTogether.tsx';

/** Before the first word: the place, the people, the time, and what is known already, so that it is not asked again. */
export function Preparation({ interview }: { interview: Interview }): ReactNode {
  const { t, formatList } = useText();
  const client = useQueryClient();
  const profile = useQuery(profileOf(interview.caseId));
  const [heading, setHeading] = useState(() => headingFrom(interview));
  const start = useInterviewMove(interview, (begun) => client.setQueryData(interviewOf(interview.id).queryKey, begun));
  const hold = useHeadingChange(interview, (kept) => { if (kept) client.setQueryData(interviewOf(interview.id).queryKey, kept); });
  const isChanged = JSON.stringify(heading) !== JSON.stringify(headingFrom(interview));
  const third = thirdPartiesIn(heading.present);
  const doubts = Object.values(heading.preparation).includes('no');
  return (
    <div className="desk-day">
      <Stack>
        {(start.error ?? hold.error) && <ProblemPanel problem={start.error ?? hold.error} />}
        {interview.mediatorIsBarred && heading.mediatorId === interview.mediator?.id && <Notice tone="late" title={t('desk.barred.title', { name: interview.mediator?.name ?? '' })}>{t('desk.barred.help')}</Notice>}
        <Panel title={t('desk.preparation')} of="case">
          <p className="quiet">{t('desk.preparation.lead')}</p>
          <div><ReadTogether language={heading.language} reading="before" label={t('desk.read.before')} /></div>
          <PreparationFields value={heading} onChange={setHeading} />
          {doubts && <Notice tone="late" live title={t('desk.preparation.doubt.title')}>{t('desk.preparation.doubt.help')}</Notice>}
        </Panel>
        <Panel title={t('desk.room')} of="case"><RoomFields value={heading} onChange={setHeading} />{third.length > 0 && <Notice tone="late" live title={t('desk.third.title', { who: formatList(third.map((role) => t(`desk.present.${role}`))) })}>{t('desk.third.help')}</Notice>}</Panel>
        <Row end>
          <Button isDisabled={!isChanged} isPending={hold.isPending} onPress={() => hold.mutate(heading)}>{t('desk.preparation.keep')}</Button>
          <Button kind="primary" size="large" icon="chevron" isPending={start.isPending} onPress={() => start.mutate({ name: 'start', ...(isChanged ? { heading } : {}) })}>{t('desk.interview.start')}</Button>
        </Row>
      </Stack>
      <KnownZone interview={interview} known={factsOf(profile.data)} episodes={profile.data?.episodes ?? []} />
    </div>
  );
}
