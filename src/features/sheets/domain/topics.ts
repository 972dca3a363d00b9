import { profileSections } from '../../plans/domain.ts';

/** What the codes in the register of what left speak of, as areas that have a name in every language of a sheet. */
const topics: Readonly<Record<string, string>> = {
  name: 'identity', 'birth-year': 'identity', gender: 'identity', nationality: 'identity', languages: 'identity', 'how-to-reach': 'identity',
  household: 'family', 'housing-need': 'housing', 'health-need': 'reserved', 'health-registration': 'health', 'psychological-need': 'reserved',
  'work-facts': 'work', 'pay-facts': 'work', 'right-to-work': 'work', skills: 'work', education: 'education', 'italian-level': 'education',
  'legal-status': 'status', procedure: 'status', 'protection-need': 'reserved', safety: 'reserved',
};

const restricted: ReadonlySet<string> = new Set(profileSections.filter((section) => section.compartment === 'restricted').map((section) => section.key));

/**
 * Areas told, each once. What was told of health, of exploitation or of danger is called a reserved part: the paper may be read by others.
 * @param what codes of a letter's fields, or `area.<key>` of a sheet; one that nobody knows is `other`
 */
export function topicsOf(what: readonly string[]): string[] {
  const found = what.map((code) => {
    const area = code.startsWith('area.') ? code.slice('area.'.length) : topics[code] ?? 'other';
    return restricted.has(area) ? 'reserved' : area;
  });
  return found.length === 0 ? ['other'] : [...new Set(found)];
}
