import type { Paper, PaperBlock } from '../../../kernel/documents/paper.ts';
import type { Say } from '../../../kernel/documents/words.ts';
import type { Episode, MonthResult, Told } from '../contract.ts';
import type { Worksheet } from '../wire.ts';
import { type Measure, typed } from './cells.ts';
import { spanOf, sum } from './compute.ts';
import { eurosBetween, explain, explainRate, monthName } from './explain.ts';

/**
 * The annex for a lawyer or a union: facts, method, tables with their source, month by month, totals, what is uncertain, and lines to sign. It carries
 * the person's code and no name, and nothing of what was told beyond work: no narrative, and not who brought the person to the work.
 * @param day of the printing, in the words of the paper's language
 */
export function annexPaper(worksheet: Worksheet & { computed: NonNullable<Worksheet['computed']> }, say: Say, language: 'it' | 'en', day: string): Paper {
  const { result, rates } = worksheet.computed;
  const { episodes } = worksheet.content;
  const words: Words = { say, language };
  const deductions = deductionRows(episodes, words);
  const doubts = uncertainties(result.months, words);
  return {
    title: say('worksheet.annex.title'), language, classification: say('worksheet.annex.classification'), reference: worksheet.code, date: day,
    blocks: [
      ...(worksheet.state === 'signed' ? [] : [note(say('worksheet.annex.unsigned'))]),
      ...(result.demonstration ? [note(`${say('worksheet.demonstration')}. ${say('worksheet.demonstration.why')}`)] : []),
      heading(say('worksheet.annex.totals')),
      {
        kind: 'facts', rows: [
          { label: say('worksheet.result.due'), value: eurosBetween(result.due, language) }, { label: say('worksheet.result.received'), value: eurosBetween(result.received, language) },
          { label: say('worksheet.result.gap'), value: eurosBetween(result.gap, language) },
          { label: say('worksheet.annex.deductions'), value: eurosBetween(result.deductions, language) },
          { label: say('worksheet.annex.months'), value: say('worksheet.annex.months-of', { computed: String(result.computedMonths), other: String(result.otherMonths) }) },
        ],
      },
      heading(say('worksheet.annex.facts')),
      ...episodes.flatMap((episode) => factsOf(episode, words)),
      heading(say('worksheet.annex.by-month')),
      monthTable(result.months, worksheet, words),
      ...(declaredRows(episodes, words).length > 0 ? [heading(say('worksheet.annex.declared')), declaredTable(episodes, words)] : []),
      ...(deductions.length > 0 ? [heading(say('worksheet.annex.deductions')), {
        kind: 'table' as const, columns: ['month', 'kind', 'way', 'amount'].map((column) => ({ head: say(`worksheet.annex.column.${column}`), ...(column === 'amount' ? { align: 'end' as const } : {}) })), rows: deductions,
      }, note(say('worksheet.deductions.why'))] : []),
      heading(say('worksheet.annex.how')),
      { kind: 'paragraph', text: say('worksheet.method') },
      ...result.months.filter((month) => month.lines.length > 0).map((month): PaperBlock => ({
        kind: 'list', items: month.lines.map((line) => {
          const { key, values } = explain(line, language);
          return `${monthName(month.month, language)}. ${say(key, values)}`;
        }),
      })),
      heading(say('worksheet.result.tables')),
      rates.length === 0 ? { kind: 'paragraph', text: say('worksheet.annex.no-table') } : {
        kind: 'list', items: rates.map((rate) => `${say(`worksheet.sector.${rate.sector}`)} · ${explainRate(rate, language).map(({ key, values }) => say(key, values)).join(' · ')}. ${rate.sourceTitle} — ${rate.reference}. ${
          rate.verifiedOn === null ? say('worksheet.not-verified') : say('worksheet.annex.verified-on', { day: rate.verifiedOn.split('-').toReversed().join('/') })}`),
      },
      heading(say('worksheet.annex.uncertain')),
      doubts.length === 0 ? { kind: 'paragraph', text: say('worksheet.annex.nothing-uncertain') } : { kind: 'list', items: doubts },
      { kind: 'signature', label: say('worksheet.annex.signature-person') },
      { kind: 'signature', label: say('worksheet.annex.signature-professional'), ...(worksheet.signedBy ? { name: worksheet.signedBy.name } : {}) },
    ],
  };
}

interface Words { readonly say: Say; readonly language: 'it' | 'en' }
const heading = (text: string): PaperBlock => ({ kind: 'heading', level: 1, text });
const note = (text: string): PaperBlock => ({ kind: 'note', text });

/** A figure as it was told, with its uncertainty. */
const figure = (told: Told | undefined, measure: Measure, { say, language }: Words): string => {
  const value = told ?? 'not-asked';
  if (typeof value === 'string') return say(`worksheet.figure.${value}`);
  return measure === 'money' ? eurosBetween(value, language) : typed(value, measure, language);
};

