import type { FoundMark } from '../../../kernel/documents/word/marks.ts';
import { type FieldSource, type FoundField, type FoundFields, LetterField, ReportField } from '../contract/fields.ts';
import type { CheckedCase, LetterTemplate } from '../contract/letters.ts';
import type { Say } from '../../../kernel/documents/words.ts';

type Purpose = LetterTemplate['purpose'];

/** What the writer is asked begins with this. */
export const ASKED = 'scrivi:';
/** In whose place the sections of an interview come. */
export const BODY_FIELD = 'testo';

const office = new Set<string>(['oggi', 'ufficio', 'scrivente.nome', 'scrivente.ruolo', 'servizio', 'programma.nome', 'programma.cup', 'programma.codice-progetto']);
const letterFields = new Set<string>(LetterField.options);
const reportFields = new Set<string>(ReportField.options);

/** The fields of a template for this purpose. */
export const fieldsFor = (purpose: Purpose): readonly (LetterField | ReportField)[] => (purpose === 'letter' ? LetterField.options : ReportField.options);

/** Whose reading a field takes: a letter says no more of a case than its writer may read there. */
export function sourceOf(field: string): FieldSource {
  if (office.has(field)) return 'office';
  if (field.startsWith('prospetto.')) return 'work';
  return field.startsWith('colloquio.') || field === BODY_FIELD ? 'interview' : 'case';
}

/** What the register of what left says of a field, in the codes of the referrals; what has none of its own is told as its area. */
const told: Readonly<Partial<Record<LetterField, string>>> = {
  'persona.nome': 'name', 'persona.nascita': 'birth-year', 'persona.cittadinanza': 'nationality', 'persona.genere': 'gender', 'persona.lingue': 'languages', 'persona.interprete': 'languages',
  'permesso.tipo': 'legal-status', 'permesso.scade-il': 'legal-status', 'casa.sistemazione': 'area.housing', 'casa.fino-al': 'area.housing',
  'piano.obiettivi': 'area.wishes', 'prospetto.ammanco': 'pay-facts', 'prospetto.dovuto': 'pay-facts', 'prospetto.ricevuto': 'pay-facts', 'prospetto.mesi': 'work-facts', 'prospetto.datore': 'work-facts',
};

/** What a letter with these fields tells another body, for the register; each once. */
export const toldBy = (fields: readonly LetterField[]): string[] => [...new Set(fields.flatMap((field) => told[field] ?? []))];

const asks = (name: string): boolean => name.startsWith(ASKED) && name.slice(ASKED.length).trim() !== '';

/** Whether a field means something in a template for this purpose. The report of an interview asks nobody anything. */
export const isField = (name: string, purpose: Purpose): boolean => (purpose === 'letter' ? letterFields.has(name) || asks(name) : reportFields.has(name));

/** What the fields of a file are, each where it stands. The sections of an interview have one place, in the body, alone in its paragraph. */
export function fieldsFound(marks: readonly FoundMark[], purpose: Purpose): FoundFields {
  let hasText = false;
  const items = marks.map(({ name, place, paragraph, near, isAlone }): FoundField => {
    const found = { name, place, paragraph, near };
    if (name === '{{' || name === '}}') return { ...found, is: 'unclosed' };
    if (!isField(name, purpose)) return { ...found, is: 'unknown' };
    if (purpose !== 'interview-report' || name !== BODY_FIELD) return { ...found, is: asks(name) ? 'ask' : 'known' };
    if (!isAlone || place !== 'body') return { ...found, is: 'not-alone' };
    if (hasText) return { ...found, is: 'twice' };
    hasText = true;
    return { ...found, is: 'known' };
  });
  return { items, lacksText: purpose === 'interview-report' && !hasText };
}

/** How many of them keep the file from coming into use. */
export const strangersAmong = ({ items, lacksText }: FoundFields): number => items.filter(({ is }) => is !== 'known' && is !== 'ask').length + (lacksText ? 1 : 0);

/** The known fields of a file, once each, as a template of words would write them: what is asked for a letter is read from there. */
export const asMarks = ({ items }: FoundFields): string => [...new Set(items.filter(({ is }) => is === 'known' || is === 'ask').map(({ name }) => `{{${name}}}`))].join(' ');

/** Letters that cannot be made, and of each in words what it would lack. @param say the texts of this room */
export function holesIn(items: readonly CheckedCase[], say: Say): readonly { readonly caseId: string; readonly words: string }[] {
  return items.filter((one) => one.problem !== null || one.missing.length > 0).map((one) => {
    const what = [
      ...(one.problem ? [say(`documents.run-problem.${one.problem}`)] : []), ...one.missing.map(({ field, why }) => say(`documents.letters.check.${why}`, { field: say(`documents.field.${field}`) })),
    ].join('; ');
    return { caseId: one.caseId, words: say('documents.letters.check.line', { code: one.code ?? say('documents.runs.not-yours'), what }) };
  });
}
