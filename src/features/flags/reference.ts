import { collection, everyValue, type Reference, valuesOn } from '../../kernel/reference/collection.ts';
import { type FlagKind, FlagKindBody } from './contract.ts';

export const flagKinds = collection('case-flags', FlagKindBody, { added: /^[a-z0-9]+(-[a-z0-9]+)*$/ });

const kindFrom = ({ entry, body: { tone, readers, words } }: { entry: string; body: FlagKindBody }): FlagKind => ({ id: entry, tone, readers, words });

/** The kinds that can be raised on a day. */
export const kindsOn = (reference: Reference, day: string): FlagKind[] => valuesOn(flagKinds, reference, day).filter(({ body }) => body.offered).map(kindFrom);

/** The kind of a flag that was raised once, as it is told today; one that nobody knows any more is told by its id, so that nothing recorded is lost. */
export function kindCalled(reference: Reference, id: string, day: string): FlagKind {
  const found = valuesOn(flagKinds, reference, day).find((one) => one.entry === id) ?? everyValue(flagKinds, reference).find((one) => one.entry === id);
  return found ? kindFrom(found) : { id, tone: 'info', readers: 'case', words: { it: id, en: id } };
}
