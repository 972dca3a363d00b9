import agendaEn from '../../features/agenda/text/en.json' with { type: 'json' };
import agendaIt from '../../features/agenda/text/it.json' with { type: 'json' };
import casesEn from '../../features/cases/text/en.json' with { type: 'json' };
import casesIt from '../../features/cases/text/it.json' with { type: 'json' };
import documentsEn from '../../features/documents/text/en.json' with { type: 'json' };
import documentsIt from '../../features/documents/text/it.json' with { type: 'json' };
import followUpsEn from '../../features/followups/text/en.json' with { type: 'json' };
import followUpsIt from '../../features/followups/text/it.json' with { type: 'json' };
import type { WordsIn } from '../../features/lists/deeds.ts';
import listsEn from '../../features/lists/text/en.json' with { type: 'json' };
import listsIt from '../../features/lists/text/it.json' with { type: 'json' };
import personsEn from '../../features/persons/text/en.json' with { type: 'json' };
import personsIt from '../../features/persons/text/it.json' with { type: 'json' };
import referralsEn from '../../features/referrals/text/en.json' with { type: 'json' };
import referralsIt from '../../features/referrals/text/it.json' with { type: 'json' };

const rooms: Readonly<Record<'it' | 'en', readonly object[]>> = {
  it: [agendaIt, casesIt, documentsIt, followUpsIt, listsIt, personsIt, referralsIt],
  en: [agendaEn, casesEn, documentsEn, followUpsEn, listsEn, personsEn, referralsEn],
};

/** The words of every room whose codes stand in a list; a code without words is told as it is. */
export const wordsOfRooms: WordsIn = (language) => {
  const words = new Map<string, unknown>(rooms[language].flatMap((room) => Object.entries(room)));
  return (key) => {
    const found = words.get(key);
    return typeof found === 'string' ? found : key.split('.').at(-1) ?? key;
  };
};
