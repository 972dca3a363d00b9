/** The fields of the office's papers: what each may say of a case, of an interview, of the office. Their meaning and an example stand in the room's texts. */
import { z } from 'zod';

/** What a letter can say by itself; everything else its writer fills in (`{{scrivi:…}}`). */
export const LetterField = z.enum([
  'oggi', 'ufficio', 'scrivente.nome', 'scrivente.ruolo', 'servizio', 'programma.nome', 'programma.cup', 'programma.codice-progetto',
  'persona.codice', 'persona.nome', 'persona.nascita', 'persona.cittadinanza', 'persona.genere', 'persona.lingue', 'persona.interprete',
  'permesso.tipo', 'permesso.scade-il', 'casa.sistemazione', 'casa.fino-al',
  'caso.aperto-il', 'caso.responsabile', 'caso.equipe',
  'piano.obiettivi', 'piano.concordato-il', 'piano.riesame-il', 'consensi.in-vigore',
  'appuntamento.giorno', 'appuntamento.ora', 'appuntamento.luogo',
  'prospetto.ammanco', 'prospetto.dovuto', 'prospetto.ricevuto', 'prospetto.mesi', 'prospetto.datore', 'prospetto.paga-tabella', 'prospetto.tabella', 'prospetto.firmato-il',
]);
export type LetterField = z.infer<typeof LetterField>;

/** What the report of an interview can say of it in a template of the office; in place of `testo` come its sections. */
export const ReportField = z.enum([
  'testo', 'colloquio.tipo', 'colloquio.codice', 'colloquio.data', 'colloquio.autore', 'colloquio.firmato-il', 'colloquio.controfirme', 'colloquio.presenti', 'colloquio.lingua', 'colloquio.interprete', 'colloquio.luogo', 'colloquio.minuti',
  'colloquio.sezioni', 'colloquio.firma-persona', 'colloquio.aggiunte', 'colloquio.stampato-da', 'oggi', 'ufficio', 'programma.nome', 'programma.cup', 'programma.codice-progetto',
]);
export type ReportField = z.infer<typeof ReportField>;

/** Where a field comes from, as whoever writes a template is told: of the office, or of a compartment of the case. */
export const FieldSource = z.enum(['office', 'case', 'work', 'interview']);
export type FieldSource = z.infer<typeof FieldSource>;

export const FoundField = z.object({
  name: z.string(), place: z.enum(['body', 'header', 'footer', 'notes']), paragraph: z.int(), near: z.string(),
  /** `unclosed`: braces that nobody closed; `not-alone`: the place of the sections, with other words beside it. */
  is: z.enum(['known', 'ask', 'unknown', 'unclosed', 'not-alone', 'twice']),
});
export type FoundField = z.infer<typeof FoundField>;
/** Every field of a file, in its order. `lacksText`: the report of an interview without the place of its sections. */
export const FoundFields = z.object({ items: z.array(FoundField).max(2_000), lacksText: z.boolean() });
export type FoundFields = z.infer<typeof FoundFields>;
