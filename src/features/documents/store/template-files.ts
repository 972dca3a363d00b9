import type { Act } from '../../../kernel/database/act.ts';
import { wordOf } from '../../../kernel/documents/word/filling.ts';
import { marksOf } from '../../../kernel/documents/word/marks.ts';
import type { WordParts } from '../../../kernel/documents/word/markup.ts';
import { openedWord, packedWord, WordRefused } from '../../../kernel/documents/word/opening.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import type { FoundFields } from '../contract/fields.ts';
import type { BringTemplate, LetterTemplate } from '../contract/letters.ts';
import { ASKED, asMarks, BODY_FIELD, fieldsFound, strangersAmong } from '../domain/fields.ts';
import { TEMPLATE_KEY, templateFilePlace } from '../domain/letters.ts';
import { kept, lastEdition, readTemplate } from './templates.ts';
import { exampleOf, sayIn } from './words.ts';

/** @throws {Problem} `letter-word-…` with why, and in the path of its error the place in the file as its writer would find it */
function taken(bytes: Uint8Array): WordParts {
  try {
    return openedWord(bytes);
  } catch (error) {
    if (!(error instanceof WordRefused)) throw error;
    throw new Problem(`letter-${error.code}`, error.where === '' ? {} : { errors: [{ path: error.where, code: error.code }] });
  }
}

/**
 * A template made of a file: a draft, or the next edition of one in use. The file is looked at, packed anew and sealed; fields that mean nothing are no
 * reason to refuse it, but to keep it a draft. Audit: `letter-template.bring`.
 * @param bytes absent where only what is said of the file changes
 * @throws {Problem} not-found, changed-meanwhile, letter-in-use, letter-file-missing, and why a file is refused
 */
export async function bringTemplate(act: Act, vault: Vault, id: string, version: number, given: BringTemplate, bytes: Uint8Array | undefined): Promise<void> {
  mustWrite(act);
  const before = await act.db.selectFrom('letter_template').select(['version', 'state', 'made_of', 'purpose']).where('id', '=', id).executeTakeFirst();
  if (before && before.version !== version) throw new Problem('changed-meanwhile');
  if (before && before.state !== 'draft') throw new Problem('letter-in-use');
  if (before && (before.made_of !== 'word-file' || before.purpose !== given.purpose)) throw new Problem('already-exists');
  if (!before && !bytes) throw new Problem('letter-file-missing');
  const parts = bytes ? taken(bytes) : undefined;
  const found = parts ? fieldsFound(marksOf(parts), given.purpose) : undefined;
  const said = { name: given.name, to_body: given.toBody, ...kept(given), ...(found ? { body: asMarks(found).slice(0, 20_000) } : {}) };
  if (before) await act.db.updateTable('letter_template').set({ ...said, version: version + 1 }).where('id', '=', id).execute();
  else {
    await act.db.insertInto('letter_template').values({
      id, programme_id: act.actor.programmeId, letter_id: given.letterId ?? id, edition: (await lastEdition(act, given.letterId, given.purpose)) + 1, language: given.language, purpose: given.purpose, made_of: 'word-file', body: '', ...said, created_by: act.actor.memberId,
    }).execute();
  }
  if (parts && found) {
    const packed = packedWord(parts, act.now);
    const seal = await vault.seal(act, id, TEMPLATE_KEY);
    const file = { sealed: seal.closeBytes(packed, templateFilePlace(id)), bytes: packed.length, strangers: strangersAmong(found), by_member: act.actor.memberId, at: act.now };
    await act.db.insertInto('letter_template_file').values({ template_id: id, programme_id: act.actor.programmeId, ...file }).onConflict((same) => same.column('template_id').doUpdateSet(file)).execute();
  }
  act.audit({ action: 'letter-template.bring', subject: 'letter-template', subjectId: id, details: { purpose: given.purpose, file: bytes !== undefined } });
}

/** The file of a template, opened. @throws {Problem} not-found */
export async function partsOf(act: Act, vault: Vault, id: string): Promise<WordParts> {
  return openedWord(await fileOfTemplate(act, vault, id));
}

/** Its bytes, for whoever goes on writing it. @throws {Problem} not-found, for all but who coordinates */
export async function fileForWriter(act: Act, vault: Vault, id: string): Promise<Buffer> {
  mustWrite(act);
  return fileOfTemplate(act, vault, id);
}

/** Letters are made from a file by the team; the file itself, with whatever words an office left in it, is for who writes it. @throws {Problem} not-found */
function mustWrite(act: Act): void {
  if (act.actor.role !== 'coordinator') throw new Problem('not-found');
}

async function fileOfTemplate(act: Act, vault: Vault, id: string): Promise<Buffer> {
  const file = await act.db.selectFrom('letter_template_file').select('sealed').where('template_id', '=', id).executeTakeFirst();
  const seal = file ? (await vault.seals(act, id)).get(TEMPLATE_KEY) : undefined;
  if (!file || !seal) throw new Problem('not-found');
  return seal.openBytes(file.sealed, templateFilePlace(id));
}

/** Every field of a file, where it stands and what it is. @throws {Problem} not-found */
export async function fieldsOfTemplate(act: Act, vault: Vault, id: string): Promise<FoundFields> {
  mustWrite(act);
  const { purpose } = await readTemplate(act, id);
  const found = fieldsFound(marksOf(await partsOf(act, vault, id)), purpose);
  return { ...found, items: found.items.slice(0, 2_000) };
}

/** A file filled with the examples that stand beside the fields; what means nothing stays in its braces, to be seen. @throws {Problem} not-found */
export async function previewFile(act: Act, vault: Vault, id: string): Promise<Buffer> {
  mustWrite(act);
  const template = await readTemplate(act, id);
  return wordOf(await partsOf(act, vault, id), { at: act.now, said: (name) => exampleFor(name, template), ...(template.purpose === 'interview-report' ? { blocks: exampleText(template.language) } : {}) });
}

function exampleFor(name: string, { language }: LetterTemplate): string | undefined {
  if (name.startsWith(ASKED)) return `[${name.slice(ASKED.length).trim()}]`;
  const key = `documents.field-example.${name}`;
  const example = exampleOf(name, language);
  return example === key ? undefined : example;
}

function exampleText(language: string) {
  const say = sayIn(language);
  return {
    mark: BODY_FIELD,
    paper: { title: say('documents.paper.example-title'), language, blocks: [{ kind: 'heading' as const, level: 1 as const, text: say('documents.paper.example-title') }, { kind: 'paragraph' as const, text: say('documents.field-example.testo') }] },
  };
}
