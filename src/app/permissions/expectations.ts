import { agenda } from './expectations/agenda.ts';
import { cases } from './expectations/cases.ts';
import { conferences } from './expectations/conferences.ts';
import { documents } from './expectations/documents.ts';
import { desk } from './expectations/desk.ts';
import { employment } from './expectations/employment.ts';
import { feedback } from './expectations/feedback.ts';
import { handedNotes } from './expectations/handed-notes.ts';
import { house } from './expectations/house.ts';
import { intake } from './expectations/intake.ts';
import { lists } from './expectations/lists.ts';
import { mailbox } from './expectations/mailbox.ts';
import { mail } from './expectations/mail.ts';
import { network } from './expectations/network.ts';
import { sheets } from './expectations/sheets.ts';
import { outreach } from './expectations/outreach.ts';
import { persons } from './expectations/persons.ts';
import { reserved } from './expectations/reserved.ts';
import { referenceData } from './expectations/reference-data.ts';
import { safety } from './expectations/safety.ts';
import { screening } from './expectations/screening.ts';
import { worksheet } from './expectations/worksheet.ts';
import type { Expectations } from './expectations/words.ts';

export * from './expectations/words.ts';

/**
 * Who may do what, table by table: the product's rules in words that a person can check, independent of how the policies say them.
 *
 * The proof (`permissions.database.test.ts`) tries every role, in every relation to a case, on every table, with every operation, and
 * compares. A table without a row here, or a row without a table, fails; so does a compartment that a table knows and nobody speaks of.
 */
export const expectations: Expectations = {
  ...house,
  ...persons,
  ...cases,
  ...conferences,
  ...desk,
  ...agenda,
  ...screening,
  ...worksheet,
  ...employment,
  ...network,
  ...documents,
  ...safety,
  ...feedback,
  ...handedNotes,
  ...intake,
  ...lists,
  ...sheets,
  ...mail,
  ...outreach,
  ...mailbox,
  ...reserved,
  ...referenceData,
};
