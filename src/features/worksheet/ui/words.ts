import { useText } from '../../../kernel/i18n/text.tsx';
import type { DueLine, MonthResult, NoFigure, Span, WageRate } from '../contract.ts';
import { eurosBetween, explain, explainRate, monthName } from '../domain.ts';

/** The room's figures in the words of the interface. */
export function useFigures() {
  const { t, language } = useText();
  return {
    t, language,
    money: (span: Span): string => eurosBetween(span, language),
    moneyOr: (span: Span | null, otherwise: NoFigure | 'none' = 'none'): string => (span === null ? t(`worksheet.figure.${otherwise}`) : eurosBetween(span, language)),
    sentence: (line: DueLine): string => {
      const { key, values } = explain(line, language);
      return t(key, values);
    },
    rate: (rate: WageRate): string => [t(`worksheet.sector.${rate.sector}`), ...explainRate(rate, language).map(({ key, values }) => t(key, values))].join(' · '),
    month: (month: string): string => monthName(month, language),
    why: (result: MonthResult): string[] => result.notComputed.map((reason) => t(`worksheet.not-computed.${reason}`)),
  };
}
