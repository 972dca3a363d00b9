import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { LinkButton } from '../../../../kernel/ui/Button.tsx';
import { Notice } from '../../../../kernel/ui/Notice.tsx';
import { useSession } from '../../../../kernel/ui/session.tsx';
import { onCall } from '../queries.ts';

/** Why nobody begins an interview here (domain, 3.8): said before the ways that are offered instead. */
export function NoInterviewHere(): ReactNode {
  const { t } = useText();
  return <Notice tone="late" title={t('outreach.becomes.minor.title')}>{t('outreach.becomes.minor.why')}</Notice>;
}

/** Whom of the programme one calls now: the numbers that it wrote, which this device keeps; where it wrote none, whose task it is. @param answerable who answers for the outing */
export function CallCoordination({ answerable }: { answerable: string | undefined }): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const numbers = useQuery(onCall);
  const items = (numbers.data?.items ?? []).filter(({ kind }) => kind === 'on-call');
  if (items.length > 0) return <>{items.map((one) => <LinkButton key={one.id} size="large" icon="phone" href={`tel:${one.phone.replaceAll(' ', '')}`}>{t('outreach.becomes.call', { name: one.name, number: one.phone })}</LinkButton>)}</>;
  if (numbers.isPending || hat?.role === 'coordinator') return null;
  return <p className="quiet">{t('outreach.becomes.call.none', { name: answerable ?? 'none' })}</p>;
}
