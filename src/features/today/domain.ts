import type { ItemKind, Section, Today, TodayItem } from './contract.ts';

/** The columns that a role's day always shows, empty or not; others appear when they hold something. */
const always: Readonly<Record<string, readonly Section[]>> = {
  coordinator: ['dangerous', 'late', 'unassigned'],
  mediator: ['agenda', 'late'],
  psychologist: ['agenda', 'late'],
  legal: ['agenda', 'late'],
  labour: ['agenda', 'late'],
  educator: ['agenda', 'late'],
};

const order: readonly Section[] = ['dangerous', 'agenda', 'late', 'unassigned', 'decisions', 'owed', 'fresh', 'people'];
/** The coordinator's three columns stand first; the agenda of everybody comes after. */
const coordinatorsOrder: readonly Section[] = ['dangerous', 'late', 'unassigned', 'decisions', 'fresh', 'agenda', 'people'];

/** What somebody must do now stands before what must be watched: a long column shows its first lines only, and an answer about dying may not lie below them. */
const calls: readonly ItemKind[] = ['outing-alarm', 'critical-answer', 'safety-call', 'street-concern', 'inbound-waiting', 'emergency-standing', 'break-glass-to-review'];
const urgency = ({ kind }: TodayItem): number => (calls.includes(kind) ? calls.indexOf(kind) : calls.length);

/** The agenda goes by the hour, whatever room an hour comes from; the other columns keep the order in which they were found. */
function inDay(section: Section, items: TodayItem[]): TodayItem[] {
  if (section === 'agenda') return items.toSorted((one, other) => (one.at ?? '').localeCompare(other.at ?? ''));
  return section === 'dangerous' ? items.toSorted((one, other) => urgency(one) - urgency(other)) : items;
}

/** The columns of the day in their order, with their lines. Of what a telephone carries outside only the agenda is told to be empty: of the rest nobody knows. */
export function arrange(items: readonly TodayItem[], role: string, part: Today['part'] = 'whole'): { section: Section; items: TodayItem[] }[] {
  const bySection = Map.groupBy(items, (item) => item.section);
  const shown: readonly Section[] = part === 'at-hand' ? ['agenda'] : always[role] ?? [];
  return (role === 'coordinator' ? coordinatorsOrder : order)
    .filter((section) => shown.includes(section) || bySection.has(section))
    .map((section) => ({ section, items: inDay(section, bySection.get(section) ?? []) }));
}

const inTab: Partial<Record<ItemKind, string>> = {
  'step-due': 'plan', 'follow-up-due': 'follow-up', 'plan-review-due': 'plan', 'plan-approval-asked': 'plan', 'permit-expiring': 'profile', 'document-expiring': 'documents', 'referral-unanswered': 'services', 'second-reading': 'screening', 'reassessment-due': 'screening',
  'placement-check-due': 'employment', 'placement-look-waiting': 'employment',
  'minor-path-owed': 'safety', 'safety-plan-review': 'safety',
};

const variantOf: Partial<Record<ItemKind, string>> = { appointment: 'state', 'emergency-standing': 'recorded', 'case-unowned': 'origin', notification: 'kind', 'referral-news': 'kind', 'task-due': 'kind', 'referral-unanswered': 'owed', 'referral-received': 'state', 'conference-changed': 'state', outing: 'state', 'outing-alarm': 'kind', 'street-concern': 'why', 'inbound-waiting': 'why' };

/** The keys of a line's words, the closer fit first: some kinds say more by state or origin. */
export function wordsOf(item: TodayItem): readonly string[] {
  const variant = variantOf[item.kind];
  return variant ? [`today.kind.${item.kind}.${String(item.facts[variant])}`, `today.kind.${item.kind}.other`] : [`today.kind.${item.kind}`];
}

