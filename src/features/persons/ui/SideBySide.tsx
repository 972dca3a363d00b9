import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import type { ComparedFile } from '../contract.ts';
import { birthWords, nationalityName, spokenCode } from './words.ts';
import './persons.css';

const lines = ['names', 'birth', 'gender', 'nationalities', 'languages', 'contacts', 'identity', 'cases'] as const;
type Line = (typeof lines)[number];

/** Two files field by field; on a phone each field is a card with both. */
export function SideBySide({ files }: { files: readonly [ComparedFile, ComparedFile] }): ReactNode {
  const { t } = useText();
  return (
    <Panel title={t('persons.duplicates.pair', { one: spokenCode(files[0].heading.code), other: spokenCode(files[1].heading.code) })} of="case">
      <div className="persons-beside">
        <DataTable<Line>
          label={t('persons.compare.title')}
          rows={lines}
          rowKey={(line) => line}
          empty={null}
          columns={[
            { key: 'what', label: t('persons.compare.field'), isName: true, render: (line) => t(`persons.compare.${line}`) },
            ...files.map((file) => columnOf(file, t('persons.compare.file', { code: spokenCode(file.heading.code) }))),
          ]}
        />
      </div>
    </Panel>
  );
}

const columnOf = (file: ComparedFile, label: string): Column<Line> => ({ key: file.heading.id, label, render: (line) => <Cell line={line} file={file} /> });

function Cell({ line, file: { heading, cases } }: { line: Line; file: ComparedFile }): ReactNode {
  const text = useText();
  const { t, formatDate } = text;
  switch (line) {
    case 'names': return <Each words={heading.names.map((name) => `${name.text} · ${t(`persons.name.kind.${name.kind}`)}`)} />;
    case 'birth': return <Each words={heading.birth ? [birthWords(text, heading.birth)] : []} />;
    case 'gender': return t(`persons.gender.${heading.gender}`);
    case 'nationalities': return <Each words={heading.nationalities.map((country) => nationalityName(text, country))} />;
    case 'languages': return <Each words={heading.languages.map(({ language, speaks }) => `${text.languageName(language)} · ${t(`persons.speaks.${speaks}`)}`)} />;
    case 'contacts': return t('persons.compare.contact-count', { count: heading.contacts.length });
    case 'identity': return t(`persons.compare.identity.${heading.identityLevel}`);
    case 'cases': return <Each words={cases.map((one) => `${t(`cases.state.${one.state}`)} · ${t('persons.compare.case-line', { at: formatDate(one.openedAt), who: one.followedBy.map((who) => who.name).join(', ') || t('persons.compare.nobody') })}`)} />;
  }
}

function Each({ words }: { words: readonly string[] }): ReactNode {
  const { t } = useText();
  if (words.length === 0) return <span className="quiet">{t('persons.compare.nothing')}</span>;
  return <Stack gap="small">{words.map((one) => <PrivateText key={one}>{one}</PrivateText>)}</Stack>;
}
