import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Act } from '../../kernel/database/act.ts';
import type { House } from '../../kernel/http/house.ts';
import { declareProblems, Problem } from '../../kernel/http/problems.ts';
import { type App, type Routes, versionSeen } from '../../kernel/http/server.ts';
import { Instrument, TeamRole } from './contract.ts';
import { announced, type Instruments, loadInstruments } from './instruments.ts';
import { listReassessments } from './store/again.ts';
import { moveAssessment, readAssessment, readCaseAssessment, writeAssessment } from './store/assessments.ts';
import { openProtocols, takeUpProtocol } from './store/protocols.ts';
import { readResult } from './store/reading.ts';
import { askReader, readersOf, waitingReadings, writeReading } from './store/readings.ts';
import { changeAnswers, completeScreening, listScreenings, offerInstruments, readScreening, startScreening } from './store/screenings.ts';
import { readCourse, readHeard } from './store/course.ts';
import { beginInstrument, knownTo, listEdited, moveInstrument, readEdited, writeInstrument } from './store/editor.ts';
import { readForm, writeForm } from './store/xlsform.ts';
import { addEvidence, listEvidence, withdrawEvidence } from './store/evidence.ts';
import { answerSuggestion, suggestionAnswers } from './store/suggestions.ts';
import { addSafetyStep, readSafetyCall } from './store/safety.ts';
import { listVulnerabilities, markVulnerability } from './store/vulnerabilities.ts';
import { readWordingTable, wordingTable } from './store/wording-table.ts';
import { approvedWordings, beginWording, carryWordings, moveWording, readWording, wordingAsked, wordingBoard, writeSentences } from './store/wordings.ts';
import { Course, CourseOf, Heard } from './course.ts';
import { AddEvidence, AnswerSuggestion, EvidenceList, EvidenceOf, SuggestionAnswerList, WithdrawEvidence } from './evidence.ts';
import { BeginInstrument, Edited, EditedList, FormRead, MoveInstrument, WriteInstrument } from './editor.ts';
import { AddSafetyStep, SafetyCall } from './safety.ts';
import { MarkVulnerability, VulnerabilityList } from './vulnerability.ts';
import * as wire from './wire.ts';
import { AskedWording, AskedWordings, BeginWording, MoveWording, Wording, WordingBoard, WordingTableRead, WriteSentences } from './wordings.ts';

declareProblems({
  'screening-locked': 403,
  'screening-open': 409,
  'screening-completed': 409,
  'screening-not-as-completed': 409,
  'instrument-weakened': 422,
  'instrument-incoherent': 409,
  'form-refused': 422,
  'wording-not-ours': 403,
  'wording-own': 403,
  'wording-incomplete': 409,
  'wording-closed': 409,
  'wording-unknown-line': 422,
  'wording-not-approved': 409,
  'wording-table-refused': 422,
  'second-reader-is-the-author': 403,
  'second-reader-not-in-case': 422,
});

const about = (summary: string) => ({ summary, tags: ['screening'] });
const instrumentFolder = join(import.meta.dirname, '../../../instruments');
const Done = z.object({ done: z.literal(true) });

/** The screening room over the instruments of the house. */
export const screeningRoutes: Routes = async (app, house) => {
  await screeningRoom(app, house, await loadInstruments(instrumentFolder));
};

