import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { v7 as newId } from 'uuid';
import { waitsHere } from '../../../kernel/offline/ui/askOrNote.ts';
import { useWhenKept } from '../../../kernel/offline/ui/theQueue.ts';
import { api } from '../../../kernel/ui/api.ts';
import { asProblem, mayRetry } from '../../../kernel/ui/problems.ts';
import { useWindowDrafts } from '../../../kernel/ui/useWindowDrafts.ts';
import type { Interview, Section, SectionContent, SectionKept, SectionState, SectionWrite, TextBeside } from '../contract.ts';
import { type Choice, emptyContent, sameContent } from '../merge.ts';
import { chosen, type Edit, type Edits, laneOf, stillMissing, together } from './edits.ts';
import { guideSection } from '../guide.ts';
import { withSection } from './as-noted.ts';
import { noteSection } from './noted.ts';
import { interviewOf } from './queries.ts';
import { useGuideWords } from './words.ts';

const pauseBeforeSaving = 1_200;
const pauseBeforeRetry = 8_000;
/** Into the queue of this device words go sooner: from there they leave by themselves, also when the screen is left at once. Milliseconds. */
const pauseBeforeNoting = 250;

export interface Sections {
  /** What the section holds for the eye: what is being written, or what the server has. */
  of(section: string): { content: SectionContent; state: SectionState | 'empty'; theirs: Section | undefined; besideId: string | undefined };
  write(section: string, content: SectionContent, state?: SectionState): void;
  /** Decides between one's own words and a colleague's. */
  decide(section: string, which: Choice): void;
  /** Decides about a text that a colleague has beside the one that stands. @returns once it is kept */
  settle(text: TextBeside, which: Choice): Promise<void>;
  /** Sections found on this device that the server does not have. */
  readonly offered: Edits | null;
  recover(): void;
  forget(): void;
  readonly isDirty: boolean;
  readonly isSending: boolean;
  readonly onDevice: Date | null;
  readonly onServer: Date | null;
  readonly deviceFailed: boolean;
  readonly problem: unknown;
}

type Waiting = Edit & { readonly settles?: SectionWrite['settles'] };
type Writing = Readonly<Record<string, Waiting>>;

/**
 * Keeps each section by itself: sent a moment after the last touch, held sealed on this device until the server has it, tried again
 * while there is no network. What a colleague wrote meanwhile is brought together by the server; where both wrote the same words, both
 * texts are kept and shown, and the section is sent on to its place beside until somebody decides.
 * @param isHeld something of the interview waits on this device, or nobody has signed in yet: sections go into the queue behind it
 */
