import { describe, expect, it } from 'vitest';
import { asPdf } from '../../kernel/documents/making.ts';
import { readPdf } from '../../kernel/documents/testing/read-pdf.ts';
import type { Outing, Place } from './contract.ts';
import { outingSheetPaper } from './paper.ts';
import it_ from './text/it.json' with { type: 'json' };

const texts: Readonly<Record<string, string>> = it_;
const id = (n: number): string => `00000000-0000-7000-8000-00000000000${n}`;
const somebody = (n: number, name: string) => ({ memberId: id(n), name, role: 'mediator' });
const place: Place = {
  id: id(1), name: 'Rotonda dei braccianti', kind: 'labour-pickup', town: 'Montella', position: null, accessNotes: 'parcheggio dietro il bar', dangers: 'cani sciolti', usualHours: [], languages: ['pa'], nationalities: [], seasons: [], everyWeeks: null,
  retiredAt: null, retiredReason: null, lastVisitAt: null, version: 1,
};
const outing: Outing = {
  id: id(2), state: 'planned', startsAt: '2026-09-14T03:00:00Z', endsAt: '2026-09-14T07:00:00Z', purposes: ['meet-people'], vehicle: 'Doblò', crew: [{ ...somebody(3, 'Amal Haddad'), languages: ['ar'] }, { ...somebody(4, 'Blessing Okoro'), languages: [] }],
  answerable: somebody(5, 'Teresa Iannaccone'), buddy: null, isMine: true, stops: [{ id: id(6), placeId: place.id, name: place.name, town: place.town, kind: place.kind, at: null, outcome: null }], languagesMissing: ['pa'], contacts: 0, people: 0, dueAt: null, alarm: null, version: 1,
  purposeWords: '', materials: [{ kind: 'information', language: 'pa', quantity: 20 }], materialsGiven: [], checkMinutes: 60, checkMinutesOwn: null, weather: '', kilometres: null, incidents: '', diary: '', startedAt: null, returnedAt: null, checks: [], steps: [], moves: [],
  planChanged: null, hours: [{ id: id(7), outingId: id(2), forMember: somebody(3, 'Amal Haddad'), appointmentId: id(8), startsAt: '2026-09-16T08:00:00Z', endsAt: '2026-09-16T09:00:00Z', member: somebody(9, 'Marco D’Alessio'), mediator: null, room: 'Stanza 1', state: 'given', contactId: id(1), code: 'Awa', version: 1 }],
};

describe('the sheet that Amal takes along', () => {
  it('says in Italian hours who goes where, what to know before and which hours may be given, and names nobody who was met', async () => {
    const paper = outingSheetPaper(outing, [place], (key, values = {}) => (texts[key] ?? key).replaceAll(/\{(\w+)\}/g, (spot, name: string) => String(values[name] ?? spot)), {
      language: 'it', letterhead: { office: 'RE.T.I. Avellino', lines: [] }, printedBy: 'Amal Haddad', at: new Date('2026-09-13T10:00:00Z'), languageName: (code) => ({ pa: 'punjabi', ar: 'arabo' })[code] ?? code,
    });
    const { text } = readPdf(await asPdf(paper, { at: new Date('2026-09-13T10:00:00Z') }));
    for (const said of ['05:00 – 09:00', 'Amal Haddad (arabo)', 'Rotonda dei braccianti', 'parcheggio dietro il bar', 'Attenzione: cani sciolti', 'punjabi', 'Marco D’Alessio', 'mercoledì 16 settembre 2026, 10:00', 'Se il telefono si spegne']) expect(text).toContain(said);
    expect(text).not.toContain('Awa');
  });
});
