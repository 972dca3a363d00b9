import type { ReactNode } from 'react';
import type { Role } from '../../kernel/identity/contract.ts';

/** One screen of a room. A room adds its lines below; nothing else in the shell changes. */
export interface RoomScreen {
  /** Address, with parts like `$personId`. */
  readonly path: string;
  /** The room's folder name: its words are loaded together with the screen. */
  readonly room: string;
  /** Rooms whose words are shown here too; a forgotten one still arrives, a moment later. */
  readonly borrows?: readonly string[];
  /** Who finds a way here; the server decides what they may see. Everyone, when absent. */
  readonly roles?: readonly Role[];
  readonly load: () => Promise<{ default: () => ReactNode }>;
}

/** Every address behind the sign-in. */
export const rooms: readonly RoomScreen[] = [
  { path: '/', room: 'today', load: () => import('../../features/today/ui/TodayScreen.tsx') },
  { path: '/account', room: 'shell', borrows: ['devices', 'mail'], load: () => import('./screens/Security.tsx') },
  { path: '/help', room: 'shell', load: () => import('./screens/Help.tsx') },
  { path: '/plans/$planId/copy', room: 'plans', roles: ['psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/plans/ui/copy-screen.tsx') },
  { path: '/cases/$caseId/sheets/new', room: 'sheets', borrows: ['plans', 'consents'], roles: ['psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/sheets/ui/MakeScreen.tsx') },
  { path: '/sheets/$sheetId', room: 'sheets', borrows: ['plans', 'consents'], roles: ['psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/sheets/ui/SheetScreen.tsx') },
  { path: '/ready-steps', room: 'ready-steps', borrows: ['plans'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/ready-steps/ui/ReadyStepsScreen.tsx') },
  { path: '/terms', room: 'reference-data', borrows: ['plans', 'cases'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator', 'prefecture', 'dpo'], load: () => import('../../features/reference-data/ui/TermsScreen.tsx') },
  { path: '/feedback', room: 'feedback', roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator', 'dpo'], load: () => import('../../features/feedback/ui/FeedbackScreen.tsx') },
  { path: '/feedback/ask', room: 'feedback', roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/feedback/ui/AskScreen.tsx') },
  { path: '/reports', room: 'intake', roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator', 'reporter', 'partner', 'sui', 'prefecture'], load: () => import('../../features/intake/ui/ReportsScreen.tsx') },
  { path: '/reports/new', room: 'intake', borrows: ['documents'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator', 'reporter', 'partner', 'sui', 'prefecture'], load: () => import('../../features/intake/ui/NewReportScreen.tsx') },
  { path: '/reports/mail', room: 'mailbox', borrows: ['mail'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/mailbox/ui/MailScreen.tsx') },
  { path: '/reports/mail/$mailId', room: 'mailbox', borrows: ['mail'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/mailbox/ui/MessageScreen.tsx') },
  { path: '/reports/handed', room: 'handed-notes', roles: ['coordinator'], load: () => import('../../features/handed-notes/ui/HandedScreen.tsx') },
  { path: '/reports/handed/$noteId', room: 'handed-notes', borrows: ['outreach', 'agenda', 'desk', 'screening', 'consents', 'documents'], roles: ['coordinator'], load: () => import('../../features/handed-notes/ui/HandedNoteScreen.tsx') },
  { path: '/mail', room: 'mailbox', borrows: ['mail'], roles: ['admin'], load: () => import('../../features/mailbox/ui/PostScreen.tsx') },
  { path: '/reports/$reportId', room: 'intake', borrows: ['agenda', 'desk', 'documents'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator', 'reporter', 'partner', 'sui', 'prefecture'], load: () => import('./report.tsx') },
  { path: '/persons', room: 'persons', roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/persons/ui/SearchScreen.tsx') },
  { path: '/persons/new', room: 'persons', roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/persons/ui/NewPersonScreen.tsx') },
  { path: '/duplicates/$personId/$otherId', room: 'persons', borrows: ['cases'], roles: ['coordinator'], load: () => import('../../features/persons/ui/CompareScreen.tsx') },
  { path: '/duplicates', room: 'persons', roles: ['coordinator'], load: () => import('../../features/persons/ui/DuplicatesScreen.tsx') },
  { path: '/merges/$mergeId', room: 'persons', roles: ['coordinator'], load: () => import('../../features/persons/ui/MergeScreen.tsx') },
  { path: '/services', room: 'directory', load: () => import('../../features/directory/ui/ServicesScreen.tsx') },
  { path: '/services/new', room: 'directory', roles: ['coordinator', 'admin', 'partner'], load: () => import('../../features/directory/ui/NewServiceScreen.tsx') },
  { path: '/services/$serviceId', room: 'directory', load: () => import('../../features/directory/ui/ServiceScreen.tsx') },
  { path: '/referrals/waiting', room: 'referrals', roles: ['psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/referrals/ui/WaitingScreen.tsx') },
  { path: '/received', room: 'referrals', borrows: ['directory'], roles: ['partner'], load: () => import('../../features/referrals/ui/ReceivedScreen.tsx') },
  { path: '/received/$referralId', room: 'referrals', roles: ['partner'], load: () => import('../../features/referrals/ui/ReceivedOneScreen.tsx') },
  { path: '/street', room: 'outreach', borrows: ['offline'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/outreach/ui/StreetScreen.tsx') },
  { path: '/street/contact', room: 'outreach', borrows: ['offline'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/outreach/ui/ContactScreen.tsx') },
  { path: '/street/outings/new', room: 'outreach', borrows: ['offline', 'fields'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/outreach/ui/PlanScreen.tsx') },
  { path: '/street/outings/$outingId', room: 'outreach', borrows: ['offline', 'fields', 'agenda'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/outreach/ui/OutingScreen.tsx') },
  { path: '/street/outings/$outingId/plan', room: 'outreach', borrows: ['offline', 'fields'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/outreach/ui/PlanScreen.tsx') },
  { path: '/street/places', room: 'outreach', borrows: ['offline'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/outreach/ui/PlacesScreen.tsx') },
  { path: '/street/places/new', room: 'outreach', borrows: ['offline'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/outreach/ui/NewPlaceScreen.tsx') },
  { path: '/street/places/$placeId', room: 'outreach', borrows: ['offline', 'fields'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/outreach/ui/PlaceScreen.tsx') },
  { path: '/street/map', room: 'outreach', borrows: ['offline'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/outreach/ui/MapScreen.tsx') },
  { path: '/street/contacts/$contactId', room: 'outreach', borrows: ['offline', 'fields', 'agenda', 'desk'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('./street-contact.tsx') },
  { path: '/street/encounters/$encounterId', room: 'outreach', borrows: ['offline'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/outreach/ui/EncounterScreen.tsx') },
  { path: '/desk', room: 'agenda', borrows: ['desk'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/agenda/ui/AgendaScreen.tsx') },
  { path: '/desk/hours', room: 'agenda', roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/agenda/ui/HoursScreen.tsx') },
  { path: '/interviews/$interviewId', room: 'desk', borrows: ['plans', 'consents', 'documents', 'screening'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('./interview.tsx') },
  { path: '/phrases', room: 'spoken', borrows: ['desk'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator', 'dpo'], load: () => import('./phrases.tsx') },
  { path: '/notice', room: 'consents', roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator', 'dpo'], load: () => import('../../features/consents/ui/NoticeScreen.tsx') },
  { path: '/letters', room: 'documents', borrows: ['cases'], roles: ['psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/documents/ui/LettersScreen.tsx') },
  { path: '/team', room: 'team', borrows: ['devices'], roles: ['coordinator'], load: () => import('../../features/team/ui/TeamScreen.tsx') },
  { path: '/users', room: 'team', borrows: ['devices'], roles: ['admin'], load: () => import('../../features/team/ui/UsersScreen.tsx') },
  { path: '/cases', room: 'cases', roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/cases/ui/my-people.tsx') },
  { path: '/cases/$caseId', room: 'cases', borrows: ['flags'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('./case-file.tsx') },
  { path: '/cases/$caseId/answers', room: 'consents', borrows: ['spoken', 'offline'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/consents/ui/AnswersScreen.tsx') },
  { path: '/cases/$caseId/consents', room: 'consents', borrows: ['referrals'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/consents/ui/RecordScreen.tsx') },
  { path: '/lists', room: 'lists', roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/lists/ui/ListsScreen.tsx') },
  { path: '/lists/view', room: 'lists', borrows: ['cases', 'persons', 'referrals', 'followups', 'documents', 'agenda', 'flags', 'plans', 'handovers'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/lists/ui/ListScreen.tsx') },
  { path: '/lists/$listId', room: 'lists', borrows: ['cases', 'persons', 'referrals', 'followups', 'documents', 'agenda', 'flags', 'plans', 'handovers'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/lists/ui/ListScreen.tsx') },
  { path: '/lists/runs/$runId', room: 'lists', borrows: ['cases', 'plans', 'handovers', 'flags'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/lists/ui/RunScreen.tsx') },
  { path: '/break-glass', room: 'cases', roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/cases/ui/break-glass.tsx') },
  { path: '/emergencies', room: 'cases', roles: ['coordinator', 'dpo'], load: () => import('../../features/cases/ui/emergencies.tsx') },
  { path: '/emergency', room: 'safety', roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/safety/ui/EmergenciesScreen.tsx') },
  { path: '/emergency/$emergencyId', room: 'safety', roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/safety/ui/EmergencyScreen.tsx') },
  { path: '/follow-ups', room: 'followups', borrows: ['cases'], roles: ['psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/followups/ui/FollowUpsScreen.tsx') },
  { path: '/workload', room: 'workload', borrows: ['cases'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/workload/ui/WorkloadScreen.tsx') },
  { path: '/conferences', room: 'conferences', roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator', 'partner', 'reporter'], load: () => import('../../features/conferences/ui/ConferencesScreen.tsx') },
  { path: '/conferences/$conferenceId', room: 'conferences', borrows: ['plans', 'cases'], roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator', 'partner', 'reporter'], load: () => import('../../features/conferences/ui/ConferenceScreen.tsx') },
  { path: '/cases/$caseId/conferences/new', room: 'conferences', borrows: ['plans', 'cases', 'consents'], roles: ['psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/conferences/ui/CallScreen.tsx') },
  { path: '/handovers', room: 'handovers', borrows: ['cases'], roles: ['psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/handovers/ui/HandoversScreen.tsx') },
  { path: '/handovers/new', room: 'handovers', borrows: ['cases'], roles: ['psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/handovers/ui/NewHandoverScreen.tsx') },
  { path: '/safety-plans/$safetyPlanId/paper', room: 'safety', roles: ['psychologist', 'legal', 'educator', 'coordinator'], load: () => import('../../features/safety/ui/PaperScreen.tsx') },
  { path: '/imports', room: 'imports', roles: ['coordinator'], load: () => import('../../features/imports/ui/ImportsScreen.tsx') },
  { path: '/imports/$importId', room: 'imports', borrows: ['persons'], roles: ['coordinator'], load: () => import('../../features/imports/ui/ImportScreen.tsx') },
  { path: '/audit', room: 'cases', roles: ['dpo'], load: () => import('../../features/cases/ui/audit.tsx') },
  { path: '/notices', room: 'cases', load: () => import('../../features/cases/ui/notifications.tsx') },
  { path: '/screenings/$screeningId', room: 'screening', roles: ['mediator', 'psychologist', 'legal', 'educator', 'coordinator'], load: () => import('../../features/screening/ui/ScreeningScreen.tsx') },
  { path: '/reassessments', room: 'screening', roles: ['psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/screening/ui/ReassessmentsScreen.tsx') },
  { path: '/safety-protocols/$protocolId', room: 'screening', roles: ['psychologist', 'legal', 'educator', 'coordinator'], load: () => import('../../features/screening/ui/SafetyScreen.tsx') },
  { path: '/wage-tables', room: 'worksheet', roles: ['psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/worksheet/ui/TablesScreen.tsx') },
  { path: '/worksheets/$worksheetId', room: 'worksheet', roles: ['psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/worksheet/ui/WorksheetScreen.tsx') },
  { path: '/instruments', room: 'screening', roles: ['psychologist', 'legal', 'educator', 'coordinator'], load: () => import('../../features/screening/ui/InstrumentsScreen.tsx') },
  { path: '/instruments/$instrumentId', room: 'screening', roles: ['psychologist', 'legal', 'educator', 'coordinator'], load: () => import('../../features/screening/ui/EditorScreen.tsx') },
  { path: '/second-readings/$assessmentId', room: 'screening', roles: ['psychologist', 'legal', 'educator', 'coordinator'], load: () => import('../../features/screening/ui/SecondReadingScreen.tsx') },
];