export function useSections(interview: Interview, memberId: string, author: string, isHeld: boolean): Sections {
  const client = useQueryClient();
  const [asOpened] = useState(interview);
  const [written, setEdits] = useState<Writing>({});
  /** Texts as they were last sent to their place beside: sent again only once they change. */
  const [sentBeside, setSentBeside] = useState<Readonly<Record<string, SectionContent>>>({});
  const [isDecided, setDecided] = useState(false);
  const [onServer, setOnServer] = useState<Date | null>(null);
  /** When the device's queue last took something. */
  const [noted, setNoted] = useState<Date | null>(null);
  const { first } = useGuideWords();
  useWhenKept('interview', useCallback((call) => { if (call.record.id === interview.id && call.path.includes('/sections/')) setOnServer(new Date()); }, [interview.id]));
  const [problem, setProblem] = useState<unknown>(null);
  const [sending, setSending] = useState<ReadonlySet<string>>(new Set());
  // A colleague has chosen about one's own text beside: nothing is owed any more, unless one typed on since.
  const isSettled = useCallback((section: string, edit: Waiting): boolean => edit.theirs !== undefined && !sending.has(section) && !interview.besides.some((one) => one.id === edit.besideId)
    && sentBeside[section] !== undefined && sameContent(sentBeside[section], edit.content), [interview.besides, sending, sentBeside]);
  const edits = useMemo((): Writing => Object.fromEntries(Object.entries(written).filter(([section, edit]) => !isSettled(section, edit))), [isSettled, written]);
  const isDirty = Object.keys(edits).length > 0;
  const draft = useWindowDrafts<Edits>(`interview/${interview.id}`, edits, isDirty);
  const missing = useMemo(() => (isDecided || draft.found === undefined ? {} : stillMissing(together(draft.found), asOpened, memberId)), [asOpened, draft.found, isDecided, memberId]);
  const offered = Object.keys(missing).length > 0 ? missing : null;

  const { clear } = draft;
  const isSpent = !isDirty && offered === null && (draft.found !== undefined || draft.savedAt !== null);
  useEffect(() => {
    if (isSpent) clear();
  }, [isSpent, clear]);

  const keep = useCallback((section: string, body: SectionWrite, base: number) => api.put<SectionKept>(`/api/interviews/${interview.id}/sections/${section}`, { ifMatch: base, body }), [interview.id]);
  const learn = useCallback((section: string, state: SectionState, content: SectionContent, kept: SectionKept) => {
    client.setQueryData(interviewOf(interview.id).queryKey, (known) => known && withSection(known, section, { state, content: kept.content ?? content }, kept, { id: memberId, name: author }));
  }, [author, client, interview.id, memberId]);

  const send = useCallback(async (section: string, edit: Waiting): Promise<void> => {
    setSending((now) => new Set([...now, section]));
    const besideId = edit.besideId ?? newId();
    const body: SectionWrite = { state: edit.state, content: edit.content, origin: edit.origin ?? emptyContent, besideId, ...(edit.settles ? { settles: edit.settles } : {}) };
    const noteHere = async (): Promise<void> => {
      const guided = guideSection(section);
      await noteSection(interview.id, section, body, edit.base, guided ? guided.title[first] : section);
      setEdits((now) => {
        const latest = now[section];
        if (!latest || latest === edit || (sameContent(latest.content, edit.content) && latest.state === edit.state)) return without(now, section);
        return { ...now, [section]: { content: latest.content, state: latest.state, origin: edit.content, besideId: newId(), base: edit.base + 1 } };
      });
      setNoted(new Date());
      setProblem(null);
    };
    try {
      if (isHeld) return await noteHere();
      const kept = await keep(section, body, edit.base);
      if (kept.beside !== null) {
        const fresh = await client.fetchQuery({ ...interviewOf(interview.id), staleTime: 0 });
        const theirs = laneOf(fresh, section, memberId);
        setSentBeside((now) => ({ ...now, [section]: edit.content }));
        setEdits((now) => (now[section] && theirs ? { ...now, [section]: { ...now[section], besideId: kept.beside ?? besideId, theirs } } : now));
      } else {
        learn(section, edit.state, edit.content, kept);
        setEdits((now) => {
          const latest = now[section];
          if (!latest || latest === edit || (sameContent(latest.content, edit.content) && latest.state === edit.state)) return without(now, section);
          // Typed on meanwhile: the next sending is compared with what was sent, so that a colleague's words that came in are not overwritten.
          return { ...now, [section]: { content: latest.content, state: latest.state, origin: edit.content, besideId: newId(), base: kept.content === null ? kept.version : edit.base } };
        });
      }
      setOnServer(new Date());
      setProblem(null);
    } catch (error) {
      if (waitsHere(error) && await noteHere().then(() => true, () => false)) return;
      setProblem(error);
      if (mayRetry(error) || asProblem(error).code === 'changed-meanwhile') await new Promise((wake) => setTimeout(wake, pauseBeforeRetry));
      else setEdits((now) => (now[section] ? { ...now, [section]: { ...now[section], isRefused: true } } : now));
    } finally {
      setSending((now) => new Set([...now].filter((one) => one !== section)));
    }
  }, [client, first, interview.id, isHeld, keep, learn, memberId]);

  useEffect(() => {
    const waiting = Object.entries(edits).filter(([section, edit]) => !edit.isRefused && !sending.has(section)
      && !(edit.theirs && sentBeside[section] !== undefined && sameContent(sentBeside[section], edit.content)));
    if (waiting.length === 0) return undefined;
    const timer = setTimeout(() => { for (const [section, edit] of waiting) void send(section, edit); }, isHeld ? pauseBeforeNoting : pauseBeforeSaving);
    return () => clearTimeout(timer);
  }, [edits, isHeld, sending, send, sentBeside]);

  return {
    of(section) {
      const edit = edits[section];
      const kept = laneOf(interview, section, memberId);
      // While both texts wait for a choice, the one that stands may go on being written.
      return { content: edit?.content ?? kept?.content ?? emptyContent, state: edit?.state ?? kept?.state ?? 'empty', theirs: edit?.theirs && (kept ?? edit.theirs), besideId: edit?.besideId };
    },
    write(section, content, state) {
      setEdits((now) => {
        const standing = now[section];
        const before = standing && isSettled(section, standing) ? undefined : standing;
        const kept = laneOf(interview, section, memberId);
        const begun = before ?? { base: kept?.version ?? 0, origin: kept?.content ?? emptyContent, besideId: newId() };
        return { ...now, [section]: { ...begun, content, state: state ?? before?.state ?? kept?.state ?? 'begun', isRefused: false } };
      });
    },
    decide(section, which) {
      setEdits((now) => {
        const edit = now[section];
        if (!edit?.theirs) return now;
        const theirs = laneOf(interview, section, memberId) ?? edit.theirs;
        const stands = theirs.content ?? emptyContent;
        return { ...now, [section]: { content: chosen(stands, edit, which), state: edit.state, base: theirs.version, origin: stands, besideId: newId(), ...(edit.besideId ? { settles: [{ id: edit.besideId, as: which }] } : {}) } };
      });
    },
    async settle(text, which) {
      const theirs = laneOf(interview, text.section, memberId);
      const stands = theirs?.content ?? emptyContent;
      const content = text.content ? chosen(stands, { content: text.content, origin: text.origin ?? emptyContent }, which) : stands;
      const state = theirs?.state ?? 'begun';
      const kept = await keep(text.section, { state, content, origin: stands, settles: [{ id: text.id, as: which }] }, theirs?.version ?? 0);
      learn(text.section, state, content, kept);
      await client.invalidateQueries({ queryKey: interviewOf(interview.id).queryKey });
    },
    offered,
    recover() {
      if (offered) setEdits((now) => ({ ...offered, ...now }));
      setDecided(true);
    },
    forget() {
      setDecided(true);
      clear();
    },
    isDirty, isSending: sending.size > 0, onDevice: latest(draft.savedAt, noted), onServer, deviceFailed: draft.failed, problem,
  };
}

const latest = (one: Date | null, other: Date | null): Date | null => ((one?.getTime() ?? 0) > (other?.getTime() ?? 0) ? one : other);

const without = (edits: Writing, section: string): Writing => Object.fromEntries(Object.entries(edits).filter(([key]) => key !== section));