/** Instruments, answers, what they say, assessments and their second readings; proofs, vulnerabilities and critical answers beside them. */
export async function screeningRoom(app: App, house: House, instruments: Instruments): Promise<void> {
  const { vault } = house;
  await sql`select announce_instruments(${JSON.stringify(announced(instruments))}::jsonb)`.execute(house.gate);
  const known = (act: Act) => knownTo(act, instruments);
  besideRoutes(app, house, known);
  editorRoutes(app, instruments);
  wordingRoutes(app, known);
  const { ById } = wire;

  app.get('/api/instruments/:id/:version', { config: { inCalls: true }, schema: { ...about('An instrument as it was released'), params: wire.ByInstrument, response: { 200: Instrument } } },
    (request) => request.act(async (act) => {
      const { id, version } = request.params;
      const found = (await known(act)).all.find((instrument) => instrument.id === id && instrument.version === version);
      if (!found || !TeamRole.safeParse(act.actor.role).success) throw new Problem('not-found');
      act.unchanged();
      return found;
    }));

  app.get('/api/cases/:id/instruments', { config: { inCalls: true }, schema: { ...about('Every instrument, with what keeps it closed for this person or this colleague'), params: ById, response: { 200: wire.InstrumentsOffered } } },
    (request) => request.act(async (act) => offerInstruments(act, await known(act), request.params.id)));

  app.get('/api/reassessments', { schema: { ...about('When it is worth asking again, the nearest day first'), querystring: wire.ReassessmentQuery, response: { 200: wire.ReassessmentList } } },
    (request) => request.act(async (act) => listReassessments(act, await known(act), request.query)));

  app.get('/api/cases/:id/screenings', { schema: { ...about('Screenings of a case'), params: ById, response: { 200: wire.ScreeningList } } },
    (request) => request.act(async (act) => ({ items: await listScreenings(act, vault, await known(act), request.params.id) })));

  app.put('/api/screenings/:id', { config: { inCalls: true }, schema: { ...about('Begin a screening, or go on from an earlier one'), params: ById, body: wire.StartScreening, response: { 200: wire.Screening } } },
    async (request, reply) => {
      const screening = await request.act(async (act) => startScreening(act, vault, await known(act), request.params.id, request.body));
      reply.header('etag', `"${screening.version}"`);
      return screening;
    });

  app.get('/api/screenings/:id', { schema: { ...about('A screening with its answers'), params: ById, response: { 200: wire.Screening } } },
    async (request, reply) => {
      const screening = await request.act(async (act) => readScreening(act, vault, await known(act), request.params.id));
      reply.header('etag', `"${screening.version}"`);
      return screening;
    });

  app.patch('/api/screenings/:id/answers', { config: { inCalls: true }, schema: { ...about('Keep the answers just given'), params: ById, body: wire.ChangeAnswers, response: { 200: wire.AnswersKept } } },
    async (request, reply) => {
      const kept = await request.act(async (act) => changeAnswers(act, vault, await known(act), request.params.id, versionSeen(request), request.body));
      reply.header('etag', `"${kept.version}"`);
      return kept;
    });

  app.post('/api/screenings/:id/moves', { config: { inCalls: true }, schema: { ...about('End a screening: these answers of this version, or those that carry this mark'), params: ById, body: wire.MoveScreening, response: { 200: wire.Screening } } },
    (request) => request.act(async (act) => {
      const seen = request.body.content === undefined ? versionSeen(request) : null;
      return completeScreening(act, vault, await known(act), request.params.id, seen, request.body);
    }));

  app.get('/api/screenings/:id/reading', { schema: { ...about('What the answers say, explained; never a verdict'), params: ById, response: { 200: wire.Reading } } },
    (request) => request.act(async (act) => readResult(act, vault, await known(act), request.params.id)));

  app.get('/api/safety-protocols', { schema: { ...about('Critical answers that nobody has taken up yet'), response: { 200: wire.OpenProtocols } } },
    (request) => request.act(async (act) => ({ items: await openProtocols(act) })));

  app.post('/api/safety-protocols/:id/taken', { schema: { ...about('Say that one is looking after a critical answer now'), params: ById, response: { 200: Done } } },
    async (request) => {
      await request.act((act) => takeUpProtocol(act, request.params.id));
      return { done: true as const };
    });

  app.get('/api/cases/:id/assessment', { schema: { ...about('Where the assessment of the person stands, and everything written'), params: ById, response: { 200: wire.CaseAssessment } } },
    (request) => request.act((act) => readCaseAssessment(act, vault, request.params.id)));

  app.put('/api/assessments/:id', { schema: { ...about('Write one\'s own assessment'), params: ById, body: wire.WriteAssessment, response: { 200: wire.CaseAssessment } } },
    (request) => request.act((act) => writeAssessment(act, vault, request.params.id, request.body)));

  app.get('/api/assessments/:id', { schema: { ...about('An assessment, for whoever reads it second'), params: ById, response: { 200: wire.AssessmentFile } } },
    (request) => request.act((act) => readAssessment(act, vault, request.params.id)));

  app.post('/api/assessments/:id/moves', { schema: { ...about('Withdraw, reopen, or record what an authority decided'), params: ById, body: wire.MoveAssessment, response: { 200: wire.CaseAssessment } } },
    (request) => request.act((act) => moveAssessment(act, vault, request.params.id, versionSeen(request), request.body)));

  app.get('/api/assessments/:id/readers', { schema: { ...about('Colleagues who could read it second'), params: ById, response: { 200: wire.Readers } } },
    (request) => request.act(async (act) => ({ items: await readersOf(act, request.params.id) })));

  app.put('/api/assessments/:id/reader', { schema: { ...about('Ask a named colleague to read it second'), params: ById, body: wire.AskReader, response: { 200: wire.WrittenAssessment } } },
    (request) => request.act((act) => askReader(act, vault, request.params.id, request.body.memberId)));

  app.put('/api/second-readings/:id', { schema: { ...about('Read an assessment second'), params: ById, body: wire.WriteReading, response: { 200: wire.WrittenAssessment } } },
    (request) => request.act((act) => writeReading(act, vault, request.params.id, request.body)));

  app.get('/api/second-readings', { schema: { ...about('Second readings that wait for me'), response: { 200: wire.WaitingReadings } } },
    (request) => request.act(async (act) => ({ items: await waitingReadings(act) })));
}

