import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Columns, Panel } from '../../../kernel/ui/Panel.tsx';
import { OwnWords } from '../../../kernel/ui/SafeText.tsx';
import type { NeedDomain } from '../contract.ts';
import { type NeedCourse, needCourses } from '../domain.ts';
import { NeedDialog } from './need-dialog.tsx';
import { NeedsPicture } from './pictures.tsx';
import { useNeeds } from './queries.ts';

/** The needs by weight: the worker's level, the person's own priority, and how both moved. */
export function NeedsPanel({ caseId }: { caseId: string }): ReactNode {
  const { t } = useText();
  const needs = useNeeds(caseId);
  const [asked, setAsked] = useState<NeedDomain | 'any' | null>(null);
  const courses = needCourses(needs.data?.items ?? []);
  return (
    <Panel title={t('plans.needs.title')} of="case" actions={<Button icon="plus" size="small" onPress={() => setAsked('any')}>{t('plans.needs.add')}</Button>}>
      {needs.error && <ProblemPanel problem={needs.error} onRetry={() => void needs.refetch()} />}
      {!needs.data && !needs.error && <Skeleton lines={3} />}
      {needs.data && courses.length === 0 && <EmptyState icon="star" title={t('plans.needs.title')} why={t('plans.needs.empty')} />}
      {courses.length > 0 && (
        <Columns min="wide">
          <NeedsPicture courses={courses} />
          <NeedsTable caseId={caseId} courses={courses} onReread={setAsked} />
        </Columns>
      )}
      {asked !== null && <NeedDialog caseId={caseId} domain={asked === 'any' ? null : asked} courses={courses} onClose={() => setAsked(null)} />}
    </Panel>
  );
}

function NeedsTable({ caseId, courses, onReread }: { caseId: string; courses: readonly NeedCourse[]; onReread: (domain: NeedDomain) => void }): ReactNode {
  const { t, formatDate } = useText();
  const change = ({ change: moved }: NeedCourse): string => (moved === null ? t('plans.needs.once') : t(`plans.needs.change-${moved < 0 ? 'less' : moved > 0 ? 'more' : 'same'}`));
  return (
    <div className="table-scroll">
      <table className="plain-table needs-table">
        <caption className="only-heard">{t('plans.needs.table')}</caption>
        <thead>
          <tr><th scope="col">{t('plans.needs.domain')}</th><th scope="col">{t('plans.needs.first')}</th><th scope="col">{t('plans.needs.latest')}</th><th scope="col">{t('plans.needs.own')}</th><th scope="col"><span className="only-heard">{t('plans.needs.reread')}</span></th></tr>
        </thead>
        <tbody>
          {courses.map((course) => (
            <tr key={course.domain}>
              <th scope="row">{t(`plans.need.${course.domain}`)}</th>
              <td className="number" data-label={t('plans.needs.first')}>{course.change === null ? '—' : course.first.level}</td>
              <td data-label={t('plans.needs.latest')}>
                {t(`plans.level.${course.latest.level}`)} <span className="quiet">· {change(course)}</span>
                {course.latest.words !== '' && <OwnWords>{course.latest.words}</OwnWords>}
                <span className="fact-small">{t('plans.needs.by', { author: course.latest.assessedBy.name, date: formatDate(course.latest.assessedAt) })}</span>
              </td>
              <td className="number" data-label={t('plans.needs.own')}>{course.latest.ownPriority ?? '—'}</td>
              <td className="needs-act"><Button kind="quiet" size="small" icon="edit" iconOnly onPress={() => onReread(course.domain)}>{t('plans.needs.reread-about', { domain: t(`plans.need.${course.domain}`) })}</Button>
                {course.latest.level > 0 && <LinkButton kind="quiet" size="small" icon="services" iconOnly href={`/cases/${caseId}?tab=services&need=${course.latest.id}`}>{t('plans.needs.service-about', { domain: t(`plans.need.${course.domain}`) })}</LinkButton>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
