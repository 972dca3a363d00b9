import type { Letterhead, Paper, PaperBlock } from '../../../kernel/documents/paper.ts';
import { machine } from '../../../kernel/machine.ts';
import { LetterField } from '../contract/fields.ts';
import { ASKED, isField } from './fields.ts';

/** Words are read before they are used; a letter in use is retired, never rewritten. */
export const letterMachine = machine({
  states: ['draft', 'in-use', 'retired'],
  initial: 'draft',
  moves: { use: { from: ['draft'], to: 'in-use' }, retire: { from: ['draft', 'in-use'], to: 'retired' } },
});

const FIELD = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** What the writer is asked to fill in, each once, in the order of the letter. */
export const asksOf = (body: string): string[] =>
  [...new Set([...body.matchAll(FIELD)].flatMap(([, name = '']) => (name.startsWith(ASKED) ? [name.slice(ASKED.length).trim()] : [])))];

/** Names in braces that mean nothing: they would stand in the letter as they are. */
export const strangersOf = (body: string): string[] =>
  [...new Set([...body.matchAll(FIELD)].map(([, name = '']) => name).filter((name) => !isField(name, 'letter')))];

/** What a letter needs of its case beside the words: which fields it says. */
export const fieldsOf = (body: string): LetterField[] => LetterField.options.filter((field) => [...body.matchAll(FIELD)].some(([, name]) => name === field));

export type Values = Readonly<Partial<Record<LetterField, string>>>;

/** Fields that this case cannot fill: no appointment, no name. A letter with a hole is not made. */
export const missingFrom = (body: string, values: Values): LetterField[] => fieldsOf(body).filter((field) => (values[field] ?? '') === '');

/** What the writer was asked and has not said: no letter leaves with such a hole either. */
export const unanswered = (asks: readonly string[], answers: Readonly<Record<string, string>>): string[] => asks.filter((ask) => (answers[ask] ?? '') === '');

interface LetterAsked {
  readonly name: string;
  readonly language: string;
  readonly body: string;
  readonly values: Values;
  readonly answers: Readonly<Record<string, string>>;
  readonly head: Letterhead;
  readonly today: string;
  readonly reference?: string | undefined;
  readonly signer: string;
  /** What is written over the places to sign. */
  readonly signature: { readonly writer: string; readonly person: string };
}

/**
 * A letter as a paper. Of the template's marks: `# ` begins a title, `- ` an item of a list, `[firma]` is the place where the writer signs, `[firma della persona]` that of the person; an empty line
 * parts two paragraphs. What fills a field is text and nothing else: a `#` in a name makes no title.
 */
export function letterPaper({ name, language, body, values, answers, head, today, reference, signer, signature }: LetterAsked): Paper {
  const filled = (text: string): string => text.replaceAll(FIELD, (whole: string, field: string) =>
    field.startsWith(ASKED) ? answers[field.slice(ASKED.length).trim()] ?? '' : values[field as LetterField] ?? whole);
  const blocks: PaperBlock[] = [];
  for (const part of body.replaceAll('\r\n', '\n').split(/\n{2,}/)) {
    const lines = part.split('\n');
    if (lines.every((line) => line.startsWith('- '))) blocks.push({ kind: 'list', items: lines.map((line) => filled(line.slice(2))) });
    else if (part.trim() === '[firma]') blocks.push({ kind: 'signature', label: signature.writer, name: signer });
    else if (part.trim() === '[firma della persona]') blocks.push({ kind: 'signature', label: signature.person, ...(values['persona.nome'] ? { name: values['persona.nome'] } : {}) });
    else if (lines.length === 1 && part.startsWith('# ')) blocks.push({ kind: 'heading', level: 1, text: filled(part.slice(2)) });
    else blocks.push({ kind: 'paragraph', text: filled(part) });
  }
  return {
    title: name, language, date: today, blocks, ...(reference ? { reference } : {}),
    ...(head.office || head.emblems ? { letterhead: head } : {}),
  };
}

/** The compartment of the key that seals a template's file, and its place: the report of an interview is opened by the desk too. */
export const TEMPLATE_KEY = 'letter-template';
export const templateFilePlace = (templateId: string): string => `letter_template_file.sealed:${templateId}`;
