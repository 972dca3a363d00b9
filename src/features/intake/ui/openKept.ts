/** One that was sent through a link from this browser: how it is found again, and nothing of what it says. */
export interface SentHere {
  readonly id: string;
  readonly reference: string;
  readonly at: string;
}

const MOST = 60;
/** A part of the secret tells one link from another, and opens none. */
const keyOf = (secret: string): string => `report-link/${secret.slice(0, 8)}`;
const isSentHere = (one: unknown): one is SentHere => typeof one === 'object' && one !== null && ['id', 'reference', 'at'].every((part) => typeof (one as Record<string, unknown>)[part] === 'string');

/** What was sent from here, the latest first. A browser that keeps nothing has nothing. */
export function sentHere(secret: string): readonly SentHere[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(secret)) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isSentHere) : [];
  } catch {
    return [];
  }
}

export function keepSent(secret: string, one: SentHere): void {
  const rest = sentHere(secret).filter(({ id }) => id !== one.id);
  try {
    localStorage.setItem(keyOf(secret), JSON.stringify([one, ...rest].toSorted((a, b) => b.at.localeCompare(a.at)).slice(0, MOST)));
  } catch {
    // Found again by its receipt, or by its address.
  }
}

/** On a device that others use too. */
export function forgetSent(secret: string): void {
  try {
    localStorage.removeItem(keyOf(secret));
  } catch {
    // Nothing was kept.
  }
}
