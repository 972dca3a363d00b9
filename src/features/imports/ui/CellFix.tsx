import { type ReactNode, useState } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import type { RowSeen } from '../wire.ts';
import { cellWords } from './words.ts';

interface CellFixProps {
  readonly row: RowSeen;
  readonly cell: RowSeen['original'][number];
  /** Absent where nothing can be put right any more. */
  readonly onFix: ((text: string) => void) | undefined;
  readonly isPending: boolean;
}

/** One cell as it stood, with what a person has made of it; the file's own words are never written over. */
/** Whoever asks to put a cell right goes on in its field. */
const intoView = (field: HTMLTextAreaElement | null): void => field?.focus();

export function CellFix({ row, cell, onFix, isPending }: CellFixProps): ReactNode {
  const text = useText();
  const { t, formatDateTime } = text;
  const last = row.corrections.findLast((one) => one.column === cell.column);
  const now = last?.text ?? cell.text;
  const [typed, setTyped] = useState<string | null>(null);
  if (typed !== null) {
    return (
      <Stack gap="small">
        <TextArea label={t('imports.fix.label', { column: cell.heading || cell.column })} value={typed} onChange={setTyped} maxLength={4_000} rows={1} inputRef={intoView} />
        <Row>
          <Button kind="primary" size="small" isPending={isPending} isDisabled={typed === now} onPress={() => onFix?.(typed)}>{t('imports.fix.save')}</Button>
          <Button kind="quiet" size="small" onPress={() => setTyped(null)}>{t('ui.cancel')}</Button>
        </Row>
      </Stack>
    );
  }
  return (
    <span className="import-cell">
      <span>
        {last && <><del><PrivateText>{cellWords(text, cell.text)}</PrivateText></del> </>}
        <PrivateText>{cellWords(text, now)}</PrivateText>
        {cell.comment !== undefined && <span className="field-hint">{t('imports.comment')}: <PrivateText>{cell.comment}</PrivateText></span>}
        {last && <span className="field-hint">{t('imports.fix.by', { by: last.by, at: formatDateTime(last.at) })}</span>}
      </span>
      {onFix && <Button kind="quiet" size="small" onPress={() => setTyped(now)}>{t('imports.fix.do')}<span className="only-heard"> {cell.heading || cell.column}</span></Button>}
    </span>
  );
}
