/** The words for a kind of record; a kind that nobody has named yet is a note. */
export const kindKey = (kind: string, has: (key: string) => boolean): string => (has(`handed-notes.kind.${kind}`) ? `handed-notes.kind.${kind}` : 'handed-notes.kind.other');

/** Of fields whose values are words of the street room: where those words begin. */
export const valueWords: Readonly<Record<string, string>> = {
  gender: 'outreach.gender', ageBand: 'outreach.age', needs: 'outreach.need', signs: 'outreach.sign', informed: 'outreach.informed', materials: 'outreach.material', referrals: 'outreach.referral', agreed: 'outreach.agreed',
  level: 'outreach.level', placeKind: 'outreach.kind', familiarity: 'outreach.familiarity', languageIs: 'outreach.known', nationalityIs: 'outreach.known',
};
