import { z } from 'zod';
import type { Routes } from '../../kernel/http/app.ts';
import { declareProblems } from '../../kernel/http/problems.ts';
import { versionSeen } from '../../kernel/http/server.ts';
import { Accounts } from '../../kernel/identity/accounts.ts';
import { readsPersons } from '../../kernel/identity/hats.ts';
import * as approvals from './approvals.ts';
import * as contract from './contract.ts';
import * as store from './store.ts';

declareProblems({ 'own-membership': 409, 'own-matter': 403 });

const byId = z.object({ id: z.uuid() });
const done = { done: true } as const;

/** Who works here: hats, invitations, organisations. Run by the administrator, who sees no case. */
export const teamRoutes: Routes = (app, house) => {
  const codes = house.keyring.derive('account secrets');
  // Letting somebody in begins at a screen that might have been left unlocked.
  const fresh = { config: { fresh: true } };

  app.get('/api/team/members', { schema: { summary: 'Everybody who works in the programme', tags: ['team'], response: { 200: contract.Members } } },
    async (request) => ({ items: await request.act(store.readMembers) }));

  app.post('/api/team/members/:id/end', { schema: { summary: 'Take a hat off somebody, at once', tags: ['team'], params: byId, body: contract.EndMembership, response: { 200: contract.Done } } },
    async (request) => {
      await request.act((act) => store.endMembership(act, request.params.id, request.body.reason));
      return done;
    });

  app.put('/api/team/members/:id/languages', { schema: { summary: 'The languages somebody works in', tags: ['team'], params: byId, body: contract.MemberLanguages, response: { 200: contract.Done } } },
    async (request) => {
      await request.act((act) => store.keepLanguages(act, request.params.id, request.body.languages));
      return done;
    });

  app.get('/api/team/invitations', { schema: { summary: 'Invitations and what became of them', tags: ['team'], response: { 200: contract.Invitations } } },
    async (request) => ({ items: await request.act(store.readInvitations) }));

  app.put('/api/team/invitations/:id', { ...fresh, schema: { summary: 'Invite somebody; the link is told once', tags: ['team'], params: byId, body: contract.NewInvitation, response: { 200: contract.InvitationMade } } },
    async (request) => {
      const { token, hash, expiresAt } = Accounts.newInvitationToken();
      await request.act((act) => store.keepInvitation(act, request.params.id, request.body, { hash, expiresAt }));
      return { id: request.params.id, link: `${house.publicUrl}/invitations/${token}`, needsApproval: readsPersons(request.body.role) };
    });

  app.delete('/api/team/invitations/:id', { schema: { summary: 'Withdraw an invitation that nobody used yet', tags: ['team'], params: byId, response: { 200: contract.Done } } },
    async (request) => {
      await request.act((act) => store.withdrawInvitation(act, request.params.id));
      return done;
    });

  app.post('/api/team/invitations/:id/decision', { ...fresh, schema: { summary: 'Let somebody in, or not; the code is told once', tags: ['team'], params: byId, body: contract.Decision, response: { 200: contract.Decided } } },
    (request) => request.act((act) => approvals.decideInvitation(act, codes, request.params.id, request.body)));

  app.get('/api/team/second-factor-resets', { schema: { summary: 'Colleagues who lost their second factor', tags: ['team'], response: { 200: contract.Resets } } },
    async (request) => ({ items: await request.act((act) => approvals.readResets(act, 'second_factor_reset')) }));

  app.put('/api/team/second-factor-resets/:id', { ...fresh, schema: { summary: 'Ask that a colleague may begin anew with a second factor', tags: ['team'], params: byId, body: contract.NewReset, response: { 200: contract.Done } } },
    async (request) => {
      await request.act((act) => approvals.askForReset(act, request.params.id, request.body));
      return done;
    });

  app.post('/api/team/second-factor-resets/:id/decision', { ...fresh, schema: { summary: 'Allow a new beginning, or not; the code is told once', tags: ['team'], params: byId, body: contract.Decision, response: { 200: contract.Decided } } },
    (request) => request.act((act) => approvals.decideReset(act, codes, request.params.id, request.body)));

  app.get('/api/team/password-resets', { schema: { summary: 'Colleagues who lost their password', tags: ['team'], response: { 200: contract.Resets } } },
    async (request) => ({ items: await request.act((act) => approvals.readResets(act, 'password_reset')) }));

  app.put('/api/team/password-resets/:id', { ...fresh, schema: { summary: 'Ask that a colleague may choose a new password; the link, good for a day, is told once', tags: ['team'], params: byId, body: contract.NewReset, response: { 200: contract.PasswordLink } } },
    async (request) => {
      const { token, hash } = Accounts.newToken();
      await request.act((act) => approvals.askForPassword(act, request.params.id, request.body, hash));
      return { link: `${house.publicUrl}/passwords/${token}` };
    });

  app.post('/api/team/password-resets/:id/decision', { ...fresh, schema: { summary: 'Allow a new password, or not; the code is told once', tags: ['team'], params: byId, body: contract.Decision, response: { 200: contract.Decided } } },
    (request) => request.act((act) => approvals.decidePassword(act, codes, request.params.id, request.body)));

  app.get('/api/team/organisations', { schema: { summary: 'The bodies of the programme', tags: ['team'], response: { 200: contract.Organisations } } },
    async (request) => ({ items: await request.act(store.readOrganisations) }));

  app.get('/api/team/renamings', { schema: { summary: 'Bodies that were renamed, and what they were called', tags: ['team'], response: { 200: contract.Renamings } } },
    async (request) => ({ items: await request.act(store.readRenamings) }));

  app.put('/api/team/organisations/:id', { schema: { summary: 'Add a body', tags: ['team'], params: byId, body: contract.OrganisationDraft, response: { 200: contract.Done } } },
    async (request) => {
      await request.act((act) => store.keepOrganisation(act, request.params.id, request.body));
      return done;
    });

  app.patch('/api/team/organisations/:id', { schema: { summary: 'Rename a body', tags: ['team'], params: byId, body: contract.OrganisationDraft, response: { 200: contract.Done } } },
    async (request) => {
      await request.act((act) => store.changeOrganisation(act, request.params.id, request.body, versionSeen(request)));
      return done;
    });
};
