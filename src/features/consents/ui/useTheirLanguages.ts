import { useQuery } from '@tanstack/react-query';
import { consentsOf, headerOf, headingOf } from './queries.ts';

/** The languages of the person: from the heading of the case, or from what a device keeps of them for the day's talks. Empty while nothing is known. */
export function useTheirLanguages(caseId: string): readonly string[] {
  const header = useQuery(headerOf(caseId));
  const personId = useQuery({ ...consentsOf(caseId), enabled: header.isError }).data?.personId ?? '';
  const heading = useQuery({ ...headingOf(personId), enabled: header.isError && personId !== '' });
  return header.data?.languages ?? heading.data?.languages.map(({ language }) => language) ?? [];
}
