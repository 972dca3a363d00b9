import { describe, expect, it } from 'vitest';
import type { Waiting } from '../../../../kernel/offline/waiting.ts';
import { emptyContact, bodyOf } from './form.ts';
import { callOf, comingOf, contactFrom } from './here.ts';

const [met, other, person, file, report, hour] = ['1', '2', '3', '4', '5', '6'].map((digit) => `0193f000-0000-7000-8000-00000000000${digit}`) as [string, string, string, string, string, string];
const waits = (path: string, body: unknown, record = { kind: 'street-contact', id: met }): Waiting => ({ id: path, place: 1, memberId: 'amal', notedAt: 0, method: 'PUT', path, body, record });
const form = { ...emptyContact({ placeId: null, placeKind: 'station', zone: 'Binario 1' }), people: 5, gender: 'male' as const, note: 'Lavorano alle serre.' };
const call = waits(`/api/street-contacts/${met}`, bodyOf(form, null, new Date('2026-11-30T05:00:00.000Z')));
const amal = { memberId: person, name: 'Amal Haddad', role: 'mediator' as const };

describe('a contact of Amal that has not left her telephone', () => {
  it('is read as she noted it, at the hour of her telephone, and is hers to put right', () => {
    expect(callOf([waits(`/api/street-contacts/${other}`, {}), call], met)).toBe(call);
    expect(contactFrom(call, met, amal, null, null)).toMatchObject({ id: met, at: '2026-11-30T05:00:00.000Z', people: 5, gender: 'male', zone: 'Binario 1', note: 'Lavorano alle serre.', mayChange: true, outcomes: [], by: { name: 'Amal Haddad' } });
  });

  it('shows what it becomes while all of it waits: one of them a person, another an hour, a segnalazione of the five', () => {
    const waiting = [
      call,
      waits(`/api/street-contacts/${met}/person`, { personId: person, caseId: file, linkId: other, noteId: report, doubtId: hour }),
      waits(`/api/street-contacts/${met}/outcomes/${other}`, { kind: 'inbound-referral', subjectId: report }),
      { ...waits(`/api/street-hours/${hour}/give`, { id: other, contactId: met, code: 'Ali', language: 'ar' }, { kind: 'street-hour', id: hour }), method: 'POST' as const },
      waits(`/api/street-contacts/${other}/person`, { personId: other, caseId: other, linkId: other, noteId: other, doubtId: other }),
    ];
    expect(comingOf(waiting, met)).toEqual([{ kind: 'person', subjectId: file }, { kind: 'inbound-referral', subjectId: report }, { kind: 'appointment', subjectId: hour }]);
  });
});
