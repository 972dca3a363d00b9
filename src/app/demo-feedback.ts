import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { v7 as newId } from 'uuid';
import { italianDay } from '../kernel/italian-day.ts';
import type { DemoName } from './people.ts';
import { idOf } from './people.ts';
import type { Answer, Worker } from './worker.ts';

const daysAgo = (days: number): string => italianDay(new Date(Date.now() - days * 24 * 3_600_000));

/** Somebody waited three hours and said so to Rubina, without a name: Teresa has begun to look into it. */
export async function somebodyComplains(as: (name: DemoName) => Promise<Worker>, must: <T>(answer: Answer<T>) => T): Promise<void> {
  const [rubina, teresa, id] = [await as('rubina'), await as('teresa'), newId()];
  must(await rubina.put(`/api/complaints/${id}`, {
    words: 'আমি সকাল নয়টা থেকে বারোটা পর্যন্ত অপেক্ষা করেছি। আমার পরে যারা এসেছে তাদের আগে ডাকা হয়েছে। কেউ আমাকে কিছু বলেনি।\n\n(Ha aspettato dalle nove a mezzogiorno; chi è arrivato dopo è stato chiamato prima, e nessuno gli ha spiegato perché.)',
    language: 'bn', toldBy: 'anonymous', answerTo: 'A voce, quando torna: chiede di Rubina.', aboutCoordination: false, receivedOn: daysAgo(4),
  }));
  must(await teresa.post(`/api/complaints/${id}/moves`, { id: newId(), move: 'look-into', words: 'Guardo la coda di quel giorno e parlo con chi era allo sportello.' }));
}

/** How it went, as a dozen people said on earlier days. Put in by the owner, because whoever answers answers today. */
export async function theySaidHowItWent(ownerUrl: string): Promise<void> {
  const given = [[5, 5, 4], [4, 5, 3], [5, 5, 5], [2, 4, 3], [4, 4, null], [5, 5, 4], [3, 5, 2], [4, 5, 4], [5, 4, 5], [1, 2, 1], [4, 5, 4], [5, 5, null]] as const;
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query('begin; set local role reti_house');
    for (const [at, answers] of given.entries()) {
      await owner.query('insert into satisfaction_answer (id, programme_id, answered_on, understood, respected, helped) values ($1, $2, $3, $4, $5, $6)', [randomUUID(), idOf('avellino'), daysAgo(3 + at), ...answers]);
    }
    await owner.query('commit');
  } finally {
    await owner.end();
  }
}
