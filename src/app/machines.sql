-- Every state machine of the system once more, in the database: whatever the program does, a thing goes only where its machine leads, each
-- step leaves its row, and no row tells of a step that was not taken. The machines of the rooms' domain.ts say the same; a test compares them.
--
-- It binds all that comes through the application's login, functions of the house included. The owner of the database could switch triggers
-- off anyway, and is bound by the audit trail instead.

create or replace function machine_moves() returns table (machine text, move text, from_state text, to_state text) language sql immutable as $$
  select m.machine, m.move, f.state, m.to_state from (values
    ('case', 'receive', '{contact}', 'access'),
    ('case', 'assess', '{access}', 'assessment'),
    ('case', 'take-in-care', '{assessment}', 'in-care'),
    ('case', 'guide-briefly', '{assessment}', 'short-guidance'),
    ('case', 'send-elsewhere', '{assessment}', 'sent-elsewhere'),
    ('case', 'withdraw', '{contact,access,assessment}', 'withdrawn'),
    ('case', 'suspend', '{in-care}', 'suspended'),
    ('case', 'resume', '{suspended,follow-up}', 'in-care'),
    ('case', 'follow-up', '{in-care,suspended}', 'follow-up'),
    ('case', 'close', '{in-care,suspended,follow-up}', 'closed'),
    ('case', 'reopen', '{closed}', 'in-care'),
    ('case', 'come-back', '{short-guidance,sent-elsewhere,withdrawn}', 'assessment'),
    ('plan', 'share', '{draft}', 'shared'),
    ('plan', 'rework', '{shared}', 'draft'),
    ('plan', 'activate', '{shared}', 'active'),
    ('plan', 'begin-review', '{active}', 'in-review'),
    ('plan', 'renew', '{in-review}', 'active'),
    ('plan', 'complete', '{in-review}', 'completed'),
    ('plan', 'interrupt', '{draft,shared,active,in-review}', 'interrupted'),
    ('appointment', 'arrive', '{booked}', 'arrived'),
    ('appointment', 'begin', '{booked,arrived}', 'in-progress'),
    ('appointment', 'finish', '{arrived,in-progress}', 'done'),
    ('appointment', 'miss', '{booked}', 'no-show'),
    ('appointment', 'cancel', '{booked,arrived}', 'cancelled'),
    -- The hour changes and the state stays: a row beside the machine's own.
    ('appointment', 'reschedule', '{booked}', 'booked'),
    ('appointment', 'take-back', '{arrived,no-show,cancelled}', 'booked'),
    ('walk-in', 'call', '{waiting}', 'called'),
    ('walk-in', 'receive', '{waiting,called}', 'served'),
    ('walk-in', 'leave', '{waiting,called}', 'left'),
    ('walk-in', 'put-back', '{called,served,left}', 'waiting'),
    ('interview', 'start', '{prepared,stopped}', 'running'),
    ('interview', 'pause', '{running}', 'paused'),
    ('interview', 'resume', '{paused}', 'running'),
    ('interview', 'stop', '{running,paused}', 'stopped'),
    ('interview', 'sign', '{stopped}', 'signed'),
    ('consent', 'give', '{requested}', 'given'),
    ('consent', 'refuse', '{requested}', 'refused'),
    ('consent', 'withdraw', '{given}', 'withdrawn'),
    ('consent', 'expire', '{given}', 'expired'),
    ('letter', 'use', '{draft}', 'in-use'),
    ('letter', 'retire', '{draft,in-use}', 'retired'),
    ('document', 'remove', '{kept}', 'removed'),
    ('document', 'restore', '{removed}', 'kept'),
    ('identity', 'give-pseudonym', '{anonymous}', 'pseudonym'),
    ('identity', 'declare-name', '{anonymous,pseudonym}', 'declared'),
    ('identity', 'verify', '{anonymous,pseudonym,declared}', 'verified'),
    ('identity', 'doubt-document', '{verified}', 'declared'),
    ('identity', 'withdraw-name', '{declared}', 'pseudonym'),
    ('identity', 'be-anonymous-again', '{pseudonym,declared}', 'anonymous'),
    ('minor', 'raise-doubt', '{no-doubt,reclassified}', 'minor-track'),
    ('minor', 'reclassify', '{minor-track}', 'reclassified'),
    ('merge', 'merge', '{asked}', 'merged'),
    ('merge', 'tell-apart', '{asked}', 'told-apart'),
    ('merge', 'withdraw', '{asked}', 'withdrawn'),
    ('merge', 'unmerge', '{merged}', 'unmerged'),
    ('assessment', 'start-screening', '{not-assessed}', 'screening-in-progress'),
    ('assessment', 'conclude-no-indicator', '{screening-in-progress}', 'no-indicator'),
    ('assessment', 'conclude-psychosocial-vulnerability', '{screening-in-progress}', 'psychosocial-vulnerability'),
    ('assessment', 'conclude-exploitation-indicators', '{screening-in-progress}', 'exploitation-indicators'),
    ('assessment', 'propose-presumed-trafficking-victim', '{screening-in-progress}', 'awaiting-second-reading'),
    ('assessment', 'second-reading-agrees', '{awaiting-second-reading}', 'presumed-trafficking-victim'),
    ('assessment', 'second-reading-disagrees', '{awaiting-second-reading}', 'screening-in-progress'),
    ('assessment', 'withdraw-proposal', '{awaiting-second-reading}', 'screening-in-progress'),
    ('assessment', 'authority-identifies', '{no-indicator,psychosocial-vulnerability,exploitation-indicators,presumed-trafficking-victim,awaiting-second-reading,not-confirmed}', 'identified-victim'),
    ('assessment', 'authority-does-not-confirm', '{exploitation-indicators,presumed-trafficking-victim,awaiting-second-reading}', 'not-confirmed'),
    ('assessment', 'reopen', '{no-indicator,psychosocial-vulnerability,exploitation-indicators,presumed-trafficking-victim,identified-victim,not-confirmed}', 'screening-in-progress'),
    ('screening', 'complete', '{open}', 'completed'),
    ('worksheet', 'compute', '{draft}', 'computed'),
    ('worksheet', 'reopen', '{computed}', 'draft'),
    ('worksheet', 'sign', '{computed}', 'signed'),
    ('worksheet', 'set-aside', '{draft,computed}', 'set-aside'),
    ('worksheet', 'take-up', '{set-aside}', 'draft'),
    ('placement', 'agree', '{proposed}', 'agreed'),
    ('placement', 'apply', '{agreed}', 'applying'),
    ('placement', 'start', '{agreed,applying}', 'started'),
    ('placement', 'not-start', '{proposed,agreed,applying}', 'not-started'),
    ('placement', 'end', '{started}', 'ended'),
    ('placement', 'reopen', '{not-started}', 'proposed'),
    ('placement', 'not-yet', '{started}', 'agreed'),
    ('placement', 'resume', '{ended}', 'started'),
    ('placement-check', 'answer', '{planned}', 'answered'),
    ('placement-check', 'put-off', '{planned}', 'planned'),
    ('placement-check', 'give-up', '{planned}', 'not-reached'),
    ('placement-check', 'take-back', '{answered,not-reached}', 'planned'),
    ('placement-check', 'end', '{planned}', 'ended'),
    ('access', 'grant', '{open}', 'granted'),
    ('access', 'refuse', '{open}', 'refused'),
    ('plan-approval', 'approve', '{open}', 'approved'),
    ('plan-approval', 'send-back', '{open}', 'sent-back'),
    ('closing', 'approve', '{open}', 'approved'),
    ('closing', 'send-back', '{open}', 'sent-back'),
    ('emergency', 'stabilise', '{open}', 'stabilised'),
    ('emergency', 'worsen', '{stabilised}', 'open'),
    ('emergency', 'close', '{stabilised}', 'closed'),
    ('emergency', 'reopen', '{closed}', 'open'),
    ('flag', 'end', '{standing}', 'ended'),
    ('follow-up', 'reach', '{planned}', 'reached'),
    ('follow-up', 'refuse', '{planned}', 'refused'),
    ('follow-up', 'find-unsafe', '{planned}', 'not-safe'),
    ('follow-up', 'give-up', '{planned}', 'unreachable'),
    ('follow-up', 'take-back', '{reached,refused,not-safe,unreachable}', 'planned'),
    ('follow-up', 'end', '{planned}', 'ended'),
    ('handover', 'accept', '{proposed}', 'accepted'),
    ('handover', 'decline', '{proposed}', 'declined'),
    ('handover', 'withdraw', '{proposed}', 'withdrawn'),
    ('handover', 'end', '{accepted}', 'ended'),
    ('conference', 'hold', '{called}', 'held'),
    ('conference', 'postpone', '{called}', 'postponed'),
    ('conference', 'call-again', '{postponed}', 'called'),
    ('conference', 'cancel', '{called,postponed}', 'cancelled'),
    ('conference', 'approve-minutes', '{held}', 'minutes-approved'),
    ('conference', 'close', '{minutes-approved}', 'closed'),
    ('duty', 'sign', '{draft}', 'signed'),
    ('minor-path', 'report', '{suspected}', 'reported'),
    ('minor-path', 'place', '{reported}', 'placed'),
    ('minor-path', 'appoint-guardian', '{placed}', 'guardian-appointed'),
    ('minor-path', 'begin-project', '{guardian-appointed}', 'in-project'),
    ('minor-path', 'come-of-age', '{reported,placed,guardian-appointed,in-project}', 'came-of-age'),
    ('minor-path', 'reunite', '{reported,placed,guardian-appointed,in-project}', 'reunited'),
    ('minor-path', 'go-missing', '{suspected,reported,placed,guardian-appointed,in-project}', 'missing'),
    ('minor-path', 'found-again', '{missing}', 'reported'),
    ('minor-path', 'reclassify', '{suspected,reported,placed,guardian-appointed,in-project,missing}', 'reclassified'),
    ('mail', 'hold', '{waiting}', 'held'),
    ('mail', 'refer', '{waiting,held}', 'referred'),
    ('mail', 'set-aside', '{waiting,held}', 'set-aside'),
    ('mail', 'mark-spam', '{waiting,held}', 'spam'),
    ('mail', 'reopen', '{held,set-aside,spam}', 'waiting'),
    ('ready-step', 'accept', '{proposed}', 'in-use'),
    ('ready-step', 'refuse', '{proposed}', 'refused'),
    ('ready-step', 'replace', '{in-use}', 'replaced'),
    ('ready-step', 'withdraw', '{in-use}', 'withdrawn'),
    ('reference-value', 'verify', '{proposed}', 'verified'),
    ('reference-value', 'doubt', '{verified}', 'proposed'),
    ('reference-value', 'withdraw', '{proposed,verified}', 'withdrawn'),
    ('handed-note', 'take', '{waiting}', 'taken'),
    ('handed-note', 'set-aside', '{waiting}', 'set-aside'),
    ('handed-note', 'reopen', '{taken,set-aside}', 'waiting'),
    ('complaint', 'look-into', '{received}', 'looking-into'),
    ('complaint', 'answer', '{looking-into}', 'answered'),
    ('complaint', 'close', '{answered}', 'closed'),
    ('complaint', 'reopen', '{answered,closed,withdrawn}', 'looking-into'),
    ('complaint', 'withdraw', '{received,looking-into}', 'withdrawn'),
    ('sheet', 'hand-over', '{made}', 'handed-over'),
    ('sheet', 'not-give', '{made}', 'not-given'),
    ('sheet', 'take-back', '{handed-over}', 'taken-back'),
    ('sheet', 'mark-error', '{handed-over}', 'in-error'),
    ('outing', 'start', '{planned}', 'under-way'),
    ('outing', 'not-yet', '{under-way}', 'planned'),
    ('outing', 'return', '{under-way}', 'returned'),
    ('outing', 'go-back-out', '{returned}', 'under-way'),
    ('outing', 'close', '{returned}', 'closed'),
    ('outing', 'reopen', '{closed}', 'returned'),
    ('outing', 'cancel', '{planned,under-way}', 'cancelled'),
    -- Whoever holds it says so again in time, or somebody else takes it over: the state stays, with a row beside.
    ('outing-alarm', 'acknowledge', '{standing,acknowledged}', 'acknowledged'),
    ('outing-alarm', 'climb', '{acknowledged}', 'standing'),
    ('outing-alarm', 'close', '{standing,acknowledged}', 'closed'),
    ('outing-alarm', 'end', '{standing,acknowledged}', 'closed'),
    ('street-hour', 'give', '{held,let-go}', 'given'),
    ('street-hour', 'let-go', '{held}', 'let-go'),
    ('street-hour', 'promise', '{let-go}', 'promised'),
    ('street-hour', 'rebook', '{promised}', 'given'),
    ('street-hour', 'settle', '{promised}', 'let-go'),
    ('street-hour', 'take-back', '{given}', 'held'),
    ('device', 'revoke', '{enrolled}', 'revoked'),
    ('instrument', 'review', '{draft}', 'reviewed'),
    ('instrument', 'send-back', '{reviewed}', 'draft'),
    ('instrument', 'put-in-use', '{reviewed}', 'in-use'),
    ('instrument', 'withdraw', '{draft,reviewed,in-use}', 'withdrawn'),
    ('wording', 'propose', '{draft}', 'proposed'),
    ('wording', 'take-back', '{proposed}', 'draft'),
    ('wording', 'send-back', '{proposed}', 'draft'),
    ('wording', 'approve', '{proposed}', 'approved'),
    ('wording', 'replace', '{approved}', 'replaced'),
    ('wording', 'withdraw', '{draft,proposed,approved}', 'withdrawn'),
    ('import', 'reopen', '{mapped,checked,failed}', 'draft'),
    ('import', 'map', '{draft,mapped,checked,failed}', 'mapped'),
    ('import', 'check', '{mapped,checked,failed}', 'checked'),
    ('import', 'run', '{checked}', 'running'),
    ('import', 'finish', '{running}', 'done'),
    ('import', 'fail', '{running}', 'failed'),
    ('import', 'undo', '{running,done}', 'undone'),
    ('referral', 'consent', '{proposed}', 'consented'),
    ('referral', 'send', '{consented}', 'sent'),
    ('referral', 'acknowledge', '{sent}', 'acknowledged'),
    ('referral', 'ask-to-meet', '{sent,acknowledged,waitlisted}', 'to-meet'),
    ('referral', 'accept', '{sent,acknowledged,waitlisted,to-meet,attended}', 'accepted'),
    ('referral', 'decline', '{sent,acknowledged,waitlisted,to-meet,attended}', 'declined'),
    ('referral', 'waitlist', '{sent,acknowledged,to-meet,attended}', 'waitlisted'),
    ('referral', 'appoint', '{waitlisted,to-meet,accepted,appointment,attended,no-show,in-progress}', 'appointment'),
    ('referral', 'attend', '{appointment}', 'attended'),
    ('referral', 'miss', '{appointment}', 'no-show'),
    ('referral', 'begin', '{accepted,attended}', 'in-progress'),
    ('referral', 'hand-over', '{attended}', 'together'),
    ('referral', 'prolong', '{together}', 'together'),
    ('referral', 'finish', '{attended,in-progress,together}', 'done'),
    ('referral', 'interrupt', '{to-meet,accepted,appointment,attended,no-show,in-progress}', 'interrupted'),
    ('referral', 'return', '{together,done}', 'returned'),
    ('referral', 'withdraw', '{proposed,consented,sent,acknowledged,to-meet,accepted,waitlisted,appointment,attended,no-show,in-progress,together}', 'withdrawn'),
    ('referral', 'close', '{declined,done,interrupted,returned}', 'closed'),
    ('inbound-referral', 'send', '{draft}', 'sent'),
    ('inbound-referral', 'receive', '{sent}', 'received'),
    ('inbound-referral', 'take', '{received}', 'in-triage'),
    ('inbound-referral', 'give', '{received,in-triage}', 'in-triage'),
    ('inbound-referral', 'rank', '{in-triage}', 'in-triage'),
    ('inbound-referral', 'release', '{in-triage}', 'received'),
    ('inbound-referral', 'accept', '{in-triage}', 'accepted'),
    ('inbound-referral', 'decline', '{sent,in-triage}', 'declined'),
    ('inbound-referral', 'redirect', '{in-triage}', 'redirected'),
    ('inbound-referral', 'merge', '{in-triage}', 'merged'),
    ('inbound-referral', 'advise', '{in-triage}', 'advised'),
    ('inbound-referral', 'reopen', '{declined,redirected,merged,advised}', 'in-triage'),
    ('inbound-referral', 'close', '{accepted,declined,redirected,merged,advised}', 'closed'),
    ('inbound-referral', 'withdraw', '{draft,sent,received,in-triage,accepted}', 'withdrawn'),
    ('inbound-contact', 'attempt', '{contacting,not-reached}', 'contacting'),
    ('inbound-contact', 'book', '{contacting,not-reached}', 'booked'),
    ('inbound-contact', 'fall-through', '{booked}', 'contacting'),
    ('inbound-contact', 'miss', '{contacting}', 'not-reached'),
    ('inbound-contact', 'refuse', '{contacting,not-reached}', 'refused'),
    ('joint-meeting', 'hold', '{called}', 'held'),
    ('joint-meeting', 'cancel', '{called}', 'cancelled')
  ) as m (machine, move, from_states, to_state) cross join lateral unnest(m.from_states::text[]) f (state)
