import { useEffect, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { directionOf } from '../../../kernel/direction.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { LONGEST_SENTENCE } from '../domain/wording.ts';
import type { Wording, WordingLine } from '../wordings.ts';
import type { useSentences } from './useSentences.ts';

type Sentences = ReturnType<typeof useSentences>;
const shows = ['said', 'missing', 'carried', 'all'] as const;
type Show = (typeof shows)[number];

/** Every sentence beside the ones it is put from: Italian and English on one side, the language on the other, each in its own direction. */
export function WordingLines({ wording, sentences }: { wording: Wording; sentences: Sentences }): ReactNode {
  const { t } = useText();
  const list = useRef<HTMLUListElement>(null);
  const [show, setShow] = useState<Show>('said');
  const isIn: Readonly<Record<Show, (line: WordingLine) => boolean>> = { said: (line) => line.isNeeded, missing: (line) => line.isNeeded && sentences.wordsOf(line.key).trim() === '', carried: (line) => line.isCarried, all: () => true };
  const keysOf = (one: Show): ReadonlySet<string> => new Set(wording.lines.filter(isIn[one]).map(({ key }) => key));
  // What was missing when the filter was set stays in its place while it is being written.
  const [shown, setShown] = useState(() => keysOf('said'));
  const counts = shows.map((one) => ({ one, count: wording.lines.filter(isIn[one]).length })).filter(({ one, count }) => one === 'said' || one === show || count > 0);
  const lines = wording.lines.filter(({ key }) => shown.has(key));
  useNextMissing(list);
  return (
    <Stack>
      {counts.length > 1 && (
        <ChoiceChips label={t('screening.wording.show')} canClear={false} value={show} choices={counts.map(({ one, count }) => ({ value: one, label: t(`screening.wording.show.${one}`, { count }) }))} onChange={(next) => {
          const chosen = next ?? 'said';
          setShow(chosen);
          setShown(keysOf(chosen));
        }} />
      )}
      {wording.may.write && <p className="quiet small screening-keys">{t('screening.wording.keys')}</p>}
      <ul ref={list} className="wording-lines">
        {lines.map((line) => <Line key={line.key} line={line} wording={wording} sentences={sentences} />)}
      </ul>
    </Stack>
  );
}

/** Ctrl+Enter goes on to the next sentence that is missing, round to the first; where none is, to the next one. */
function useNextMissing(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const within = list.current;
    const toNext = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !event.ctrlKey || !within) return;
      event.preventDefault();
      const fields = [...within.querySelectorAll<HTMLTextAreaElement>('[data-needed=true] textarea')];
      const at = fields.findIndex((field) => field === document.activeElement);
      const next = [...fields.slice(at + 1), ...fields.slice(0, Math.max(at, 0))].find((field) => field.value.trim() === '') ?? fields[at + 1];
      next?.focus();
    };
    within?.addEventListener('keydown', toNext);
    return () => within?.removeEventListener('keydown', toNext);
  }, [list]);
}

function Line({ line, wording, sentences }: { line: WordingLine; wording: Wording; sentences: Sentences }): ReactNode {
  const { t, languageName } = useText();
  const { language, may } = wording;
  const words = sentences.wordsOf(line.key);
  const otherwise = sentences.otherwise(line.key);
  const { earlier } = line;
  const kind = t(`screening.wording.kind.${line.kind}`);
  return (
    <li data-needed={line.isNeeded}>
      <div className="wording-source">
        <span className="quiet small">{[line.code, kind].filter(Boolean).join(' · ')}</span>
        <p lang="it" dir="ltr">{line.it}</p>
        <p className="quiet" lang="en" dir="ltr">{line.en}</p>
        {line.isCarried && <Tag tone="info">{t('screening.wording.carried')}</Tag>}
        {earlier && words.trim() === '' && (
          <div className="wording-earlier small">
            <span>{t('screening.wording.was')}</span> <span lang="it">{earlier.it}</span>
            <SafeText block lang={language}>{earlier.words}</SafeText>
            {may.write && <Row><Button size="small" kind="quiet" onPress={() => sentences.type(line.key, earlier.words)}>{t('screening.wording.from-earlier')}</Button></Row>}
          </div>
        )}
      </div>
      {may.write ? (
        <div>
          <TextArea label={t('screening.wording.field', { code: line.code ?? '', kind, language: languageName(language) })} rows={2} maxLength={LONGEST_SENTENCE} lang={language} value={words} onChange={(next) => sentences.type(line.key, next)} />
          {otherwise !== null && (
            <Notice tone="late" live title={t('screening.wording.otherwise')} actions={<Row><Button size="small" onPress={() => sentences.keepMine(line.key)}>{t('screening.wording.keep-mine')}</Button><Button size="small" onPress={() => sentences.takeTheirs(line.key)}>{t('screening.wording.take-theirs')}</Button></Row>}>
              <SafeText block lang={language}>{otherwise === '' ? '—' : otherwise}</SafeText>
            </Notice>
          )}
        </div>
      ) : words === '' ? <p className="quiet">{t(line.isNeeded ? 'screening.wording.missing' : 'screening.wording.left-out')}</p> : <p className="wording-said" lang={language} dir={directionOf(language)}>{words}</p>}
    </li>
  );
}
