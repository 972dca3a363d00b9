import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';

interface SumProps {
  readonly total: number;
  readonly parts: readonly { readonly key: string; readonly label: string; readonly rows: number }[];
}

/** Rows of the file, and where each went: the parts always make the whole, and the eye can check it. */
export function Sum({ total, parts }: SumProps): ReactNode {
  const { t, formatNumber } = useText();
  return (
    <table className="import-sum">
      <caption>{t('imports.sum')}</caption>
      <tbody>{parts.map((part) => <tr key={part.key}><th scope="row">{part.label}</th><td className="number">{formatNumber(part.rows)}</td></tr>)}</tbody>
      <tfoot><tr><th scope="row">{t('imports.sum-total')}</th><td className="number">{formatNumber(total)}</td></tr></tfoot>
    </table>
  );
}
