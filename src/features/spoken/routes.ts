import { z } from 'zod';
import { declareConstraintProblems, declareProblems } from '../../kernel/http/problems.ts';
import type { Routes } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { phraseLanguages } from './store/languages.ts';
import { approvePhrases, phraseBook, phraseHistory, writePhrase } from './store/phrases.ts';

declareConstraintProblems({ phrase_text_programme_id_key_language_edition_key: 'changed-meanwhile' });

declareProblems({ 'phrase-parts': 422, 'phrase-unwritten': 422 });

const byLanguage = z.object({ language: contract.SpokenLanguage });
const tags = ['spoken'];

/** Sentences said to people in their languages. */
export const spokenRoutes: Routes = (app) => {
  app.get('/api/phrases', { config: { inCalls: true }, schema: { summary: 'The languages people are met in, and how far the sentences of each have come', tags, response: { 200: contract.PhraseLanguages } } },
    (request) => request.act(phraseLanguages));

  app.get('/api/phrases/:language', { config: { inCalls: true }, schema: { summary: 'Every sentence said to people, in one language, and who answers for it', tags, params: byLanguage, response: { 200: contract.PhraseBook } } },
    (request) => request.act((act) => phraseBook(act, request.params.language)));

  app.get('/api/phrases/:language/:key', { schema: { summary: 'Every edition of one sentence', tags, params: byLanguage.extend({ key: z.string().max(80) }), response: { 200: contract.PhraseHistory } } },
    (request) => request.act((act) => phraseHistory(act, request.params.key, request.params.language)));

  app.put('/api/phrase-texts/:id', { schema: { summary: 'Write a sentence, or correct it', tags, params: z.object({ id: z.uuid() }), body: contract.NewPhraseText, response: { 200: contract.PhraseBook } } },
    (request) => request.act(async (act) => {
      await writePhrase(act, request.params.id, request.body);
      return phraseBook(act, request.body.language);
    }));

  app.post('/api/phrase-approvals', { schema: { summary: 'A mediator answers for sentences in a language they speak', tags, body: contract.Approval, response: { 200: contract.PhraseBook } } },
    (request) => request.act(async (act) => {
      await approvePhrases(act, request.body);
      return phraseBook(act, request.body.language);
    }));
};