$$;

-- A thing goes from state to state only by some move of its machine. Takes the machine and the column.
create or replace function state_goes() returns trigger language plpgsql as $$
declare before text := to_jsonb(old) ->> tg_argv[1]; after text := to_jsonb(new) ->> tg_argv[1];
begin
  if session_user = 'reti_app' and after is distinct from before
    and not exists (select from machine_moves() m where m.machine = tg_argv[0] and m.from_state = before and m.to_state = after) then
    raise exception 'illegal-move' using errcode = 'RT001';
  end if;
  return new;
end $$;

-- It begins where its machine begins. Takes the column and the states in which it may.
create or replace function state_begins() returns trigger language plpgsql as $$
begin
  if session_user = 'reti_app' and not to_jsonb(new) ->> tg_argv[0] = any (tg_argv[1]::text[]) then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  return new;
end $$;

-- A row of a move says what its machine says. Takes the machine; a table of two machines names it in the row.
create or replace function move_leads() returns trigger language plpgsql as $$
begin
  if session_user = 'reti_app' and not exists (select from machine_moves() m
    where m.machine = coalesce(to_jsonb(new) ->> 'machine', tg_argv[0]) and m.move = new.move and m.from_state = new.from_state and m.to_state = new.to_state) then
    raise exception 'illegal-move' using errcode = 'RT001';
  end if;
  return new;
