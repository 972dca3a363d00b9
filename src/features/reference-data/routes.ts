import { Readable } from 'node:stream';
import type { Routes } from '../../kernel/http/app.ts';
import { declareConstraintProblems, declareProblems } from '../../kernel/http/problems.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import { csv } from '../../kernel/tables/csv.ts';
import { workbook } from '../../kernel/tables/workbook.ts';
import type { WordsIn } from '../lists/deeds.ts';
import * as contract from './contract.ts';
import { type Collections, exportReferenceData, moveValue, readReferenceData, writeCheck, writeValue } from './store.ts';
import { tableOf } from './table.ts';

declareProblems({ 'reference-fixed': 409, 'reference-beyond-norm': 422, 'reference-too-soon': 422, 'reference-day-taken': 409, 'reference-needs-another': 409, 'reference-in-force': 409 });
declareConstraintProblems({ reference_value_one_a_day: 'reference-day-taken' });

const { byId: params, Done } = contract;
const types = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const;
const settled = (work: Promise<void>) => work.then(() => ({ done: true }) as const);

/** Terms and rules of the programme. @param collections what each room lets a programme say of its own @param wordsIn the words of the rooms, for a file */
export const referenceDataRoutes = (collections: Collections, wordsIn: WordsIn): Routes => (app) => {
  const about = (summary: string) => ({ summary, tags: ['reference-data'] });

  app.get('/api/reference-data', { schema: { ...about('Every term and rule: what holds today, what held and what will hold, and who has verified it'), response: { 200: contract.ReferenceData } } },
    (request) => request.act((act) => readReferenceData(act, collections)));

  app.get('/api/reference-data/table', { schema: { ...about('Every term and rule of every day as a file for a spreadsheet'), querystring: contract.TableAsked } }, async (request, reply) => {
    const { format, language } = request.query;
    const data = await request.act((act) => exportReferenceData(act, collections, format));
    const words = await wordsIn(language);
    const { head, rows } = tableOf(data, words, language);
    const batches = (async function* all() { yield rows; })();
    reply.header('content-type', types[format]).header('content-disposition', `attachment; filename="reti-termini-${italianDay(new Date())}.${format}"`);
    return reply.send(Readable.from(format === 'csv' ? csv(head, batches, { separator: language === 'it' ? ';' : ',', mark: true }) : workbook(words('reference-data.table.sheet'), head, batches)));
  });

  app.put('/api/reference-values/:id', { schema: { ...about('Say a term or a rule of the programme’s own, from a day on'), params, body: contract.WriteValue, response: { 200: Done } } },
    (request) => settled(request.act((act) => writeValue(act, collections, request.params.id, request.body))));

  app.post('/api/reference-values/:id/moves', { schema: { ...about('Verify a value against its source, doubt it, or withdraw it before it holds'), params, body: contract.MoveValue, response: { 200: Done } } },
    (request) => settled(request.act((act) => moveValue(act, request.params.id, request.body))));

  app.put('/api/reference-checks/:id', { schema: { ...about('Say that one has looked at a value that the system comes with'), params, body: contract.WriteCheck, response: { 200: Done } } },
    (request) => settled(request.act((act) => writeCheck(act, collections, request.params.id, request.body))));
};
