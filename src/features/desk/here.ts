import type { Here } from './contract.ts';
import { guideSection } from './guide.ts';
import { mayWrite } from './domain.ts';

/** Somebody at a screen of theirs with an interview open. */
export interface AtWork extends Here { readonly role: string }

export interface HereBoard {
  /**
   * One says that one is here, and hears who else is. In which part somebody writes is told only to those who may write there too: the
   * name of a part already says something.
   */
  beat(interviewId: string, who: AtWork, now: Date): Here[];
}

/** Long enough for three signs of life of a screen in sight. */
const gone = 20_000;

/**
 * Who is here is a courtesy between colleagues and no record: it lives in this process alone, and is forgotten within seconds.
 * Whether somebody may know of the interview is asked of the database before, each time.
 */
export function hereBoard(): HereBoard {
  const rooms = new Map<string, Map<string, AtWork & { at: number }>>();
  return {
    beat(interviewId, who, now) {
      const room = rooms.get(interviewId) ?? new Map<string, AtWork & { at: number }>();
      rooms.set(interviewId, room);
      room.set(who.id, { ...who, at: now.getTime() });
      for (const [id, people] of rooms) {
        for (const [member, { at }] of people) if (at < now.getTime() - gone) people.delete(member);
        if (people.size === 0) rooms.delete(id);
      }
      return [...room.values()].filter((one) => one.id !== who.id).map(({ id, name, section }) => ({ id, name, section: section !== null && sharesPart(who.role, section) ? section : null }));
    },
  };
}

const sharesPart = (role: string, section: string): boolean => {
  const guided = guideSection(section);
  return guided !== undefined && mayWrite(role).includes(guided.compartment);
};
