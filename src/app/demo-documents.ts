import sharp from 'sharp';
import { v7 as newId } from 'uuid';
import { asPdf } from '../kernel/documents/making.ts';
import { italianDay } from '../kernel/italian-day.ts';
import { type DemoName, idOf } from './people.ts';
import type { Answer, Worker } from './worker.ts';

const dayFromNow = (days: number): string => italianDay(new Date(Date.now() + days * 24 * 3_600_000));

/** One side of a card as a telephone would photograph it on a table: no letters, because not every machine has a face to draw them with. */
const sideOfACard = (lines: number): Promise<Buffer> => sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="700">
  <rect width="1000" height="700" fill="#6d5f4b"/><rect x="70" y="60" width="860" height="580" rx="30" fill="#e9e4d6"/><rect x="70" y="60" width="860" height="90" rx="30" fill="#2f5d8a"/>
  <rect x="120" y="200" width="220" height="280" fill="#c9c2b0"/><circle cx="230" cy="300" r="60" fill="#8d8676"/><path d="M140 480c20-110 160-110 180 0z" fill="#8d8676"/>
  ${Array.from({ length: lines }, (_, at) => `<rect x="390" y="${210 + at * 60}" width="${460 - (at % 3) * 90}" height="22" rx="6" fill="#a39c8a"/>`).join('')}
</svg>`)).jpeg().toBuffer();

/** A pay slip that says itself what it is: nobody may take it for one. */
const paySlip = (): Promise<Buffer> => asPdf({
  title: 'Busta paga di luglio', language: 'it', classification: 'Carta di prova della dimostrazione: persone e ditte inventate',
  letterhead: { office: 'Serre del Calore (ditta inventata)', lines: ['Contrada di prova, provincia di Avellino'] },
  blocks: [
    { kind: 'facts', rows: [{ label: 'Lavoratore', value: 'Shafiqul Islam' }, { label: 'Mansione', value: 'Operaio agricolo, raccolta in serra' }] },
    { kind: 'table', caption: 'Giornate dichiarate', columns: [{ head: 'Voce', share: 3 }, { head: 'Giornate', align: 'end' }, { head: 'Euro', align: 'end' }], rows: [['Giornate ordinarie', '6', '312,00'], ['Straordinario', '0', '0,00']] },
    { kind: 'note', text: 'Lui ne ha lavorate ventisei: le ha segnate sul telefono.' },
  ],
}, { at: new Date() });

/** Papers that people took out of a pocket: a permit that ends soon, which Giulia finds on her day, and a pay slip for Anna's sums. */
export async function papersFromPockets(as: (name: DemoName) => Promise<Worker>, must: <T>(answer: Answer<T>) => T): Promise<void> {
  const [giulia, anna] = [await as('giulia'), await as('anna')];
  const bring = async (who: Worker, caseId: string, compartment: string, name: string, bytes: Buffer): Promise<string> => {
    const id = newId();
    must(await who.put(`/api/document-contents/${id}`, { caseId, compartment, name, upload: await who.sendFile(bytes) }));
    return id;
  };
  const mariama = idOf('case mariama');
  const sides = [await bring(giulia, mariama, 'case', 'fronte.jpg', await sideOfACard(5)), await bring(giulia, mariama, 'case', 'retro.jpg', await sideOfACard(7))];
  must(await giulia.put(`/api/documents/${newId()}`, { caseId: mariama, compartment: 'case', kind: 'permit', title: 'Permesso di soggiorno, i due lati', issuedOn: dayFromNow(-340), expiresOn: dayFromNow(25), contents: sides }));
  const shafiqul = idOf('case shafiqul');
  const slip = await bring(anna, shafiqul, 'work', 'busta-paga.pdf', await paySlip());
  must(await anna.put(`/api/documents/${newId()}`, { caseId: shafiqul, compartment: 'work', kind: 'pay-slip', title: 'Busta paga di luglio', issuedOn: dayFromNow(-100), expiresOn: null, contents: [slip] }));
}
