import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../../kernel/ui/api.ts';
import { kept } from '../../../kernel/ui/kept.ts';
import type { Here, HereReply, Interview } from '../contract.ts';
import { markOfBeside, markOfHeading, markOfSection } from '../domain.ts';
import { interviewOf } from './queries.ts';

const every = 5_000;

const known = (interview: Interview): string[] => [
  markOfHeading(interview),
  ...interview.sections.map((one) => markOfSection({ section: one.section, compartment: one.compartment, authorId: one.author.id, version: one.version })),
  ...interview.besides.map(markOfBeside),
];

/**
 * Tells the server in which part one is while the page is in sight, hears who else has the interview open, and fetches it anew when
 * somebody wrote. Without network nobody is shown: better nobody than somebody who left.
 */
export function useHere(interview: Interview, section: string | null): readonly Here[] {
  const client = useQueryClient();
  const [others, setOthers] = useState<readonly Here[]>([]);
  const { id } = interview;
  const latest = useRef(interview);
  useEffect(() => {
    latest.current = interview;
  }, [interview]);
  useEffect(() => {
    let isCurrent = true;
    const beat = async (): Promise<void> => {
      if (document.visibilityState === 'hidden' || kept.state().isFromDevice) return;
      try {
        const reply = await api.post<HereReply>(`/api/interviews/${id}/here`, { body: { section, known: known(latest.current) } });
        if (!isCurrent) return;
        setOthers(reply.others);
        if (reply.hasChanged) void client.invalidateQueries({ queryKey: interviewOf(id).queryKey });
      } catch {
        // Said by the state of saving and by the bar of the connection; here it means that nobody can be seen.
        if (isCurrent) setOthers([]);
      }
    };
    void beat();
    const timer = setInterval(() => void beat(), every);
    const seen = (): void => void beat();
    document.addEventListener('visibilitychange', seen);
    return () => {
      isCurrent = false;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [client, id, section]);
  return others;
}
