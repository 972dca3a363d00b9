import { agendaRows } from './rows/agenda.ts';
import { casesRows } from './rows/cases.ts';
import { conferencesRows } from './rows/conferences.ts';
import { documentsRows } from './rows/documents.ts';
import { deskRows } from './rows/desk.ts';
import { employmentRows } from './rows/employment.ts';
import { feedbackRows } from './rows/feedback.ts';
import { handedNotesRows } from './rows/handed-notes.ts';
import { houseRows } from './rows/house.ts';
import { intakeRows } from './rows/intake.ts';
import { listsRows } from './rows/lists.ts';
import { mailboxRows } from './rows/mailbox.ts';
import { mailRows } from './rows/mail.ts';
import { sheetsRows } from './rows/sheets.ts';
import { networkRows } from './rows/network.ts';
import type { Pen, SceneRows } from './rows/pen.ts';
import { outreachRows } from './rows/outreach.ts';
import { personsRows } from './rows/persons.ts';
import { referenceDataRows } from './rows/reference-data.ts';
import { reservedRows } from './rows/reserved.ts';
import { safetyRows } from './rows/safety.ts';
import { screeningRows } from './rows/screening.ts';
import { worksheetRows } from './rows/worksheet.ts';

export type { Placed, Row, SceneRow } from './rows/pen.ts';

/** One row for every expectation, naming `who` wherever a row names somebody, and signed by `actor` where an update is a signature. */
export const rowsOf = (pen: Pen): SceneRows => ({
  ...houseRows(pen),
  ...personsRows(pen),
  ...casesRows(pen),
  ...conferencesRows(pen),
  ...deskRows(pen),
  ...agendaRows(pen),
  ...screeningRows(pen),
  ...worksheetRows(pen),
  ...employmentRows(pen),
  ...networkRows(pen),
  ...documentsRows(pen),
  ...safetyRows(pen),
  ...feedbackRows(pen),
  ...handedNotesRows(pen),
  ...intakeRows(pen),
  ...listsRows(pen),
  ...sheetsRows(pen),
  ...mailRows(pen),
  ...outreachRows(pen),
  ...mailboxRows(pen),
  ...reservedRows(pen),
  ...referenceDataRows(pen),
});
