import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { api } from '../../../kernel/ui/api.ts';
import { asProblem, mayRetry } from '../../../kernel/ui/problems.ts';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import type { Interview, Section, SectionContent, SectionKept, SectionState } from '../contract.ts';
import { type Edit, type Edits, emptyContent, joined, laneOf, stillMissing } from './edits.ts';
import { interviewOf } from './queries.ts';

const pauseBeforeSaving = 1_200;
const pauseBeforeRetry = 8_000;

export interface Sections {
  /** What the section holds for the eye: what is being written, or what the server has. */
  of(section: string): { content: SectionContent; state: SectionState | 'empty'; theirs: Section | undefined };
  write(section: string, content: SectionContent, state?: SectionState): void;
  /** Decides between one's own words and a colleague's. */
  decide(section: string, which: 'mine' | 'theirs' | 'both'): void;
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

/**
 * Keeps each section by itself: sent a moment after the last touch, held sealed on this device until the server has it, tried again
 * while there is no network, and never written over a colleague's words.
 */
export function useSections(interview: Interview, memberId: string, author: string): Sections {
  const client = useQueryClient();
  const [asOpened] = useState(interview);
  const [edits, setEdits] = useState<Edits>({});
  const [isDecided, setDecided] = useState(false);
  const [onServer, setOnServer] = useState<Date | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [sending, setSending] = useState<ReadonlySet<string>>(new Set());
  const isDirty = Object.keys(edits).length > 0;
  const draft = useDraft<Edits>(`interview/${interview.id}`, edits, isDirty);
  const missing = isDecided || draft.found === undefined ? {} : stillMissing(draft.found, asOpened, memberId);
  const offered = Object.keys(missing).length > 0 ? missing : null;

  const { clear } = draft;
  const isSpent = !isDirty && offered === null && (draft.found !== undefined || draft.savedAt !== null);
  useEffect(() => {
    if (isSpent) clear();
  }, [isSpent, clear]);

  const send = useCallback(async (section: string, edit: Edit): Promise<void> => {
    setSending((now) => new Set([...now, section]));
    try {
      const kept = await api.put<SectionKept>(`/api/interviews/${interview.id}/sections/${section}`, { ifMatch: edit.base, body: { state: edit.state, content: edit.content } });
      client.setQueryData(interviewOf(interview.id).queryKey, (known) => known && withSection(known, section, edit, kept, { id: memberId, name: author }));
      setEdits((now) => (now[section] === edit ? without(now, section) : { ...now, ...(now[section] ? { [section]: { ...now[section], base: kept.version } } : {}) }));
      setOnServer(new Date());
      setProblem(null);
    } catch (error) {
      if (asProblem(error).code === 'changed-meanwhile') {
        const fresh = await client.fetchQuery({ ...interviewOf(interview.id), staleTime: 0 });
        const theirs = laneOf(fresh, section, memberId);
        setEdits((now) => (now[section] && theirs ? { ...now, [section]: { ...now[section], theirs } } : now));
      } else {
        setProblem(error);
        if (!mayRetry(error)) setEdits((now) => (now[section] ? { ...now, [section]: { ...now[section], isRefused: true } } : now));
        else await new Promise((wake) => setTimeout(wake, pauseBeforeRetry));
      }
    } finally {
      setSending((now) => new Set([...now].filter((one) => one !== section)));
    }
  }, [author, client, interview.id, memberId]);

  useEffect(() => {
    const waiting = Object.entries(edits).filter(([section, edit]) => !edit.theirs && !edit.isRefused && !sending.has(section));
    if (waiting.length === 0) return undefined;
    const timer = setTimeout(() => { for (const [section, edit] of waiting) void send(section, edit); }, pauseBeforeSaving);
    return () => clearTimeout(timer);
  }, [edits, sending, send]);

  return {
    of(section) {
      const edit = edits[section];
      const kept = laneOf(interview, section, memberId);
      return { content: edit?.content ?? kept?.content ?? emptyContent, state: edit?.state ?? kept?.state ?? 'empty', theirs: edit?.theirs };
    },
    write(section, content, state) {
      setEdits((now) => {
        const before = now[section];
        const kept = laneOf(interview, section, memberId);
        return { ...now, [section]: { ...before, content, state: state ?? before?.state ?? kept?.state ?? 'begun', base: before?.base ?? kept?.version ?? 0, isRefused: false } };
      });
    },
    decide(section, which) {
      setEdits((now) => {
        const edit = now[section];
        if (!edit?.theirs) return now;
        if (which === 'theirs') return without(now, section);
        const content = which === 'both' ? joined(edit.theirs.content ?? emptyContent, edit.content) : edit.content;
        return { ...now, [section]: { content, state: edit.state, base: edit.theirs.version } };
      });
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
    isDirty, isSending: sending.size > 0, onDevice: draft.savedAt, onServer, deviceFailed: draft.failed, problem,
  };
}

const without = (edits: Edits, section: string): Edits => Object.fromEntries(Object.entries(edits).filter(([key]) => key !== section));

/** The interview as it is once a section was kept, so that the screen need not ask again. */
function withSection(interview: Interview, section: string, edit: Edit, kept: SectionKept, author: Section['author']): Interview {
  const before = laneOf(interview, section, author.id);
  const compartment = before?.compartment ?? (interview.writes.includes('mediation') ? 'mediation' : 'restricted');
  const now: Section = { section, compartment, state: edit.state, content: edit.content, author, writtenAt: kept.writtenAt, version: kept.version };
  return { ...interview, sections: [...interview.sections.filter((one) => one !== before), now] };
}
