import { array, assert, asyncProperty, integer } from 'fast-check';
import { strFromU8, strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { asDocx } from '../making.ts';
import { paragraph, partOf, table, wordFile, wordsOf } from '../testing/word.ts';
import { wordOf } from './filling.ts';
import { marksOf } from './marks.ts';
import { LARGEST_WORD, openedWord, WordRefused } from './opening.ts';

const at = new Date('2026-11-12T10:00:00Z');
const refusal = (bytes: Uint8Array): string => {
  try {
    openedWord(bytes);
    return 'taken';
  } catch (error) {
    return error instanceof WordRefused ? error.code : String(error);
  }
};
const filled = (file: Buffer, values: Readonly<Record<string, string>>): Promise<Buffer> => wordOf(openedWord(file), { said: (name) => values[name], at });
const relations = (more: string): Record<string, string> => ({ 'word/_rels/document.xml.rels': `<Relationships xmlns="x"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/>${more}</Relationships>` });

describe('a template that an office brings', () => {
  it('is taken when everything in it is at rest: what Word or we ourselves wrote', async () => {
    expect(refusal(wordFile(paragraph('Gentile {{persona.nome}}')))).toBe('taken');
    expect(refusal(await asDocx({ title: 'Lettera', language: 'it', blocks: [{ kind: 'list', items: ['uno'] }] }, { at }))).toBe('taken');
    expect(refusal(wordFile('<w:p><w:fldSimple w:instr=" PAGE "/><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK \\l "capo" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'))).toBe('taken');
  });

  it('is refused when it is something else, or reaches out of itself, and it is said why', () => {
    expect(refusal(Buffer.from('%PDF-1.7'))).toBe('word-not-docx');
    expect(refusal(Buffer.from(zipSync({ 'a.txt': strToU8('a') })))).toBe('word-not-docx');
    expect(refusal(wordFile('').subarray(0, 300))).toBe('word-broken');
    const macros = '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>';
    expect(refusal(wordFile('', { parts: { '[Content_Types].xml': macros } }))).toBe('word-macros');
    expect(refusal(wordFile('', { parts: { 'word/vbaProject.bin': 'x' } }))).toBe('word-macros');
    expect(refusal(wordFile('', { parts: { 'word/embeddings/foglio.xlsx': 'x' } }))).toBe('word-embedded');
    expect(refusal(wordFile('<w:p><w:r><w:object/></w:r></w:p>'))).toBe('word-embedded');
    expect(refusal(wordFile('<w:altChunk r:id="rId9"/>'))).toBe('word-embedded');
    expect(refusal(wordFile('', { parts: relations('<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="https://altrove.example/p.png" TargetMode="External"/>') }))).toBe('word-linked');
    expect(refusal(wordFile('', { parts: relations("<Relationship Id='rId9' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/image' Target='\\\\server\\p.png'/>") }))).toBe('word-linked');
    expect(refusal(wordFile('<w:p><w:fldSimple w:instr=" INCLUDEPICTURE &quot;https://altrove.example/p.png&quot; "/></w:p>'))).toBe('word-asks-outside');
    const cut = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> DDEA</w:instrText></w:r><w:r><w:instrText>UTO c:\\x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>';
    expect(refusal(wordFile(cut))).toBe('word-asks-outside');
    expect(refusal(wordFile('', { parts: { 'word/styles.xml': '<!DOCTYPE a [<!ENTITY b "bb">]><w:styles/>' } }))).toBe('word-broken');
    expect(refusal(wordFile('', { parts: { '../fuori.xml': '<a/>' } }))).toBe('word-broken');
  });

  it('is not taken in by another way of writing the same', () => {
    const image = 'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"';
    for (const relation of [
      `<Relationship Id="a>b" ${image} Target="https://altrove.example/p.png" TargetMode="External"/>`, `<p:Relationship Id="r" ${image} Target="pp.png" TargetMode="&#69;xternal"/>`,
      `<Relationship Id="r" ${image} Target="&#104;ttps://altrove.example/p.png"/>`,
    ]) expect([relation, refusal(wordFile('', { parts: relations(relation) }))]).toEqual([relation, 'word-linked']);
    expect(refusal(wordFile('<w:p><w:fldSimple w:instr="&#73;NCLUDETEXT a"/></w:p>'))).toBe('word-asks-outside');
    expect(refusal(wordFile('', { parts: { 'word/altro.xml': '<x:ftr xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:instrText>DDE a</x:instrText></x:ftr>' } }))).toBe('word-broken');
    expect(refusal(wordFile('', { parts: { '_rels/.rels': '<Relationships><Relationship Id="r" Type="a/officeDocument" Target="word/altro.xml"/></Relationships>' } }))).toBe('word-not-docx');
    for (const body of ['<!-- " -->', '<'.repeat(200_000) + '<"'.repeat(200_000), '<w:p w:a="x<y"/>']) expect(refusal(wordFile(body))).toBe('word-broken');
  });

  it('is not opened beyond its measure: neither a heavy file nor one that opens to more than a letter can be', () => {
    expect(refusal(Buffer.alloc(LARGEST_WORD + 1, 0x50))).toBe('word-too-large');
    expect(refusal(Buffer.from(zipSync({ 'word/media/a.png': new Uint8Array(60 * 1_048_576) }, { level: 9 })))).toBe('word-too-large');
    expect(refusal(Buffer.from(zipSync(Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`word/${index}.xml`, strToU8('<a/>')])))))).toBe('word-too-large');
  });

  it('loses what Word noted of its writer’s disk and name', () => {
    const parts = openedWord(wordFile('', { parts: {
      'word/settings.xml': '<w:settings><w:attachedTemplate r:id="rId1"/><w:zoom/></w:settings>',
      'word/_rels/settings.xml.rels': '<Relationships xmlns="x"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="file:///C:/Users/rossi/carta.dotm" TargetMode="External"/></Relationships>',
      'docProps/core.xml': '<cp:coreProperties><dc:creator>Mario Rossi</dc:creator><cp:lastModifiedBy>Mario Rossi</cp:lastModifiedBy></cp:coreProperties>',
    } }));
    const all = Object.values(parts).map((part) => strFromU8(part)).join('');
    expect(all).not.toMatch(/rossi|attachedTemplate/i);
    expect(all).toContain('<w:zoom/>');
  });
});

