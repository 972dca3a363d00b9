import type { Routes } from '../kernel/http/server.ts';
import { conferencesRoutes } from '../features/conferences/routes.ts';
import { consentsRoutes } from '../features/consents/routes.ts';
import { agendaRoutes } from '../features/agenda/routes.ts';
import { deskRoutes } from '../features/desk/routes.ts';
import { spokenRoutes } from '../features/spoken/routes.ts';
import { casesRoutes } from '../features/cases/routes.ts';
import { plansRoutes } from '../features/plans/routes.ts';
import { personsRoutes } from '../features/persons/routes.ts';
import { documentsRoutes } from '../features/documents/routes.ts';
import { directoryRoutes } from '../features/directory/routes.ts';
import { readyStepsRoutes } from '../features/ready-steps/routes.ts';
import { referralsRoutes } from '../features/referrals/routes.ts';
import { todayRoutes } from '../features/today/routes.ts';
import { importsRoutes } from '../features/imports/routes.ts';
import { intakeRoutes } from '../features/intake/routes.ts';
import { acceptedRoutes } from './accepted/routes.ts';
import { feedbackRoutes } from '../features/feedback/routes.ts';
import { handedNotesRoutes } from '../features/handed-notes/routes.ts';
import { sheetsRoutes } from '../features/sheets/routes.ts';
import { flagsRoutes } from '../features/flags/routes.ts';
import { followupsRoutes } from '../features/followups/routes.ts';
import { handoversRoutes } from '../features/handovers/routes.ts';
import { workloadRoutes } from '../features/workload/routes.ts';
import { teamRoutes } from '../features/team/routes.ts';
import { actorsRoutes } from '../features/actors/routes.ts';
import { safetyRoutes } from '../features/safety/routes.ts';
import { outreachRoutes } from '../features/outreach/routes.ts';
import { screeningRoutes } from '../features/screening/routes.ts';
import { employmentRoutes } from '../features/employment/routes.ts';
import { worksheetRoutes } from '../features/worksheet/routes.ts';
import { mailboxRoutes } from '../features/mailbox/routes.ts';
import { listsRoutes } from '../features/lists/routes.ts';
import { deeds } from './lists/deeds.ts';
import { wordsOfRooms } from './lists/words.ts';
import { openedRoutes } from './opened/routes.ts';
import { callsRoutes } from '../kernel/calls/routes.ts';
import { piecesRoutes } from '../kernel/pieces/routes.ts';
import { mailRoutes } from '../kernel/mail/routes.ts';
import { referenceDataRoutes } from '../features/reference-data/routes.ts';
import { collections } from './reference/collections.ts';
import { packRoutes } from './pack/routes.ts';
import { devicesRoutes } from '../kernel/devices/routes.ts';
import { identityRoutes } from '../kernel/identity/routes.ts';

/** Every room that answers over HTTP. The gate comes first: its hook decides who is asking. */
export const rooms: readonly Routes[] = [
  identityRoutes,
  callsRoutes,
  piecesRoutes,
  mailRoutes,
  devicesRoutes,
  teamRoutes,
  todayRoutes,
  personsRoutes,
  plansRoutes,
  casesRoutes,
  agendaRoutes,
  deskRoutes,
  spokenRoutes,
  consentsRoutes,
  directoryRoutes,
  referralsRoutes,
  documentsRoutes,
  importsRoutes,
  handoversRoutes,
  conferencesRoutes,
  followupsRoutes,
  workloadRoutes,
  flagsRoutes,
  screeningRoutes,
  worksheetRoutes,
  employmentRoutes,
  readyStepsRoutes,
  referenceDataRoutes(collections, wordsOfRooms),
  feedbackRoutes,
  handedNotesRoutes,
  mailboxRoutes,
  sheetsRoutes,
  safetyRoutes,
  intakeRoutes,
  acceptedRoutes,
  actorsRoutes,
  outreachRoutes,
  listsRoutes(deeds, wordsOfRooms),
  openedRoutes,
  packRoutes,
];
