import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { GlassBroken } from '../contract.ts';
import { accessRequests, useDeed } from './queries.ts';
import './cases.css';

const SHORTEST = 10;

/** A case one does not follow: opened at once in an emergency, or asked for when there is time. */
export default function BreakGlassScreen(): ReactNode {
  const { t } = useText();
  return (
    <Page title={t('cases.break-glass.title')} lead={t('cases.break-glass.lead')}>
      <Columns min="wide">
        <OpenInEmergency />
        <Stack>
          <AskForAccess />
          <MyRequests />
        </Stack>
      </Columns>
    </Page>
  );
}

function OpenInEmergency(): ReactNode {
  const { t } = useText();
  const navigate = useNavigate();
  const [id] = useState(() => newId());
  const [code, setCode] = useState('');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const open = useDeed<GlassBroken>(({ caseId }) => void navigate({ href: `/cases/${caseId}` }));
  const isTooShort = reason.trim().length < SHORTEST;
  return (
    <Panel title={t('cases.break-glass.now')}>
      <Stack>
        <Notice tone="late" title={t('cases.break-glass.happens')}>
          <ul>
            <li>{t('cases.break-glass.happens.hours')}</li>
            <li>{t('cases.break-glass.happens.told')}</li>
            <li>{t('cases.break-glass.happens.record')}</li>
            <li>{t('cases.break-glass.happens.secret')}</li>
          </ul>
        </Notice>
        <TextField label={t('cases.code')} hint={t('cases.code.hint')} isRequired value={code} onChange={setCode} error={isTried && code.trim().length < 2 ? t('ui.invalid.required') : undefined} />
        <TextArea label={t('cases.break-glass.reason')} hint={t('cases.break-glass.reason.hint')} isRequired maxLength={1000} value={reason} onChange={setReason} error={isTried && isTooShort ? t('ui.reason.too-short', { count: SHORTEST }) : undefined} />
        {open.error && <ProblemPanel problem={open.error} />}
        <Row end>
          <Button
            kind="primary" icon="unlock" isPending={open.isPending}
            onPress={() => {
              setTried(true);
              if (!isTooShort && code.trim().length >= 2) open.mutate({ method: 'put', path: `/api/break-glass/${id}`, body: { code, reason } });
            }}
          >
            {t('cases.break-glass.confirm')}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}

function AskForAccess(): ReactNode {
  const { t } = useText();
  const [id, setId] = useState(() => newId());
  const [code, setCode] = useState('');
  const [reason, setReason] = useState('');
  const ask = useDeed(() => {
    toast.say(t('cases.ask.sent'));
    setId(newId());
    setCode('');
    setReason('');
  });
  return (
    <Panel title={t('cases.ask.title')}>
      <Stack>
        <p>{t('cases.ask.help')}</p>
        <TextField label={t('cases.code')} isRequired value={code} onChange={setCode} />
        <TextArea label={t('cases.ask.reason')} isRequired rows={2} maxLength={1000} value={reason} onChange={setReason} />
        {ask.error && <ProblemPanel problem={ask.error} />}
        <Row end>
          <Button icon="send" isDisabled={code.trim().length < 2 || reason.trim().length < 3} isPending={ask.isPending} onPress={() => ask.mutate({ method: 'put', path: `/api/access-requests/${id}`, body: { code, reason } })}>{t('cases.ask.send')}</Button>
        </Row>
      </Stack>
    </Panel>
  );
}

function MyRequests(): ReactNode {
  const { t, formatDate } = useText();
  const list = useInfiniteQuery(accessRequests);
  const mine = list.data?.pages.flatMap((page) => page.items).filter((line) => line.own) ?? [];
  if (mine.length === 0) return null;
  return (
    <Panel title={t('cases.ask.mine')}>
      <ul className="case-lines">
        {mine.map((line) => (
          <li key={line.id}>
            <span className="case-line"><span>{line.reason}</span><span className="quiet small">{line.code ?? ''} {formatDate(line.at)}</span></span>
            <Tag tone={line.state === 'granted' ? 'good' : 'neutral'}>{t(`cases.request.${line.state}`)}</Tag>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
