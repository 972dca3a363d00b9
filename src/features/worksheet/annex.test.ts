import { describe, expect, it } from 'vitest';
import type { Worksheet } from './wire.ts';
import { compute, eurosBetween, suggestedIndices } from './domain.ts';
import type { Say } from '../../kernel/documents/words.ts';
import { annexPaper } from './domain/annex.ts';
import { demonstrationRates, greenhouseSeasons } from './demo.ts';
import en from './text/en.json' with { type: 'json' };
import it_ from './text/it.json' with { type: 'json' };

const rates = demonstrationRates.map((rate, at) => ({ ...rate, id: `00000000-0000-7000-8000-00000000000${at}`, sourceId: '00000000-0000-7000-8000-0000000000ff', sourceTitle: 'Tabella di prova', reference: 'pagina 3', demonstration: true, verifiedOn: null }));
const ids = ['00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000a2', '00000000-0000-7000-8000-0000000000a3'] as const;
const content = { episodes: greenhouseSeasons(ids) };
const result = compute(content, rates);
const colleague = { id: ids[0], name: 'Anna Pagano', role: 'labour' };
const worksheet: Worksheet & { computed: NonNullable<Worksheet['computed']> } = {
  id: ids[0], state: 'signed', author: colleague, startedAt: '2026-01-01T10:00:00.000Z', computedAt: '2026-01-02T10:00:00.000Z', signedAt: '2026-01-02T11:00:00.000Z', signedBy: colleague, version: 4, continues: null, continuedBy: null,
  episodes: 2, gap: result.gap, demonstration: true, caseId: ids[1], code: 'indaco-martora-97', content, computed: { result, rates, indices: suggestedIndices(result), at: '2026-01-02T10:00:00.000Z' },
  steps: [], looks: [], may: { fill: false, sign: false, look: false },
};
/** Says a key as the texts do, and remembers those that are not there or keep a place unfilled. */
function speaking(texts: Readonly<Record<string, string>>): { say: Say; missing: string[] } {
  const missing: string[] = [];
  return {
    missing,
    say: (key, values = {}) => {
      const said = texts[key]?.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
      if (said === undefined || /[{}]/.test(said)) missing.push(key);
      return said ?? key;
    },
  };
}

describe('the annex for a lawyer or a union', () => {
  it.each([['it', it_], ['en', en]] as const)('says everything in words of the paper’s language (%s)', (language, texts) => {
    const { say, missing } = speaking(texts);
    annexPaper(worksheet, say, language, '02/01/2026');
    expect(missing).toEqual([]);
  });

  it('holds facts, totals, each month, the table with its source, what is uncertain and two lines to sign', () => {
    const paper = annexPaper(worksheet, speaking(it_).say, 'it', '02/01/2026');
    const words = JSON.stringify(paper);
    // June: 26 × 60,00; 26 × 2½ of 6½ × 60,00 and a fifth; a quarter of the first.
    for (const said of ['indaco-martora-97', 'Serre fra due paesi', '26 giornate × 6:30 h su 6:30 h × 60,00 € al giorno = 1.560,00 €', '2.670,00 €', '1.760,00 €', 'pagina 3', 'dimostrazione — importi non reali',
      'febbraio 2025: Nessuna tabella per questa provincia', 'aprile 2025: Quanto ha ricevuto non si sa', '130,00 €', '22–26', 'Anna Pagano']) expect(words).toContain(said);
    expect(paper.blocks.filter((block) => block.kind === 'signature')).toHaveLength(2);
    const table = paper.blocks.find((block) => block.kind === 'table');
    expect(table?.rows).toHaveLength(8);
    expect(table?.rows.at(-1)?.slice(-3)).toEqual([result.due, result.received, result.gap].map((span) => eurosBetween(span, 'it')));
  });

  it('names nobody, and leaves out who brought the person to the work', () => {
    const words = JSON.stringify(annexPaper(worksheet, speaking(it_).say, 'it', '02/01/2026'));
    expect(words).not.toContain('furgone');
    expect(words).not.toContain('603');
  });

  it('says of a worksheet that nobody has signed that it is not final', () => {
    expect(JSON.stringify(annexPaper({ ...worksheet, state: 'computed', signedBy: null }, speaking(it_).say, 'it', '02/01/2026'))).toContain('non ancora firmato');
  });
});