/** Proofs of the signs of a list, vulnerabilities, and what follows a critical answer. */
function besideRoutes(app: App, { vault }: House, known: (act: Act) => Promise<Instruments>): void {
  const { ById } = wire;
  const done = { done: true as const };

  app.get('/api/cases/:id/course', { schema: { ...about('The course of a summed instrument in a case'), params: ById, querystring: CourseOf, response: { 200: Course } } },
    (request) => request.act(async (act) => readCourse(act, vault, await known(act), request.params.id, request.query.instrument)));

  app.get('/api/screenings/:id/heard', { schema: { ...about('What was already heard elsewhere about these questions'), params: ById, response: { 200: Heard } } },
    (request) => request.act(async (act) => readHeard(act, vault, await known(act), request.params.id)));

  app.get('/api/cases/:id/evidence', { schema: { ...about('Proofs of the signs of one list in a case'), params: ById, querystring: EvidenceOf, response: { 200: EvidenceList } } },
    (request) => request.act(async (act) => ({ items: await listEvidence(act, vault, request.params.id, request.query.instrument) })));

  app.put('/api/evidence/:id', { schema: { ...about('Add a proof of a sign'), params: ById, body: AddEvidence, response: { 200: Done } } },
    async (request) => {
      await request.act(async (act) => addEvidence(act, vault, await known(act), request.params.id, request.body));
      return done;
    });

  app.post('/api/evidence/:id/withdrawn', { schema: { ...about('Withdraw a proof that does not hold'), params: ById, body: WithdrawEvidence, response: { 200: Done } } },
    async (request) => {
      await request.act((act) => withdrawEvidence(act, vault, request.params.id, request.body.reason));
      return done;
    });

  app.get('/api/cases/:id/suggestion-answers', { schema: { ...about('What was said of the signs that signed worksheets speak of'), params: ById, response: { 200: SuggestionAnswerList } } },
    (request) => request.act(async (act) => ({ items: await suggestionAnswers(act, vault, request.params.id) })));

  app.put('/api/suggestion-answers/:id', { schema: { ...about('Take a sign of a worksheet up as a dated proof, or say why it is none'), params: ById, body: AnswerSuggestion, response: { 200: Done } } },
    async (request) => {
      await request.act(async (act) => answerSuggestion(act, vault, await known(act), request.params.id, request.body));
      return done;
    });

  app.get('/api/cases/:id/vulnerabilities', { schema: { ...about('What was said of the vulnerabilities of a person'), params: ById, response: { 200: VulnerabilityList } } },
    (request) => request.act((act) => listVulnerabilities(act, vault, request.params.id)));

  app.put('/api/vulnerabilities/:id', { schema: { ...about('Say what one knows of one category, and on which ground'), params: ById, body: MarkVulnerability, response: { 200: Done } } },
    async (request) => {
      await request.act((act) => markVulnerability(act, vault, request.params.id, request.body));
      return done;
    });

  app.get('/api/safety-protocols/:id', { schema: { ...about('A call about a critical answer, as far as the asker may know'), params: ById, response: { 200: SafetyCall } } },
    (request) => request.act((act) => readSafetyCall(act, vault, request.params.id)));

  app.put('/api/safety-steps/:id', { schema: { ...about('Record what was done about a critical answer'), params: ById, body: AddSafetyStep, response: { 200: Done } } },
    async (request) => {
      await request.act((act) => addSafetyStep(act, vault, request.params.id, request.body));
      return done;
    });
}

