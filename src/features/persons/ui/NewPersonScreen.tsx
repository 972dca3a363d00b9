import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { Dialog, UnsavedDialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { faultOf } from '../../../kernel/ui/uncertain-date.ts';
import { UncertainDateField } from '../../../kernel/ui/UncertainDateField.tsx';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { useUnsavedGuard } from '../../../kernel/ui/useUnsavedGuard.ts';
import type { FoundPerson, OpenedPerson } from '../contract.ts';
import { DuplicatePanel } from './DuplicatePanel.tsx';
import { FoundList } from './FoundList.tsx';
import { beginOpening, type NewPerson, nobodyYet } from './opening.ts';
import { usePersonSearch } from './queries.ts';
import { languageChoices, spokenCode } from './words.ts';

/** "Nuova persona": one tap gives a code; what more is said is written, and looked for among those already followed. */
export default function NewPersonScreen(): ReactNode {
  const text = useText();
  const { t } = text;
  const [person, setPerson] = useState<NewPerson>(nobodyYet);
  const [apart, setApart] = useState<readonly string[]>([]);
  const [opening] = useState(beginOpening);
  const [asked, setAsked] = useState<readonly FoundPerson[] | null>(null);
  const [isKept, setKept] = useState(false);
  const isDirty = person !== nobodyYet && !isKept;
  const draft = useDraft('person/new', person, isDirty);
  const open = useMutation({ mutationFn: (different: readonly string[]) => opening.run(person, different), onSuccess: () => { setKept(true); draft.clear(); } });
  const { year } = person.birth;
  const search = usePersonSearch({ words: person.name, birthYear: year !== null && year >= 1900 && year <= 2100 ? year : undefined, phone: person.phone === '' ? undefined : person.phone });
  const alikeOf = (items: readonly FoundPerson[]): FoundPerson[] => items.filter((found) => !apart.includes(found.code) && (found.kind === 'followed' || found.band !== 'different'));
  const alike = alikeOf(search.items ?? []);
  const stillAsked = alikeOf(asked ?? []);
  const notSame = (code: string): void => setApart((before) => [...before, code]);
  // On a phone the panel lies below the fold: nobody is opened twice because it was not seen.
  // Nor because the button was quicker than the answer.
  const begin = useMutation({
    mutationFn: search.now,
    onSuccess: (items) => {
      if (alikeOf(items).length > 0) setAsked(items);
      else open.mutate(apart);
    },
  });
  const openApart = (): void => {
    setAsked(null);
    open.mutate([...apart, ...stillAsked.map((found) => found.code)]);
  };
  const guard = useUnsavedGuard(isDirty);
  const languages = useMemo(() => languageChoices(text), [text]);
  const change = (part: Partial<NewPerson>): void => setPerson((before) => ({ ...before, ...part }));
  if (open.data) return <Opened person={open.data} />;
  const birthFault = person.birth.year === null ? null : faultOf(person.birth);

  return (
    <Page
      title={t('persons.new.title')}
      lead={t('persons.new.lead')}
      action={<Button kind="primary" icon="check" isPending={begin.isPending || open.isPending} isDisabled={birthFault !== null} onPress={() => begin.mutate()}>{t('persons.new.open-with-code')}</Button>}
    >
      {begin.error && <ProblemPanel problem={begin.error} onRetry={() => begin.mutate()} />}
      {open.error && <ProblemPanel problem={open.error} onRetry={() => open.mutate(open.variables ?? apart)} />}
      <DraftFound draft={draft} isDirty={isDirty} onTake={setPerson} />
      <Columns min="wide">
        <Panel title={t('persons.new.known')} of="case">
          <TextField label={t('persons.name.label')} hint={t('persons.new.name-hint')} autoComplete="off" value={person.name} onChange={(name) => change({ name })} maxLength={200} />
          <UncertainDateField label={t('persons.birth.label')} value={person.birth} onChange={(birth) => change({ birth })} />
          <ComboBox label={t('persons.new.language')} choices={languages} value={person.language} onChange={(language) => change({ language })} />
          <TextField label={t('persons.new.phone')} hint={t('persons.new.phone-hint')} type="tel" inputMode="tel" autoComplete="off" value={person.phone} onChange={(phone) => change({ phone })} maxLength={40} />
          {person.phone !== '' && (
            <ChoiceChips
              label={t('persons.contact.belongs')}
              canClear={false}
              choices={(['person', 'shared', 'someone-else'] as const).map((value) => ({ value, label: t(`persons.belongs.${value}`) }))}
              value={person.phoneOf}
              onChange={(phoneOf) => change({ phoneOf: phoneOf ?? 'person' })}
            />
          )}
        </Panel>
        <DuplicatePanel search={search} alike={alike} onNotSame={notSame} />
      </Columns>
      <Dialog title={t('persons.duplicates.title')} isOpen={asked !== null} onClose={() => setAsked(null)} actions={<Button kind="primary" onPress={openApart}>{t('persons.duplicates.none-of-these', { count: stillAsked.length })}</Button>}>
        <Stack>
          <p>{t('persons.duplicates.count', { count: stillAsked.length })}</p>
          <FoundList label={t('persons.duplicates.title')} items={stillAsked} onNotSame={notSame} />
        </Stack>
      </Dialog>
      <UnsavedDialog guard={guard} />
    </Page>
  );
}

/** The code, large, to be said aloud and written on a card. */
function Opened({ person }: { person: OpenedPerson }): ReactNode {
  const { t } = useText();
  return (
    <Page title={spokenCode(person.code)} lead={t('persons.opened.lead')} width="reading" action={<LinkButton kind="primary" icon="document" href={`/cases/${person.caseId}`}>{t('persons.opened.file')}</LinkButton>}>
      <Stack>
        <Notice tone="good" live title={t('persons.opened.title')}>{t('persons.opened.help')}</Notice>
        <Row><LinkButton icon="people" href="/persons">{t('persons.title')}</LinkButton></Row>
      </Stack>
    </Page>
  );
}
