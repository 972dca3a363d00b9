import type { IconName } from '../../../kernel/ui/icons.ts';
import type { Tone } from '../../../kernel/ui/Tag.tsx';
import type { Text } from '../../../kernel/i18n/text.tsx';
import type { CaseAlert, Risk, Task } from '../contract.ts';

/** Red is kept for a person in danger: the extreme risk alone. */
const riskTones: Readonly<Record<Risk, Tone>> = { 'not-assessed': 'neutral', 'low': 'neutral', 'medium': 'info', 'high': 'late', 'extreme': 'danger' };
export const toneOfRisk = (risk: Risk): Tone => riskTones[risk];

const alertTones: Readonly<Record<CaseAlert, Tone>> = {
  'minor': 'late', 'do-not-call': 'late', 'permit-expired': 'late', 'permit-expiring': 'info', 'closing-asked': 'info', 'interview-unsigned': 'info', 'no-owner': 'neutral',
};
export const toneOfAlert = (alert: CaseAlert): Tone => alertTones[alert];

/** What is to be done: somebody's own words, or what the house asks, in the reader's language. */
export const titleOfTask = ({ kind, title, organisation, months }: Pick<Task, 'kind' | 'title' | 'organisation' | 'months'>, t: Text['t']): string =>
  (kind === 'free' ? title : t(`cases.task.kind.${kind}`, { organisation: organisation ?? '', months: months ?? 0 }));

/** Kinds of events of the timeline; the drawings are those of the rooms they come from. */
const eventKinds = {
  'interview': 'desk', 'appointment': 'calendar', 'note': 'note', 'case-move': 'programme', 'assignment': 'team', 'handover': 'people', 'conference': 'table', 'need': 'home', 'fact': 'document', 'plan-move': 'star', 'step-closed': 'check',
  'referral': 'send', 'notice': 'info', 'consent': 'shield', 'task-done': 'check', 'flag': 'emergency', 'follow-up-move': 'phone', 'follow-up-attempt': 'phone', 'distance': 'monitoring', 'person-move': 'person', 'closing-asked': 'lock', 'break-glass': 'unlock',
  'placement': 'programme', 'placement-check': 'clock', 'job-centre': 'programme', 'curriculum': 'document',
  'worksheet': 'table', 'screening': 'table', 'assessment': 'star', 'document': 'document', 'sheet': 'document', 'emergency': 'phone', 'safety-plan': 'shield', 'minor-path': 'people', 'formal-identification': 'document', 'street-contact': 'place',
} as const satisfies Record<string, IconName>;
type EventKind = keyof typeof eventKinds;

/** What one looks for in the way of a case, in the words of the day; each stands for the kinds that answer it. */
export const eventGroups = {
  meetings: ['street-contact', 'interview', 'appointment', 'conference', 'note'],
  way: ['case-move', 'assignment', 'handover', 'closing-asked'],
  plan: ['need', 'fact', 'plan-move', 'step-closed', 'distance', 'task-done'],
  referrals: ['referral'],
  documents: ['document', 'sheet'],
  consents: ['notice', 'consent'],
  assessment: ['screening', 'assessment', 'worksheet', 'formal-identification'],
  safety: ['emergency', 'safety-plan', 'minor-path', 'flag', 'break-glass'],
  identity: ['person-move'],
  work: ['placement', 'placement-check', 'job-centre', 'curriculum'],
  afterwards: ['follow-up-move', 'follow-up-attempt'],
} as const satisfies Record<string, readonly EventKind[]>;
export type EventGroup = keyof typeof eventGroups;
export const groupsOfEvents = Object.keys(eventGroups) as EventGroup[];

const drawings: Readonly<Record<string, IconName>> = eventKinds;
export const iconOfEvent = (kind: string): IconName => drawings[kind] ?? 'clock';

/** An action of the audit trail in words: exactly, or by what kind of deed it is. */
export function wordsOfAction(action: string, { t, has }: Pick<Text, 't' | 'has'>): string {
  const exact = `cases.action.${action}`;
  if (has(exact)) return t(exact);
  const [thing = action, deed = ''] = action.split('.');
  const move = `cases.said.case-move.move.${deed}`;
  if (thing === 'case' && has(move)) return t('cases.action.case.move', { move: t(move) });
  const thingKey = `cases.thing.${thing}`;
  const deedKey = `cases.deed.${/^(read|list)/.test(deed) ? 'read' : 'write'}`;
  return t(deedKey, { thing: has(thingKey) ? t(thingKey) : thing });
}