/** Making instruments of the programme: written, read by a second person, put in use, withdrawn. */
function editorRoutes(app: App, house: Instruments): void {
  const { ById } = wire;
  const answered = async (reply: { header(name: string, value: string): unknown }, edited: Promise<Edited>): Promise<Edited> => {
    const found = await edited;
    reply.header('etag', `"${found.version}"`);
    return found;
  };

  app.get('/api/instruments', { config: { inCalls: true }, schema: { ...about('Instruments of the programme, beside those of the house'), response: { 200: EditedList } } },
    (request) => request.act((act) => listEdited(act, house)));

  app.post('/api/instruments/forms', { schema: { ...about('Read an XLSForm (multipart, field `file`) into a draft that is not kept, with what was not taken'), querystring: z.strictObject({ instrument: BeginInstrument.shape.instrument }), response: { 200: FormRead } } },
    async (request) => {
      const part = request.isMultipart() ? await request.file() : undefined;
      if (!part) throw new Problem('invalid-input', { errors: [{ path: 'file', code: 'missing' }] });
      const bytes = await part.toBuffer();
      return request.act(async (act) => {
        await listEdited(act, house);
        return readForm(bytes, house, request.query.instrument);
      });
    });

  app.put('/api/programme-instruments/:id', { schema: { ...about('Begin an instrument or a version'), params: ById, body: BeginInstrument, response: { 200: Edited } } },
    (request, reply) => answered(reply, request.act((act) => beginInstrument(act, house, request.params.id, request.body))));

  app.get('/api/programme-instruments/:id', { schema: { ...about('An instrument of the programme, its problems and how it came there'), params: ById, response: { 200: Edited } } },
    (request, reply) => answered(reply, request.act((act) => readEdited(act, house, request.params.id))));

  app.get('/api/programme-instruments/:id/file', { schema: { ...about('An instrument of the programme as a file, JSON'), params: ById } },
    async (request, reply) => {
      const { content, instrument, release } = await request.act((act) => readEdited(act, house, request.params.id));
      reply.header('content-type', 'application/json; charset=utf-8').header('content-disposition', `attachment; filename="${instrument}-${release}.json"`);
      return reply.send(JSON.stringify(content, null, 2));
    });

  app.get('/api/programme-instruments/:id/form', { schema: { ...about('An instrument of the programme as an XLSForm, with what a form cannot say on a sheet of its own'), params: ById } },
    async (request, reply) => {
      const { content, instrument, release } = await request.act((act) => readEdited(act, house, request.params.id));
      reply.header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').header('content-disposition', `attachment; filename="${instrument}-${release}.xlsx"`);
      return reply.send(await writeForm(content));
    });

  app.put('/api/programme-instruments/:id/content', { schema: { ...about('Write a draft'), params: ById, body: WriteInstrument, response: { 200: Edited } } },
    (request, reply) => answered(reply, request.act((act) => writeInstrument(act, house, request.params.id, versionSeen(request), request.body.content))));

  app.post('/api/programme-instruments/:id/moves', { schema: { ...about('Review, send back, put in use or withdraw'), params: ById, body: MoveInstrument, response: { 200: Edited } } },
    (request, reply) => answered(reply, request.act(async (act) => {
      const moved = await moveInstrument(act, house, request.params.id, versionSeen(request), request.body);
      // What its wordings in other languages still say with the same words goes along, to be approved again.
      if (request.body.move === 'put-in-use') await carryWordings(act, await knownTo(act, house), moved.instrument);
      return moved;
    })));
}

