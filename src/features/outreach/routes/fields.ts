import { DecideField, EditFields, FieldsNow } from '../../../kernel/fields/contract.ts';
import type { Routes } from '../../../kernel/http/server.ts';
import { byId, planFields } from '../contract.ts';
import { contacts, decideRecord, editRecord, outings, places, readFields } from '../store/fields.ts';
import { mustTake } from '../store/planning.ts';

/** Records that several people edit at once, field by field, on devices that may have no network; see `kernel/fields`. */
export const fieldRoutes: Routes = (app) => {
  const config = { inCalls: true } as const;
  for (const [path, kind, words] of [['places', places, 'a place'], ['street-contacts', contacts, 'a contact'], ['outings', outings, 'an outing: its diary, how each stop went, and of the plan what is not crew, hours and stops']] as const) {
    const about = (summary: string) => ({ summary, tags: ['outreach'], params: byId, response: { 200: FieldsNow } });
    app.get(`/api/${path}/:id/fields`, { config, schema: about(`The fields of ${words}, each with its version, and what waits beside them`) }, (request) => request.act((act) => readFields(act, kind, request.params.id)));
    app.patch(`/api/${path}/:id/fields`, { config, schema: { ...about(`Write some fields of ${words}; what others changed meanwhile stays, with the new value beside`), body: EditFields } }, (request) => request.act(async (act) => {
      if (kind === outings) await mustTake(act, request.params.id, request.body.edits.some(({ field }) => (planFields as readonly string[]).includes(field)));
      return editRecord(act, kind, request.params.id, request.body);
    }));
    app.post(`/api/${path}/:id/fields/decisions`, { config, schema: { ...about(`Choose between two values of a field of ${words}`), body: DecideField } }, (request) => request.act(async (act) => {
      if (kind === outings) await mustTake(act, request.params.id, false);
      return decideRecord(act, kind, request.params.id, request.body);
    }));
  }
};