end $$;

-- Asked when the transaction ends, for the order within it is free. What was written under a savepoint bears a number of its own and is not
-- found: it is released before states move. Whoever changed the state left the row of that very step…
create or replace function state_leaves_its_move() returns trigger language plpgsql security definer set search_path = public as $$
declare before text := to_jsonb(old) ->> tg_argv[0]; after text := to_jsonb(new) ->> tg_argv[0]; found boolean;
begin
  if session_user <> 'reti_app' or after is not distinct from before then return null; end if;
  execute format('select exists (select from %I m where m.%I = $1 and m.from_state = $2 and m.to_state = $3 and m.xmin = pg_current_xact_id()::xid)', tg_argv[1], tg_argv[2])
    into found using new.id, before, after;
  if not found then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  return null;
end $$;

-- … and whoever wrote rows of steps left the thing where the last of them leads. Takes the table, its column, and the column that names it.
create or replace function move_moves_its_thing() returns trigger language plpgsql security definer set search_path = public as $$
declare moved boolean; thing uuid := (to_jsonb(new) ->> tg_argv[2])::uuid;
begin
  if session_user <> 'reti_app' then return null; end if;
  execute format('select exists (select from %1$I t join %2$I m on m.%3$I = t.id where t.id = $1 and t.xmin = pg_current_xact_id()::xid and m.xmin = t.xmin and m.to_state = t.%4$I)',
    tg_argv[0], tg_table_name, tg_argv[2], tg_argv[1]) into moved using thing;
  if not moved then raise exception 'illegal-move' using errcode = 'RT001'; end if;
  return null;