/** Where a line leads. Addresses carry ids alone. */
export function leadsTo(item: TodayItem): string | undefined {
  if (item.kind === 'critical-answer' || item.kind === 'safety-call') return `/safety-protocols/${item.id}`;
  if (item.kind === 'interview-unsigned') return `/interviews/${item.id}`;
  if (item.kind === 'worksheet-unsigned') return `/worksheets/${item.id}`;
  if (item.kind === 'emergency-standing') return `/emergency/${item.id}`;
  if (item.kind === 'notification' && item.facts['kind'] === 'emergency-opened') return `/emergency/${String(item.facts['subjectId'])}`;
  if (item.kind === 'outing') return `/street/outings/${item.id}`;
  if (item.kind === 'street-concern') return `/street/contacts/${item.id}`;
  if (item.kind === 'outing-alarm') return `/street/outings/${String(item.facts['outingId'])}`;
  if (item.kind === 'street-hour-promised') return `/street/contacts/${String(item.facts['contactId'])}`;
  if (item.kind === 'notification' && item.facts['subject'] === 'street-contact') return `/street/contacts/${String(item.facts['subjectId'])}`;
  if (item.kind === 'notification' && item.facts['subject'] === 'outing') return `/street/outings/${String(item.facts['subjectId'])}`;
  if (item.kind.startsWith('handover-')) return '/handovers';
  if (item.kind.startsWith('inbound-')) return `/reports/${item.id}`;
  if (item.kind === 'notification' && item.facts['kind'] === 'mail-late') return '/reports/mail';
  if (item.kind === 'notification' && item.facts['kind'] === 'inbound-pattern') return '/reports';
  if (item.kind === 'notification' && String(item.facts['subject']).startsWith('inbound')) return `/reports/${String(item.facts['subjectId'])}`;
  if (item.kind.startsWith('wording-')) return `/wordings/${item.id}`;
  if (item.kind === 'complaint-waiting') return '/feedback';
  if (item.kind === 'mail-waiting') return item.facts['unknown'] === item.facts['count'] ? '/reports/mail?shelf=unknown' : '/reports/mail';
  if (item.kind === 'handed-note-waiting') return `/reports/handed/${item.id}`;
  if (item.kind.startsWith('conference')) return `/conferences/${item.id}`;
  if (item.kind === 'referral-received') return `/received/${item.id}`;
  if (item.kind === 'invitation-waiting' || item.kind === 'reset-waiting' || item.kind === 'password-waiting' || item.kind === 'organisation-renamed') return '/team';
  if (item.kind === 'closing-asked' && item.facts['inCase'] === true) return `/cases/${item.caseId}`;
  if (item.kind === 'break-glass-to-review' || item.kind === 'access-asked' || item.kind === 'closing-asked') return '/emergencies';
  if (item.kind === 'notification' && item.facts['kind'] === 'union-asked') return '/duplicates';
  if (item.kind === 'notification' && ['break-glass', 'access-asked', 'closing-asked'].includes(String(item.facts['kind']))) return '/emergencies';
  if (item.kind === 'notification' && ['sheet-vital-interest', 'fact-to-correct'].includes(String(item.facts['kind']))) return `/cases/${String(item.facts['subjectId'])}?tab=sheets`;
  if (item.kind === 'notification' && item.facts['kind'] === 'placement-not-safe') return `/cases/${String(item.facts['subjectId'])}?tab=employment`;
  if (item.kind === 'notification' && String(item.facts['kind']).startsWith('plan-')) return `/cases/${String(item.facts['subjectId'])}?tab=plan`;
  if (item.kind === 'notification' && item.facts['subject'] === 'case') return `/cases/${String(item.facts['subjectId'])}`;
  if (item.kind === 'referral-news' && !item.caseId) return `/received/${String(item.facts['referralId'])}`;
  if (!item.caseId) return undefined;
  const tab = item.kind === 'referral-news' ? 'services' : inTab[item.kind];
  return `/cases/${item.caseId}${tab ? `?tab=${tab}` : ''}`;
}