describe('its fields', () => {
  it('are found wherever Word cut them, each with its place and paragraph', () => {
    const file = wordFile(`${paragraph('Prima riga')}${paragraph('A {{per', ['sona.'], 'nome}}, nata {{ persona.nascita }}')}${table('{{oggi}}', '{{persona.diagnosi}}')}${paragraph('{{chiuso male}')}`, { header: paragraph('{{ufficio}}'), parts: { 'word/piede_strano.xml': `<w:ftr xmlns:w="x">${paragraph('{{oggi}}')}</w:ftr>` } });
    expect(marksOf(openedWord(file)).map(({ name, place, paragraph: number }) => `${place} ${number} ${name}`))
      .toEqual(['body 2 persona.nome', 'body 2 persona.nascita', 'body 3 oggi', 'body 4 persona.diagnosi', 'body 5 {{', 'header 1 ufficio', 'footer 1 oggi']);
  });

  it('are filled in the look of their first letter; all else stays byte for byte, and what fills one is never read as another', async () => {
    const body = `${paragraph('A ', ['{{per'], 'sona.', 'nome}} e {{persona.nome}}.')}${table('Data', '{{oggi}}')}${paragraph('{{nessuno}}')}`;
    const file = wordFile(body, { header: paragraph('{{ufficio}}') });
    const made = await filled(file, { 'persona.nome': 'Amina <b> & {{oggi}}', 'oggi': '12 novembre', 'ufficio': 'Sportello' });
    expect(wordsOf(made)).toBe('A Amina &lt;b&gt; &amp; {{oggi}} e Amina &lt;b&gt; &amp; {{oggi}}.\nData\n12 novembre\n{{nessuno}}');
    expect(partOf(made, 'word/document.xml')).toContain('<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Amina');
    expect(wordsOf(made, 'word/header1.xml')).toBe('Sportello');
    expect(partOf(made, 'word/footer1.xml')).toBe(partOf(file, 'word/footer1.xml'));
    expect(made.equals(await filled(file, { 'persona.nome': 'Amina <b> & {{oggi}}', 'oggi': '12 novembre', 'ufficio': 'Sportello' }))).toBe(true);
  });

  it('are filled the same however the runs were cut', async () => {
    const text = 'Per {{a}} e {{ b }}, {{a}}{{b}} fine';
    await assert(asyncProperty(array(integer({ min: 0, max: text.length }), { maxLength: 12 }), async (cuts) => {
      const places = [0, ...cuts.toSorted((one, other) => one - other), text.length];
      const runs = places.slice(1).map((end, index) => text.slice(places[index], end));
      expect(wordsOf(await filled(wordFile(paragraph(...runs)), { a: 'uno', b: 'due\nrighe' }))).toBe('Per uno e due\nrighe, unodue\nrighe fine');
    }), { numRuns: 60 });
  });

  it('give their place to the blocks of a paper, whose words are read as words alone', async () => {
    const file = wordFile(`${paragraph('Relazione del {{colloquio.data}}')}${paragraph('{{te', ['sto'], '}}')}${paragraph('Fine')}`);
    const blocks = [
      { kind: 'heading' as const, level: 1 as const, text: 'Sicurezza' }, { kind: 'paragraph' as const, text: 'Ha detto {{colloquio.data}} e {{testo}}.' }, { kind: 'list' as const, items: ['uno', 'due'] },
      { kind: 'facts' as const, rows: [{ label: 'Luogo', value: 'Sportello' }] },
    ];
    const made = await wordOf(openedWord(file), { said: (name) => (name === 'colloquio.data' ? '3 marzo {{testo}}' : undefined), blocks: { mark: 'testo', paper: { title: 'x', language: 'it', blocks } }, at });
    expect(wordsOf(made).split('\n').filter((line) => line !== '')).toEqual(['Relazione del 3 marzo {{testo}}', 'Sicurezza', 'Ha detto {{colloquio.data}} e {{testo}}.', '• uno', '• due', 'Luogo', 'Sportello', 'Fine']);
    expect(wordsOf(made, 'word/header1.xml')).toBe('Intestazione dell’ufficio');
    expect(refusal(made)).toBe('taken');
  });
});
