import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog, ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Menu } from '../../../kernel/ui/Menu.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { type CaseHeader, type CaseMove, ClosingReason, type MoveOffer } from '../contract.ts';
import { mayAskToClose } from '../domain.ts';
import { BarDialog } from './bar-dialog.tsx';
import { ClosingDialog } from './closing-dialog.tsx';
import { useDeed } from './queries.ts';

/** What can be done with the case now: moves with what they still lack, closing, the page for the team on paper. */
export function CaseMoves({ header }: { header: CaseHeader }): ReactNode {
  const { t } = useText();
  const [chosenMove, setChosen] = useState<CaseMove | null>(null);
  // As it is offered now: what it still lacked when it was chosen may have arrived since.
  const chosen = header.moves.find((offer) => offer.move === chosenMove) ?? null;
  const [isClosing, setClosing] = useState(false);
  // Another room leads here with the reason it knows: `?closing=anti-trafficking-programme`.
  const asked: { closing?: unknown; tab?: unknown } = useSearch({ strict: false });
  const because = ClosingReason.safeParse(asked.closing).data ?? null;
  const navigate = useNavigate();
  const [isLeaving, setLeaving] = useState(false);
  const { hat, account } = useSession();
  const [id, setId] = useState(() => newId());
  const move = useDeed(() => {
    setChosen(null);
    setId(newId());
    toast.say(t('cases.moved'));
  });
  const go = (offer: MoveOffer, reason?: string): void => move.mutate({ method: 'post', path: `/api/cases/${header.id}/moves`, body: { id, move: offer.move, ...(reason ? { reason } : {}) } });
  const lacks = (offer: MoveOffer): string | undefined => (offer.missing.length > 0 ? t('cases.move.lacks', { missing: offer.missing.map((one) => t(`cases.missing.${one}`)).join(', ') }) : undefined);
  const mayClose = header.compartments.includes('case') && mayAskToClose(header.state) && header.closing?.state !== 'open';
  const leaveClosing = (): void => {
    setClosing(false);
    if (because !== null) void navigate({ href: `/cases/${header.id}?tab=${typeof asked.tab === 'string' ? asked.tab : 'path'}`, replace: true });
  };
  const choices = [
    ...header.moves.map((offer) => ({ id: offer.move, label: t(`cases.move.${offer.move}`), detail: lacks(offer), onSelect: () => setChosen(offer.move) })),
    ...(mayClose ? [{ id: 'close', label: t('cases.closing.ask'), icon: 'lock' as const, onSelect: () => setClosing(true) }] : []),
    { id: 'print', label: t('cases.print'), icon: 'print' as const, onSelect: () => window.print() },
    // Whoever holds the file's list of accesses finds it there as well; a mediator has only this way.
    ...(hat && hat.role !== 'coordinator' && header.via !== 'break-glass' ? [{ id: 'bar-me', label: t('cases.bar.me'), icon: 'eye-off' as const, onSelect: () => setLeaving(true) }] : []),
  ];
  return (
    <>
      <Menu label={t('cases.moves')} trigger={<Button icon="more">{t('cases.moves')}</Button>} groups={[{ id: 'moves', choices }]} />
      {chosen && chosen.missing.length > 0 && (
        <Dialog title={t(`cases.move.${chosen.move}`)} isOpen size="small" onClose={() => setChosen(null)} actions={<Button kind="primary" onPress={() => setChosen(null)}>{t('ui.close')}</Button>}>
          <p>{t('cases.move.first')}</p>
          <ul>{chosen.missing.map((one) => <li key={one}>{t(`cases.missing.${one}.do`)}</li>)}</ul>
        </Dialog>
      )}
      {chosen && chosen.missing.length === 0 && (chosen.needsReason ? (
        <ReasonDialog title={t(`cases.move.${chosen.move}`)} isOpen minLength={3} onClose={() => setChosen(null)} confirm={t('cases.move.confirm')} isPending={move.isPending} onConfirm={(reason) => go(chosen, reason)}>
          {t(chosen.move === 'reopen' ? 'cases.move.reopen.help' : 'cases.move.reason.help')}
          {move.error && <ProblemPanel problem={move.error} />}
        </ReasonDialog>
      ) : (
        <Dialog title={t(`cases.move.${chosen.move}`)} isOpen size="small" onClose={() => setChosen(null)}
          actions={<><Button onPress={() => setChosen(null)}>{t('ui.cancel')}</Button><Button kind="primary" isPending={move.isPending} onPress={() => go(chosen)}>{t('cases.move.confirm')}</Button></>}>
          <p>{t('cases.move.help', { state: t(`cases.state.${header.state}`) })}</p>
          {move.error && <ProblemPanel problem={move.error} />}
        </Dialog>
      ))}
      {isLeaving && hat && <BarDialog caseId={header.id} colleague={{ memberId: hat.id, name: account?.name ?? '', role: hat.role }} isMe onClose={() => setLeaving(false)} />}
      {mayClose && (isClosing || because !== null) && <ClosingDialog key={because} header={header} because={because} onClose={leaveClosing} />}
    </>
  );
}
