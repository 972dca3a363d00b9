import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { OwnWords, PrivateText, SafeText } from '../../../kernel/ui/SafeText.tsx';
import { KeyValues, Tag } from '../../../kernel/ui/Tag.tsx';
import type { CalledBy, Content } from '../contract.ts';

/** What was said, in the sender's own words and quoted as such; empty fields take no room. */
export function ContentView({ content, calledBy }: { content: Content; calledBy?: CalledBy }): ReactNode {
  const { t, formatList } = useText();
  const rows = [
    { key: 'called', label: t('intake.view.called'), value: content.called === '' ? null : <><PrivateText>{content.called}</PrivateText>{calledBy && <span className="quiet small"> ({t(`intake.called-by.${calledBy}`)})</span>}</> },
    { key: 'reach', label: t('intake.reach'), value: content.reach === '' ? null : <PrivateText>{content.reach}</PrivateText> },
    { key: 'signs', label: t('intake.signs'), value: content.signs.length === 0 ? null : <span className="report-signs">{content.signs.map((sign) => <Tag key={sign}>{t(`intake.sign.${sign}`)}</Tag>)}</span> },
    { key: 'place', label: t('intake.place'), value: content.place === '' ? null : <SafeText>{content.place}</SafeText> },
    { key: 'intermediary', label: t('intake.intermediary'), value: content.intermediary === '' ? null : <SafeText>{content.intermediary}</SafeText> },
    { key: 'active', label: t('intake.active'), value: content.active.length === 0 ? null : formatList(content.active.map((one) => t(`intake.active.${one}`))) },
    { key: 'done', label: t('intake.done'), value: content.done === '' ? null : <SafeText>{content.done}</SafeText> },
    { key: 'asks', label: t('intake.asks'), value: content.asks.length === 0 ? null : formatList(content.asks.map((one) => t(`intake.asks.${one}`))) },
    { key: 'sender', label: t('intake.view.sender'), value: content.sender.name === '' && content.sender.role === '' ? null : <SafeText>{[content.sender.name, content.sender.role].filter(Boolean).join(', ')}</SafeText> },
    { key: 'answer', label: t('intake.sender.answer-to'), value: content.sender.answerTo === '' ? null : <SafeText>{content.sender.answerTo}</SafeText> },
  ].flatMap(({ value, ...rest }) => (value === null ? [] : [{ ...rest, value }]));
  return (
    <>
      {content.words !== '' && <OwnWords>{content.words}</OwnWords>}
      <KeyValues items={rows} />
    </>
  );
}
