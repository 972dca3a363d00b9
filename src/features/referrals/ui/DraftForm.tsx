import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Columns, Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { type Draft, type LetterField, type Proposal, type Referral, type ReferralKind, ReferralMode, SharingPurpose } from '../contract.ts';
import { knownWords } from './known-words.ts';
import { useDeed } from './queries.ts';

export interface DraftFormProps {
  readonly caseId: string;
  readonly proposal: Proposal;
  readonly kind: ReferralKind;
  /** Already kept, when it is written anew. */
  readonly referral: Referral | null;
  readonly needId: string | null;
  readonly stepId: string | null;
  readonly insteadOf: string | null;
  readonly onKept: (referral: Referral) => void;
  readonly onCancel: () => void;
}

type Ticked = Partial<Record<LetterField, string>>;

/** What will be said, field by field: ticked or not, in the sender's words. What this kind of service need not know is not here. */
export function DraftForm({ caseId, proposal, kind, referral, needId, stepId, insteadOf, onKept, onCancel }: DraftFormProps): ReactNode {
  const text = useText();
  const { t } = text;
  const [id] = useState(() => referral?.id ?? newId());
  const [request, setRequest] = useState(referral?.draft.request ?? '');
  const [purpose, setPurpose] = useState<SharingPurpose>(referral?.purpose ?? proposal.purpose);
  const [mode, setMode] = useState<'sent' | 'accompanied'>(referral?.mode ?? (kind === 'transfer' ? 'accompanied' : 'sent'));
  const known = (field: LetterField): string => knownWords(proposal.fields.find((one) => one.field === field)?.known ?? [], text);
  const [ticked, setTicked] = useState<Ticked>(() => Object.fromEntries(referral
    ? referral.draft.fields.map(({ field, words }) => [field, words])
    : proposal.fields.filter((one) => one.proposed).map(({ field }) => [field, known(field)])));
  const keep = useDeed<Referral>();

  const draft: Draft = { request, fields: proposal.fields.flatMap(({ field }) => (ticked[field]?.trim() ? [{ field, words: ticked[field] ?? '' }] : [])) };
  const tick = (field: LetterField, isOn: boolean): void => setTicked((before) => {
    const { [field]: _gone, ...others } = before;
    return isOn ? { ...others, [field]: known(field) } : others;
  });
  const save = (): void => keep.mutate(
    referral
      ? { method: 'patch', path: `/api/referrals/${id}`, body: { purpose, mode, draft }, ifMatch: referral.version }
      : { method: 'put', path: `/api/referrals/${id}`, body: { caseId, serviceId: proposal.service.id, kind, purpose, mode, needId, stepId, insteadOf, draft } },
    { onSuccess: onKept },
  );

  return (
    <Panel title={t('referrals.write', { service: proposal.service.name })} of="case" actions={<Button kind="quiet" onPress={onCancel}>{t('ui.cancel')}</Button>}>
      <Stack>
        <p className="quiet">{t('referrals.write-why', { organisation: proposal.organisation.name })}</p>
        <TextArea label={t('referrals.request')} hint={t('referrals.request-hint')} isRequired rows={2} maxLength={600} value={request} onChange={setRequest} />
        <Columns min="normal">
          <Select label={t('referrals.purpose')} value={purpose} onChange={(value) => setPurpose(value ?? proposal.purpose)} choices={SharingPurpose.options.map((value) => ({ value, label: t(`referrals.purpose.${value}`) }))} />
          <ChoiceChips label={t('referrals.mode')} canClear={false} value={mode} onChange={(value) => setMode(value ?? 'sent')} choices={ReferralMode.options.map((value) => ({ value, label: t(`referrals.mode.${value}`) }))} />
        </Columns>
        <fieldset className="referral-fields">
          <legend>{t('referrals.fields')}</legend>
          {proposal.fields.map(({ field, proposed }) => (
            <div key={field} className="referral-field">
              <Checkbox value={ticked[field] !== undefined} onChange={(isOn) => tick(field, isOn)} hint={!proposed && (field === 'name' || field === 'how-to-reach') ? t(`referrals.field-hint.${field}`) : undefined}>{t(`referrals.field.${field}`)}</Checkbox>
              {ticked[field] !== undefined && <TextArea label={t('referrals.field-words', { field: t(`referrals.field.${field}`) })} hint={ticked[field]?.trim() ? undefined : t('referrals.field-empty')} rows={2} maxLength={1_000} value={ticked[field] ?? ''} onChange={(words) => setTicked((before) => ({ ...before, [field]: words }))} />}
            </div>
          ))}
        </fieldset>
        {keep.error && <ProblemPanel problem={keep.error} />}
        <Row end><Button kind="primary" icon="eye" isDisabled={request.trim() === ''} isPending={keep.isPending} onPress={save}>{t('referrals.preview')}</Button></Row>
      </Stack>
    </Panel>
  );
}