/** Our own sets in the languages people speak. */
function wordingRoutes(app: App, known: (act: Act) => Promise<Instruments>): void {
  const { ById } = wire;
  const answered = async (reply: { header(name: string, value: string): unknown }, wording: Promise<Wording>): Promise<Wording> => {
    const found = await wording;
    reply.header('etag', `"${found.version}"`);
    return found;
  };

  app.get('/api/wordings', { schema: { ...about('Every set with what is written of it in each language, and what waits to be reviewed'), response: { 200: WordingBoard } } },
    (request) => request.act(async (act) => wordingBoard(act, await known(act))));

  app.put('/api/wordings/:id', { schema: { ...about('Begin a wording, or a further edition of one'), params: ById, body: BeginWording, response: { 200: Wording } } },
    (request, reply) => answered(reply, request.act(async (act) => beginWording(act, await known(act), request.params.id, request.body))));

  app.get('/api/wordings/:id', { schema: { ...about('A wording beside the sentences it is put from'), params: ById, response: { 200: Wording } } },
    (request, reply) => answered(reply, request.act(async (act) => readWording(act, await known(act), request.params.id))));

  app.patch('/api/wordings/:id/sentences', { schema: { ...about('Keep sentences of a draft, each upon what stood there'), params: ById, body: WriteSentences, response: { 200: Wording } } },
    (request, reply) => answered(reply, request.act(async (act) => writeSentences(act, await known(act), request.params.id, request.body))));

  app.post('/api/wordings/:id/moves', { schema: { ...about('Propose, send back, approve or withdraw a wording'), params: ById, body: MoveWording, response: { 200: Wording } } },
    (request, reply) => answered(reply, request.act(async (act) => moveWording(act, await known(act), request.params.id, versionSeen(request), request.body))));

  app.post('/api/wordings/carried', { schema: { ...about('Take along to the newest version what an earlier one said with the same words, as proposals'), body: z.strictObject({ instrument: BeginWording.shape.instrument }), response: { 200: WordingBoard } } },
    (request) => request.act(async (act) => {
      await carryWordings(act, await known(act), request.body.instrument);
      return wordingBoard(act, await known(act));
    }));

  app.get('/api/wordings/:id/table', { schema: { ...about('A wording as a spreadsheet for a translator outside: codes, Italian, English, the language'), params: ById } },
    async (request, reply) => {
      const { name, pieces } = await request.act(async (act) => wordingTable(await readWording(act, await known(act), request.params.id)));
      reply.header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').header('content-disposition', `attachment; filename="${name}"`);
      return reply.send(Readable.from(pieces));
    });

  app.post('/api/wordings/:id/table', { schema: { ...about('Read a translator’s spreadsheet (multipart, field `file`) without keeping anything'), params: ById, response: { 200: WordingTableRead } } },
    async (request) => {
      const part = request.isMultipart() ? await request.file() : undefined;
      if (!part) throw new Problem('invalid-input', { errors: [{ path: 'file', code: 'missing' }] });
      const bytes = await part.toBuffer();
      return request.act(async (act) => readWordingTable(bytes, await readWording(act, await known(act), request.params.id)));
    });

  app.get('/api/wordings/:id/asked', { config: { inCalls: true }, schema: { ...about('The words in which a list was asked, as they stood then'), params: ById, response: { 200: AskedWording } } },
    (request) => request.act((act) => wordingAsked(act, request.params.id)));

  app.get('/api/instruments/:id/:version/wordings', { config: { inCalls: true }, schema: { ...about('The approved wordings of one version of a set, in every language'), params: wire.ByInstrument, response: { 200: AskedWordings } } },
    (request) => request.act(async (act) => ({ items: await approvedWordings(act, request.params.id, request.params.version) })));
}