end $$;

do $$ declare one record; begin
  for one in select * from (values
    ('case_file', 'state', 'case', 'case_move', 'case_id', '{contact}'),
    ('plan', 'state', 'plan', 'plan_move', 'plan_id', '{draft}'),
    ('appointment', 'state', 'appointment', 'appointment_move', 'appointment_id', '{booked}'),
    ('walk_in', 'state', 'walk-in', 'walk_in_move', 'walk_in_id', '{waiting}'),
    ('interview', 'state', 'interview', 'interview_move', 'interview_id', '{prepared}'),
    ('consent', 'state', 'consent', 'consent_move', 'consent_id', '{requested}'),
    ('letter_template', 'state', 'letter', 'letter_template_move', 'template_id', '{draft}'),
    ('document', 'state', 'document', 'document_move', 'document_id', '{kept}'),
    ('person', 'identity_level', 'identity', 'person_move', 'person_id', '{anonymous}'),
    ('person_merge', 'state', 'merge', 'person_merge_move', 'merge_id', '{asked}'),
    ('assessment', 'state', 'assessment', 'assessment_move', 'assessment_id', '{no-indicator,psychosocial-vulnerability,exploitation-indicators,awaiting-second-reading,identified-victim}'),
    ('referral', 'state', 'referral', 'referral_move', 'referral_id', '{proposed}'),
    ('emergency', 'state', 'emergency', 'emergency_move', 'emergency_id', '{open}'),
    ('case_flag', 'state', 'flag', 'case_flag_move', 'flag_id', '{standing}'),
    ('follow_up', 'state', 'follow-up', 'follow_up_move', 'follow_up_id', '{planned}'),
    ('handover', 'state', 'handover', 'handover_move', 'handover_id', '{proposed}'),
    ('conference', 'state', 'conference', 'conference_move', 'conference_id', '{called}'),
    ('duty_decision', 'state', 'duty', null, null, '{draft}'),
    ('minor_path', 'state', 'minor-path', 'minor_path_move', 'path_id', '{suspected}'),
    ('mail_message', 'state', 'mail', 'mail_move', 'message_id', '{waiting}'),
    ('ready_step', 'state', 'ready-step', 'ready_step_move', 'ready_step_id', '{proposed}'),
    ('reference_value', 'state', 'reference-value', 'reference_value_move', 'value_id', '{proposed}'),
    ('handed_note', 'state', 'handed-note', 'handed_note_move', 'note_id', '{waiting}'),
    ('complaint', 'state', 'complaint', 'complaint_move', 'complaint_id', '{received}'),
    ('inbound_referral', 'state', 'inbound-referral', 'inbound_move', 'referral_id', '{draft}'),
    ('inbound_contact', 'state', 'inbound-contact', 'inbound_contact_move', 'contact_id', '{contacting}'),
    ('inbound_meeting', 'state', 'joint-meeting', 'inbound_meeting_move', 'meeting_id', '{called}'),
    ('profile_sheet', 'state', 'sheet', 'profile_sheet_move', 'sheet_id', '{made}'),
    ('outing', 'state', 'outing', 'outing_move', 'outing_id', '{planned}'),
    ('outing_alarm', 'state', 'outing-alarm', 'outing_alarm_move', 'alarm_id', '{standing}'),
    ('street_hour', 'state', 'street-hour', 'street_hour_move', 'hour_id', '{held}'),
    ('device', 'state', 'device', 'device_move', 'device_id', '{enrolled}'),
    ('import_batch', 'state', 'import', 'import_move', 'batch_id', '{draft}'),
    ('worksheet', 'state', 'worksheet', 'worksheet_move', 'worksheet_id', '{draft}'),
    ('placement', 'state', 'placement', 'placement_move', 'placement_id', '{proposed}'),
    ('placement_check', 'state', 'placement-check', 'placement_check_move', 'check_id', '{planned}'),
    ('programme_instrument', 'state', 'instrument', 'programme_instrument_move', 'instrument', '{draft}'),
    ('instrument_wording', 'state', 'wording', 'instrument_wording_move', 'wording_id', '{draft}'),
    ('screening', 'state', 'screening', null, null, '{open}'),
    ('access_request', 'state', 'access', null, null, '{open}'),
    ('case_closing_request', 'state', 'closing', null, null, '{open}'),
    ('plan_approval', 'state', 'plan-approval', null, null, '{open}')
  ) as t (thing, held_in, machine, moves, names, beginnings) loop
    execute format('drop trigger if exists state_goes on %I', one.thing);
    execute format('create trigger state_goes before update of %2$I on %1$I for each row execute function state_goes(%3$L, %2$L)', one.thing, one.held_in, one.machine);
    execute format('drop trigger if exists state_begins on %I', one.thing);
    execute format('create trigger state_begins before insert on %1$I for each row execute function state_begins(%2$L, %3$L)', one.thing, one.held_in, one.beginnings);
    continue when one.moves is null;
    execute format('drop trigger if exists move_leads on %I', one.moves);
    execute format('create trigger move_leads before insert on %1$I for each row execute function move_leads(%2$L)', one.moves, one.machine);
    execute format('drop trigger if exists state_leaves_its_move on %I', one.thing);
    execute format('create constraint trigger state_leaves_its_move after update of %2$I on %1$I deferrable initially deferred for each row execute function state_leaves_its_move(%2$L, %3$L, %4$L)',
      one.thing, one.held_in, one.moves, one.names);
    -- Of the two tables that keep more than one kind of move, only the moves of this machine are asked for.
    execute format('drop trigger if exists move_moves_its_thing on %I', one.moves);
    execute format('create constraint trigger move_moves_its_thing after insert on %1$I deferrable initially deferred for each row %5$s execute function move_moves_its_thing(%2$L, %3$L, %4$L)',
      one.moves, one.thing, one.held_in, one.names,
      case one.machine when 'identity' then 'when (new.machine = ''identity'')' when 'assessment' then 'when (new.assessment_id is not null)' else '' end);
  end loop;