function factsOf(episode: Episode, words: Words): PaperBlock[] {
  const { say, language } = words;
  const told = (text: string): string => (text.trim() === '' ? say('worksheet.figure.not-asked') : text);
  const end = (day: string, isMonthOnly: boolean): string => (isMonthOnly ? monthName(day.slice(0, 7), language) : day.split('-').toReversed().join('/'));
  const promised = figure(episode.promised, 'money', words);
  return [{
    kind: 'facts', rows: [
      { label: say('worksheet.annex.period'), value: say('worksheet.period', { from: end(episode.from, episode.fromMonthOnly), to: end(episode.to, episode.toMonthOnly) }) },
      { label: say('worksheet.employer'), value: told(episode.employer) },
      { label: say('worksheet.place'), value: told(episode.place) },
      { label: say('worksheet.sector'), value: [episode.sector === null ? say('worksheet.figure.not-asked') : say(`worksheet.sector.${episode.sector}`), episode.level, episode.province].filter((one) => one !== null).join(' · ') },
      { label: say('worksheet.promised'), value: episode.promisedPer === null ? promised : `${promised} ${say(`worksheet.per.${episode.promisedPer}`)}` },
      { label: say('worksheet.means'), value: episode.means.length === 0 ? say('worksheet.figure.not-asked') : episode.means.map((one) => say(`worksheet.means.${one}`)).join(', ') },
      { label: say('worksheet.contract'), value: [say(`worksheet.answer.${episode.contract}`), ...(episode.contractKind === null ? [] : [say(`worksheet.contract-kind.${episode.contractKind}`)])].join(' · ') },
      { label: say('worksheet.payslips'), value: say(`worksheet.answer.${episode.payslips}`) },
      { label: say('worksheet.contributions'), value: say(`worksheet.answer.${episode.contributions}`) },
    ],
  }];
}

function monthTable(months: readonly MonthResult[], { content }: Worksheet, words: Words): PaperBlock {
  const { say, language } = words;
  const lineOf = (result: MonthResult) => content.episodes.find((episode) => episode.id === result.episodeId)?.months.find((line) => line.month === result.month);
  const computed = months.filter((month) => month.gap !== null);
  const total = (which: 'due' | 'received' | 'gap'): string => eurosBetween(sum(computed.map((month) => month[which])), language);
  return {
    kind: 'table',
    columns: [{ head: say('worksheet.grid.month'), share: 1.4 }, { head: say('worksheet.grid.halfDays'), align: 'end' }, { head: say('worksheet.grid.minutesPerDay'), align: 'end' },
      { head: say('worksheet.annex.column.due'), align: 'end', share: 1.4 }, { head: say('worksheet.annex.column.received'), align: 'end', share: 1.4 }, { head: say('worksheet.result.gap'), align: 'end', share: 1.4 }],
    rows: [
      ...months.map((month) => [
        monthName(month.month, language), figure(lineOf(month)?.halfDays, 'days', words), figure(lineOf(month)?.minutesPerDay, 'hours', words),
        month.due === null ? '—' : eurosBetween(month.due, language), figure(lineOf(month)?.received, 'money', words), month.gap === null ? say('worksheet.no-gap') : eurosBetween(month.gap, language),
      ]),
      [say('worksheet.annex.total'), '', '', total('due'), total('received'), total('gap')],
    ],
  };
}

const declaredFigures = [['declaredHalfDays', 'days'], ['declaredMinutesPerDay', 'hours'], ['declaredPay', 'money'], ['contributionHalfDays', 'days']] as const;
/** Months of which anything declared was told. */
const declaredRows = (episodes: readonly Episode[], words: Words): string[][] => episodes.flatMap((episode) => episode.months)
  .filter((line) => declaredFigures.some(([which]) => line[which] !== 'not-asked')).toSorted((one, other) => one.month.localeCompare(other.month))
  .map((line) => [monthName(line.month, words.language), figure(line.halfDays, 'days', words), ...declaredFigures.map(([which, measure]) => figure(line[which], measure, words))]);

const declaredTable = (episodes: readonly Episode[], words: Words): PaperBlock => ({
  kind: 'table', columns: [{ head: words.say('worksheet.grid.month'), share: 1.4 }, { head: words.say('worksheet.grid.halfDays'), align: 'end' }, ...declaredFigures.map(([which]) => ({ head: words.say(`worksheet.grid.${which}`), align: 'end' as const }))],
  rows: declaredRows(episodes, words),
});

const deductionRows = (episodes: readonly Episode[], words: Words): string[][] => episodes.flatMap((episode) => episode.months.flatMap((line) => line.deductions.map((one) => [
  monthName(line.month, words.language), words.say(`worksheet.deduction.${one.kind}`), words.say(`worksheet.way.${one.way}`), spanOf(one.amount) ? figure(one.amount, 'money', words) : words.say(`worksheet.figure.${String(one.amount)}`),
])));

const uncertainties = (months: readonly MonthResult[], { say, language }: Words): string[] => months.flatMap((month) => {
  const reasons = [...month.notComputed.map((reason) => say(`worksheet.not-computed.${reason}`)), ...month.doubts.map((doubt) => say(`worksheet.doubt.${doubt}`))];
  return reasons.length === 0 ? [] : [`${monthName(month.month, language)}: ${reasons.join(' ')}`];
});
