import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { askOrNote } from '../../../kernel/offline/ui/askOrNote.ts';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { InstrumentOffered, InstrumentsOffered, Screening, ScreeningLine, StartScreening } from '../wire.ts';
import { beginHere, recordOf } from './noted.ts';
import { useInstrumentWords } from './words.ts';

export interface InstrumentListProps {
  readonly caseId: string;
  readonly personId: string;
  /** The talk in which it is begun, where it is begun in one. */
  readonly interviewId?: string;
  readonly offered: InstrumentsOffered;
  readonly screenings: readonly ScreeningLine[];
  /** In which language questions would be put. */
  readonly language: string;
}

/** The lists one can use now, each begun with one touch; under them the closed ones, with the reason. */
export function InstrumentList({ caseId, personId, interviewId, offered, screenings, language }: InstrumentListProps): ReactNode {
  const { t, formatList, languageName } = useText();
  const { say } = useInstrumentWords();
  // The shortest first: it is the one that is needed standing up.
  const lockOf = (one: InstrumentOffered): InstrumentOffered['lock'] => one.lock ?? (one.askedIn && !one.askedIn.includes(language) ? 'language-not-validated' : null);
  const usable = offered.items.filter((one) => lockOf(one) === null).toSorted((one, other) => one.questions - other.questions);
  const closed = offered.items.filter((one) => lockOf(one) !== null);
  return (
    <Stack>
      {offered.basis !== 'birth' && offered.basis !== 'settled' && usable.length > 0 && (
        <Notice tone="late" title={t(`screening.age.${offered.basis}`)}>{t(`screening.age.${offered.basis}.help`)}</Notice>
      )}
      <div className="screening-lists">
        {usable.map((one) => (
          <UsableList key={one.id} caseId={caseId} personId={personId} interviewId={interviewId} offered={one} language={language} ownOpen={screenings.find((line) => line.instrument.id === one.id && line.mine && line.state === 'open')} />
        ))}
      </div>
      {closed.length > 0 && (
        <details className="screening-closed">
          <summary>{t('screening.closed-lists', { count: closed.length })}</summary>
          <ul className="screening-items screening-closed-items">
            {closed.map((one) => (
              <li key={one.id}>
                <strong>{say(one.title)}</strong>: {t(`screening.lock.${lockOf(one) ?? 'instrument-off'}`)} {one.off && say(one.off.text)}
                {lockOf(one) === 'language-not-validated' && <> {t('screening.lock.languages', { languages: formatList((one.askedIn ?? []).map((code) => languageName(code))) })}</>}
                {lockOf(one) === 'role-not-allowed' && <> {t('screening.lock.for', { roles: formatList(one.whoMayUse.map((role) => t(`screening.role.${role}`))) })}</>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Stack>
  );
}

function UsableList({ caseId, personId, interviewId, offered, language, ownOpen }: { caseId: string; personId: string; interviewId: string | undefined; offered: InstrumentOffered; language: string; ownOpen: ScreeningLine | undefined }): ReactNode {
  const { t, formatDate, formatList, languageName } = useText();
  const { say } = useInstrumentWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const wording = offered.wordings?.find((one) => one.language === language);
  const begin = useMutation({
    mutationFn: async () => {
      const start: StartScreening = { caseId, instrument: offered.id, language, ...(interviewId === undefined ? {} : { interviewId }), ...(wording ? { wordingId: wording.id } : {}) };
      await askOrNote(recordOf(id), () => api.put<Screening>(`/api/screenings/${id}`, { body: start }), () => beginHere(id, start, offered, personId, say(offered.title)));
    },
    // What was withdrawn meanwhile is not offered a second time.
    onError: () => client.invalidateQueries({ queryKey: ['screening', 'instruments', caseId] }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['screening', 'list', caseId] });
      await navigate({ to: `/screenings/${id}` });
    },
  });
  return (
    <article className="screening-list">
      <h3>{say(offered.title)}</h3>
      <Row>
        <Tag>{t('screening.questions.count', { count: offered.questions })}</Tag>
        {offered.column && <Tag tone={offered.column === 'child' ? 'late' : 'neutral'}>{t(`screening.column.${offered.column}`)}</Tag>}
        {!offered.verified && <Tag tone="late">{t('screening.verified.to-verify')}</Tag>}
      </Row>
      <details><summary>{t('screening.about')}</summary><p className="quiet small">{say(offered.intro)}</p>
        <p className="quiet small">{t('screening.about.source', { source: offered.source.title, reference: offered.source.reference })} {say(offered.licence)}</p>
        <p className="quiet small">{t('screening.about.version', { version: offered.version })} {offered.minimumAge !== null && t('screening.about.age', { age: offered.minimumAge })} {offered.askedIn && t('screening.lock.languages', { languages: formatList(offered.askedIn.map((code) => languageName(code))) })}</p></details>
      {wording && <p className="small">{t('screening.wording.beside', { language: languageName(language), edition: wording.edition })}</p>}
      {!wording && offered.languages && !offered.languages.includes(language) && <p className="small">{t('screening.not-in', { language: languageName(language) })}</p>}
      {offered.again && (
        <p className="small">
          {t(`screening.again.${offered.again.state}`, { notBefore: formatDate(offered.again.notBefore), dueOn: formatDate(offered.again.dueOn) })} <span className="quiet">{say(offered.again.reason)}</span>
        </p>
      )}
      {begin.error && <ProblemPanel problem={begin.error} />}
      {ownOpen
        ? <LinkButton kind="primary" href={`/screenings/${ownOpen.id}`}>{t('screening.resume', { answered: ownOpen.completeness.answered, applicable: ownOpen.completeness.applicable })}</LinkButton>
        : <Button icon="plus" isPending={begin.isPending} onPress={() => begin.mutate()}>{t('screening.begin')}</Button>}
    </article>
  );
}