end $$;

-- The minor track is kept as a yes or no, and what it was before in its moves.
create or replace function minor_track_leaves_its_move() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if session_user <> 'reti_app' or new.minor_track = old.minor_track then return null; end if;
  if not exists (select from person_move m where m.person_id = new.id and m.machine = 'minor' and (m.to_state = 'minor-track') = new.minor_track and m.xmin = pg_current_xact_id()::xid) then
    raise exception 'illegal-move' using errcode = 'RT001';
  end if;
  return null;
end $$;
drop trigger if exists minor_track_leaves_its_move on person;
create constraint trigger minor_track_leaves_its_move after update of minor_track on person deferrable initially deferred for each row execute function minor_track_leaves_its_move();

-- A case in care has somebody who answers for it, a risk that was looked at, and a person who was told their rights; one is closed by a
-- request that was approved in the same breath.
create or replace function case_may_go_there() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if session_user <> 'reti_app' or new.state = old.state then return null; end if;
  if new.state = 'in-care' and (new.owner_id is null or new.risk = 'not-assessed' or not exists (select from notice_delivery d where d.case_id = new.id)) then
    raise exception 'care-not-ready' using errcode = 'RT001';
  end if;
  if new.state = 'closed' and not exists (select from case_closing_request r where r.case_id = new.id and r.state = 'approved' and r.xmin = pg_current_xact_id()::xid) then
    raise exception 'closing-not-ready' using errcode = 'RT001';
  end if;
  return null;
end $$;
drop trigger if exists case_may_go_there on case_file;
create constraint trigger case_may_go_there after update of state on case_file deferrable initially deferred for each row execute function case_may_go_there();
