import { createHash } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { provenOf, showsWork } from '../features/intake/domain.ts';
import type { App } from '../kernel/http/server.ts';
import { type DemoName, idOf } from './people.ts';
import type { Answer, Worker } from './worker.ts';

const programme = idOf('avellino');

/** What the device of whoever writes looks for. The ids of the demonstration stay the same, and these two are quickly found. */
function proofFor(id: string): string {
  for (let tried = 0; ; tried += 1) if (showsWork(createHash('sha256').update(provenOf(programme, id, String(tried))).digest())) return String(tried);
}

/**
 * Teresa takes segnalazioni from anybody. One came from a neighbour and is held apart; one from somebody who writes of herself, whom Teresa let in.
 * Benevento takes none, as every programme where nobody has said otherwise.
 */
export async function whatAnybodyTold(app: App, as: (name: DemoName) => Promise<Worker>, must: <T>(answer: Answer<T>) => T): Promise<void> {
  const teresa = await as('teresa');
  must(await teresa.put('/api/intake-settings', { publicOpen: true }, 0));
  const report = async (word: string, written: Record<string, unknown>): Promise<string> => {
    const id = idOf(`anybody ${word}`);
    const answer = await app.inject({
      method: 'PUT', url: `/api/public-reports/${programme}/${id}`, headers: { 'x-requested-with': 'reti', 'content-type': 'application/json' },
      payload: JSON.stringify({ minor: 'no', danger: false, ...written, proof: proofFor(id) }),
    });
    must({ status: answer.statusCode, body: answer.json() as Answer['body'], headers: answer.headers });
    return id;
  };
  await report('the one next door', {
    senderKind: 'citizen', agreement: 'not-asked', calledBy: 'nobody', urgency: 'ordinary', language: null, reasons: ['trafficking-report'],
    content: { words: 'Nel capannone dietro casa la luce resta accesa tutta la notte. Entrano la sera in sei o sette e non li vedo uscire. La domenica uno bussa e chiede acqua, sempre con qualcuno accanto.', place: 'Zona industriale di Solofra', signs: ['isolation', 'overtime', 'conditions'] },
  });
  const carer = await report('carer', {
    senderKind: 'self', agreement: 'yes', calledBy: 'initials', urgency: '72h', language: 'ro', reasons: ['help-asked'],
    content: { called: 'M. D.', reach: 'Un messaggio scritto, la mattina fra le nove e le dieci: 351 111 0177. Non telefonate.', words: 'Guardo una signora anziana giorno e notte. Il contratto dice quattro ore. La domenica non posso uscire. Posso parlare con qualcuno senza che lo sappia la famiglia?', signs: ['overtime', 'wages-withheld', 'movement'], active: ['nobody'], asks: ['interview', 'work'] },
  });
  must(await teresa.post(`/api/inbound-referrals/${carer}/moves`, { id: newId(), move: 'receive' }));
}
